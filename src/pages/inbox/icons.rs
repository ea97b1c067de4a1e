//! The drawings of what can be done: they come with the second module.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActIcon {
    Read,
    Unread,
    Archive,
    Unarchive,
    Snooze,
    Pin,
    Text,
    Json,
    Keys,
    Save,
}

impl ActIcon {
    fn path(self) -> &'static str {
        match self {
            Self::Read => "M3 10l9-6 9 6v10H3zM3 10l9 6 9-6",
            Self::Unread => "M3 6h18v12H3zM3 7l9 6 9-6",
            Self::Archive => "M4 4h16v5H4zM5.5 9v11h13V9M10 13h4",
            Self::Unarchive => {
                "M4 13l2.5-8h11L20 13v6H4zM4 13h5a3 3 0 0 0 6 0h5M12 11V5M9.5 7.5L12 5l2.5 2.5"
            }
            Self::Snooze => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
            Self::Pin => "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6",
            Self::Text => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Json => {
                "M9 4c-2.5 0-3 1-3 3v2.5c0 1.5-1 2.5-2 2.5 1 0 2 1 2 2.5V17c0 2 .5 3 3 3M15 4c2.5 0 3 1 3 3v2.5c0 1.5 1 2.5 2 2.5-1 0-2 1-2 2.5V17c0 2-.5 3-3 3"
            }
            Self::Save => "M6 3h12v18l-6-5-6 5z",
            Self::Keys => "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8",
        }
    }

    /// The drawing. It says nothing by itself.
    pub fn draw(self) -> AnyView {
        view! {
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
                <path d=self.path()></path>
            </svg>
        }
        .into_any()
    }
}
