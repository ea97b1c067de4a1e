//! Interruptions: from when on nothing was heard, and how that was mended.

use model::{Gap, InboxMark, Millis};

use crate::{Mono, Now, Recovery};

/// What happened to what is heard.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Input {
    /// From now on nothing is heard.
    Lost {
        /// What is known by now, if anything is.
        known: Option<InboxMark>,
    },
    /// The hub is heard, for the first time or again.
    Heard {
        /// It sends again what was missed.
        replays: bool,
        /// Something speaks by itself; else the hub is only asked.
        pushed: bool,
        /// Some list brings notifications.
        lists: bool,
    },
    /// A fresh list was merged.
    Merged {
        /// It reaches back to something that was known before the interruption.
        overlaps: bool,
    },
}

/// What follows.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// The interruption could not be mended: the inbox says so.
    Gap(Gap),
}

/// The interruption of the moment, and how the last one was mended.
#[derive(Debug, Default)]
pub(crate) struct RecoveryTracker {
    /// Since when nothing is heard, and what was known then.
    lost: Option<(Mono, Option<InboxMark>)>,
    heard_before: bool,
    level: Option<Recovery>,
    output: Option<Output>,
}

impl RecoveryTracker {
    /// Take one input; drain [`RecoveryTracker::poll_output`] afterwards.
    pub fn handle(&mut self, now: Now, input: Input) {
        match input {
            Input::Lost { known } => {
                self.lost.get_or_insert((now.mono, known));
            }
            Input::Heard { replays, pushed, lists } => {
                if std::mem::replace(&mut self.heard_before, true) && self.lost.is_some() {
                    self.recover(now, replays, pushed, lists);
                }
            }
            Input::Merged { overlaps: true } => self.lost = None,
            Input::Merged { overlaps: false } => self.draw_gap(now),
        }
    }

    /// The next thing to do.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.output.take()
    }

    /// Whether the hub was heard before.
    pub fn heard_before(&self) -> bool {
        self.heard_before
    }

    /// What was known when the interruption of the moment began, if anything was.
    pub fn known_before(&self) -> Option<InboxMark> {
        self.lost?.1
    }

    /// How the last interruption was mended, if there was one.
    pub fn level(&self) -> Option<Recovery> {
        self.level
    }

    fn recover(&mut self, now: Now, replays: bool, pushed: bool, lists: bool) {
        // A hub that is only asked says nothing in between: its lists say all that it can say.
        self.level = Some(match (replays, lists || !pushed) {
            (true, _) => Recovery::Replay,
            (false, true) => Recovery::Resync,
            (false, false) => Recovery::Gap,
        });
        if self.level == Some(Recovery::Gap) {
            self.draw_gap(now);
        } else if replays || !pushed {
            self.lost = None;
        }
    }

    fn draw_gap(&mut self, now: Now) {
        if let Some((since, _)) = self.lost.take() {
            // The wall clock may have been set meanwhile.
            let lasted = i64::try_from(now.mono.since(since)).unwrap_or(i64::MAX);
            let from = Millis(now.wall.0.saturating_sub(lasted));
            self.level = Some(Recovery::Gap);
            self.output = Some(Output::Gap(Gap { from, to: now.wall }));
        }
    }
}

#[cfg(test)]
mod tests;
