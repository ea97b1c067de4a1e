//! A row of a table.

use leptos::prelude::*;
use model::{Cell, RowKey, StoredRow};
use profile::ColumnKind;
use viewmodel::table_window::{RowWindow, aria_row_index};

use crate::components::cell::{CellText, is_number};
use crate::components::leaf::{maybe, text};
use crate::i18n::GoneMark;
use crate::store::{App, TableView};

/// A changed cell is tinted this long (milliseconds).
const FLASH_MS: i64 = 1_500;

/// A row. The grid opens it at a click.
///
/// Rows are the page's hot path: all of them look at the session whenever their table changes. So a row has one memo
/// that reads all its cells, and one effect that draws them; that runs only where what was read differs, and then
/// the renderer writes only to the cells that do.
#[component]
pub fn Row(
    /// The table.
    table: TableView,
    /// Its key.
    key: RowKey,
    /// The keys of the rows that are drawn.
    drawn: Memo<Vec<RowKey>>,
    /// How many rows are above the visible ones.
    scrolled: RwSignal<usize>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let (name, placed) = (key.to_string(), key.clone());
    let index = move || {
        let place = drawn.with(|drawn| drawn.iter().position(|other| *other == placed)).unwrap_or(0);
        let first = RowWindow::new(scrolled.get(), table.keys.with(Vec::len)).drawn().start;
        aria_row_index(first + place).to_string()
    };
    let row = Memo::new(move |_| read(app, table, &key));
    view! {
        <div
            role="row"
            class="row"
            data-key=name
            data-removed=maybe(move || row.with(|row| row.removed).then(|| "true".to_owned()))
            aria-rowindex=text(index)
        >
            {move || cells(app, table, row.get())}
        </div>
    }
}

/// A row as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
struct DrawnRow {
    removed: bool,
    cells: Vec<DrawnCell>,
}

/// A cell as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct DrawnCell {
    /// The column's place in the profile.
    place: usize,
    text: CellText,
    /// It changed a moment ago.
    flash: bool,
    /// The keyboard is here.
    active: bool,
}

/// The row as it stands now; nothing in it where it is gone.
fn read(app: App, table: TableView, key: &RowKey) -> DrawnRow {
    let (lang, now) = (app.lang.get(), app.tick.get().0);
    let active = table.cursor.with(|cursor| {
        cursor.as_ref().filter(|cursor| cursor.row.as_ref() == Some(key)).map(|cursor| cursor.column)
    });
    let spec = table.spec();
    table.read(|session, id| {
        let Some(row) = session.table(id).and_then(|table| table.get(key)) else {
            return DrawnRow::default();
        };
        let visible: Vec<usize> = table.columns.with(|columns| columns.places().collect());
        let cell = |(position, place): (usize, usize)| {
            let column = spec.columns.get(place)?;
            let cell = row.cells.get(place).unwrap_or(&Cell::Empty);
            let text = || CellText::of(session, lang, now, &column.kind, cell);
            let gone = row.removed_at.map(|since| (GoneMark::of(&spec.columns, &visible, place), since.0));
            Some(DrawnCell {
                place,
                text: match gone {
                    Some((GoneMark::Instead, since)) => CellText::gone(lang, since),
                    Some((GoneMark::Behind, since)) => text().but_gone(lang, since),
                    Some((GoneMark::Elsewhere, _)) | None => text(),
                },
                flash: is_fresh(row, place, now),
                active: active == Some(position),
            })
        };
        let cells = visible.iter().copied().enumerate().filter_map(cell).collect();
        DrawnRow { removed: row.is_removed(), cells }
    })
}

/// Whether a cell changed a moment ago.
fn is_fresh(row: &StoredRow, place: usize, now: i64) -> bool {
    let changed_at = row.changed_at.filter(|_| row.changed.contains(&place));
    changed_at.is_some_and(|at| (0..FLASH_MS).contains(&(now - at.0)))
}

/// The cells of a row.
fn cells(app: App, table: TableView, row: DrawnRow) -> impl IntoView {
    let lang = app.lang.get();
    let spec = table.spec();
    let cell = |cell: DrawnCell| {
        let column = spec.columns.get(cell.place)?;
        let class = class(&column.kind, &cell);
        Some(view! {
            <div
                role="gridcell"
                class=class
                id=cell.active.then(|| table.active_id())
                data-column=column.id.clone()
                data-label=lang.label(&column.title)
            >
                {cell.text.view()}
            </div>
        })
    };
    row.cells.into_iter().filter_map(cell).collect_view()
}

/// The classes of a cell: in one attribute, since each class by itself is a call to the browser, even one that is off.
fn class(kind: &ColumnKind, cell: &DrawnCell) -> Option<String> {
    let names = [(is_number(kind), "num"), (cell.flash, "flash"), (cell.active, "active")];
    let names: Vec<&str> = names.into_iter().filter_map(|(on, name)| on.then_some(name)).collect();
    (!names.is_empty()).then(|| names.join(" "))
}
