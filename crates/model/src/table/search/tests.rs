#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use std::borrow::Cow;
use std::cell::Cell as Counter;

use super::super::order::tests::{Spanish, table};
use super::*;
use crate::{Alphabet, Letter};

/// Reads as [`Spanish`] does, and counts how often a text is made.
struct Counting(Counter<usize>);

impl CellReader for Counting {
    fn language(&self) -> &'static str {
        Spanish.language()
    }

    fn text<'a>(&self, row: &'a StoredRow, column: usize) -> Cow<'a, str> {
        self.0.set(self.0.get() + 1);
        Spanish.text(row, column)
    }

    fn shared_text(&self, column: usize, cell: &Cell) -> Option<i64> {
        Spanish.shared_text(column, cell)
    }

    fn number_letters(&self) -> &'static str {
        Spanish.number_letters()
    }
}

impl Alphabet for Counting {
    fn letter(&self, letter: char) -> Letter {
        Spanish.letter(letter)
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// How many rows show a text, and how many texts were made for that.
fn found(wanted: &str, cells: &[Cell], column: usize) -> (usize, usize) {
    let names: Vec<String> = (0..cells.len()).map(|place| place.to_string()).collect();
    let row = |(name, cell): (&'_ String, &Cell)| {
        let mut cells = vec![Cell::Empty; column];
        cells.push(cell.clone());
        (name.clone(), cells)
    };
    let rows: Vec<(String, Vec<Cell>)> = names.iter().zip(cells).map(row).collect();
    let rows: Vec<(&str, Vec<Cell>)> =
        rows.iter().map(|(name, cells)| (name.as_str(), cells.clone())).collect();
    let (table, reader) = (table(&rows), Counting(Counter::new(0)));
    let columns = [column];
    let mut search = Search::new(wanted, &columns, &reader);
    let count = table.rows().iter().filter(|row| search.finds(row, false)).count();
    (count, reader.0.get())
}

#[test]
fn a_text_that_many_cells_share_is_made_once() {
    let words = [text("down"), text("down"), text("up"), text("down"), text("up")];
    assert_eq!(found("CAIDO", &words, 1), (3, 3), "one for down, and one for each up, which has no number");
    let flags = [Cell::Bool(true), Cell::Bool(false), Cell::Bool(true), Cell::Bool(true)];
    assert_eq!(found("sí", &flags, 2), (3, 2));
    assert_eq!(found("o", &flags, 2), (1, 2));
}

#[test]
fn numbers_are_not_written_for_a_text_with_letters_that_none_has() {
    let numbers =
        [Cell::Integer(17), Cell::Number(1.5e-9), Cell::Decimal("1e+400".to_owned()), text("beta 17")];
    assert_eq!(found("beta", &numbers, 0), (1, 1));
    assert_eq!(found("e", &numbers, 0), (3, 4));
    assert_eq!(found("17", &numbers, 0), (2, 4));
    assert_eq!(found("E+4", &numbers, 0), (1, 4));
    assert_eq!(found("ñ17", &numbers, 0).0, 0);
}

#[test]
fn rows_are_asked_for_what_ages_by_itself() {
    let time = Cell::Time(crate::Stamp::At(crate::Millis(17 * 60_000)));
    let table = table(&[("a", vec![text("17"), Cell::Empty, Cell::Empty, time])]);
    let row = &table.rows()[0];
    let finds =
        |wanted: &str, columns: &[usize], aging| Search::new(wanted, columns, &Spanish).finds(row, aging);
    assert!(finds("17", &[0, 3], false) && finds("17", &[0, 3], true));
    assert!(!finds("hace", &[0, 3], false) && finds("hace", &[0, 3], true));
    assert!(!finds("17", &[3], false) && !finds("17", &[0], true));
}

#[test]
fn a_row_that_is_gone_says_so_and_shares_no_text() {
    let mut table =
        table(&[("a", vec![Cell::Integer(5), text("down")]), ("b", vec![Cell::Empty, text("down")])]);
    table.remove(&["a".into()], crate::Moment::default());
    let columns = [0, 1];
    let count = |wanted: &str| {
        let mut search = Search::new(wanted, &columns, &Spanish);
        table
            .rows()
            .iter()
            .filter(|row| search.finds(row, false))
            .map(|row| row.key.to_string())
            .collect::<String>()
    };
    assert_eq!(count("caido"), "b");
    assert_eq!(count("ya no"), "a");
    assert_eq!(count("5"), "a");
}
