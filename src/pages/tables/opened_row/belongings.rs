//! What belongs to a row: fetched when it is opened.

use leptos::prelude::*;
use model::{Cell, RowKey, TableId};
use profile::{Column, Details, Forms};

use super::fetch::{Fetched, NotFetched, fetch};
use crate::components::cell::CellValue;
use crate::components::leaf::{label, t, text};
use crate::components::skeleton::Skeleton;
use crate::i18n::{DeferredMsg, Msg};
use crate::store::{App, Hub};

/// What belongs to a row: a list with a title.
#[component]
pub fn Belongings(
    /// The hub.
    hub: Hub,
    /// What the hub's profile says of refusals.
    forms: StoredValue<Forms>,
    /// What is fetched.
    details: Details,
    /// The row.
    row: (TableId, RowKey),
) -> impl IntoView {
    let fetched = RwSignal::new(Fetched::Loading);
    let (title, columns) = (label(details.title.clone()), StoredValue::new(details.columns.clone()));
    fetch(hub, forms.get_value(), details, &row, fetched);
    let list = move || match fetched.get() {
        Fetched::Loading => view! { <Skeleton /> }.into_any(),
        Fetched::Failed(why) => view! { <Failure why /> }.into_any(),
        Fetched::Rows(rows) if rows.is_empty() => view! { <p class="empty">{t(Msg::NoRows)}</p> }.into_any(),
        Fetched::Rows(rows) => view! { <List hub columns=columns.get_value() rows /> }.into_any(),
    };
    view! {
        <h3>{title}</h3>
        {list}
    }
}

/// Why it could not be fetched.
#[component]
fn Failure(
    /// The reason.
    why: NotFetched,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = move || {
        let why = match &why {
            NotFetched::Refused { status, why } => app.text(&DeferredMsg::Refused { status: *status, why }),
            NotFetched::Failed(why) => why.clone(),
        };
        app.text(&Msg::DetailsFailed { why: &why })
    };
    view! {
        <p class="problem" role="status">
            {text(sentence)}
        </p>
    }
}

/// A plain table.
#[component]
fn List(
    /// The hub.
    hub: Hub,
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows, cell by cell.
    rows: Vec<Vec<Cell>>,
) -> impl IntoView {
    let heading = |column: &Column| view! { <th scope="col">{label(column.title.clone())}</th> };
    let cell = |(column, cell): (&Column, Cell)| {
        let kind = column.kind.clone();
        view! {
            <td>
                <CellValue hub kind cell />
            </td>
        }
    };
    let row = |cells: Vec<Cell>| view! { <tr>{columns.iter().zip(cells).map(cell).collect_view()}</tr> };
    view! {
        <div class="scroll" tabindex="0">
            <table>
                <thead>
                    <tr>{columns.iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
