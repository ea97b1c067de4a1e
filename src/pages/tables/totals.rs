//! What the rows of a table add up to.

use leptos::prelude::*;
use viewmodel::column_totals::ColumnTotal;

use crate::components::cell::status_class;
use crate::components::each::Each;
use crate::i18n::{format, value_text};
use crate::store::{App, TableView};

/// The strip below a table: numbers added, statuses counted.
#[component]
pub fn Totals(
    /// The table.
    table: TableView,
    /// The columns, by their place in the profile.
    places: Vec<usize>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let figures = move || places.iter().flat_map(|place| figures(app, table, *place)).collect::<Vec<_>>();
    view! {
        <footer class="totals" data-testid="totals">
            <Each each=figures key=Figure::key let:figure>
                <span>
                    {figure.square.map(|class| view! { <i class=class aria-hidden="true"></i> })}
                    {figure.title}
                    <b>{figure.value}</b>
                </span>
            </Each>
        </footer>
    }
}

/// A total in words.
struct Figure {
    /// The class of its square, where it has one.
    square: Option<String>,
    title: String,
    value: String,
}

impl Figure {
    /// All that it says: one that says something else is drawn anew.
    fn key(&self) -> String {
        format!("{}\u{1e}{}", self.title, self.value)
    }
}

/// What a column's cells add up to, among the rows that are shown and still there.
fn figures(app: App, table: TableView, place: usize) -> Vec<Figure> {
    let spec = table.spec();
    let Some(column) = spec.columns.get(place) else { return Vec::new() };
    let lang = app.lang.get();
    let total =
        |rows: &model::Table| table.shown(|shown| ColumnTotal::of(shown.rows(rows), place, &column.kind));
    match table.rows(total).unwrap_or(ColumnTotal::Nothing) {
        ColumnTotal::Nothing => Vec::new(),
        ColumnTotal::Sum(sum) => vec![Figure {
            square: None,
            title: lang.label(&column.title),
            value: value_text(lang, &column.kind, &sum),
        }],
        ColumnTotal::Counts(counts) => {
            let one = |(word, count): (String, usize)| {
                let status = column.kind.status(&word);
                let label = status.and_then(|status| status.label.as_ref());
                Figure {
                    square: Some(format!("sq {}", status.map_or("", |status| status_class(status.status)))),
                    title: label.map_or(word, |label| lang.label(label)),
                    value: format::integer(lang, count as i128),
                }
            };
            counts.into_iter().map(one).collect()
        }
    }
}
