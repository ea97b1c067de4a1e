//! What the rows of a table come to: numbers added, states counted; and the map of squares that it explains.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Cell, RowKey};
use profile::{ColumnKind, StatusLabel};
use session::Intent;

use super::Table;
use super::row::{status_class, text};
use crate::i18n::{Msg, format};
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
    let ColumnKind::Status(labels) = &column.kind else {
        let value = if sum == Cell::Empty { lang.text(&Msg::Empty) } else { text(lang, &column.kind, &sum) };
        return vec![figure("", lang.label(&column.title), value)];
    };
    let name = |word: &str| labels.iter().find(|label| label.word == word);
    let one = |(word, count): (String, usize)| {
        let label = name(&word);
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

fn figure(square: &'static str, title: String, value: String) -> Item {
    item(format!("{title}\u{1e}{value}"), move || {
        let mark = el("i").class(square).set("aria-hidden", "true");
        let line = el("span");
        let line = if square.is_empty() { line } else { line.with(mark) };
        line.text(&title).with(el("b").text(&value))
    })
}

/// The class of a state's square.
fn square(label: Option<&StatusLabel>) -> &'static str {
    match label.map_or("", |label| status_class(label.status)) {
        "ok" => "sq ok",
        "inf" => "sq inf",
        "warn" => "sq warn",
        "bad" => "sq bad",
        _ => "sq",
    }
}

/// A square for each row, coloured by a column; a click opens the row. The table below says the same in words.
pub fn squares(table: &Arc<Table>, keys: Memo<Vec<RowKey>>, place: usize) -> El {
    let table = Arc::clone(table);
    let labels = match table.columns.get(place).map(|column| &column.kind) {
        Some(ColumnKind::Status(labels)) => labels.clone(),
        _ => Vec::new(),
    };
    let items = move || {
        let class = |held: &model::Table, key: &RowKey| {
            let row = held.get(key);
            let word = row.filter(|row| !row.removed).and_then(|row| row.cells.get(place)).map(Cell::text);
            square(labels.iter().find(|label| Some(&label.word) == word.as_ref()))
        };
        let all = |held: &model::Table| {
            let one = |key: &RowKey| {
                let (table, own) = (Arc::clone(&table), key.clone());
                let draw = move || {
                    let opens = own.clone();
                    let open = move |_| table.hub.intend(Intent::Open(table.id.clone(), opens.clone()));
                    el("i").set("title", own.as_str()).on("click", open)
                };
                item(key.to_string(), draw).with("class", class(held, key).to_owned())
            };
            keys.with(|keys| keys.iter().take(SQUARES).map(one).collect())
        };
        table.held(all).unwrap_or_default()
    };
    el("div").class("squares").set("aria-hidden", "true").each(items)
}
