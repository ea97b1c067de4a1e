//! Notifications: the dialog and the page, over one list.

use leptos::prelude::*;

/// The modal dialog.
#[component]
pub fn InboxDialog() -> impl IntoView {}

/// The page. While the dialog is open it gives way.
#[component]
pub fn InboxPage() -> impl IntoView {}
