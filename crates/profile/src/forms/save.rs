//! An answer that is saved as a file.

use model::Cell;
use serde_json::{Map, Value};

use crate::TableSpec;
use crate::node::{Node, given};
use crate::template::{known_names, plain, substitute};

/// An answer that is a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    name: Value,
    length: Option<usize>,
}

impl Save {
    pub(super) fn read(node: &Node<'_>, table: Option<&TableSpec>) -> Option<Self> {
        let mut fields = node.fields()?;
        let names = table.map_or_else(Vec::new, TableSpec::names);
        let name = fields.required("name").and_then(|node| {
            let _text = node.text()?;
            known_names(
                &node,
                &|name| names.contains(&name),
                "{key} and columns of the table as placeholders",
            )?;
            Some(node.value.clone())
        });
        let length = fields.optional("length").map(|node| column(&node, table));
        fields.finish();
        Some(Self { name: name?, length: given(length)? })
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self, row: &Map<String, Value>) -> String {
        let name = substitute(&self.name, &|name| row.get(name).cloned());
        name.as_ref().and_then(plain).unwrap_or_default()
    }

    /// How long the file must be (bytes), where the row says so.
    #[must_use]
    pub fn length(&self, cells: &[Cell]) -> Option<u64> {
        match cells.get(self.length?)? {
            Cell::Integer(length) => u64::try_from(*length).ok(),
            _ => None,
        }
    }
}

/// A column of the row's table.
fn column(node: &Node<'_>, table: Option<&TableSpec>) -> Option<usize> {
    let id = node.text()?;
    table.and_then(|table| table.column(id)).or_else(|| node.wrong("a column of the row's table"))
}
