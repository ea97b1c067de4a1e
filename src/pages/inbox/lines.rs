//! Which lines of the list are drawn: the hubs' inboxes in one order, and of that a window.

use std::collections::VecDeque;

use model::{EventId, Filter, Gap, HubId, InboxLine};
use session::Session;

use crate::store::Hub;

/// Lines drawn at a time; the DOM never holds more.
pub const WINDOW: usize = 60;
/// The window moves by this many lines.
pub const STEP: usize = 20;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A notification.
    Note(HubId, EventId),
    /// A time in which nothing was heard.
    Gap(HubId, Gap),
}

impl Line {
    /// The hub that it is of.
    pub fn hub(&self) -> &HubId {
        match self {
            Self::Note(hub, _) | Self::Gap(hub, _) => hub,
        }
    }

    /// Unique among the lines of a list.
    pub fn key(&self) -> String {
        match self {
            Self::Note(hub, id) => format!("{hub}/{id}"),
            Self::Gap(hub, gap) => format!("{hub}\u{1e}{}-{}", gap.from.0, gap.to.0),
        }
    }
}

/// The lines of the window that begins at `offset`, the newest first; tracks the hubs' inboxes.
pub fn lines(hubs: Vec<Hub>, filter: &Filter, offset: usize) -> Vec<Line> {
    let mut inboxes: Vec<_> = hubs.into_iter().map(|hub| newest(hub, filter, offset + WINDOW)).collect();
    let mut merged = Vec::new();
    while merged.len() < offset + WINDOW {
        let newest = inboxes.iter_mut().max_by_key(|lines| lines.front().map(|(at, _)| *at));
        let Some((_, line)) = newest.and_then(VecDeque::pop_front) else { break };
        merged.push(line);
    }
    merged.split_off(offset.min(merged.len()))
}

/// The newest lines of a hub, each with its time.
fn newest(hub: Hub, filter: &Filter, count: usize) -> VecDeque<(model::Millis, Line)> {
    let id = hub.id();
    let line = |item: InboxLine<'_>| match item {
        InboxLine::Entry(entry) => (entry.at, Line::Note(id.clone(), entry.notification.id.clone())),
        InboxLine::Gap(gap) => (gap.to, Line::Gap(id.clone(), *gap)),
    };
    hub.read_inbox(|session: &Session| {
        session.inbox().lines(filter, 0, count).into_iter().map(line).collect()
    })
}
