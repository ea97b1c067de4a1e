//! The one text of a cell: what is drawn is what filters find and orders go by.

use std::borrow::Cow;

use model::{Cell, CellReader, Letter, Stamp, Zone};
use profile::{Column, ColumnKind};
use session::{HubZone, Session};

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
            age_text(lang, session.resolve(stamp).0, now, is_guessed(session, stamp)).into()
        }
        (_, Cell::Text(text)) => text.into(),
        (kind, cell) => value_text(lang, kind, cell).into(),
    }
}

/// Whether a moment is only known as far as the hub's zone is guessed.
pub fn is_guessed(session: &Session, stamp: &Stamp) -> bool {
    matches!(stamp, Stamp::Naive { zone: Zone::Hub, .. }) && *session.zone() == HubZone::Guessed
}

/// How long ago a moment is. A guess that makes times lie ahead says so.
pub fn age_text(lang: Lang, at: i64, now: i64, guessed: bool) -> String {
    let age = format::relative(lang, at, now);
    if guessed && format::is_ahead(at, now) { lang.text(&Msg::IfZone { time: &age }) } else { age }
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
        // No browser writes so many digits behind the point.
        (_, Cell::Number(number), _) if *number != 0.0 && number.abs() < 1e-6 => cell.text(),
        (_, Cell::Number(number), _) => format::exact(lang, *number),
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
