//! A row of a table.

use leptos::prelude::*;
use model::{Cell, StoredRow};
use profile::{Column, is_number};
use viewmodel::drawn_rows::PlacedRow;
use viewmodel::table_window::aria_row_index;

use crate::components::cell::CellText;
use crate::components::leaf::{effect, flag, maybe, text};
use crate::i18n::GoneMark;
use crate::store::{App, TableView};

/// A changed cell is tinted this long (milliseconds).
const FLASH_MS: i64 = 1_500;

/// A row. The grid opens it at a click.
///
/// Rows are the page's hot path: all of them look at the session whenever their table changes. So a row has one memo
/// that reads all its cells, and one effect that passes on to each cell what of it differs. Its element stays where
/// another row takes its place.
#[component]
pub fn Row(
    /// The table.
    table: TableView,
    /// The number of its element.
    element: usize,
    /// The rows that are drawn, by their elements.
    drawn: Memo<Vec<PlacedRow>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let row = Memo::new(move |_| read(app, table, drawn, element).unwrap_or_default());
    view! {
        <div
            role="row"
            class="row"
            data-key=text(move || row.with(|row| row.key.clone()))
            class:faded=flag(move || row.with(|row| row.faded))
            data-removed=maybe(move || row.with(|row| row.removed).then(|| "true".to_owned()))
            aria-rowindex=text(move || row.with(|row| aria_row_index(row.position)).to_string())
        >
            {move || cells(app, table, row)}
        </div>
    }
}

/// A row as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
struct DrawnRow {
    key: String,
    /// Its position in the view.
    position: usize,
    removed: bool,
    /// What it stands for is not there.
    faded: bool,
    cells: Vec<DrawnCell>,
}

/// A cell as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct DrawnCell {
    text: CellText,
    /// It changed a moment ago.
    flash: bool,
    /// The keyboard is here.
    active: bool,
}

/// The row in an element as it stands now; nothing where it is gone.
fn read(app: App, table: TableView, drawn: Memo<Vec<PlacedRow>>, element: usize) -> Option<DrawnRow> {
    let PlacedRow { position, key, .. } =
        drawn.with(|drawn| drawn.iter().find(|row| row.element == element).cloned())?;
    let (lang, now) = (app.lang.get(), app.tick.get().0);
    let active = table.cursor.with(|cursor| {
        cursor.as_ref().filter(|cursor| cursor.row.as_ref() == Some(&key)).map(|cursor| cursor.column)
    });
    let spec = table.spec();
    table.read(|session, id| {
        let row = session.table(id)?.get(&key)?;
        let visible: Vec<usize> = table.columns.with(|columns| columns.places().collect());
        let cell = |(position, place): (usize, usize)| {
            let column = spec.columns.get(place)?;
            let cell = row.cells.get(place).unwrap_or(&Cell::Empty);
            let text = || CellText::of(session, lang, now, column, cell);
            let gone = row.removed_at.map(|since| (GoneMark::of(&spec.columns, &visible, place), since.0));
            Some(DrawnCell {
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
        let faded = spec.faded.as_ref().is_some_and(|faded| faded.holds(&row.cells));
        Some(DrawnRow { key: key.to_string(), position, removed: row.is_removed(), faded, cells })
    })
}

/// Whether a cell changed a moment ago.
fn is_fresh(row: &StoredRow, place: usize, now: i64) -> bool {
    let changed_at = row.changed_at.filter(|_| row.changed.contains(&place));
    changed_at.is_some_and(|at| (0..FLASH_MS).contains(&(now - at.0)))
}

/// The cells of a row: made anew where other columns are visible. Each of them has a count of its changes.
fn cells(app: App, table: TableView, row: Memo<DrawnRow>) -> AnyView {
    let lang = app.lang.get();
    let spec = table.spec();
    let places: Vec<usize> = table.columns.with(|columns| columns.places().collect());
    let changes: Vec<RwSignal<u64>> = places.iter().map(|_| RwSignal::new(0)).collect();
    let view = |(position, column): (usize, &Column)| {
        let (change, is_number) = (*changes.get(position)?, is_number(&column.kind));
        let cell = move || {
            change.track();
            row.with_untracked(|row| row.cells.get(position).cloned())
        };
        Some(
            view! {
                <div
                    role="gridcell"
                    class:num=is_number
                    class:flash=flag(move || cell().is_some_and(|cell| cell.flash))
                    class:active=flag(move || cell().is_some_and(|cell| cell.active))
                    id=maybe(move || cell()?.active.then(|| table.active_id()))
                    data-column=column.id.clone()
                    data-label=lang.label(&column.title)
                >
                    {move || cell().map_or_else(|| ().into_any(), |cell| cell.text.view())}
                </div>
            }
            .into_any(),
        )
    };
    let columns = places.into_iter().filter_map(|place| spec.columns.get(place));
    let views = columns.enumerate().filter_map(view).collect::<Vec<_>>().into_any();
    let mut drawn = row.get_untracked().cells;
    effect(move || {
        let cells = row.get().cells;
        for (position, change) in changes.iter().enumerate() {
            if drawn.get(position) != cells.get(position) {
                change.update(|change| *change += 1);
            }
        }
        drawn = cells;
    });
    views
}
