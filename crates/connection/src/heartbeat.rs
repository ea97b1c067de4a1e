//! Is the hub still heard?
//!
//! Judged by time stamps alone, since timers are throttled in hidden tabs. Anything heard counts as
//! life. With a client ping, silence shows within 10 s: a ping at the latest 5 s after the last frame,
//! and 4 s for its answer. Without one, at 1.5 intervals of the hub's own pings, but not before they are a second late.

use crate::{Mono, Timer};

/// How long an answer to a ping may take before the hub counts as silent (milliseconds).
const ANSWER_WITHIN: u64 = 4_000;
/// A hub's own ping may be this late at the least before the hub counts as silent (milliseconds): a busy machine delays
/// any timer.
const LEAST_GRACE: u64 = 1_000;
/// Unanswered pings after which the connection is given up.
const GIVE_UP_AFTER: u32 = 2;

/// How the hub is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pulse {
    /// As it should be.
    Alive,
    /// A ping is to be sent now.
    PingDue,
    /// Something had to be heard at the latest then.
    Overdue(Mono),
    /// A hub that sends no heartbeats was not heard for an interval: ask by another way whether it lives.
    CheckDue,
    /// Two pings stayed unanswered: close.
    Dead,
}

/// Watches one ready connection.
#[derive(Clone, Debug)]
pub(crate) struct Heartbeat {
    /// Interval of the client's pings, where it sends any (milliseconds).
    ping_every: Option<u64>,
    /// The longest silence of a hub that promised to speak (milliseconds).
    longest_silence: Option<u64>,
    heard: Mono,
    stale_since: Option<Mono>,
    /// Its heartbeats are off: since when its next interval is measured. Silence alone says nothing then.
    quiet_since: Option<Mono>,
    /// Pings sent since something was heard, and when the first two of them went out.
    unanswered: u32,
    first_ping: Mono,
    second_ping: Mono,
    next_ping: Mono,
    /// When the ping whose answer gives the round trip went out.
    timed_ping: Option<Mono>,
}

impl Heartbeat {
    /// For a connection that became ready at `now`. Both intervals in milliseconds; a hub without one never
    /// promised to speak.
    pub fn new(now: Mono, ping_every: Option<u64>, hub_interval: Option<u64>) -> Self {
        let grace = |interval: u64| interval.checked_div(2).unwrap_or(0).max(LEAST_GRACE);
        let longest = |interval: u64| interval.saturating_add(grace(interval));
        Self {
            ping_every,
            longest_silence: hub_interval.map(longest),
            heard: now,
            stale_since: None,
            quiet_since: None,
            unanswered: 0,
            first_ping: now,
            second_ping: now,
            next_ping: now,
            timed_ping: None,
        }
    }

    /// Any frame came.
    pub fn heard(&mut self, now: Mono) {
        self.heard = now;
        self.stale_since = None;
        self.unanswered = 0;
    }

    /// Milliseconds since the last frame.
    pub fn silent_ms(&self, now: Mono) -> u64 {
        now.since(self.heard)
    }

    /// The reply to our ping came: the round trip in milliseconds, if one was being timed.
    pub fn answered(&mut self, now: Mono) -> Option<u64> {
        self.timed_ping.take().map(|sent| now.since(sent))
    }

    /// A ping went out.
    pub fn pinged(&mut self, now: Mono) {
        match self.unanswered {
            0 => self.first_ping = now,
            1 => self.second_ping = now,
            _ => {}
        }
        self.unanswered = self.unanswered.saturating_add(1);
        self.next_ping = now.saturating_add(self.ping_every.unwrap_or(0));
        self.timed_ping = Some(now);
    }

    /// Doubt (sleep, network change): a ping is due at once.
    pub fn doubt(&mut self, now: Mono) {
        if self.ping_every.is_some() && self.unanswered == 0 {
            self.next_ping = now;
        }
    }

    /// Judge the connection at `now`; what is overdue counts as stale until something is heard.
    pub fn judge(&mut self, now: Mono) -> Pulse {
        let pulse = self.pulse(now);
        match pulse {
            Pulse::Overdue(since) => {
                self.stale_since.get_or_insert(since);
            }
            Pulse::CheckDue => self.quiet_since = Some(now),
            _ => {}
        }
        pulse
    }

    fn pulse(&self, now: Mono) -> Pulse {
        if self.give_up_at().is_some_and(|at| now >= at) {
            return Pulse::Dead;
        }
        if self.ping_every.is_some() && now >= self.next_ping {
            return Pulse::PingDue;
        }
        match (self.overdue_at().filter(|at| now >= *at), self.quiet_since) {
            (Some(_), Some(_)) => Pulse::CheckDue,
            (overdue, _) => overdue.map_or(Pulse::Alive, Pulse::Overdue),
        }
    }

    /// Since when the connection counts as stale at `now`, if it does.
    pub fn stale_since(&self, now: Mono) -> Option<Mono> {
        self.stale_since.or_else(|| match self.pulse(now) {
            Pulse::Overdue(since) => Some(since),
            _ => None,
        })
    }

    /// Whether a verdict found the connection stale and nothing was heard since.
    pub fn is_stale(&self) -> bool {
        self.stale_since.is_some()
    }

    /// The hub says that its heartbeats are off: from now on it is asked at each interval, and is silent only when it does
    /// not answer.
    pub fn heartbeats_off(&mut self, now: Mono) {
        self.quiet_since = Some(now);
        self.stale_since = None;
    }

    /// A check got no answer from a hub whose heartbeats are off: it counts as silent from now on. Whether it did already.
    pub fn check_failed(&mut self, now: Mono) -> bool {
        let twice = self.stale_since.is_some();
        self.stale_since.get_or_insert(now);
        twice
    }

    /// Whether the hub says that its heartbeats are off.
    pub fn is_quiet(&self) -> bool {
        self.quiet_since.is_some()
    }

    /// When the connection must be judged next, and why.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        let judged = self.stale_since.is_some() && self.quiet_since.is_none();
        let stale = self.overdue_at().filter(|_| !judged).map(|at| (Timer::Stale, at));
        let ping = self.ping_every.map(|_| (Timer::Ping, self.next_ping));
        let give_up = self.give_up_at().map(|at| (Timer::GiveUp, at));
        [stale, ping, give_up].into_iter().flatten().min_by_key(|(_, at)| *at)
    }

    fn overdue_at(&self) -> Option<Mono> {
        match self.ping_every {
            Some(_) => (self.unanswered > 0).then(|| self.first_ping.saturating_add(ANSWER_WITHIN)),
            None => {
                let since = self.quiet_since.unwrap_or_default().max(self.heard);
                self.longest_silence.map(|longest| since.saturating_add(longest))
            }
        }
    }

    fn give_up_at(&self) -> Option<Mono> {
        (self.unanswered >= GIVE_UP_AFTER).then(|| self.second_ping.saturating_add(ANSWER_WITHIN))
    }
}

#[cfg(test)]
mod tests;
