//! Notifications: the dialog and the page, over one list.

mod empty;
mod hub_choice;
mod list;
mod note;
mod undo;

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::Msg;
use crate::store::App;
use list::NotificationList;

/// The modal dialog.
#[component]
pub fn InboxDialog() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <Dialog
            open=flag(move || app.inbox_open.get())
            on_close=Callback::new(move |()| app.inbox_open.set(false))
            class="inbox"
            testid="inbox-dialog"
            label=t(Msg::Notifications)
        >
            <NotificationList modal=true />
        </Dialog>
    }
}

/// The page. While the dialog is open it gives way.
#[component]
pub fn InboxPage() -> impl IntoView {
    let app = expect_context::<App>();
    view! {
        <section class="panel inbox">
            <When is=flag(move || !app.inbox_open.get())>
                <NotificationList modal=false />
            </When>
        </section>
    }
}
