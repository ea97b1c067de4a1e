//! A cell of a table as users read it. What the hub says is only ever text.

use leptos::prelude::*;
use model::Cell;
use profile::{Column, ColumnKind, StatusLevel, is_web};
use session::Session;

use crate::i18n::{Lang, behind, cell_text, format, gone_text};
use crate::store::{App, Hub};

/// A cell that is read for a moment and a language.
#[derive(Clone, Debug, PartialEq)]
pub struct CellText {
    text: String,
    style: CellStyle,
}

/// How the text of a cell is drawn.
#[derive(Clone, Debug, PartialEq)]
enum CellStyle {
    Plain,
    Muted,
    Pill(StatusLevel),
    Time(i64, Lang),
    Link,
}

impl CellText {
    /// A cell of a column, at a moment (wall clock, milliseconds).
    pub fn of(session: &Session, lang: Lang, now: i64, column: &Column, cell: &Cell) -> Self {
        let kind = &column.kind;
        let style = match (kind, cell) {
            (_, Cell::Empty) => CellStyle::Muted,
            (ColumnKind::Time(_), Cell::Time(stamp)) => CellStyle::Time(session.resolve(stamp).0, lang),
            (ColumnKind::Link, Cell::Text(link)) if is_web(link) => CellStyle::Link,
            _ => column.level(cell).map_or(CellStyle::Plain, CellStyle::Pill),
        };
        Self { text: cell_text(session, lang, now, kind, cell).into_owned(), style }
    }

    /// In place of the status of a row that the hub no longer has since a moment (wall clock, milliseconds).
    pub fn gone(lang: Lang, since: i64) -> Self {
        Self { text: gone_text(lang, since), style: CellStyle::Pill(StatusLevel::Neutral) }
    }

    /// The same of a row that the hub no longer has since a moment, where no status says so.
    pub fn but_gone(self, lang: Lang, since: i64) -> Self {
        Self { text: behind(self.text, &gone_text(lang, since)), style: CellStyle::Muted }
    }

    /// Draw it.
    pub fn view(self) -> AnyView {
        let Self { text, style } = self;
        match style {
            CellStyle::Plain => text.into_any(),
            CellStyle::Muted => view! { <span class="muted">{text}</span> }.into_any(),
            CellStyle::Pill(status) => {
                view! { <span class=format!("pill {}", status_class(status))>{text}</span> }.into_any()
            }
            CellStyle::Time(at, lang) => {
                view! { <time datetime=format::iso(at) title=format::moment(lang, at)>{text}</time> }
                    .into_any()
            }
            CellStyle::Link => {
                let address = text.clone();
                view! { <a href=address target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
            }
        }
    }
}

/// A cell that stands by itself, outside a table's grid.
#[component]
pub fn CellValue(
    /// The hub that it is of.
    hub: Hub,
    /// Its column.
    column: Column,
    /// What it holds.
    cell: Cell,
) -> impl IntoView {
    let app = expect_context::<App>();
    move || {
        let (lang, now) = (app.lang.get(), app.tick.get().0);
        hub.read(|session| CellText::of(session, lang, now, &column, &cell)).view()
    }
}

/// The class that colours a status.
pub fn status_class(status: StatusLevel) -> &'static str {
    match status {
        StatusLevel::Ok => "ok",
        StatusLevel::Info => "inf",
        StatusLevel::Warning => "warn",
        StatusLevel::Error => "bad",
        StatusLevel::Neutral => "",
    }
}
