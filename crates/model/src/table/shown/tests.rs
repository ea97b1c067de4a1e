#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use std::borrow::Cow;
use std::cell::RefCell;

use super::super::order::tests::{Spanish, table};
use super::super::{Cell, Row};
use super::*;
use crate::{Alphabet, Letter, Millis, Moment, RowKey, Stamp};

/// Reads as [`Spanish`] does, in another language if need be, and notes which texts are made.
struct Noting {
    language: &'static str,
    minutes: i64,
    texts: RefCell<Vec<String>>,
}

impl CellReader for Noting {
    fn language(&self) -> &'static str {
        self.language
    }

    fn text<'a>(&self, row: &'a StoredRow, column: usize) -> Cow<'a, str> {
        let text = match &row.cells[column] {
            Cell::Text(word) if word == "down" && self.language == "en" => "not there".into(),
            Cell::Time(Stamp::At(at)) => format!("hace {} minutos", self.minutes - at.0 / 60_000).into(),
            _ => Spanish.text(row, column),
        };
        self.texts.borrow_mut().push(text.to_string());
        text
    }

    fn shared_text(&self, _: usize, _: &Cell) -> Option<i64> {
        None
    }

    fn number_letters(&self) -> &'static str {
        "e"
    }
}

impl Alphabet for Noting {
    fn letter(&self, letter: char) -> Letter {
        Spanish.letter(letter)
    }
}

/// A table of names, statuses and times that is looked at again and again.
struct Looked {
    table: Table,
    shown: ShownRows,
    view: View,
    reader: Noting,
}

impl Looked {
    fn new(view: View) -> Self {
        let row = |name: &str, status: &str, minute: i64| {
            let time = Cell::Time(Stamp::At(Millis(minute * 60_000)));
            vec![text(name), text(status), Cell::Empty, time]
        };
        let rows = [("a", row("Ávila", "down", 1)), ("b", row("nube", "up", 2)), ("c", row("oso", "up", 3))];
        let reader = Noting { language: "es", minutes: 10, texts: RefCell::default() };
        Self { table: table(&rows), shown: ShownRows::default(), view, reader }
    }

    /// Which rows are shown, whether that is another answer than the last one, and which texts were made for it.
    fn look(&mut self) -> (String, bool, Vec<String>) {
        let changed = self.shown.update(&self.table, &self.view, &[0, 1, 2, 3], &self.reader);
        let keys: Vec<&str> = self.shown.rows(&self.table).map(|row| row.key.as_str()).collect();
        (keys.concat(), changed, self.reader.texts.take())
    }

