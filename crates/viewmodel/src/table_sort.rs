//! How a heading sorts its table.

use model::Order;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSort {
    /// Another column decides, or none.
    Unsorted,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl ColumnSort {
    /// How `order` sorts a column.
    #[must_use]
    pub fn of(order: Option<Order>, column: usize) -> Self {
        match order.filter(|order| order.column == column) {
            None => Self::Unsorted,
            Some(Order { descending: false, .. }) => Self::Ascending,
            Some(_) => Self::Descending,
        }
    }

    /// The value of `aria-sort`.
    #[must_use]
    pub fn aria(self) -> &'static str {
        match self {
            Self::Unsorted => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// The mark behind the column's title.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Unsorted => "",
            Self::Ascending => " ↑",
            Self::Descending => " ↓",
        }
    }
}

/// The order after a heading was pressed: ascending, then descending, then the hub's own.
#[must_use]
pub fn cycle_sort(order: Option<Order>, column: usize) -> Option<Order> {
    match ColumnSort::of(order, column) {
        ColumnSort::Unsorted => Some(Order { column, descending: false }),
        ColumnSort::Ascending => Some(Order { column, descending: true }),
        ColumnSort::Descending => None,
    }
}

#[cfg(test)]
mod tests;
