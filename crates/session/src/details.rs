//! The row that a person opened, and what was fetched for it.

use model::{Cell, RowKey, TableId};

use crate::requests::Purpose;
use crate::{Delta, HttpOutcome, HttpRequest, Session, SourceId};

/// An opened row.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its table.
    pub table: TableId,
    /// Its key.
    pub key: RowKey,
    /// What belongs to it.
    pub part: Part,
    /// Tells this opening from an earlier one, whose answer may still come.
    serial: u64,
}

/// What belongs to an opened row.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The profile names nothing.
    None,
    /// It is being fetched.
    Loading,
    /// Its rows, cell by cell.
    Rows(Vec<Vec<Cell>>),
    /// Why it could not be fetched.
    Failed(String),
}

impl Session {
    /// The row that is open.
    #[must_use]
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    pub(crate) fn open(&mut self, table: TableId, key: RowKey) {
        let serial = self.opened.as_ref().map_or(0, |opened| opened.serial).wrapping_add(1);
        let part = self.fetch_details(&table, &key, serial);
        self.opened = Some(Opened { part, table: table.clone(), key, serial });
        self.delta(Delta::Table(table));
    }

    pub(crate) fn shut(&mut self) {
        if let Some(opened) = self.opened.take() {
            self.delta(Delta::Table(opened.table));
        }
    }

    fn fetch_details(&mut self, table: &TableId, key: &RowKey, serial: u64) -> Part {
        let Some(spec) = self.profile.table(table.as_str()) else { return Part::None };
        let Some(details) = &spec.details else { return Part::None };
        let held = self.table(table).and_then(|table| table.get(key));
        let path = match details.path(spec, key, held.map(|row| row.cells.as_slice()).unwrap_or_default()) {
            Ok(path) => path,
            Err(problem) => return Part::Failed(problem.to_string()),
        };
        let timeout_ms = self.profile.timeout_ms(details.source).unwrap_or(crate::polls::TIMEOUT);
        let request = HttpRequest::get(SourceId(details.source), path, timeout_ms);
        self.requests.push(request, Purpose::Details(serial));
        Part::Loading
    }

    pub(crate) fn on_details(&mut self, serial: u64, outcome: &HttpOutcome<'_>) {
        let Some(mut opened) = self.opened.take_if(|opened| opened.serial == serial) else { return };
        let spec = self.profile.table(opened.table.as_str()).and_then(|table| table.details.as_ref());
        let rows = match outcome {
            HttpOutcome::Failed(why) => Err((*why).to_owned()),
            HttpOutcome::Done { status: 200..=299, body } => serde_json::from_str(body)
                .map_err(|error| format!("the answer is not JSON: {error}"))
                .and_then(|answer| spec.map_or(Ok(Vec::new()), |spec| spec.rows(&answer))),
            HttpOutcome::Done { status, body } => {
                Err(format!("HTTP {status} {}", self.profile.refusal(body)).trim_end().to_owned())
            }
        };
        opened.part = rows.map_or_else(Part::Failed, Part::Rows);
        let table = opened.table.clone();
        self.opened = Some(opened);
        self.delta(Delta::Table(table));
    }
}
