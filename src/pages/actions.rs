//! An action of a profile: filled in, confirmed, sent and answered.

mod confirmation;
mod opened;
mod outcome;
mod report;
mod row_actions;

pub use row_actions::RowActions;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use profile::Confirm;
use session::{Outcome, RunStatus};

use crate::components::dialog::{CloseButton, Dialog};
use crate::components::form::{Form, FormFields, drafts};
use crate::components::leaf::{Flag, effect, flag, label, t, text};
use crate::i18n::DeferredMsg;
use crate::store::{App, OpenAction};
use confirmation::{Confirmation, TypedName};
use opened::OpenedAction;
use report::RunReport;

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
    let close = Callback::new(move |()| action.shown.set(false));
    effect(move || {
        if action.is_done() {
            close.run(());
        }
    });
    on_cleanup(move || {
        if !action.is_interrupted() {
            drafts::forget(&action.draft_name());
        }
        action.forget();
    });
    let closed = move |()| {
        // Escape closes the dialog without the signal.
        action.shown.set(false);
        // The row's dialog closes after this one: the button that gets the keyboard back stands in it.
        if untrack(|| action.is_done()) {
            action.close_row();
        }
        app.open_action.set(None);
    };
    view! {
        <Dialog
            open=flag(move || action.shown.get())
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
            <ActionForm action close />
        </Dialog>
    }
}

/// What the user fills in and confirms, how far it is, and how it ended.
#[component]
fn ActionForm(
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
    effect(move || {
        if let Some(draft) = drafts::get(&action.draft_name()) {
            form.restore(&draft);
        }
    });
    effect(move || match typed {
        // An action without fields or confirmation is sent at once.
        None if !action.asks() => untrack(send),
        None => form.focus(),
        Some(typed) => typed.focus(),
    });
    effect(move || {
        if let Some(RunStatus::Ended(Outcome::Refused(_, refusal))) = action.status.get() {
            form.say(refusal.fields);
        }
    });
    let sending = Memo::new(move |_| action.is_sending());
    view! {
        <form
            class="form"
            novalidate
            on:submit=submit
            on:input=move |_| drafts::keep(&action.draft_name(), form.draft())
        >
            <fieldset class="fields" disabled=flag(move || sending.get())>
                <Confirmation action typed />
                <FormFields form />
            </fieldset>
            <div class="outcome" role="status" data-testid="action-status">
                <RunReport action progress=form.progress />
            </div>
            <footer>
                <span class="grow"></span>
                <button type="button" on:click=move |_| close.run(())>
                    {t(DeferredMsg::Cancel)}
                </button>
                <SendButton action disabled=flag(move || sending.get()) />
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
    disabled: Flag,
) -> impl IntoView {
    let app = expect_context::<App>();
    let danger = action.confirm() != Confirm::No;
    let title = label(action.title());
    let ended = move || action.status.with(|status| matches!(status, Some(RunStatus::Ended(_))));
    let again = move || !action.asks() && ended();
    view! {
        <button
            type="submit"
            class=if danger { "danger primary" } else { "primary" }
            disabled=disabled
        >
            {text(move || if again() { app.text(&DeferredMsg::Again) } else { title() })}
        </button>
    }
}
