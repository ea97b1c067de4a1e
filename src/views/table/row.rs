//! A row and its cells, as they stand on the page. Whatever the hub says is only ever text.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Cell, RowKey};
use profile::{Column, ColumnKind, StatusLevel};
use session::Session;
use wasm_bindgen::prelude::*;

use super::{FLASH, Table};
use crate::i18n::{Lang, Msg, format};
use crate::views::dom::{self, El, el, watch};

/// A row. One effect keeps all its cells: it writes only where what is drawn would differ.
pub fn row(table: &Arc<Table>, key: RowKey) -> El {
    let line = el("div").set("role", "row").class("row").set("data-key", key.as_str());
    let places = table.shown.get_untracked();
    let columns: Vec<(usize, Column)> =
        places.into_iter().filter_map(|place| Some((place, table.columns.get(place)?.clone()))).collect();
    let cells: Vec<El> = columns.iter().map(|(_, column)| cell(column)).collect();
    let line = cells.iter().fold(line, |line, cell| line.with(cell.clone()));
    let opened = (Arc::clone(table), key.clone());
    let line = line.on("click", move |event| {
        let (table, key) = &opened;
        if !is_link(&event) {
            table.open(key.clone());
        }
    });
    point_out(table, &key, &cells);
    let (table, marked) = (Arc::clone(table), line.clone());
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut labelled = None;
    let mut removed = false;
    watch(Box::new(move || {
        let (lang, now) = (table.app.lang.get(), table.app.tick.get());
        if labelled.replace(lang) != Some(lang) {
            for (cell, (_, column)) in cells.iter().zip(&columns) {
                cell.put("data-label", &lang.label(&column.title));
            }
        }
        table.session(|session| {
            let Some(held) = session.table(&table.id).and_then(|table| table.get(&key)) else { return };
            if held.removed != removed {
                removed = held.removed;
                marked.mark("data-removed", removed.then_some("true"));
            }
            for (at, (cell, (place, column))) in cells.iter().zip(&columns).enumerate() {
                let changed = held.changed_at.filter(|_| held.changed.contains(place));
                let flash = changed.is_some_and(|at| now.0 - at.0 < FLASH);
                let cell_now = held.cells.get(*place).unwrap_or(&Cell::Empty);
                let new = Drawn::of(session, lang, now.0, &column.kind, cell_now, flash);
                if drawn.get(at) == Some(&new) {
                    continue;
                }
                new.draw(cell);
                match drawn.get_mut(at) {
                    Some(old) => *old = new,
                    None => drawn.push(new),
                }
            }
        });
    }));
    line
}

/// Mark the cell that the keyboard is at.
fn point_out(table: &Arc<Table>, key: &RowKey, cells: &[El]) {
    let (table, key, cells) = (Arc::clone(table), key.clone(), cells.to_vec());
    let mut marked: Option<usize> = None;
    watch(Box::new(move || {
        let here =
            table.at.with(|at| at.as_ref().filter(|at| at.row.as_ref() == Some(&key)).map(|at| at.column));
        if here == marked {
            return;
        }
        for (old, id) in [(marked, None), (here, Some(table.active_id()))] {
            if let Some(cell) = old.and_then(|place| cells.get(place)) {
                cell.mark("id", id.as_deref());
                cell.toggle("active", id.is_some());
                if id.is_some() {
                    cell.reveal();
                }
            }
        }
        marked = here;
    }));
}

fn is_link(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest("a").ok().flatten().is_some())
}

fn cell(column: &Column) -> El {
    let class = if is_number(&column.kind) { "num" } else { "" };
    el("div").set("role", "gridcell").set("data-column", &column.id).class(class)
}

/// A cell as it stands on the page.
#[derive(PartialEq)]
pub struct Drawn {
    text: String,
    /// How it is drawn.
    form: Form,
    /// It changed a moment ago.
    flash: bool,
}

#[derive(PartialEq)]
enum Form {
    Plain,
    Muted,
    Pill(StatusLevel),
    Time(i64, Lang),
    Link,
}

impl Drawn {
    /// A cell of a column, at a moment.
    pub fn of(session: &Session, lang: Lang, now: i64, kind: &ColumnKind, cell: &Cell, flash: bool) -> Self {
        let (text, form) = match (kind, cell) {
            (_, Cell::Empty) => (lang.text(&Msg::Empty), Form::Muted),
            (ColumnKind::Status(_), Cell::Text(word)) => {
                let known = kind.status(word);
                let text = known.map_or_else(|| word.clone(), |label| lang.label(&label.label));
                (text, Form::Pill(known.map_or(StatusLevel::Neutral, |label| label.status)))
            }
            (ColumnKind::Time(_), Cell::Time(stamp)) => {
                let at = session.resolve(stamp).0;
                (format::relative(lang, at, now), Form::Time(at, lang))
            }
            (ColumnKind::Link, Cell::Text(link))
                if link.starts_with("https://") || link.starts_with("http://") =>
            {
                (link.clone(), Form::Link)
            }
            (kind, cell) => (text(lang, kind, cell), Form::Plain),
        };
        Self { text, form, flash }
    }

    /// What tells it from another.
    pub fn key(&self) -> &str {
        &self.text
    }

    /// Draw it in an element.
    pub fn draw(&self, cell: &El) {
        cell.write("");
        cell.toggle("flash", self.flash);
        let inside = match &self.form {
            Form::Plain => return cell.write(&self.text),
            Form::Muted => el("span").class("muted"),
            Form::Pill(status) => el("span").class(&format!("pill {}", status_class(*status))),
            Form::Time(at, lang) => {
                el("time").set("datetime", &format::iso(*at)).set("title", &format::moment(*lang, *at))
            }
            Form::Link => dom::link(&self.text),
        };
        cell.clone().with(inside.text(&self.text));
    }
}

pub fn is_number(kind: &ColumnKind) -> bool {
    use ColumnKind::{Bytes, Duration, Integer, Number, Percent};
    matches!(kind, Integer | Number | Bytes | Duration { .. } | Percent)
}

pub fn text(lang: Lang, kind: &ColumnKind, cell: &Cell) -> String {
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

pub fn status_class(status: StatusLevel) -> &'static str {
    match status {
        StatusLevel::Ok => "ok",
        StatusLevel::Info => "inf",
        StatusLevel::Warning => "warn",
        StatusLevel::Error => "bad",
        StatusLevel::Neutral => "",
    }
}
