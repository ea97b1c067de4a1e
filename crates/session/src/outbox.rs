//! The user's intents on their way to the hub: shown at once, sent when the hub can be reached.

use std::collections::VecDeque;
use std::rc::Rc;

use model::{EventId, UndoId};
use profile::{IntentKind, IntentSpec, Profile, Retry, Vars};

use crate::poller::{LONGEST_PATIENCE, TIMEOUT};
use crate::{HttpOutcome, HttpRequest, Method, Mono, Notice, SourceId, Timer};

/// A clear can be taken back for this long before it is sent (milliseconds).
pub(crate) const UNDO_WITHIN: u64 = 5_000;
/// A safe intent that gets no answer is sent again after this (milliseconds).
const RESEND_AFTER: u64 = 5_000;
/// So many reads that the hub does not know of are remembered for a reload.
const REMEMBERED: usize = 1_000;

/// An intent that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SentIntent {
    pub kind: IntentKind,
    id: Option<EventId>,
}

/// Which of the hub's sources can be reached now.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reach {
    /// The one that takes reads.
    pub reads: bool,
    /// The one that takes clears.
    pub clear: bool,
}

/// What happened to the intents.
pub(crate) enum Input<'a> {
    /// The user marked these read; the hub is to know it.
    MarkedRead(Vec<EventId>, Reach),
    /// The user cleared the inbox.
    Cleared(UndoId),
    /// The user took a clear back.
    Undone(UndoId),
    /// A notification came that a clear does not cover.
    NewerCame,
    /// The hub is there (again).
    Reachable(Reach),
    /// The page goes away.
    Leaving(Reach),
    /// A sent intent was answered, or was not; and for how long the hub asks not to be asked again (milliseconds).
    Answered(SentIntent, &'a HttpOutcome<'a>, Option<u64>),
    /// The moment of a time-out came.
    Timeout(Reach),
}

/// What the outbox wants.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Send this request.
    Send(SentIntent, HttpRequest),
    /// An intent cannot be sent: what is wrong, and with which notification.
    Rejected(String, String),
    /// Remember for a reload that these are read.
    Remember(Vec<EventId>),
    /// Say this to the user.
    Notice(Notice),
}

/// Intents that the hub does not know of yet.
pub(crate) struct Outbox {
    profile: Rc<Profile>,
    clear: Option<PendingClear>,
    /// Reads that wait to be sent.
    reads: VecDeque<EventId>,
    /// Those and the ones on their way: what a reload must not forget.
    unacknowledged: Vec<EventId>,
    /// Read before a reload, and not known again yet.
    restored: Vec<EventId>,
    resend_at: Option<Mono>,
    outputs: VecDeque<Output>,
}

#[derive(Debug)]
struct PendingClear {
    id: UndoId,
    due: Mono,
    /// Something newer came since: the hub's own clear would take it too.
    newer: bool,
}

impl Outbox {
    /// `unacknowledged`: what an earlier page left to be sent. Only what may be sent twice is, and where the hub takes
    /// no read marks they are only kept here.
    pub fn new(profile: Rc<Profile>, unacknowledged: Vec<EventId>) -> Self {
        let intent = profile.intents.of(IntentKind::MarkRead);
        let unacknowledged = if remembers(intent) { unacknowledged } else { Vec::new() };
        Self {
            reads: unacknowledged.iter().filter(|_| intent.is_some()).cloned().collect(),
            profile,
            clear: None,
            restored: unacknowledged.clone(),
            unacknowledged,
            resend_at: None,
            outputs: VecDeque::new(),
        }
    }

