//! What a profile makes of messages that were heard.

use std::collections::BTreeMap;

use model::{Cell, Change, Millis, Moment, Rejected, Table, TableId, Texts};
use profile::{ColumnKind, Interpretation, Profile, TableSpec};
use serde_json::Value;

/// So many different values of a column are shown.
const SAMPLES: usize = 4;
/// So many reasons why something could not be read are kept of a rule.
const REASONS: usize = 3;

/// A message that was heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The name of the source in the profile.
    pub source: String,
    /// The question of the list that it answers ([`profile::Poll::question`]); nothing for what came by itself.
    pub question: Option<String>,
    /// The name of the event; nothing for a frame.
    pub event: Option<String>,
    /// When it came (milliseconds of the monotonic clock).
    pub at: u64,
    /// As rules read it.
    pub message: Value,
}

/// What a profile makes of all messages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Each rule, then each list, in the order of the profile.
    pub entries: Vec<Entry>,
    /// For each message what came of it.
    pub outcomes: Vec<Outcome>,
    /// Each table.
    pub tables: Vec<TableReport>,
}

/// A rule, or a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Where it stands in the profile.
    pub pointer: String,
    /// How many messages it was for.
    pub matched: usize,
    /// What came of them, all together.
    pub made: Made,
}

/// What came of one message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The place of its rule or list among [`Report::entries`]; nothing where none is for it.
    pub entry: Option<usize>,
    /// What came of it.
    pub made: Made,
}

/// What came of messages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// Rows that came, changed or went, by the table.
    pub rows: BTreeMap<TableId, usize>,
    /// Notifications.
    pub notifications: usize,
    /// Facts, signs of life, marks and the like.
    pub others: usize,
    /// What was said in return.
    pub replies: usize,
    /// How many effects could not be carried out.
    pub rejected: usize,
    /// The first reasons.
    pub reasons: Vec<Rejected>,
}

/// A table, as the messages fill it.
#[derive(Clone, Debug, PartialEq)]
pub struct TableReport {
    /// Which.
    pub id: TableId,
    /// What users call it.
    pub title: Texts,
    /// How many rows it has.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<ColumnReport>,
}

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// What users call it.
    pub title: Texts,
    /// How its values are read and drawn.
    pub kind: ColumnKind,
    /// How many rows have a value.
    pub filled: usize,
    /// The first values that differ.
    pub samples: Vec<Cell>,
}

impl Report {
    /// Give each message to the profile, in the order in which they came.
    #[must_use]
    pub fn of<'a>(profile: &Profile, heard: impl IntoIterator<Item = &'a Heard>) -> Self {
        let entry = |pointer: String| Entry { pointer, ..Entry::default() };
        let rules = (0..profile.rules()).map(|place| entry(format!("/on/{place}")));
        let mut entries: Vec<Entry> = rules.collect();
        let first_list = entries.len();
        entries.extend((0..profile.polls.len()).map(|place| entry(format!("/poll/{place}"))));
        let mut tables: Tables =
            profile.tables.iter().map(|spec| (spec.id.clone(), Table::new(spec.options()))).collect();
        let mut outcomes = Vec::new();
        for message in heard {
            let (entry, interpretation) = interpret(profile, message, first_list);
            let made = Made::of(&interpretation);
            if let Some(entry) = entry.and_then(|place| entries.get_mut(place)) {
                entry.matched = entry.matched.saturating_add(1);
                entry.made.add(&made);
            }
            let now = Moment { mono: message.at, wall: Millis::default() };
            interpretation.changes.into_iter().for_each(|change| apply(&mut tables, change, now));
            outcomes.push(Outcome { entry, made });
        }
        let filled = profile.tables.iter().zip(&tables);
        let tables = filled.map(|(spec, (_, table))| TableReport::of(spec, table)).collect();
        Self { entries, outcomes, tables }
    }
}

