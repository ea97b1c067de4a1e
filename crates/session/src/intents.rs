//! What a person wants of the hub: shown at once, told to the hub when it can hear it.

use std::collections::VecDeque;

use model::{ClearId, EventId};
use profile::{IntentKind, MarkAll, Profile, Retry, Vars};

use crate::requests::Purpose;
use crate::{Command, Delta, HttpOutcome, HttpRequest, Intent, Method, Notice, Now, Session, SourceId};

/// A clear can be taken back for this long before the hub is told (milliseconds).
const UNDO_WITHIN: u64 = 5_000;
/// A safe intent that gets no answer is sent again after this (milliseconds).
const AGAIN_AFTER: u64 = 5_000;

/// So many reads that the hub does not know yet are remembered for a reload.
const REMEMBERED: usize = 1_000;

/// An intent that is on its way to the hub.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) kind: IntentKind,
    id: Option<EventId>,
}

/// Intents that are not told yet.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    clear: Option<PendingClear>,
    /// Ids whose "read" the hub does not know yet.
    reads: VecDeque<EventId>,
    /// Those and the ones on their way: what a reload must not forget.
    untold: Vec<EventId>,
    /// Read before a reload, and not known again yet.
    restored: Vec<EventId>,
    again: Option<u64>,
}

#[derive(Debug)]
struct PendingClear {
    id: ClearId,
    due: u64,
    /// Something newer came since: the hub's own clear would take it too.
    newer: bool,
}

impl Pending {
    /// What an earlier page left to be told. Only what may be told twice is.
    pub fn after_reload(untold: Vec<EventId>, profile: &Profile) -> Self {
        let safe = profile.intents.of(IntentKind::MarkRead).is_some_and(|intent| intent.retry == Retry::Safe);
        let untold = if safe { untold } else { Vec::new() };
        Self { reads: untold.iter().cloned().collect(), restored: untold.clone(), untold, ..Self::default() }
    }

    pub fn deadline(&self) -> Option<u64> {
        let clear = self.clear.as_ref().map(|clear| clear.due);
        [clear, self.again].into_iter().flatten().min()
    }

    /// A notification came that a pending clear does not cover.
    pub fn newer_came(&mut self) {
        if let Some(clear) = &mut self.clear {
            clear.newer = true;
        }
    }
}

impl Session {
    /// Notifications marked read here whose hub does not know it yet.
    #[must_use]
    pub fn waiting_reads(&self) -> usize {
        self.pending.reads.len()
    }

    pub(crate) fn on_intent(&mut self, now: Now, intent: Intent) {
        match intent {
            Intent::Retry => {
                self.diagnosis = None;
                self.stopped = false;
                self.connected_polls(now, false);
                self.each_link(now, || connection::Input::Retry);
            }
            Intent::Stop => {
                self.stopped = true;
                self.each_link(now, || connection::Input::Stop);
            }
            Intent::MarkRead(id) => {
                if self.mark(&id) {
                    self.tell_read(now, vec![id]);
                    self.delta(Delta::Inbox { fresh: 0 });
                }
            }
            Intent::MarkAll => {
                let mut told = Vec::new();
                for id in self.inbox.unread_ids() {
                    let known = self.profile.intents.mark_all == MarkAll::Each && self.listed.contains(&id);
                    if self.mark(&id) && known {
                        told.push(id);
                    }
                }
                self.delta(Delta::Inbox { fresh: 0 });
                self.tell_read(now, told);
            }
            Intent::Clear => self.clear(now),
            Intent::Dismiss(table, key) => {
                let held = self.tables.iter_mut().find(|(id, _)| *id == table);
                if held.is_some_and(|(_, held)| held.dismiss(&key)) {
                    self.delta(Delta::Table(table));
                }
            }
            Intent::SignIn(credentials, longer) => self.sign_in(now, credentials, longer),
            Intent::SignOut => self.sign_out(now),
            Intent::Undo(id) => {
                if self.pending.clear.as_ref().is_some_and(|clear| clear.id == id) {
                    self.pending.clear = None;
                }
                self.inbox.undo(id);
                self.delta(Delta::Inbox { fresh: 0 });
            }
        }
    }

    fn tell_read(&mut self, now: Now, ids: Vec<EventId>) {
        let intent = self.profile.intents.of(IntentKind::MarkRead);
        if intent.is_some_and(|intent| intent.retry == Retry::Safe) && !ids.is_empty() {
            self.pending.untold.extend(ids.iter().cloned());
            self.remember_reads();
        }
        self.pending.reads.extend(ids);
        self.flush_reads(now);
    }

    /// The hub knows, or will never know, that this was read.
    fn read_is_told(&mut self, id: Option<&EventId>) {
        let before = self.pending.untold.len();
        self.pending.untold.retain(|untold| Some(untold) != id);
        if self.pending.untold.len() != before {
            self.remember_reads();
        }
    }

