//! Which rows are meant: `{ "state": ["lost", "away"] }`.

use compact::Compact;
use model::Cell;

use super::Column;
use crate::node::Node;

/// Which rows are meant: those whose columns each hold one of its texts. Without columns all are.
#[derive(Clone, Debug, Default, PartialEq, Compact)]
pub struct RowCondition {
    of: Vec<(usize, Vec<String>)>,
}

impl RowCondition {
    pub(crate) fn read(node: &Node<'_>, columns: &[Column], expected: &str) -> Option<Self> {
        let of = node.all_members(|id, values| {
            let index = columns.iter().position(|column| column.id == id);
            let index = index.or_else(|| values.wrong(expected));
            let wanted = values.all(Node::string);
            Some((index?, wanted?))
        })?;
        Some(Self { of })
    }

    /// Whether a row with these cells is meant.
    #[must_use]
    pub fn holds(&self, cells: &[Cell]) -> bool {
        let is = |index: usize, wanted: &[String]| {
            cells.get(index).is_some_and(|cell| wanted.contains(&cell.text()))
        };
        self.of.iter().all(|(index, wanted)| is(*index, wanted))
    }
}
