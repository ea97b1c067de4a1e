//! Lists that come in pages: the rows of all of them are one list, as old as the first.

use std::collections::HashSet;

use model::{Change, PartOf, Row, RowKey};
use profile::{Interpretation, Poll, ReadSoFar};
use serde_json::Value;

use crate::poller::GoodAnswer;
use crate::{AnswerHeaders, Now, PollId, Session};

/// What the pages of a list have brought so far.
pub(super) struct GatheredPages {
    poll: PollId,
    sent: Now,
    read: ReadSoFar,
    changes: Vec<Change>,
}

impl Session {
    /// A page came of a list that has several. Gives what is to be asked next, or, after the last, takes the whole list.
    pub(super) fn take_page(
        &mut self,
        now: Now,
        poll: PollId,
        (sent, list): (Now, &Poll),
        (value, headers): (&Value, &AnswerHeaders),
        outcome: Interpretation,
    ) -> GoodAnswer {
        let before = self.gathered.iter().position(|it| it.poll == poll);
        let before = before.map(|place| self.gathered.swap_remove(place));
        let mut all =
            before.unwrap_or(GatheredPages { poll, sent, read: ReadSoFar::default(), changes: Vec::new() });
        let last = outcome.changes.iter().map(length).sum::<usize>() as u64;
        let ReadSoFar { pages, rows, .. } = all.read;
        all.read = ReadSoFar { pages: pages.saturating_add(1), rows: rows.saturating_add(last), last };
        for change in outcome.changes {
            add(&mut all.changes, change);
        }
        let asked = list.path(None).ok();
        let next = list.pages().zip(asked).and_then(|(pages, path)| {
            let next = pages.next(&path, (value, headers.next_link()), all.read)?;
            Some((next, all.read.pages < pages.most))
        });
        let rest = Interpretation { changes: Vec::new(), ..outcome };
        match next {
            Some((next_page, true)) if !all.changes.iter().any(is_full) => {
                self.gathered.push(all);
                self.take_list(now, sent, rest, true);
                GoodAnswer { next_page: Some(next_page), ..GoodAnswer::default() }
            }
            next => {
                let cut = next.is_some();
                let changes = all.changes.into_iter().map(|change| closed(change, cut)).collect();
                let outdated = self.take_list(now, all.sent, Interpretation { changes, ..rest }, false);
                GoodAnswer { outdated, ..GoodAnswer::default() }
            }
        }
    }

    /// The next page did not come: those before it are part of nothing.
    pub(super) fn forget_pages(&mut self, poll: PollId) {
        self.gathered.retain(|it| it.poll != poll);
    }
}

fn length(change: &Change) -> usize {
    match change {
        Change::Snapshot { rows, unreadable, .. } => rows.len().saturating_add(*unreadable),
        Change::Merge(list) => list.len(),
        Change::Upsert { rows, .. } => rows.len(),
        _ => 0,
    }
}

/// The rows of a page follow after those of the pages before. One that slipped from a page to the next comes twice.
fn add(all: &mut Vec<Change>, change: Change) {
    for known in all.iter_mut() {
        match (known, &change) {
            (
                Change::Snapshot { table, scope, rows, unreadable, part },
                Change::Snapshot { table: other, scope: of, rows: more, unreadable: bad, part: latest },
            ) if table == other && scope == of => {
                let keys: HashSet<RowKey> = rows.iter().map(|row| row.key.clone()).collect();
                let new = more.iter().filter(|row| !keys.contains(&row.key)).cloned();
                let new: Vec<Row> = new.collect();
                rows.extend(new);
                *unreadable = unreadable.saturating_add(*bad);
                *part = *latest;
                return;
            }
            (Change::Merge(list), Change::Merge(more)) => {
                list.extend(more.iter().cloned());
                return;
            }
            _ => {}
        }
    }
    all.push(change);
}

/// As many rows came as the hub counts.
fn is_full(change: &Change) -> bool {
    let Change::Snapshot { part: Some(PartOf::Count(count)), .. } = change else { return false };
    length(change) as u64 >= *count
}

/// A list after its last page. It is whole unless it was `cut`, or the hub counts more rows than came: one that was deleted
/// meanwhile lets another slip to a page that was read before.
fn closed(mut change: Change, cut: bool) -> Change {
    let came = length(&change) as u64;
    if let Change::Snapshot { part, .. } = &mut change {
        *part = match *part {
            Some(PartOf::Count(count)) => Some(PartOf::Count(count)).filter(|_| count > came),
            Some(PartOf::More) | None => cut.then_some(PartOf::More),
        };
    }
    change
}
