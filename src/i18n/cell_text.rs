//! The one text of a cell: what is drawn is what filters find and orders go by.

use std::borrow::Cow;

use model::{Cell, CellReader, Letter};
use profile::{Column, ColumnKind};
use session::Session;

use super::{Lang, Msg, format, letters};

/// The text of a cell of a column, at a moment (wall clock, milliseconds).
pub fn cell_text<'a>(
    session: &Session,
    lang: Lang,
    now: i64,
    kind: &ColumnKind,
    cell: &'a Cell,
) -> Cow<'a, str> {
    match (kind, cell) {
        (_, Cell::Empty) => lang.text(&Msg::Empty).into(),
        (ColumnKind::Status(_), Cell::Text(word)) => {
            kind.status(word).map_or(word.into(), |label| lang.label(&label.label).into())
        }
        (ColumnKind::Time(_), Cell::Time(stamp)) => {
            format::relative(lang, session.resolve(stamp).0, now).into()
        }
        (_, Cell::Text(text)) => text.into(),
        (kind, cell) => value_text(lang, kind, cell).into(),
    }
}

/// The text of a cell that is neither empty, a status nor a time.
pub fn value_text(lang: Lang, kind: &ColumnKind, cell: &Cell) -> String {
    let number = match cell {
        Cell::Integer(number) => Some(*number as f64),
        Cell::Number(number) => Some(*number),
        _ => None,
    };
    match (kind, cell, number) {
        (ColumnKind::Duration { unit_ms }, _, Some(number)) => {
            format::duration(lang, number * f64::from(*unit_ms))
        }
        (ColumnKind::Bytes, _, Some(number)) => format::bytes(lang, number),
        (ColumnKind::Percent, _, Some(number)) => format!("{}\u{a0}%", format::number(lang, number, 1)),
        (_, Cell::Integer(number), _) => format::integer(lang, *number),
        (_, Cell::Number(number), _) => format::number(lang, *number, 3),
        (_, Cell::Bool(yes), _) => lang.text(if *yes { &Msg::Yes } else { &Msg::No }),
        (_, cell, _) => cell.text(),
    }
}

/// Reads the cells of a table in a language, at a moment.
pub struct PageReader<'a> {
    /// The session that has the table.
    pub session: &'a Session,
    /// Language.
    pub lang: Lang,
    /// Wall clock, milliseconds.
    pub now: i64,
    /// The table's columns.
    pub columns: &'a [Column],
}

impl CellReader for PageReader<'_> {
    fn text<'a>(&self, column: usize, cell: &'a Cell) -> Cow<'a, str> {
        match self.columns.get(column) {
            Some(column) => cell_text(self.session, self.lang, self.now, &column.kind, cell),
            None => Cow::Borrowed(""),
        }
    }

    fn letter(&self, letter: char) -> Letter {
        letters::letter(self.lang, letter)
    }
}
