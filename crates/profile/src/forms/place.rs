//! Where an action is offered.

use std::sync::Arc;

use model::TableId;

use crate::TableSpec;
use crate::node::Node;

/// Where an action is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionPlace {
    /// Above the hub's tables.
    Hub,
    /// Above a table.
    Table(TableId),
    /// With each row of a table.
    Row(TableId),
}

impl ActionPlace {
    pub(super) fn read(node: &Node<'_>, tables: &[Arc<TableSpec>]) -> Option<Self> {
        let (word, id) = match node.text()? {
            "hub" => return Some(Self::Hub),
            text => text.split_once(':').unwrap_or((text, "")),
        };
        let table = tables.iter().find(|table| table.id.as_str() == id).map(|table| table.id.clone());
        match (word, table) {
            ("table", Some(id)) => Some(Self::Table(id)),
            ("row", Some(id)) => Some(Self::Row(id)),
            _ => node.wrong("hub, table:ID or row:ID, with the id of a table"),
        }
    }

    /// The table that it belongs to.
    #[must_use]
    pub fn table(&self) -> Option<&TableId> {
        match self {
            Self::Hub => None,
            Self::Table(id) | Self::Row(id) => Some(id),
        }
    }
}
