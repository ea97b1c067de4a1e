//! Which page an address names, and the address of a page (`docs/surface.md`, "Routes").

use std::fmt;

use model::{EventId, Filter, HubId, InboxView, Kinds, Severity, TableId};

use crate::percent::{decode_segment, encode_component, encode_segment, pairs};

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`
    Overview,
    /// `/inbox`
    Inbox,
    /// `/settings`
    Settings,
    /// `/hub/:id` and `/hub/:id/table/:table`
    Tables {
        /// The hub.
        hub: String,
        /// Only this table.
        table: Option<String>,
    },
    /// `/hub/:id/link`
    Connection {
        /// The hub.
        hub: String,
    },
    /// `/hub/:id/workbench`
    Workbench {
        /// The hub.
        hub: String,
    },
    /// Anything else.
    Unknown,
}

impl Route {
    /// The hub that the page is of.
    #[must_use]
    pub fn hub_id(&self) -> Option<&str> {
        match self {
            Self::Tables { hub, .. } | Self::Connection { hub } | Self::Workbench { hub } => Some(hub),
            Self::Overview | Self::Inbox | Self::Settings | Self::Unknown => None,
        }
    }

    /// The page of a path, where the app lives below `base` (`/` or `/console/`).
    #[must_use]
    pub fn parse(path: &str, base: &str) -> Self {
        let below = path.strip_prefix(base.trim_end_matches('/'));
        // `/consoles` is not below `/console`.
        let below = below.filter(|below| below.is_empty() || below.starts_with('/'));
        below.map_or(Self::Unknown, Self::below_base)
    }

    fn below_base(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Overview,
            ["inbox"] => Self::Inbox,
            ["settings"] => Self::Settings,
            ["hub", hub] => Self::Tables { hub: decode_segment(hub), table: None },
            ["hub", hub, "table", table] => {
                Self::Tables { hub: decode_segment(hub), table: Some(decode_segment(table)) }
            }
            ["hub", hub, "link"] => Self::Connection { hub: decode_segment(hub) },
            ["hub", hub, "workbench"] => Self::Workbench { hub: decode_segment(hub) },
            _ => Self::Unknown,
        }
    }

    /// The page with all tables of a hub.
    #[must_use]
    pub fn hub(hub: &HubId) -> Self {
        Self::Tables { hub: hub.to_string(), table: None }
    }

    /// The page of one table.
    #[must_use]
    pub fn table(hub: &HubId, table: &TableId) -> Self {
        Self::Tables { hub: hub.to_string(), table: Some(table.to_string()) }
    }

    /// The page of a hub's connection.
    #[must_use]
    pub fn connection(hub: &HubId) -> Self {
        Self::Connection { hub: hub.to_string() }
    }

    /// The page where a hub's profile is worked at.
    #[must_use]
    pub fn workbench(hub: &HubId) -> Self {
        Self::Workbench { hub: hub.to_string() }
    }

    /// Its address for `href`, where the app lives below `base`.
    #[must_use]
    pub fn href(&self, base: &str) -> String {
        format!("{}{self}", base.trim_end_matches('/'))
    }
}

/// The path below the app's base. [`Route::Unknown`] has no address of its own and shows as the overview's.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overview | Self::Unknown => f.write_str("/"),
            Self::Inbox => f.write_str("/inbox"),
            Self::Settings => f.write_str("/settings"),
            Self::Tables { hub, table: None } => write!(f, "/hub/{}", encode_segment(hub)),
            Self::Tables { hub, table: Some(table) } => {
                write!(f, "/hub/{}/table/{}", encode_segment(hub), encode_segment(table))
            }
            Self::Connection { hub } => write!(f, "/hub/{}/link", encode_segment(hub)),
            Self::Workbench { hub } => write!(f, "/hub/{}/workbench", encode_segment(hub)),
        }
    }
}

/// What the inbox's address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxQuery {
    /// The hub whose notifications alone are wanted: `?hub=files`.
    pub hub: Option<String>,
    /// The one of them that is looked for: `?hub=files&event=12`.
    pub event: Option<EventId>,
    /// What is looked for: `?q=kind:error+disco`.
    pub search: String,
    /// Which are wanted: `?view=archived&unread=1&kind=error,warning`.
    pub filter: Filter,
}

/// The views of the inbox and their words.
const VIEWS: [(InboxView, &str); 3] =
    [(InboxView::Inbox, ""), (InboxView::Archived, "archived"), (InboxView::Snoozed, "snoozed")];

/// What a query asks of the inbox. A notification without its hub is nobody's.
#[must_use]
pub fn read_inbox_query(query: &str) -> InboxQuery {
    let value = |wanted: &str| {
        pairs(query).find(|(name, value)| *name == wanted && !value.is_empty()).map(|(_, value)| value)
    };
    let hub = value("hub");
    let event = hub.as_ref().and_then(|_| value("event")).map(EventId::from);
    let view = value("view").and_then(|view| VIEWS.iter().find(|(_, word)| *word == view));
    let mut kinds = Kinds::default();
    let words = value("kind").unwrap_or_default();
    for kind in words.split(',').filter_map(Severity::from_word) {
        if !kinds.holds(kind) {
            kinds.toggle(kind);
        }
    }
    let view = view.map(|(view, _)| *view).unwrap_or_default();
    let filter = Filter { view, unread: value("unread").is_some(), kinds };
    InboxQuery { hub, event, search: value("q").unwrap_or_default(), filter }
}

/// The query that opens a notification in the inbox of its hub.
#[must_use]
pub fn write_event_query(hub: &HubId, event: &EventId) -> String {
    format!("?hub={}&event={}", encode_component(hub.as_str()), encode_component(event.as_str()))
}

/// The query of the inbox's address; what it is opened for (`event`) is no part of it.
#[must_use]
pub fn write_inbox_query(query: &InboxQuery) -> String {
    let named = |name: &str, value: &str| format!("{name}={}", encode_component(value));
    let Filter { view, unread, kinds } = query.filter;
    let view = VIEWS.iter().find(|(known, _)| *known == view).map_or("", |(_, word)| word);
    let all = [Severity::Info, Severity::Success, Severity::Warning, Severity::Error];
    let kinds = all.into_iter().filter(|kind| kinds.holds(*kind)).map(Severity::as_str);
    let kinds = kinds.collect::<Vec<_>>().join(",");
    let parts = [
        ("hub", query.hub.as_deref().unwrap_or_default()),
        ("view", view),
        ("unread", if unread { "1" } else { "" }),
        ("kind", &kinds),
        ("q", query.search.trim()),
    ];
    let parts: Vec<_> =
        parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| named(name, value)).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests;
