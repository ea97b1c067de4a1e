//! Fetches what belongs to a row.

use leptos::prelude::*;
use model::{Cell, RowKey, TableId};
use profile::{Details, Forms};
use session::{Answer, Ask};

use crate::store::Hub;

/// What belongs to a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Fetched {
    /// It is being fetched.
    Loading,
    /// Its rows, cell by cell.
    Rows(Vec<Vec<Cell>>),
    /// It could not be fetched.
    Failed(NotFetched),
}

/// Why it could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFetched {
    /// The hub refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// The hub's own words.
        why: String,
    },
    /// No answer came, or none that could be read.
    Failed(String),
}

/// Ask the hub now. Nothing is asked where it has no such row.
pub fn fetch(
    hub: Hub,
    forms: Forms,
    details: Details,
    (table, key): &(TableId, RowKey),
    fetched: RwSignal<Fetched>,
) {
    let path = hub.read(|session| {
        let spec = session.profile().table(table.as_str())?;
        let row = session.table(table).and_then(|table| table.get(key));
        Some(details.path(spec, key, row.map(|row| row.cells.as_slice()).unwrap_or_default()))
    });
    match path {
        Some(Ok(path)) => hub.ask(Ask::get(details.source, path), move |answer| {
            // Another row may be open by now.
            let _left = fetched.try_set(read(&details, &forms, answer));
        }),
        Some(Err(problem)) => fetched.set(Fetched::Failed(NotFetched::Failed(problem.to_string()))),
        None => {}
    }
}

fn read(details: &Details, forms: &Forms, answer: Answer) -> Fetched {
    let rows = match answer {
        Answer::Done(200..=299, body) => serde_json::from_str(&body)
            .map_err(|error| format!("the answer is not JSON: {error}"))
            .and_then(|answer| details.rows(&answer))
            .map_err(NotFetched::Failed),
        Answer::Done(status, body) => Err(NotFetched::Refused { status, why: forms.refusal(&body).text }),
        Answer::Failed(why) => Err(NotFetched::Failed(why)),
        Answer::File(_) | Answer::Unsent => Err(NotFetched::Failed(String::new())),
    };
    rows.map_or_else(Fetched::Failed, Fetched::Rows)
}
