//! What belongs to a row: fetched when it is opened.

use std::rc::Rc;

use leptos::prelude::*;
use model::{Cell, RowKey, TableId};
use profile::{Column, Details, Forms};
use session::{DetailsRun, Outcome, RequestFailure, RunStatus};

use crate::components::cell::CellValue;
use crate::components::leaf::{label, t, text};
use crate::components::skeleton::Skeleton;
use crate::i18n::{DeferredMsg, Msg, request_failure_text};
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
    let (title, columns) = (label(details.title.clone()), StoredValue::new(details.columns.clone()));
    let outcome = fetch(hub, forms.get_value(), details, &row);
    let list = move || match outcome.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Outcome::Rows(rows)) if rows.is_empty() => {
            view! { <p class="empty">{t(Msg::NoRows)}</p> }.into_any()
        }
        Some(Outcome::Rows(rows)) => view! { <List hub columns=columns.get_value() rows /> }.into_any(),
        Some(outcome) => view! { <DetailsFailure outcome /> }.into_any(),
    };
    view! {
        <h3>{title}</h3>
        {list}
    }
}

/// Ask the hub now, and no more once another row is open. Nothing until the outcome is known.
fn fetch(
    hub: Hub,
    forms: Forms,
    details: Details,
    (table, key): &(TableId, RowKey),
) -> Memo<Option<Outcome>> {
    let path = hub.read(|session| {
        let spec = session.profile().table(table.as_str())?;
        let row = session.table(table).and_then(|table| table.get(key));
        Some(details.path(spec, key, row.map(|row| row.cells.as_slice()).unwrap_or_default()))
    });
    let (run, unfit) = match path {
        Some(Ok(path)) => (Some(hub.start_run(DetailsRun::new(details, Rc::new(forms), path))), None),
        Some(Err(problem)) => (None, Some(Outcome::Failed(RequestFailure::PathLacks(problem)))),
        None => (None, None),
    };
    if let Some(run) = run {
        on_cleanup(move || hub.forget_run(run));
    }
    Memo::new(move |_| match run.and_then(|run| hub.run(run)) {
        Some(RunStatus::Ended(outcome)) => Some(outcome),
        Some(_) => None,
        None => unfit.clone(),
    })
}

/// Why it could not be fetched.
#[component]
fn DetailsFailure(
    /// How the fetch ended.
    outcome: Outcome,
) -> impl IntoView {
    let app = expect_context::<App>();
    let why = move || match &outcome {
        Outcome::Refused(status, refusal) => {
            let failure = RequestFailure::Http { status: *status, words: refusal.text.clone() };
            request_failure_text(app.lang.get(), &failure)
        }
        Outcome::Failed(why) => request_failure_text(app.lang.get(), why),
        _ => String::new(),
    };
    view! {
        <p class="problem" role="status">
            {text(move || app.text(&DeferredMsg::DetailsFailed { why: &why() }))}
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
        let column = column.clone();
        view! {
            <td>
                <CellValue hub column cell />
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
