//! Interruptions: from when on nothing was heard, and how that was mended.

use model::{Gap, Notification};

use super::Interruption;
use crate::{Delta, Now, Recovery, Session};

impl Session {
    /// From now on nothing is heard.
    pub(crate) fn interrupt(&mut self, now: Now) {
        self.interrupted.get_or_insert(Interruption { from: now.wall });
    }

    /// The hub is heard, for the first time or again.
    pub(crate) fn on_heard_again(&mut self, now: Now, recovered: bool) {
        let again = self.online_before;
        self.online_before = true;
        if again && self.interrupted.is_some() {
            // A hub that is only asked tells nothing in between: its lists say all that it can say.
            let lists = !self.linked() || self.profile.polls.iter().any(profile::Poll::merges);
            self.recovery = Some(match (recovered, lists) {
                (true, _) => Recovery::Replay,
                (false, true) => Recovery::Resync,
                (false, false) => Recovery::Gap,
            });
            if self.recovery == Some(Recovery::Gap) {
                self.draw_gap(now);
            } else if recovered || !self.linked() {
                self.interrupted = None;
            }
        }
        self.pending_online(now);
        self.delta(Delta::Link);
    }

    /// The interruption could not be mended: say so in the inbox.
    pub(crate) fn draw_gap(&mut self, now: Now) {
        if let Some(Interruption { from }) = self.interrupted.take() {
            self.recovery = Some(Recovery::Gap);
            self.inbox.add_gap(Gap { from, to: now.wall });
            self.delta(Delta::Inbox { fresh: 0 });
            self.delta(Delta::Link);
        }
    }

    /// A fresh list of the hub was merged: the interruption is over, if the list reaches back to
    /// something that was known before it.
    pub(crate) fn mend(&mut self, now: Now, overlaps: bool) {
        if overlaps {
            self.interrupted = None;
        } else {
            self.draw_gap(now);
        }
    }

    /// Entries of `list` that were known before.
    pub(crate) fn overlaps(&self, list: &[Notification]) -> bool {
        self.inbox.is_empty() || list.iter().any(|n| self.inbox.get(&n.id).is_some())
    }
}
