//! Notifications: the dialog and the page, over one list, which loads later.

mod actions;
mod acts;
mod as_of;
mod bars;
mod details;
mod empty;
pub mod extras;
mod hub_choice;
mod icons;
mod keys;
pub mod list;
mod markdown;
pub mod mute;
mod note;
mod saved;
mod scroll;
mod search;
mod snooze;
mod state;
mod tree;
mod undo;

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::later::Later;
use crate::components::leaf::{flag, t};
use crate::components::when::When;
use crate::i18n::Msg;
use crate::store::{App, Part};

/// The modal dialog.
#[component]
pub fn InboxDialog() -> impl IntoView {
    let app = expect_context::<App>();
    let close = Callback::new(move |()| app.inbox_open.set(false));
    view! {
        <Dialog
            open=flag(move || app.inbox_open.get())
            on_close=close
            class="inbox"
            testid="inbox-dialog"
            label=t(Msg::Notifications)
        >
            <Later part=Part::Notifications { modal: true } close />
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
                <Later part=Part::Notifications { modal: false } />
            </When>
        </section>
    }
}
