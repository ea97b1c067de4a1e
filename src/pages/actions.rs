//! An action of a profile: filled in, confirmed, sent and answered.

mod confirmation;
mod delivery;
mod opened;
mod outcome;
mod row_actions;

pub use row_actions::RowActions;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use profile::Confirm;
use session::End;

use crate::components::dialog::{CloseButton, Dialog};
use crate::components::form::{Form, FormFields};
use crate::components::leaf::{flag, label, t, text};
use crate::i18n::DeferredMsg;
use crate::store::{App, OpenAction};
use confirmation::{Confirmation, TypedName};
use opened::{ActionStatus, OpenedAction};
use outcome::Outcome;

/// The dialog of an action. It may close at any time: what is on its way goes on.
#[component]
pub fn ActionDialog(
    /// Which action.
    open: OpenAction,
) -> impl IntoView {
    let app = expect_context::<App>();
    OpenedAction::new(app, open).map(|action| view! { <OpenedDialog action /> })
}

/// The dialog of an action that the profile has.
#[component]
fn OpenedDialog(
    /// The action.
    action: OpenedAction,
) -> impl IntoView {
    let app = expect_context::<App>();
    let title = label(action.title());
    let heading = title.clone();
    let shown = RwSignal::new(true);
    let close = Callback::new(move |()| shown.set(false));
    Effect::new(move || {
        if action.status.with(ActionStatus::is_done) {
            close.run(());
        }
    });
    let closed = move |()| {
        // The row's dialog closes after this one: the button that gets the keyboard back stands in it.
        if action.status.with_untracked(ActionStatus::is_done) {
            action.close_row();
        }
        app.open_action.set(None);
    };
    view! {
        <Dialog
            open=shown
            on_close=Callback::new(closed)
            class="action-dialog"
            testid="action"
            label=title
        >
            <header>
                <h2>{heading.clone()}</h2>
                <span class="grow"></span>
                <CloseButton close />
            </header>
            <Content action close />
        </Dialog>
    }
}

/// What the user fills in and confirms, how far it is, and how it ended.
#[component]
fn Content(
    /// The action.
    action: OpenedAction,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let hub = action.hub;
    let form = action.read(|action, target| Form::new(app, hub, &action.fields, &target.values));
    let typed = (action.confirm() == Confirm::Typed).then(|| TypedName::new(action.target_name()));
    let send = move || {
        if typed.is_none_or(TypedName::is_right)
            && let Some(filled) = form.filled()
        {
            action.send(filled);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    Effect::new(move || match typed {
        // What asks for nothing is sent at once.
        None if !action.asks() => untrack(send),
        None => form.focus(),
        Some(typed) => typed.focus(),
    });
    Effect::new(move || {
        if let ActionStatus::Ended(End::Refused(_, refusal)) = action.status.get() {
            form.say(refusal.fields);
        }
    });
    let sending = Memo::new(move |_| action.status.with(ActionStatus::is_sending));
    view! {
        <form class="form" novalidate on:submit=submit>
            <fieldset class="fields" disabled=flag(move || sending.get())>
                <Confirmation action typed />
                <FormFields form />
            </fieldset>
            <div class="told" role="status" data-testid="action-status">
                <Outcome action progress=form.progress />
            </div>
            <footer>
                <span class="grow"></span>
                <button type="button" on:click=move |_| close.run(())>
                    {t(DeferredMsg::Cancel)}
                </button>
                <SendButton action disabled=sending />
            </footer>
        </form>
    }
}

/// The button that sends it; it says what it does, or that it does it again.
#[component]
fn SendButton(
    /// The action.
    action: OpenedAction,
    /// It is on its way already.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let danger = action.confirm() != Confirm::No;
    let title = label(action.title());
    let again =
        move || !action.asks() && action.status.with(|status| matches!(status, ActionStatus::Ended(_)));
    view! {
        <button
            type="submit"
            class=if danger { "danger primary" } else { "primary" }
            disabled=flag(move || disabled.get())
        >
            {text(move || if again() { app.text(&DeferredMsg::Again) } else { title() })}
        </button>
    }
}
