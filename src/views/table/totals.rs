//! What the rows of a table come to: numbers added, states counted; and the map of squares that it explains.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Cell, RowKey};
use profile::{ColumnKind, StatusLabel};

use super::Table;
use super::row::{status_class, text};
use crate::i18n::format;
use crate::views::dom::{El, Item, el, item};

/// Squares drawn at the most; the table has the rest.
const SQUARES: usize = 2_000;

/// The strip below a table.
pub fn strip(table: &Arc<Table>, keys: Memo<Vec<RowKey>>, totals: Vec<usize>) -> El {
    let table = Arc::clone(table);
    let items = move || totals.iter().flat_map(|place| total(&table, keys, *place)).collect();
    el("footer").class("totals").set("data-testid", "totals").each(items)
}

/// What a column's cells come to, among the rows that are shown and still there.
fn total(table: &Table, keys: Memo<Vec<RowKey>>, place: usize) -> Vec<Item> {
    let Some(column) = table.columns.get(place) else { return Vec::new() };
    let lang = table.app.lang.get();
    let mut sum = Cell::Empty;
    let mut counts: Vec<(String, usize)> = Vec::new();
    let each = |held: &model::Table| {
        keys.with(|keys| {
            let rows = keys.iter().filter_map(|key| held.get(key)).filter(|row| !row.removed);
            for cell in rows.filter_map(|row| row.cells.get(place)) {
                match &column.kind {
                    ColumnKind::Status(_) => count(&mut counts, cell.text()),
                    _ => sum = add(&sum, cell),
                }
            }
        });
    };
    table.held(each);
    let ColumnKind::Status(_) = &column.kind else {
        if sum == Cell::Empty {
            return Vec::new();
        }
        return vec![figure(String::new(), lang.label(&column.title), text(lang, &column.kind, &sum))];
    };
    let one = |(word, count): (String, usize)| {
        let label = column.kind.status(&word);
        let shown = label.map_or(word, |label| lang.label(&label.label));
        figure(square(label), shown, format::integer(lang, count as i128))
    };
    counts.into_iter().filter(|(word, _)| !word.is_empty()).map(one).collect()
}

fn count(counts: &mut Vec<(String, usize)>, word: String) {
    match counts.iter_mut().find(|(known, _)| *known == word) {
        Some((_, count)) => *count += 1,
        None => counts.push((word, 1)),
    }
}

/// Whole numbers stay whole.
fn add(sum: &Cell, cell: &Cell) -> Cell {
    match (sum, cell) {
        (Cell::Empty, Cell::Integer(_) | Cell::Number(_)) => cell.clone(),
        (Cell::Integer(a), Cell::Integer(b)) => a.checked_add(*b).map_or(Cell::Empty, Cell::Integer),
        (Cell::Integer(a), Cell::Number(b)) | (Cell::Number(b), Cell::Integer(a)) => {
            Cell::Number(*a as f64 + b)
        }
        (Cell::Number(a), Cell::Number(b)) => Cell::Number(a + b),
        (sum, _) => sum.clone(),
    }
}

fn figure(square: String, title: String, value: String) -> Item {
    item(format!("{title}\u{1e}{value}"), move || {
        let mark = el("i").class(&square).set("aria-hidden", "true");
        let line = el("span");
        let line = if square.is_empty() { line } else { line.with(mark) };
        line.text(&title).with(el("b").text(&value))
    })
}

/// The class of a state's square.
fn square(label: Option<&StatusLabel>) -> String {
    format!("sq {}", label.map_or("", |label| status_class(label.status)))
}

/// A square for each row, coloured by a column; a click opens the row. The table below says the same in words.
pub fn squares(table: &Arc<Table>, keys: Memo<Vec<RowKey>>, place: usize) -> El {
    let table = Arc::clone(table);
    let items = move || {
        let class = |held: &model::Table, key: &RowKey| {
            let row = held.get(key).filter(|row| !row.removed);
            let word = row.and_then(|row| row.cells.get(place)).map(Cell::text).unwrap_or_default();
            square(table.columns.get(place).and_then(|column| column.kind.status(&word)))
        };
        let all = |held: &model::Table| {
            let one = |key: &RowKey| {
                let (table, own) = (Arc::clone(&table), key.clone());
                let draw = move || {
                    let opens = own.clone();
                    el("i").set("title", own.as_str()).on("click", move |_| table.open(opens.clone()))
                };
                item(key.to_string(), draw).with("class", class(held, key))
            };
            keys.with(|keys| keys.iter().take(SQUARES).map(one).collect())
        };
        table.held(all).unwrap_or_default()
    };
    el("div").class("squares").set("aria-hidden", "true").each(items)
}
