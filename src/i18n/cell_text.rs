//! The one text of a cell: what is drawn is what filters find and orders go by.

use std::borrow::Cow;

use model::{Alphabet, Cell, CellReader, Letter, Stamp, StoredRow, Zone};
use profile::{Column, ColumnKind};
use session::{HubZone, Session};

use super::{Lang, Msg, format};

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
            let label = kind.status(word).and_then(|status| status.label.as_ref());
            label.map_or(word.into(), |label| lang.label(label).into())
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
        (ColumnKind::Percent, _, Some(number)) => format!("{}\u{a0}%", format::number(lang, number, 3)),
        (_, Cell::Integer(number), _) => format::integer(lang, *number),
        // No browser writes so many digits behind the point.
        (_, Cell::Number(number), _) if *number != 0.0 && number.abs() < 1e-6 => cell.text(),
        (_, Cell::Number(number), _) => format::exact(lang, *number),
        (_, Cell::Bool(yes), _) => lang.text(if *yes { &Msg::Yes } else { &Msg::No }),
        (_, cell, _) => cell.text(),
    }
}

/// Where in its row it is said that the hub no longer has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneMark {
    /// In place of this cell, which is a status.
    Instead,
    /// Behind this cell, the first of a row without a status.
    Behind,
    /// In another cell.
    Elsewhere,
}

impl GoneMark {
    /// What a cell at a `place` says of it, where these columns are `visible`.
    pub fn of(columns: &[Column], visible: &[usize], place: usize) -> Self {
        let is_status = |place: &usize| {
            columns.get(*place).is_some_and(|column| matches!(column.kind, ColumnKind::Status(_)))
        };
        match (is_status(&place), visible.first() == Some(&place)) {
            (true, _) => Self::Instead,
            (false, true) if !visible.iter().any(is_status) => Self::Behind,
            _ => Self::Elsewhere,
        }
    }
}

/// That the hub no longer has a row since a moment (wall clock, milliseconds).
pub fn gone_text(lang: Lang, since: i64) -> String {
    lang.text(&Msg::Gone { since: &format::moment(lang, since) })
}

/// A cell's text with what is said behind it.
pub fn behind(text: String, said: &str) -> String {
    [&*text, said].join(" · ")
}

/// Reads the cells of a table in a language, at a moment.
pub struct PageReader<'a> {
    session: &'a Session,
    lang: Lang,
    now: i64,
    columns: &'a [Column],
    visible: &'a [usize],
    /// The browser has words for ages.
    has_ages: bool,
}

impl<'a> PageReader<'a> {
    /// Reads cells of these columns of a session's table, of which those at some places are `visible` in this order, at a
    /// moment (wall clock, milliseconds).
    pub fn new(
        session: &'a Session,
        lang: Lang,
        now: i64,
        columns: &'a [Column],
        visible: &'a [usize],
    ) -> Self {
        Self { session, lang, now, columns, visible, has_ages: format::has_ages() }
    }
}

impl CellReader for PageReader<'_> {
    fn language(&self) -> &'static str {
        self.lang.tag()
    }

    fn text<'a>(&self, row: &'a StoredRow, place: usize) -> Cow<'a, str> {
        let Some(column) = self.columns.get(place) else { return Cow::Borrowed("") };
        let text = match row.cells.get(place) {
            None | Some(Cell::Empty) => Cow::Borrowed(""),
            Some(cell) => cell_text(self.session, self.lang, self.now, &column.kind, cell),
        };
        let Some(since) = row.removed_at else { return text };
        match GoneMark::of(self.columns, self.visible, place) {
            GoneMark::Instead => gone_text(self.lang, since.0).into(),
            GoneMark::Behind => behind(text.into_owned(), &gone_text(self.lang, since.0)).into(),
            GoneMark::Elsewhere => text,
        }
    }

    fn shared_text(&self, column: usize, cell: &Cell) -> Option<i64> {
        match (&self.columns.get(column)?.kind, cell) {
            (kind @ ColumnKind::Status(labels), Cell::Text(word)) => {
                let place = kind.status_place(word)?;
                labels.get(place)?.label.as_ref()?;
                place.try_into().ok()
            }
            (ColumnKind::Time(_), Cell::Time(stamp)) if self.has_ages => {
                let age = format::age_number(self.session.resolve(stamp).0, self.now);
                Some(age * 2 + i64::from(is_guessed(self.session, stamp)))
            }
            (_, Cell::Bool(yes)) => Some(i64::from(*yes)),
            _ => None,
        }
    }

    fn number_letters(&self) -> &'static str {
        format::NUMBER_LETTERS
    }
}

impl Alphabet for PageReader<'_> {
    fn letter(&self, letter: char) -> Letter {
        self.lang.letter(letter)
    }
}