/// Which entry a message is for, and what comes of it.
fn interpret(profile: &Profile, heard: &Heard, first_list: usize) -> (Option<usize>, Interpretation) {
    let Some(source) = profile.sources.iter().position(|source| source.name == heard.source) else {
        return (None, Interpretation::default());
    };
    let Heard { event, message, question, .. } = heard;
    if let Some(question) = question {
        let list = |poll: &profile::Poll| poll.source == source && poll.question() == *question;
        let Some(place) = profile.polls.iter().position(list) else {
            return (None, Interpretation::default());
        };
        return (Some(first_list.saturating_add(place)), profile.on_answer(place, message));
    }
    let event = event.as_deref();
    (profile.rule(source, event, message), profile.on_message(source, event, message))
}

impl Made {
    fn of(interpretation: &Interpretation) -> Self {
        let mut made = Self {
            replies: interpretation.replies.len(),
            rejected: interpretation.rejected.len(),
            reasons: interpretation.rejected.iter().take(REASONS).cloned().collect(),
            ..Self::default()
        };
        for change in &interpretation.changes {
            let (table, count) = match change {
                Change::Notify(_) => {
                    made.notifications = made.notifications.saturating_add(1);
                    continue;
                }
                Change::Merge(list) => {
                    made.notifications = made.notifications.saturating_add(list.len());
                    continue;
                }
                Change::Snapshot { table, rows, .. } | Change::Upsert { table, rows } => (table, rows.len()),
                Change::Patch { table, .. } => (table, 1),
                Change::Remove { table, keys } => (table, keys.len()),
                _ => {
                    made.others = made.others.saturating_add(1);
                    continue;
                }
            };
            let counted = made.rows.entry(table.clone()).or_default();
            *counted = counted.saturating_add(count);
        }
        made
    }

    fn add(&mut self, other: &Self) {
        for (table, count) in &other.rows {
            let counted = self.rows.entry(table.clone()).or_default();
            *counted = counted.saturating_add(*count);
        }
        self.notifications = self.notifications.saturating_add(other.notifications);
        self.others = self.others.saturating_add(other.others);
        self.replies = self.replies.saturating_add(other.replies);
        self.rejected = self.rejected.saturating_add(other.rejected);
        let left = REASONS.saturating_sub(self.reasons.len());
        self.reasons.extend(other.reasons.iter().take(left).cloned());
    }

    /// Whether nothing at all came of it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The tables, as messages fill them one after the other.
type Tables = Vec<(TableId, Table)>;

fn apply(tables: &mut Tables, change: Change, now: Moment) {
    let wanted = match &change {
        Change::Snapshot { table, .. }
        | Change::Upsert { table, .. }
        | Change::Patch { table, .. }
        | Change::Remove { table, .. } => table,
        _ => return,
    };
    let Some((_, table)) = tables.iter_mut().find(|(id, _)| id == wanted) else { return };
    match change {
        Change::Snapshot { scope, rows, part: Some(part), .. } => {
            table.page(scope.as_deref(), rows, part, (now, now));
        }
        Change::Snapshot { scope, rows, unreadable, part: None, .. } => {
            table.snapshot(scope.as_deref(), rows, unreadable, now, now);
        }
        Change::Upsert { rows, .. } => table.upsert(rows, now),
        Change::Patch { row, how, .. } => {
            table.patch(row, how, now);
        }
        Change::Remove { keys, .. } => table.remove(&keys, now),
        _ => {}
    }
}

impl TableReport {
    fn of(spec: &TableSpec, table: &Table) -> Self {
        let rows = || table.rows().iter().filter(|row| !row.is_removed());
        let columns = spec.columns.iter().enumerate().map(|(place, column)| {
            let mut report = ColumnReport {
                title: column.title.clone(),
                kind: column.kind.clone(),
                filled: 0,
                samples: Vec::new(),
            };
            let cells = rows().filter_map(|row| row.cells.get(place));
            for cell in cells.filter(|cell| **cell != Cell::Empty) {
                report.filled = report.filled.saturating_add(1);
                if report.samples.len() < SAMPLES && !report.samples.contains(cell) {
                    report.samples.push(cell.clone());
                }
            }
            report
        });
        Self {
            id: spec.id.clone(),
            title: spec.title.clone(),
            rows: rows().count(),
            columns: columns.collect(),
        }
    }
}

#[cfg(test)]
mod tests;
