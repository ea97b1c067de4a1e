//! A hub that answers and does not want us: refusals that it may take back, and closes right after it let us in.

use super::Connection;
use crate::{ConnectionEvent, Mono, Reason};

/// A connection that lasted less than this was hardly meant (milliseconds).
const SHORT_LIFE: u64 = 30_000;
/// After so many of these in a row there is a reason for it.
const PUT_OUT_AFTER: u32 = 3;

impl Connection {
    /// Not let in, or put out again with a reason.
    pub(super) fn on_refused(&mut self, now: Mono, words: String) {
        self.refusals = self.refusals.saturating_add(1);
        let repeated = !self.accepted || self.refusals > 1;
        self.report(ConnectionEvent::Refused { words: words.clone(), repeated });
        self.fail(now, Reason::Refused(words));
    }

    /// The hub has let us in with what goes along now, and meant it.
    pub(super) fn let_in(&mut self) {
        self.accepted = true;
        self.refusals = 0;
    }

    /// What the end of a connection that was ready says, with those before it.
    pub(super) fn judge_end(&mut self, lifetime_ms: u64, reason: Reason) -> Reason {
        let words = match &reason {
            Reason::Refused(_) => return reason,
            Reason::HubLeft => Some(String::new()),
            Reason::Closed { code: 1000 | 1005 | 4000..=4999, reason } => Some(reason.clone()),
            _ => None,
        };
        self.let_in();
        if lifetime_ms >= SHORT_LIFE {
            self.put_out = 0;
        }
        let Some(words) = words.filter(|_| lifetime_ms < SHORT_LIFE) else { return reason };
        self.put_out = self.put_out.saturating_add(1);
        if self.put_out < PUT_OUT_AFTER { reason } else { Reason::PutOut(words) }
    }
}
