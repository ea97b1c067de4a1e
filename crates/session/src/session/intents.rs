//! What the user wants: shown at once, and left to the outbox.

use model::{Act, EventId, KeptNotification, KeptRow, LocalRead, Marks, Millis, TableId, UndoId};
use profile::{IntentKind, MarkAll};

use crate::outbox::{self, Output, Reach};
use crate::requests::Purpose;
use crate::zone::Resolver;
use crate::{Command, Delta, Intent, Notice, Now, Session, SourceId, auth, poller, sources};

/// What stays in this browser can be taken back for this long (milliseconds).
const UNDO_WITHIN: u64 = 10_000;

impl Session {
    pub(super) fn retry(&mut self, now: Now) {
        self.forget_diagnoses();
        self.poller.handle(now, poller::Input::Resume);
        self.poller.handle(now, poller::Input::Retry);
        self.feed_sources(now, sources::Input::Retry);
    }

    pub(crate) fn on_intent(&mut self, now: Now, intent: Intent) {
        match intent {
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
            Intent::MarkAll => {
                let ids = self.inbox.unread_ids();
                self.act(now, Act::MarkRead, ids);
            }
            Intent::Act { act, ids } => self.act(now, act, ids),
            Intent::Clear => self.clear(now),
            Intent::Undo(id) => {
                self.feed_outbox(now, outbox::Input::Undone(id));
                if let Some(unread) = self.inbox.undo(id) {
                    self.marked_unread(now, &unread);
                }
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

    /// The hub hears what was read; of many only what it still has, where it takes them one by one.
    fn act(&mut self, now: Now, act: Act, ids: Vec<EventId>) {
        let intents = &self.profile.intents;
        let (each, local) = (intents.mark_all == MarkAll::Each, intents.mark_read.is_none());
        let mut sent = Vec::new();
        match act {
            Act::MarkRead => {
                let is_unread = |id: &&EventId| self.inbox.kept(id).is_some_and(|entry| !entry.read());
                let hub_ids = ids.iter().filter(is_unread).flat_map(|id| self.inbox.hub_ids(id));
                let one = ids.len() == 1;
                sent.extend(hub_ids.filter(|id| one || local || (each && self.listed.contains_key(id))));
            }
            Act::MarkUnread => self.marked_unread(now, &ids),
            _ => {}
        }
        let done = self.inbox.act(act, ids);
        self.marked_read(now, sent);
        self.done(act, done, UNDO_WITHIN);
    }

    fn clear(&mut self, now: Now) {
        let done = self.inbox.clear();
        if let Some((undo, _)) = done {
            self.feed_outbox(now, outbox::Input::Cleared(undo));
        }
        self.done(Act::Archive, done, outbox::UNDO_WITHIN);
    }

    fn done(&mut self, act: Act, done: Option<(UndoId, usize)>, within_ms: u64) {
        let Some((undo, count)) = done else { return };
        self.delta(Delta::Inbox { fresh: 0 });
        if act != Act::Seen {
            self.notice(Notice::Done { act, undo, count, within_ms });
        }
    }

    /// Take back the notifications that an earlier page kept ([`model::Inbox::restore`]).
    pub fn restore(&mut self, kept: Vec<KeptNotification>) {
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        self.inbox.restore(kept, &resolver);
        self.mark_restored();
        self.delta(Delta::Inbox { fresh: 0 });
    }

    /// The user did this in another page of this browser ([`model::Inbox::follow`]).
    pub fn follow(&mut self, marks: Vec<(EventId, Marks)>) {
        self.inbox.follow(marks);
        self.delta(Delta::Inbox { fresh: 0 });
    }

    /// Take back the rows of a table that an earlier page kept, as of then ([`Table::restore`]).
    pub fn restore_table(&mut self, table: &TableId, rows: Vec<KeptRow>, as_of: Millis) {
        let stored = self.tables.iter_mut().find(|(id, _)| id == table);
        if stored.is_some_and(|(_, stored)| stored.restore(rows, as_of)) {
            self.delta(Delta::Table(table.clone()));
        }
    }

    /// Marks read what the user marked; false where it is not known or is read.
    pub(super) fn mark(&mut self, id: &EventId) -> bool {
        let known = self.inbox.kept(id).is_some_and(|entry| !entry.read());
        if known {
            self.inbox.set_local_read(id, LocalRead::Read);
        }
        known
    }

    /// What was read before a reload is read as soon as it is known again.
    pub(super) fn mark_restored(&mut self) {
        let inbox = &mut self.inbox;
        self.outbox.restore(|id| {
            let read = inbox.kept(id).map(|entry| entry.read());
            if read == Some(false) {
                inbox.set_local_read(id, LocalRead::Read);
            }
            read.is_some()
        });
    }

    fn marked_unread(&mut self, now: Now, ids: &[EventId]) {
        let ids: Vec<_> = ids.iter().flat_map(|id| self.inbox.hub_ids(id)).collect();
        self.outbox.withdraw(&ids);
        self.route_outbox(now);
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
        self.route_outbox(now);
    }

    fn route_outbox(&mut self, now: Now) {
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
