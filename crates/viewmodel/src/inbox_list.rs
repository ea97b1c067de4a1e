//! The list of the inbox: a window over the notifications of several hubs, merged in one order.

use std::collections::VecDeque;

use model::{Entry, EventId, Filter, Gap, HubId, Inbox, InboxItem, InboxView, Kinds, Millis, Severity};
use session::State;

/// Lines drawn at a time; the page never holds more.
pub const WINDOW: usize = 60;
/// The window moves by this many lines.
pub const STEP: usize = 20;
/// The window moves when an end is this near (CSS pixels).
const NEAR_PX: i32 = 600;
/// A notification that came this recently slides in (milliseconds).
const RECENT_MS: i64 = 1_500;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum InboxLine {
    /// A notification.
    Notification {
        /// Whose.
        hub: HubId,
        /// Which one.
        id: EventId,
    },
    /// A time in which nothing was heard.
    Gap {
        /// From whom.
        hub: HubId,
        /// From when to when.
        gap: Gap,
    },
}

impl InboxLine {
    fn of(hub: &HubId, entry: &Entry) -> Self {
        Self::Notification { hub: hub.clone(), id: entry.notification.id.clone() }
    }

    /// Whose line it is.
    #[must_use]
    pub fn hub(&self) -> &HubId {
        let (Self::Notification { hub, .. } | Self::Gap { hub, .. }) = self;
        hub
    }

    /// What tells it from every other line.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Notification { hub, id } => format!("{hub}/{id}"),
            // Hub ids hold no control characters, so no notification has this key.
            Self::Gap { hub, gap } => format!("{hub}\u{1e}{}-{}", gap.from.0, gap.to.0),
        }
    }
}

/// Where a line stands: pinned ones first, then by time.
pub type LinePlace = (bool, Millis);

/// The newest lines of one hub, for [`merge`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubLines(VecDeque<(LinePlace, InboxLine)>);

impl HubLines {
    /// As many notifications of a hub as the window at `offset` can need, of those that are `wanted`. Times in which nothing
    /// was heard are none of them.
    pub fn search(
        hub: &HubId,
        inbox: &Inbox,
        filter: &Filter,
        wanted: impl FnMut(&&Entry) -> bool,
        offset: usize,
    ) -> Self {
        let found = inbox.newest(filter).filter(wanted).take(offset.saturating_add(WINDOW));
        Self(found.map(|entry| ((false, entry.at), InboxLine::of(hub, entry))).collect())
    }

    /// As many lines of a hub's inbox as the window at `offset` can need.
    #[must_use]
    pub fn read(hub: &HubId, inbox: &Inbox, filter: &Filter, offset: usize) -> Self {
        let line = |item: InboxItem<'_>| match item {
            InboxItem::Entry(entry) => ((false, entry.at), InboxLine::of(hub, entry)),
            InboxItem::Gap(gap) => ((false, gap.to), InboxLine::Gap { hub: hub.clone(), gap: *gap }),
        };
        Self(inbox.lines(filter, 0, offset.saturating_add(WINDOW)).into_iter().map(line).collect())
    }

    /// The same, with the pinned ones before the others.
    #[must_use]
    pub fn read_pinned_first(hub: &HubId, inbox: &Inbox, filter: &Filter, offset: usize) -> Self {
        let mut first = Self::default();
        for entry in inbox.pinned(filter) {
            first.0.push_back(((true, entry.at), InboxLine::of(hub, entry)));
        }
        if first.0.is_empty() {
            return Self::read(hub, inbox, filter, offset);
        }
        let others = Self::read(hub, inbox, filter, offset.saturating_add(first.0.len()));
        let is_pinned = |line: &InboxLine| first.0.iter().any(|(_, pinned)| pinned == line);
        let others: Vec<_> = others.0.into_iter().filter(|(_, line)| !is_pinned(line)).collect();
        first.0.extend(others);
        first
    }
}

/// The window at `offset` over the hubs' lines: newest first; of several hubs' lines of one moment the last hub's comes
/// first.
#[must_use]
pub fn merge(hubs: Vec<HubLines>, offset: usize) -> Vec<InboxLine> {
    merge_placed(hubs, offset).into_iter().map(|(_, line)| line).collect()
}