    /// Take one input; drain [`Outbox::poll_output`] afterwards.
    pub fn handle(&mut self, now: Mono, input: Input<'_>) {
        match input {
            Input::MarkedRead(ids, reach) => self.marked_read(ids, reach),
            Input::Cleared(id) => {
                self.clear = Some(PendingClear { id, due: now.saturating_add(UNDO_WITHIN), newer: false });
            }
            Input::Undone(id) => {
                self.clear.take_if(|clear| clear.id == id);
            }
            Input::NewerCame => {
                if let Some(clear) = &mut self.clear {
                    clear.newer = true;
                }
            }
            Input::Reachable(reach) => self.send_reads(reach),
            Input::Leaving(reach) => {
                self.send_clear(reach);
                self.send_reads(reach);
            }
            Input::Answered(sent, outcome, patience_ms) => self.answered(now, sent, outcome, patience_ms),
            Input::Timeout(reach) => {
                if self.clear.as_ref().is_some_and(|clear| clear.due <= now) {
                    self.send_clear(reach);
                }
                if self.resend_at.take_if(|at| *at <= now).is_some() {
                    self.send_reads(reach);
                }
            }
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the undo time of a clear is over, or reads are sent again.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let clear = self.clear.as_ref().map(|clear| (Timer::Clear, clear.due));
        let resend = self.resend_at.map(|at| (Timer::Resend, at));
        clear.into_iter().chain(resend).min_by_key(|(_, at)| *at)
    }

    /// Reads that wait to be sent.
    pub fn waiting_reads(&self) -> usize {
        self.reads.len()
    }

    /// What was read before a reload, until it is known again.
    pub fn restore(&mut self, mut is_known: impl FnMut(&EventId) -> bool) {
        self.restored.retain(|id| !is_known(id));
    }

    fn marked_read(&mut self, ids: Vec<EventId>, reach: Reach) {
        if remembers(self.profile.intents.of(IntentKind::MarkRead)) && !ids.is_empty() {
            self.unacknowledged.extend(ids.iter().cloned());
            self.remember();
        }
        self.reads.extend(ids);
        self.send_reads(reach);
    }

    /// The user marked these unread: what the hub does not know yet it never will.
    pub fn withdraw(&mut self, ids: &[EventId]) {
        let before = self.unacknowledged.len();
        for known in [&mut self.unacknowledged, &mut self.restored] {
            known.retain(|id| !ids.contains(id));
        }
        self.reads.retain(|id| !ids.contains(id));
        if self.unacknowledged.len() != before {
            self.remember();
        }
    }

    fn remember(&mut self) {
        let forgotten = self.unacknowledged.len().saturating_sub(REMEMBERED);
        self.unacknowledged.drain(..forgotten);
        self.outputs.push_back(Output::Remember(self.unacknowledged.clone()));
    }

    /// The hub knows, or will never know, that this was read.
    fn acknowledged(&mut self, id: Option<&EventId>) {
        let before = self.unacknowledged.len();
        self.unacknowledged.retain(|waiting| Some(waiting) != id);
        if self.unacknowledged.len() != before {
            self.remember();
        }
    }

    fn send_reads(&mut self, reach: Reach) {
        if self.profile.intents.mark_read.is_none() {
            self.reads.clear();
        }
        if reach.reads {
            while let Some(id) = self.reads.pop_front() {
                self.send(IntentKind::MarkRead, Some(id));
            }
        }
    }

    fn send_clear(&mut self, reach: Reach) {
        let Some(clear) = self.clear.take() else { return };
        if self.profile.intents.clear.is_none() {
            return;
        }
        if clear.newer || !reach.clear {
            self.outputs.push_back(Output::Notice(Notice::ClearStaysLocal));
            return;
        }
        self.send(IntentKind::Clear, None);
    }

    fn send(&mut self, kind: IntentKind, id: Option<EventId>) {
        let vars = id.as_ref().map_or_else(Vars::default, |id| Vars::one("id", id.as_str()));
        let Some(intent) = self.profile.intents.of(kind) else { return };
        let output = match intent.request(&vars) {
            Ok(request) => {
                let source = SourceId(request.source);
                let timeout_ms = self.profile.timeout_ms(source.0).unwrap_or(TIMEOUT);
                let request = HttpRequest::new(source, Method::Post, request.path, timeout_ms);
                // The page may close right after the click.
                Output::Send(SentIntent { kind, id }, HttpRequest { keepalive: true, ..request })
            }
            Err(problem) => {
                Output::Rejected(problem.to_string(), id.map_or_else(String::new, |id| id.to_string()))
            }
        };
        self.outputs.push_back(output);
    }

    fn answered(&mut self, now: Mono, sent: SentIntent, outcome: &HttpOutcome<'_>, patience_ms: Option<u64>) {
        let profile = Rc::clone(&self.profile);
        let Some(intent) = profile.intents.of(sent.kind) else { return };
        match (outcome, intent.retry, sent.id) {
            (HttpOutcome::Done { status: 200..=299, .. }, _, id) => self.acknowledged(id.as_ref()),
            (HttpOutcome::Done { status, .. }, _, id) if intent.gone.contains(status) => {
                self.acknowledged(id.as_ref());
            }
            (HttpOutcome::Done { status, .. }, Retry::Safe, Some(id)) if is_passing(*status) => {
                self.resend(now, id, patience_ms);
            }
            (HttpOutcome::Done { status, body, .. }, _, id) => {
                let text = profile.refusal(body);
                self.acknowledged(id.as_ref());
                self.outputs.push_back(Output::Notice(Notice::Refused { status: *status, text }));
            }
            (HttpOutcome::Failed(_) | HttpOutcome::File(_), Retry::Safe, Some(id)) => {
                self.resend(now, id, None);
            }
            _ => self.outputs.push_back(Output::Notice(Notice::InDoubt)),
        }
    }

    fn resend(&mut self, now: Mono, id: EventId, patience_ms: Option<u64>) {
        self.reads.push_back(id);
        let at = now.saturating_add(patience_ms.unwrap_or(0).clamp(RESEND_AFTER, LONGEST_PATIENCE));
        self.resend_at = Some(self.resend_at.map_or(at, |other| other.max(at)));
    }
}

/// Statuses that say nothing of what was asked, only that it is not done now. One 401 alone may be a passing one.
fn is_passing(status: u16) -> bool {
    status >= 500 || matches!(status, 401 | 408 | 425 | 429)
}

/// Whether reads are remembered for a reload: what may be sent again, and what no hub knows.
fn remembers(intent: Option<&IntentSpec>) -> bool {
    intent.is_none_or(|intent| intent.retry == Retry::Safe)
}

#[cfg(test)]
mod tests;
