//! The list of the inbox: a window over the notifications of several hubs, merged in one order.

use std::collections::VecDeque;

use model::{Entry, EventId, Filter, Gap, HubId, Inbox, Millis};
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

/// The newest lines of one hub, for [`merge`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubLines(VecDeque<(Millis, InboxLine)>);

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
        Self(found.map(|entry| (entry.at, InboxLine::of(hub, entry))).collect())
    }

    /// As many lines of a hub's inbox as the window at `offset` can need.
    #[must_use]
    pub fn read(hub: &HubId, inbox: &Inbox, filter: &Filter, offset: usize) -> Self {
        let line = |item: model::InboxItem<'_>| match item {
            model::InboxItem::Entry(entry) => (entry.at, InboxLine::of(hub, entry)),
            model::InboxItem::Gap(gap) => (gap.to, InboxLine::Gap { hub: hub.clone(), gap: *gap }),
        };
        Self(inbox.lines(filter, 0, offset.saturating_add(WINDOW)).into_iter().map(line).collect())
    }
}

/// The window at `offset` over the hubs' lines: newest first; of several hubs' lines of one moment the last hub's comes
/// first.
#[must_use]
pub fn merge(mut hubs: Vec<HubLines>, offset: usize) -> Vec<InboxLine> {
    let end = offset.saturating_add(WINDOW);
    let mut merged = Vec::new();
    while merged.len() < end {
        let newest = hubs.iter_mut().max_by_key(|lines| lines.0.front().map(|(at, _)| *at));
        let Some((_, line)) = newest.and_then(|lines| lines.0.pop_front()) else { break };
        merged.push(line);
    }
    merged.split_off(offset.min(merged.len()))
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

/// A move of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowMove {
    /// The new offset.
    pub offset: usize,
    /// A line of the old window, by its place in it, that is in the new one too. The view keeps it where it stands:
    /// browsers do not always, and at the very end of the list there would be no way on.
    pub anchor: usize,
}

/// How the window at `offset` moves, where `drawn` lines of it are drawn; `None` where it stays.
#[must_use]
pub fn scrolled(offset: usize, drawn: usize, scroll: ScrollMetrics) -> Option<WindowMove> {
    let below = scroll.scroll_height.saturating_sub(scroll.top).saturating_sub(scroll.client_height);
    if below < NEAR_PX && drawn == WINDOW {
        Some(WindowMove { offset: offset.saturating_add(STEP), anchor: STEP })
    } else if scroll.top < NEAR_PX && offset > 0 {
        Some(WindowMove { offset: offset.saturating_sub(STEP), anchor: 0 })
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
            Filter { unread: true, .. } => Self::NothingUnread,
            Filter { kinds, .. } if !kinds.is_any() => Self::NoErrors,
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
