//! When the page is quiet: do not disturb, quiet hours, and what is muted. One question decides: [`Quiet::allows`].

use model::{HubId, Millis, Severity};

use super::channels::Channels;

/// Minutes of a day.
const DAY: u16 = 1_440;

/// A moment where the user is. Changes to and from summer time are the caller's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// By the wall clock.
    pub wall: Millis,
    /// The day of the week: 0 is Monday, 6 is Sunday.
    pub weekday: u8,
    /// Minutes since midnight.
    pub minute: u16,
}

/// What is known of a notification when it is decided how it is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Its hub.
    pub hub: &'a HubId,
    /// Its title as the user reads it.
    pub title: &'a str,
    /// How severe it is.
    pub kind: Severity,
}

/// How a notification is announced. It is in the inbox and counts as unread whatever this says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// By a toast in the page.
    pub toast: bool,
    /// By a notification of the browser.
    pub notification: bool,
    /// By a sound.
    pub sound: bool,
}

/// Hours of the week in which the page is quiet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// The days on which they begin, from Monday on.
    pub days: [bool; 7],
    /// When they begin, in minutes since midnight.
    pub from: u16,
    /// When they end: on the next day where that is no later than the begin, so that equal ones are a whole day.
    pub to: u16,
}

impl QuietHours {
    /// Whether a moment is in them.
    #[must_use]
    pub fn contain(&self, now: LocalTime) -> bool {
        let begins = |weekday: u8| self.days.get(usize::from(weekday)).is_some_and(|day| *day);
        let yesterday = now.weekday.checked_sub(1).unwrap_or(6);
        if self.from < self.to {
            return begins(now.weekday) && (self.from..self.to).contains(&now.minute);
        }
        (begins(now.weekday) && now.minute >= self.from) || (begins(yesterday) && now.minute < self.to)
    }
}

/// What is not announced at all: what a hub reports, all of it or only some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mute {
    /// The hub.
    pub hub: HubId,
    /// Only what has this title.
    pub title: Option<String>,
    /// Only what is of this kind.
    pub kind: Option<Severity>,
}

impl Mute {
    /// Whether it holds for a notification.
    #[must_use]
    pub fn covers(&self, subject: &Subject<'_>) -> bool {
        self.hub == *subject.hub
            && self.title.as_deref().is_none_or(|title| title == subject.title)
            && self.kind.is_none_or(|kind| kind == subject.kind)
    }
}

/// When the page is quiet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Do not disturb until then.
    pub until: Option<Millis>,
    /// Quiet hours.
    pub hours: Vec<QuietHours>,
    /// Errors are announced all the same.
    pub lets_errors_through: bool,
    /// What is muted. That holds for errors too, since the user chose exactly it.
    pub muted: Vec<Mute>,
}

impl Default for Quiet {
    fn default() -> Self {
        Self { until: None, hours: Vec::new(), lets_errors_through: true, muted: Vec::new() }
    }
}

impl Quiet {
    /// Whether the page is quiet at a moment.
    #[must_use]
    pub fn is_on(&self, now: LocalTime) -> bool {
        self.until.is_some_and(|until| now.wall < until) || self.hours.iter().any(|hours| hours.contain(now))
    }

    /// How a notification may be announced at a moment, of what the user wants at all.
    #[must_use]
    pub fn allows(&self, channels: &Channels, now: LocalTime, subject: &Subject<'_>) -> Announcement {
        let passes = self.lets_errors_through && subject.kind == Severity::Error;
        let is_muted = self.muted.iter().any(|mute| mute.covers(subject));
        if is_muted || (self.is_on(now) && !passes) {
            return Announcement::default();
        }
        Announcement {
            toast: channels.toasts,
            notification: channels.desktop,
            sound: channels.sounds.are_for(subject.kind),
        }
    }

    /// Mute something, unless it is muted as it is.
    pub fn mute(&mut self, mute: Mute) {
        if !self.muted.contains(&mute) {
            self.muted.push(mute);
        }
    }
}

/// "22:30" for minutes since midnight.
#[must_use]
pub fn clock_text(minute: u16) -> String {
    let (hours, minutes) = (minute / 60, minute % 60);
    format!("{hours:02}:{minutes:02}")
}

/// Minutes since midnight of "22:30".
#[must_use]
pub fn read_clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
    let minute = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && minute < DAY).then_some(minute)
}

#[cfg(test)]
mod tests;