    fn write(&mut self, key: &str, column: usize, cell: Cell) {
        let mut cells = vec![None; 4];
        cells[column] = Some(cell);
        let row = Row { key: RowKey::from(key), cells, version: None };
        self.table.upsert(vec![row], Moment::default());
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn filter(wanted: &str) -> View {
    View { order: None, filter: wanted.to_owned() }
}

fn order(column: usize, descending: bool) -> View {
    View { order: Some(Order { column, descending }), filter: String::new() }
}

#[test]
fn only_what_was_written_to_is_read_again() {
    let mut looked = Looked::new(filter("oso"));
    assert_eq!(looked.look().0, "c");
    let (_, changed, texts) = looked.look();
    assert!(!changed);
    let ages = ["hace 9 minutos", "hace 8 minutos"];
    assert_eq!(texts, ages, "those of rows that show the text do not matter");
    looked.write("a", 0, text("osorno"));
    let (keys, changed, texts) = looked.look();
    assert_eq!((keys.as_str(), changed), ("ac", true));
    assert_eq!(texts, ["osorno", "hace 8 minutos"]);
    looked.write("c", 0, text("zorro"));
    assert_eq!(looked.look().0, "a");
    looked.write("c", 0, text("zorro"));
    assert!(!looked.look().1, "what was written is what stood there");
    looked.table.derive(1, None, |row| Some(text(if row.key.as_str() == "b" { "oso" } else { "up" })));
    assert_eq!(looked.look().0, "ab");
}

#[test]
fn ages_are_read_anew_at_each_look() {
    let mut looked = Looked::new(filter("hace 8"));
    assert_eq!(looked.look().0, "b");
    for (minutes, keys) in [(11, "c"), (9, "a"), (20, ""), (10, "b")] {
        looked.reader.minutes = minutes;
        let (found, changed, texts) = looked.look();
        assert_eq!((found.as_str(), changed), (keys, true), "{minutes}");
        assert_eq!(texts.len(), 3, "nothing but ages: {texts:?}");
    }
}

#[test]
fn another_language_filter_or_column_is_another_question() {
    let mut looked = Looked::new(filter("caido"));
    assert_eq!(looked.look().0, "a");
    looked.reader.language = "en";
    assert_eq!(looked.look().0, "");
    looked.view.filter = "there".to_owned();
    assert_eq!(looked.look().0, "a");
    looked.view.filter = " U ".to_owned();
    assert_eq!(looked.look().0, "abc");
    let changed = looked.shown.update(&looked.table, &looked.view, &[0], &looked.reader);
    assert_eq!((changed, looked.shown.len()), (true, 1), "only nube is in sight");
    looked.view.filter.clear();
    assert_eq!(looked.look().0, "abc");
}

#[test]
fn rows_that_come_and_go_are_found_and_lost() {
    for (view, before, with_new, without_a) in [
        (filter("a"), "abc", "abcd", "bcd"),
        (order(0, false), "abc", "adbc", "dbc"),
        (order(0, true), "cba", "cbda", "cbd"),
        (filter("balsa"), "", "d", "d"),
    ] {
        let mut looked = Looked::new(view);
        assert_eq!(looked.look().0, before);
        looked.write("d", 0, text("balsa"));
        assert_eq!((looked.look().0.as_str(), looked.look().1), (with_new, false));
        looked.table.remove(&[RowKey::from("a")], Moment::default());
        assert!(looked.table.dismiss(&RowKey::from("a")));
        assert_eq!(looked.look().0, without_a);
    }
}

#[test]
fn a_row_that_is_written_to_moves_to_its_place() {
    let mut looked = Looked::new(order(0, false));
    assert_eq!(looked.look().0, "abc");
    looked.write("a", 0, text("node10"));
    let (keys, changed, texts) = looked.look();
    assert_eq!((keys.as_str(), changed), ("abc", false));
    assert_eq!(texts, ["node10"]);
    looked.write("b", 0, text("node2"));
    assert_eq!(looked.look().0, "bac");
    looked.write("c", 0, Cell::Empty);
    looked.view = order(0, true);
    assert_eq!(looked.look().0, "abc", "empty cells stand at the end in both directions");
    looked.view = order(1, false);
    assert_eq!(looked.look().0, "abc");
    looked.reader.language = "en";
    assert_eq!(looked.look().0, "abc", "not there, up, up");
    looked.view = order(3, true);
    assert_eq!(looked.look().0, "cba");
}

#[test]
fn a_row_that_is_gone_and_one_that_is_back_show_something_else() {
    let mut looked = Looked::new(filter("ya no"));
    assert_eq!(looked.look().0, "");
    looked.table.remove(&[RowKey::from("b")], Moment::default());
    assert_eq!(looked.look().0, "b");
    looked.view = order(1, false);
    assert_eq!(looked.look().0, "acb", "caído, up, ya no está");
    looked.write("b", 0, text("nube"));
    assert_eq!(looked.look().0, "abc", "it is back, and nothing in it is new");
    looked.view = filter("ya no");
    assert_eq!(looked.look().0, "");
    let left = |key: &str| Row { key: RowKey::from(key), cells: vec![None; 4], version: None };
    looked.table.snapshot(
        None,
        vec![left("a"), left("b")],
        0,
        Moment { mono: 9, ..Moment::default() },
        Moment::default(),
    );
    assert_eq!(looked.look().0, "c");
}

/// Whatever is written in whatever order, what is kept gives the same rows as a first look.
#[test]
fn what_is_kept_never_differs_from_a_first_look() {
    let words = ["node10", "node2", "Ávila", "avila", "nube", "", "ñandú", "down", "2"];
    let mut random = 7_usize;
    let mut next = move |below: usize| {
        random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
        random / 65_536 % below
    };
    let mut looked = Looked::new(View::default());
    for step in 0..600 {
        let cell = match next(4) {
            0 => text(words[next(words.len())]),
            1 => Cell::Integer(next(3) as i128),
            2 => Cell::Number(next(5) as f64 / 2.0),
            _ => Cell::Empty,
        };
        looked.write(&format!("k{}", next(30)), next(3), cell);
        match next(12) {
            0 => looked.table.remove(&[RowKey::from(format!("k{}", next(30)))], Moment::default()),
            5 => drop(looked.table.dismiss(&RowKey::from(format!("k{}", next(30))))),
            1 => {
                looked.view.order = (next(3) > 0).then(|| Order { column: next(4), descending: next(2) > 0 })
            }
            2 => looked.view.filter = ["", "n", "avila", "2", "hace", "ya"][next(6)].to_owned(),
            3 => looked.reader.language = ["es", "en"][next(2)],
            4 => looked.reader.minutes += 1,
            _ => {}
        }
        if next(3) > 0 {
            let (before, moved) = (looked.shown.places.clone(), looked.shown.layout != looked.table.layout);
            let (_, changed, _) = looked.look();
            let mut first = ShownRows::default();
            first.update(&looked.table, &looked.view, &[0, 1, 2, 3], &looked.reader);
            assert_eq!(looked.shown.places, first.places, "step {step}: {:?}", looked.view);
            assert_eq!(changed, moved || looked.shown.places != before, "step {step}");
        }
    }
}
