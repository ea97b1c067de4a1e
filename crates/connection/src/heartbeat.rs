//! Is the hub still heard? (architecture, "Liveness")
//!
//! Judged by time stamps alone, since timers are throttled in hidden tabs. Anything heard counts as
//! life. With a client ping, silence shows within 10 s: a ping at the latest 5 s after the last frame,
//! and 4 s for its answer. Without one, at 1.5 intervals of the hub's own pings.

/// How long an answer to a ping may take before the hub counts as silent (milliseconds).
const ANSWER_WITHIN: u64 = 4_000;
/// Unanswered pings after which the connection is given up.
const GIVE_UP_AFTER: u32 = 2;

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The hub is heard.
    Alive,
    /// Send a ping now.
    Ping,
    /// Something had to be heard this many milliseconds ago.
    Overdue(u64),
    /// Two pings stayed unanswered: close.
    Dead,
}

/// The pulse of one open connection. All times are monotonic milliseconds.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    /// Client ping interval, where the profile names a ping.
    every: Option<u64>,
    /// The hub's own ping interval.
    hub_interval: u64,
    heard: u64,
    /// Pings sent since something was heard, and when the first and the last of them went out.
    unanswered: u32,
    first_ping: u64,
    last_ping: u64,
    /// When the next ping is due.
    next_ping: u64,
    /// When the ping whose answer gives the round trip went out.
    timing: Option<u64>,
}

impl Heartbeat {
    /// A connection that opened at `now`.
    #[must_use]
    pub fn new(now: u64, every: Option<u64>, hub_interval: u64) -> Self {
        Self {
            every,
            hub_interval,
            heard: now,
            unanswered: 0,
            first_ping: now,
            last_ping: now,
            next_ping: now,
            timing: None,
        }
    }

    /// Any frame came.
    pub fn heard(&mut self, now: u64) {
        self.heard = now;
        self.unanswered = 0;
    }

    /// When the last frame came.
    #[must_use]
    pub fn last_heard(&self) -> u64 {
        self.heard
    }

    /// The reply to our ping came: the round trip in milliseconds, if one was being timed.
    pub fn answered(&mut self, now: u64) -> Option<u64> {
        self.timing.take().map(|sent| now.saturating_sub(sent))
    }

    /// A ping went out.
    pub fn pinged(&mut self, now: u64) {
        if self.unanswered == 0 {
            self.first_ping = now;
        }
        self.unanswered = self.unanswered.saturating_add(1);
        self.last_ping = now;
        self.next_ping = now.saturating_add(self.every.unwrap_or(0));
        self.timing = Some(now);
    }

    /// Doubt (sleep, network change): the next verdict asks for a ping at once.
    pub fn doubt(&mut self, now: u64) {
        if self.every.is_some() && self.unanswered == 0 {
            self.next_ping = now;
        }
    }

    /// Judge the connection at `now`.
    #[must_use]
    pub fn verdict(&self, now: u64) -> Verdict {
        if self.every.is_none() {
            let due = self.heard.saturating_add(self.hub_limit());
            return if now >= due { Verdict::Overdue(now.saturating_sub(due)) } else { Verdict::Alive };
        };
        if self.unanswered >= GIVE_UP_AFTER && now >= self.last_ping.saturating_add(ANSWER_WITHIN) {
            return Verdict::Dead;
        }
        if now >= self.next_ping {
            return Verdict::Ping;
        }
        let due = self.first_ping.saturating_add(ANSWER_WITHIN);
        if self.unanswered > 0 && now >= due {
            return Verdict::Overdue(now.saturating_sub(due));
        }
        Verdict::Alive
    }

    /// When the verdict can change next.
    #[must_use]
    pub fn deadline(&self, now: u64) -> u64 {
        if self.every.is_none() {
            return self.heard.saturating_add(self.hub_limit()).max(now.saturating_add(1_000));
        }
        let answer = self.last_ping.saturating_add(ANSWER_WITHIN);
        if self.unanswered > 0 && answer > now { answer.min(self.next_ping) } else { self.next_ping }
    }

    fn hub_limit(&self) -> u64 {
        self.hub_interval.saturating_add(self.hub_interval.checked_div(2).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