/// The same, each with where it stands.
#[must_use]
pub fn merge_placed(mut hubs: Vec<HubLines>, offset: usize) -> Vec<(LinePlace, InboxLine)> {
    let end = offset.saturating_add(WINDOW);
    let mut merged = Vec::new();
    while merged.len() < end {
        let newest = hubs.iter_mut().max_by_key(|lines| lines.0.front().map(|(place, _)| *place));
        let Some(line) = newest.and_then(|lines| lines.0.pop_front()) else { break };
        merged.push(line);
    }
    merged.split_off(offset.min(merged.len()))
}

/// What stands above the lines of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// What is pinned, of whatever day.
    Pinned,
    /// The day that begins then.
    Day(Millis),
}

/// The heading above each line that has one: the first of its day. `day_of`: when the day of a moment begins.
#[must_use]
pub fn headings(
    lines: impl Iterator<Item = LinePlace>,
    day_of: &dyn Fn(Millis) -> Millis,
) -> Vec<Option<Heading>> {
    let mut last = None;
    let heading = |(pinned, at): LinePlace| {
        let heading = match (pinned, last) {
            (true, _) => Heading::Pinned,
            // Most are of the same day as the one above: days are dear to find.
            (false, Some((Heading::Day(day), before))) if (day..=before).contains(&at) => Heading::Day(day),
            _ => Heading::Day(day_of(at)),
        };
        let is_new = last.replace((heading, at)).is_none_or(|(above, _)| above != heading);
        is_new.then_some(heading)
    };
    lines.map(heading).collect()
}

/// How far a list is scrolled (CSS pixels).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScrollMetrics {
    /// `scrollTop`.
    pub top: i32,
    /// `clientHeight`: what is seen of it.
    pub client_height: i32,
    /// `scrollHeight`: how high all its lines are.
    pub scroll_height: i32,
}

/// Where the window at `offset` moves to, where `drawn` lines of it are drawn; `None` where it stays.
#[must_use]
pub fn scrolled(offset: usize, drawn: usize, scroll: ScrollMetrics) -> Option<usize> {
    let below = scroll.scroll_height.saturating_sub(scroll.top).saturating_sub(scroll.client_height);
    if below < NEAR_PX && drawn == WINDOW {
        Some(offset.saturating_add(STEP))
    } else if scroll.top < NEAR_PX && offset > 0 {
        Some(offset.saturating_sub(STEP))
    } else {
        None
    }
}

/// Why a list has no lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyInbox {
    /// Nothing is known yet.
    Loading,
    /// Only unread ones are wanted, and all are read.
    NothingUnread,
    /// Only errors are wanted, and there are none.
    NoErrors,
    /// Nothing is archived.
    NothingArchived,
    /// Nothing is snoozed.
    NothingSnoozed,
    /// Nothing has what is looked for.
    NothingFound,
    /// The hubs have said nothing yet.
    NothingYet,
    /// No hub can be reached.
    Unreached,
}

impl EmptyInbox {
    /// Why a list is empty, by its filter and the states of its hubs; `loaded`: the configuration has been read.
    #[must_use]
    pub fn of(filter: &Filter, loaded: bool, states: &[State]) -> Self {
        let online = |state: &State| matches!(state, State::Online { .. });
        let first_attempt =
            |state: &State| matches!(state, State::Idle | State::Connecting { attempt: 0 | 1 });
        match filter {
            Filter { view: InboxView::Archived, unread: false, kinds } if kinds.is_any() => {
                Self::NothingArchived
            }
            Filter { view: InboxView::Snoozed, unread: false, kinds } if kinds.is_any() => {
                Self::NothingSnoozed
            }
            Filter { unread: true, kinds, .. } if kinds.is_any() => Self::NothingUnread,
            Filter { unread: false, kinds, .. } if *kinds == Kinds::only(Severity::Error) => Self::NoErrors,
            Filter { unread, kinds, .. } if *unread || !kinds.is_any() => Self::NothingFound,
            _ if states.iter().any(online) => Self::NothingYet,
            _ if !loaded || states.iter().any(first_attempt) => Self::Loading,
            _ => Self::Unreached,
        }
    }
}

/// Whether a notification came just now: it slides in.
#[must_use]
pub fn is_recent(arrived: Millis, now: Millis) -> bool {
    (0..RECENT_MS).contains(&now.0.saturating_sub(arrived.0))
}

/// The beginning of a text of more than `most` characters, with an ellipsis; else the text.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    match text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)) {
        Some(beginning) => format!("{}…", beginning.trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
