//! Which of the page's row elements shows which drawn row. To make an element costs more than to write into one: what
//! leaves the window hands its element on, and a row that stays keeps its own.

use model::RowKey;

/// A row in its element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRow {
    /// The element, by a number of its own.
    pub element: usize,
    /// Position among the rows of the view.
    pub position: usize,
    /// The row.
    pub key: RowKey,
}

/// Rows from a position on in their elements, after what was drawn `before`.
#[must_use]
pub fn place(first: usize, keys: Vec<RowKey>, before: &[PlacedRow]) -> Vec<PlacedRow> {
    let left = before.iter().filter(|row| !keys.contains(&row.key)).map(|row| row.element);
    let unused = before.iter().map(|row| row.element.saturating_add(1)).max().unwrap_or(0)..;
    let mut free: Vec<usize> = left.chain(unused).take(keys.len()).collect();
    free.reverse();
    let placed = keys.into_iter().zip(first..).map(|(key, position)| {
        let kept = before.iter().find(|row| row.key == key).map(|row| row.element);
        let element = kept.or_else(|| free.pop()).unwrap_or(position);
        PlacedRow { element, position, key }
    });
    placed.collect()
}

#[cfg(test)]
mod tests;
