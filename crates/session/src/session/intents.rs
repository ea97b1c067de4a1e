//! What the user wants: shown at once, and left to the outbox.

use model::{EventId, LocalRead};
use profile::{IntentKind, MarkAll};

use crate::outbox::{self, Output, Reach};
use crate::requests::Purpose;
use crate::{Command, Delta, Intent, Notice, Now, Session, SourceId, auth, poller, sources};

impl Session {
    pub(super) fn on_intent(&mut self, now: Now, intent: Intent) {
        match intent {
            Intent::Retry => {
                self.forget_diagnoses();
                self.poller.handle(now, poller::Input::Resume);
                self.poller.handle(now, poller::Input::Retry);
                self.feed_sources(now, sources::Input::Retry);
            }
            Intent::Stop => {
                self.poller.handle(now, poller::Input::Stop);
                self.feed_sources(now, sources::Input::Stop);
            }
            Intent::MarkRead(id) => {
                let ids = self.inbox.hub_ids(&id);
                if self.mark(&id) {
                    self.marked_read(now, ids);
                    self.delta(Delta::Inbox { fresh: 0 });
                }
            }
            Intent::MarkAll => self.mark_all(now),
            Intent::Clear => self.clear(now),
            Intent::Undo(id) => {
                self.feed_outbox(now, outbox::Input::Undone(id));
                self.inbox.undo(id);
                self.delta(Delta::Inbox { fresh: 0 });
            }
            Intent::Dismiss(table, key) => {
                let stored = self.tables.iter_mut().find(|(id, _)| *id == table);
                if stored.is_some_and(|(_, stored)| stored.dismiss(&key)) {
                    self.delta(Delta::Table(table));
                }
            }
            Intent::LogOut => self.feed_auth(now, auth::Input::LogOut),
        }
    }

    fn mark_all(&mut self, now: Now) {
        let intents = &self.profile.intents;
        let (each, local) = (intents.mark_all == MarkAll::Each, intents.mark_read.is_none());
        let mut sent = Vec::new();
        for id in self.inbox.unread_ids() {
            let ids = self.inbox.hub_ids(&id);
            if self.mark(&id) {
                sent.extend(ids.into_iter().filter(|id| local || (each && self.listed.contains_key(id))));
            }
        }
        self.delta(Delta::Inbox { fresh: 0 });
        self.marked_read(now, sent);
    }

    fn clear(&mut self, now: Now) {
        let count = self.inbox.len();
        if count == 0 {
            return;
        }
        let clear = self.inbox.clear();
        self.feed_outbox(now, outbox::Input::Cleared(clear));
        self.delta(Delta::Inbox { fresh: 0 });
        self.notice(Notice::Cleared { clear, count });
    }

    /// Marks read what the user marked; false where it is not known or is read.
    pub(super) fn mark(&mut self, id: &EventId) -> bool {
        let known = self.inbox.get(id).is_some_and(|entry| !entry.read());
        if known {
            self.inbox.set_local_read(id, LocalRead::Read);
        }
        known
    }

    /// What was read before a reload is read as soon as it is known again.
    pub(super) fn mark_restored(&mut self) {
        let inbox = &mut self.inbox;
        self.outbox.restore(|id| {
            let read = inbox.get(id).map(|entry| entry.read());
            if read == Some(false) {
                inbox.set_local_read(id, LocalRead::Read);
            }
            read.is_some()
        });
    }

    pub(super) fn marked_read(&mut self, now: Now, ids: Vec<EventId>) {
        let reach = self.reach(now);
        self.feed_outbox(now, outbox::Input::MarkedRead(ids, reach));
    }

    /// The hub is there (again): what waited for it is sent.
    pub(super) fn send_waiting(&mut self, now: Now) {
        let reach = self.reach(now);
        self.feed_outbox(now, outbox::Input::Reachable(reach));
    }

    /// What time alone decides: the undo time is over, a safe intent is sent again.
    pub(super) fn send_due_intents(&mut self, now: Now) {
        if self.outbox.poll_timeout().is_some_and(|(_, due)| due <= now.mono) {
            let reach = self.reach(now);
            self.feed_outbox(now, outbox::Input::Timeout(reach));
        }
    }

    /// Which intents can be sent now.
    pub(super) fn reach(&self, now: Now) -> Reach {
        let online = self.is_online(now);
        let reaches = |kind| {
            let intent = self.profile.intents.of(kind);
            online && intent.is_some_and(|intent| self.may_send(SourceId(intent.source)))
        };
        Reach { reads: reaches(IntentKind::MarkRead), clear: reaches(IntentKind::Clear) }
    }

    /// Whether something may be sent to a source that changes it: a hub without CORS would carry out what the
    /// user could never know of. Where nothing is ever asked of the base, sending is the only way to find out.
    pub(super) fn may_send(&self, source: SourceId) -> bool {
        let asked = |other| self.sources.share_base(source, other) && !self.auth.needs_login(other);
        self.sources.is_readable(source) || !self.poller.asks(asked)
    }

    pub(super) fn feed_outbox(&mut self, now: Now, input: outbox::Input<'_>) {
        self.outbox.handle(now.mono, input);
        while let Some(output) = self.outbox.poll_output() {
            match output {
                Output::Send(intent, request) => {
                    self.requests.push(now.mono, request, Purpose::Intent(intent))
                }
                Output::Rejected(why, sample) => self.reject(why, sample),
                Output::Remember(ids) => self.commands.push_back(Command::RememberReads(ids)),
                Output::Notice(notice) => self.notice(notice),
            }
        }
    }
}
