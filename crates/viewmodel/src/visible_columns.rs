//! Which columns of a table are shown, and in which order. At least one always is.

use profile::Column;

/// All columns of a table in the user's order, each shown or hidden. A hidden column keeps its place, so that it
/// comes back there. A column is named by its place in the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleColumns {
    order: Vec<(usize, bool)>,
}

/// Where a column moves in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveColumn {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

impl VisibleColumns {
    /// All of a table's `count` columns, in the profile's order.
    #[must_use]
    pub fn all(count: usize) -> Self {
        Self { order: (0..count).map(|place| (place, true)).collect() }
    }

    /// Those of a table's columns that are shown before the user chose any, each at its place in the profile. All are
    /// where the profile hides every one.
    #[must_use]
    pub fn initial(columns: &[Column]) -> Self {
        let all_hidden = columns.iter().all(|column| column.hidden);
        let shown = columns.iter().map(|column| all_hidden || !column.hidden);
        Self { order: shown.enumerate().collect() }
    }

    /// These of a table's `count` columns, in this order; the hidden ones follow. Places that the table does not have
    /// or that come twice are left out. All are shown where none is left.
    #[must_use]
    pub fn of(visible: impl IntoIterator<Item = usize>, count: usize) -> Self {
        let mut order: Vec<(usize, bool)> = Vec::with_capacity(count);
        for place in visible {
            if place < count && !order.iter().any(|(other, _)| *other == place) {
                order.push((place, true));
            }
        }
        if order.is_empty() {
            return Self::all(count);
        }
        for place in 0..count {
            if !order.iter().any(|(other, _)| *other == place) {
                order.push((place, false));
            }
        }
        Self { order }
    }

    /// The visible columns, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.order.iter().filter(|(_, visible)| *visible).map(|(place, _)| *place)
    }

    /// How many are visible.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places().count()
    }

    /// Whether none is: only a table without columns has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The column that is shown at this position.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<usize> {
        self.places().nth(position)
    }

    /// Every column, hidden ones too, in the menu's order.
    pub fn in_order(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|(place, _)| *place)
    }

    /// Whether a column is shown.
    #[must_use]
    pub fn is_visible(&self, place: usize) -> bool {
        self.order.contains(&(place, true))
    }

    /// Whether all are shown in the profile's order.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.places().eq(0..self.order.len())
    }

    /// Whether a column is the last one that is shown: it cannot be hidden.
    #[must_use]
    pub fn is_last_visible(&self, place: usize) -> bool {
        self.len() == 1 && self.is_visible(place)
    }

    /// Show a hidden column, hide a visible one. The last one stays.
    pub fn toggle(&mut self, place: usize) {
        if self.is_last_visible(place) {
            return;
        }
        if let Some((_, visible)) = self.order.iter_mut().find(|(other, _)| *other == place) {
            *visible = !*visible;
        }
    }

    /// Whether a column can move that way.
    #[must_use]
    pub fn can_move(&self, place: usize, way: MoveColumn) -> bool {
        self.step(place, way).is_some()
    }

    /// Move a column past its neighbour, which may be hidden. Its new position among all columns, from 0; `None` where
    /// it is at the end already.
    pub fn move_column(&mut self, place: usize, way: MoveColumn) -> Option<usize> {
        let (from, to) = self.step(place, way)?;
        self.order.swap(from, to);
        Some(to)
    }

    /// Show all, in the profile's order.
    pub fn show_all(&mut self) {
        *self = Self::all(self.order.len());
    }

    fn step(&self, place: usize, way: MoveColumn) -> Option<(usize, usize)> {
        let from = self.order.iter().position(|(other, _)| *other == place)?;
        let to = match way {
            MoveColumn::Up => from.checked_sub(1)?,
            MoveColumn::Down => from.checked_add(1).filter(|to| *to < self.order.len())?,
        };
        Some((from, to))
    }
}

#[cfg(test)]
mod tests;
