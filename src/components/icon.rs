//! Icons: one stroke width, a 24 px grid, only those that are used.

use leptos::prelude::*;
use model::Severity;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Tower,
    Bell,
    Close,
    Overview,
    Inbox,
    Settings,
    Columns,
    Play,
    Info,
    Success,
    Warning,
    Error,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Tower => "M8 21l1.5-9h5L16 21M6 21h12M9 12V8h6v4M8 8h8l-1.5-4h-5z",
            Self::Bell => "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Overview => "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
            Self::Inbox => "M4 13l2.5-8h11L20 13v6H4zM4 13h5a3 3 0 0 0 6 0h5",
            Self::Settings => {
                "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"
            }
            Self::Columns => "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
            Self::Play => "M8 5.5l11 6.5-11 6.5z",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8v.01",
            Self::Success => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 12.5l2.5 2.5 4.5-5.5",
            Self::Warning => "M12 4l9 16H3zM12 10v4M12 17v.01",
            Self::Error => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.01",
        }
    }

    /// The drawing of a severity; each has a shape of its own.
    pub fn of(kind: Severity) -> Self {
        match kind {
            Severity::Info => Self::Info,
            Severity::Success => Self::Success,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// An icon. It says nothing by itself: the words stand beside it.
#[component]
pub fn Icon(
    /// Which drawing.
    icon: IconName,
) -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
