//! Which rows of a table are drawn: a window that follows the scroll position, between two spacers.

use std::ops::Range;

/// Height of a row (CSS pixels); the style sheet says the same.
pub const ROW_PX: usize = 37;
/// Rows drawn at a time.
pub const WINDOW: usize = 60;
/// The window moves in steps of this many rows, and draws at least this many above the visible ones.
pub const STEP: usize = 15;

/// The rows that are drawn of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowWindow {
    first: usize,
    rows: usize,
}

impl RowWindow {
    /// The window of a table with `rows` rows, `scrolled` of which are above the visible ones. It moves in steps, so
    /// that scrolling does not redraw at every pixel.
    #[must_use]
    pub fn new(scrolled: usize, rows: usize) -> Self {
        let steps = scrolled.saturating_sub(STEP) / STEP;
        let first = steps.saturating_mul(STEP).min(rows.saturating_sub(WINDOW));
        Self { first, rows }
    }

    /// The places of the drawn rows.
    #[must_use]
    pub fn drawn(self) -> Range<usize> {
        self.first..self.first.saturating_add(WINDOW).min(self.rows)
    }

    /// Height of the spacer above the drawn rows (CSS pixels).
    #[must_use]
    pub fn px_above(self) -> usize {
        self.first.saturating_mul(ROW_PX)
    }

    /// Height of the spacer below the drawn rows (CSS pixels).
    #[must_use]
    pub fn px_below(self) -> usize {
        self.rows.saturating_sub(self.drawn().end).saturating_mul(ROW_PX)
    }
}

/// Whole rows above the visible ones, by the scroll position (CSS pixels; a browser that overscrolls gives less
/// than 0).
#[must_use]
pub fn rows_scrolled(scroll_top: i32) -> usize {
    usize::try_from(scroll_top).unwrap_or(0) / ROW_PX
}

/// `aria-rowcount` of a table with this many rows: the heading is one more.
#[must_use]
pub fn aria_row_count(rows: usize) -> usize {
    rows.saturating_add(1)
}

/// `aria-rowindex` of a row by its place: rows count from 1, and the heading is the first.
#[must_use]
pub fn aria_row_index(place: usize) -> usize {
    place.saturating_add(2)
}

#[cfg(test)]
mod tests;