    fn remember_reads(&mut self) {
        let forgotten = self.pending.untold.len().saturating_sub(REMEMBERED);
        let ids = self.pending.untold.iter().skip(forgotten).cloned().collect();
        self.commands.push_back(Command::RememberReads(ids));
    }

    /// What was read before a reload is read as soon as it is known again.
    pub(crate) fn mark_untold(&mut self) {
        for id in std::mem::take(&mut self.pending.restored) {
            if !self.mark(&id) && self.inbox.get(&id).is_none() {
                self.pending.restored.push(id);
            }
        }
    }

    /// Tell the hub what was read, as far as it listens.
    fn flush_reads(&mut self, now: Now) {
        let Some(source) = self.profile.intents.mark_read.as_ref().map(|intent| intent.source) else {
            self.pending.reads.clear();
            return;
        };
        if !self.is_online(now) || !self.may_tell(source) {
            return;
        }
        while let Some(id) = self.pending.reads.pop_front() {
            self.queue_intent(IntentKind::MarkRead, Some(id), false);
        }
    }

    fn clear(&mut self, now: Now) {
        let count = self.inbox.len();
        if count == 0 {
            return;
        }
        let id = self.inbox.clear();
        self.pending.clear =
            Some(PendingClear { id, due: now.mono.saturating_add(UNDO_WITHIN), newer: false });
        self.delta(Delta::Inbox { fresh: 0 });
        self.notice(Notice::Cleared { clear: id, count });
    }

    /// What time alone decides: the undo time is over, a safe intent is sent again.
    pub(crate) fn pending_due(&mut self, now: Now) {
        if self.pending.clear.as_ref().is_some_and(|clear| clear.due <= now.mono) {
            self.post_clear(now, false);
        }
        if self.pending.again.is_some_and(|again| again <= now.mono) {
            self.pending.again = None;
            self.flush_reads(now);
        }
    }

    fn post_clear(&mut self, now: Now, keepalive: bool) {
        let Some(clear) = self.pending.clear.take() else { return };
        let Some(source) = self.profile.intents.clear.as_ref().map(|intent| intent.source) else { return };
        if clear.newer || !self.is_online(now) || !self.may_tell(source) {
            self.notice(Notice::ClearStaysLocal);
            return;
        }
        self.queue_intent(IntentKind::Clear, None, keepalive);
    }

    /// The hub is back: safe intents that waited are told.
    pub(crate) fn pending_online(&mut self, now: Now) {
        self.flush_reads(now);
    }

    /// The page goes: what waits for its undo time is said now.
    pub(crate) fn leave(&mut self, now: Now) {
        self.post_clear(now, true);
        for mut request in self.requests.take_intents() {
            request.keepalive = true;
            self.send(request);
        }
    }

    fn queue_intent(&mut self, kind: IntentKind, id: Option<EventId>, keepalive: bool) {
        let vars = id.as_ref().map_or_else(Vars::default, |id| Vars::one("id", id.as_str()));
        let Some(intent) = self.profile.intents.of(kind) else { return };
        match intent.request(&vars) {
            Ok(request) => {
                let source = SourceId(request.source);
                let request = HttpRequest::new(source, Method::Post, request.path, crate::polls::TIMEOUT);
                let request = HttpRequest { keepalive, ..request };
                self.requests.push(request, Purpose::Intent(Sent { kind, id }));
            }
            Err(problem) => {
                self.reject(problem.to_string(), id.map_or_else(String::new, |id| id.to_string()))
            }
        }
    }

    pub(crate) fn on_intent_done(&mut self, now: Now, sent: Sent, outcome: &HttpOutcome<'_>) {
        let Some(intent) = self.profile.intents.of(sent.kind) else { return };
        match outcome {
            HttpOutcome::Done { status: 200..=299, .. } => self.read_is_told(sent.id.as_ref()),
            HttpOutcome::Done { status, .. } if intent.gone.contains(status) => {
                self.read_is_told(sent.id.as_ref());
            }
            HttpOutcome::Done { status, body } if *status < 500 || intent.retry != Retry::Safe => {
                let text = self.profile.refusal(body);
                self.read_is_told(sent.id.as_ref());
                self.notice(Notice::Refused { status: *status, text });
            }
            HttpOutcome::Failed(_) | HttpOutcome::File(_) | HttpOutcome::Done { .. } => {
                match (intent.retry, sent.id) {
                    (Retry::Safe, Some(id)) => {
                        self.pending.reads.push_back(id);
                        self.pending.again.get_or_insert(now.mono.saturating_add(AGAIN_AFTER));
                    }
                    _ => self.notice(Notice::InDoubt),
                }
            }
        }
    }
}
