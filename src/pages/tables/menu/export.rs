//! What is shown of a table, as a file.

use leptos::prelude::*;
use model::{Export, Stamp, Table};

use crate::browser::{clock, download};
use crate::components::leaf::{t, text};
use crate::i18n::{DeferredMsg, format};
use crate::store::{App, TableView};

/// The buttons that make a file of what is shown.
#[component]
pub fn ExportMenu(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let app = expect_context::<App>();
    let rows = move || {
        let count = table.count() as i128;
        app.text(&DeferredMsg::Exported { rows: &format::integer(app.lang.get(), count) })
    };
    view! {
        <h3>{t(DeferredMsg::Export)}</h3>
        <small>{text(rows)}</small>
        <footer>
            <FileButton table name="CSV" kind="csv" write=|rows| rows.csv() />
            <FileButton table name="JSON" kind="json" write=|rows| rows.json() />
        </footer>
    }
}

/// The button that makes one kind of file.
#[component]
fn FileButton(
    /// The table.
    table: TableView,
    /// What users call the kind.
    name: &'static str,
    /// The file's ending.
    kind: &'static str,
    /// Writes the file.
    write: fn(&Export<'_>) -> String,
) -> impl IntoView {
    let save = move |_| {
        if let Some(text) = untrack(|| file(table, write)) {
            download::text(&text, &format!("{}-{}-{}.{kind}", table.hub.id(), table.id(), stamp()));
        }
    };
    view! {
        <button type="button" data-testid=format!("export-{kind}") on:click=save>
            {name}
        </button>
    }
}

/// What is shown, written.
fn file(table: TableView, write: fn(&Export<'_>) -> String) -> Option<String> {
    let spec = table.spec();
    let column = |place: usize| Some((place, spec.columns.get(place)?.id.as_str()));
    table.read(|session, id| {
        let stored: &Table = session.table(id)?;
        let iso = |stamp: &Stamp| format::iso(session.resolve(stamp).0);
        let columns = table.columns.with(|columns| columns.places().filter_map(column).collect());
        let rows = table.shown(|shown| shown.rows(stored).collect());
        Some(write(&Export { columns, rows, iso: &iso }))
    })
}

/// "20260723T100305Z".
fn stamp() -> String {
    let iso = format::iso(clock::wall().0);
    let (second, _) = iso.split_once('.').unwrap_or((&iso, ""));
    format!("{}Z", second.replace(['-', ':'], ""))
}
