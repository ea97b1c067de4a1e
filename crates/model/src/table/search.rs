//! Looks for a text in what rows show.

use super::{Cell, CellReader, StoredRow};
use crate::fold::{Fold, contains};

/// Answers that are kept at a time.
const ANSWERS: usize = 1_024;

/// Looks for a text in rows.
pub(super) struct Search<'a> {
    reader: &'a dyn CellReader,
    columns: &'a [usize],
    fold: Fold<'a>,
    wanted: String,
    /// Texts of numbers have all the letters that are looked for.
    in_numbers: bool,
    /// For texts that many cells share: the column, the text's number, and whether it has what is looked for.
    answers: Vec<Option<(usize, i64, bool)>>,
    text: String,
}

impl<'a> Search<'a> {
    /// Looks for a text in cells of columns.
    pub(super) fn new(wanted: &str, columns: &'a [usize], reader: &'a dyn CellReader) -> Self {
        let fold = Fold::for_wanted(wanted, reader);
        let mut folded = String::new();
        fold.push(wanted, &mut folded);
        let letters = reader.number_letters();
        let is_strange = |letter: char| letter.is_ascii_lowercase() && !letters.contains(letter);
        Self {
            reader,
            columns,
            fold,
            in_numbers: !folded.contains(is_strange),
            wanted: folded,
            answers: vec![None; ANSWERS],
            text: String::new(),
        }
    }

    /// Whether a row shows the text in a cell: in one whose text becomes another as time goes by (`aging`), or in any
    /// other.
    pub(super) fn finds(&mut self, row: &StoredRow, aging: bool) -> bool {
        self.columns.iter().any(|column| match row.cells.get(*column).unwrap_or(&Cell::Empty) {
            cell if matches!(cell, Cell::Time(_)) != aging => false,
            // What is said of that may stand in any cell.
            _ if row.is_removed() => self.is_in_text(row, *column),
            Cell::Empty => false,
            Cell::Integer(_) | Cell::Number(_) | Cell::Decimal(_) if !self.in_numbers => false,
            cell => match self.reader.shared_text(*column, cell) {
                Some(number) => self.is_in_shared(row, *column, number),
                None => self.is_in_text(row, *column),
            },
        })
    }

    fn is_in_shared(&mut self, row: &StoredRow, column: usize, number: i64) -> bool {
        let place = usize::try_from(number.unsigned_abs()).unwrap_or(0).wrapping_add(column) % ANSWERS;
        let known = self.answers.get(place).copied().flatten();
        if let Some((.., answer)) = known.filter(|known| (known.0, known.1) == (column, number)) {
            return answer;
        }
        let answer = self.is_in_text(row, column);
        if let Some(kept) = self.answers.get_mut(place) {
            *kept = Some((column, number, answer));
        }
        answer
    }

    fn is_in_text(&mut self, row: &StoredRow, column: usize) -> bool {
        self.text.clear();
        self.fold.push(&self.reader.text(row, column), &mut self.text);
        contains(&self.text, &self.wanted)
    }
}

#[cfg(test)]
mod tests;
