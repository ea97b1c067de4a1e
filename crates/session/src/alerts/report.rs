//! What an alert says: one notification for a row, or one for many.

use model::{AlertOrigin, Cell, DedupKey, EventId, Notification, RowKey, Severity, Texts};
use profile::{AlertSpec, RowTemplate, TableSpec};

use crate::Now;

/// A summary names so many rows, and says how many more there are.
const NAMED: usize = 10;

/// A row of which something is to be reported.
pub(super) struct AlertReport {
    pub key: RowKey,
    pub condition: String,
    pub new: Vec<Cell>,
    pub old: Vec<Cell>,
}

/// An alert: its place in the profile, what it says, and the table that it watches.
#[derive(Clone, Copy)]
pub(super) struct Reporter<'a> {
    pub place: usize,
    pub watch: &'a AlertSpec,
    pub table: Option<&'a TableSpec>,
}

impl Reporter<'_> {
    /// One row.
    pub fn one(self, report: &AlertReport, now: Now) -> Notification {
        let id = format!("watch:{}:{}:{}:{}", self.place, report.key, report.condition, now.wall.0);
        let message = self.watch.message.as_ref();
        let dedup_keys = self.dedup_key(report).into_iter().collect();
        let kind = self.watch.kind.severity(&report.new);
        let texts = (&self.watch.title, message);
        Notification { dedup_keys, ..self.notification(id, kind, texts, report, 1) }
    }

    /// Many at once become one. `standing`: rows that were reported before, and still are as they were.
    pub fn summary<'r>(
        self,
        due: &'r [AlertReport],
        standing: impl Iterator<Item = (&'r RowKey, &'r [Cell])>,
        now: Now,
    ) -> Option<Notification> {
        let rows = due.iter().map(|report| (&report.key, report.new.as_slice()));
        let mut rows = rows.chain(standing);
        let name = |(key, cells): (&RowKey, &[Cell])| {
            self.table.map_or_else(|| key.to_string(), |table| table.name(key, cells))
        };
        let named: Vec<String> = rows.by_ref().take(NAMED).map(name).collect();
        let unnamed = rows.count();
        let count = named.len().saturating_add(unnamed);
        let id = format!("watch:{}:{count}:{}", self.place, now.wall.0);
        // As severe as the worst of them.
        let kind = due.iter().map(|report| self.watch.kind.severity(&report.new)).max()?;
        let whole = self.notification(id, kind, (&self.watch.summary, None), due.first()?, count);
        let message = Some(Texts::from(named.join(", ")));
        let dedup_keys = due.iter().filter_map(|report| self.dedup_key(report)).collect();
        let alert = Some(AlertOrigin::Watch { place: self.place, unnamed });
        Some(Notification { message, dedup_keys, alert, ..whole })
    }

    fn dedup_key(self, report: &AlertReport) -> Option<DedupKey> {
        let (key, within_ms) = self.watch.dedup.as_ref()?;
        Some(DedupKey { key: key.write(None, &report.new, &report.old, 1), within_ms: *within_ms })
    }

    fn notification(
        self,
        id: String,
        kind: Severity,
        (title, message): (&Texts<RowTemplate>, Option<&Texts<RowTemplate>>),
        report: &AlertReport,
        count: usize,
    ) -> Notification {
        let write = |texts: &Texts<RowTemplate>| {
            let columns = self.table.map_or(&[][..], |table| &table.columns);
            texts.map(|tag, template| template.write(Some((tag, columns)), &report.new, &report.old, count))
        };
        Notification {
            title: Some(write(title)),
            message: message.map(write),
            alert: Some(AlertOrigin::Watch { place: self.place, unnamed: 0 }),
            ..Notification::new(EventId::from(id), kind)
        }
    }
}
