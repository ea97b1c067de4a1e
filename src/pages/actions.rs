//! An action of a profile: filled in, confirmed, sent and answered.

mod confirmation;
mod outcome;
mod row_actions;
mod submission;

pub use row_actions::RowActions;

use leptos::prelude::*;
use profile::{Action, Confirm};
use session::{End, Object};

use crate::components::dialog::{CloseButton, Dialog};
use crate::components::form::{Form, FormFields};
use crate::components::leaf::{Text, flag, label, t, text};
use crate::i18n::Rare;
use crate::store::{App, OpenAction};
use confirmation::{Confirmation, TypedName};
use outcome::Outcome;
use submission::{ActionStatus, Submission, target};

/// The dialog of an action. It may close at any time: what is on its way goes on.
#[component]
pub fn ActionDialog(
    /// Which action.
    open: OpenAction,
) -> impl IntoView {
    let forms = open.hub.read(|session| session.profile().forms());
    let action = forms.actions.iter().find(|action| action.id == open.action).cloned();
    action.map(|action| view! { <OneAction open action /> })
}

/// The dialog of an action that the profile has.
#[component]
fn OneAction(
    /// Which action, and for which row.
    open: OpenAction,
    /// What the profile says of it.
    action: Action,
) -> impl IntoView {
    let app = expect_context::<App>();
    let target = target(&open, &action);
    let title = label(action.title.clone());
    let status = RwSignal::new(ActionStatus::Filling);
    let shown = RwSignal::new(true);
    let close = Callback::new(move |()| shown.set(false));
    Effect::new(move || {
        if status.with(ActionStatus::is_done) {
            close.run(());
        }
    });
    let row = StoredValue::new_local(open.clone());
    let on_close = move |()| {
        // Only now: what has the keyboard back when this dialog closes may stand in the row's own dialog.
        if status.with_untracked(ActionStatus::is_done) {
            row.with_value(OpenAction::close_row);
        }
        app.open_action.set(None);
    };
    let submission = StoredValue::new_local(Submission::new(app, open, action.clone(), target.clone(), status));
    let heading = title.clone();
    view! {
        <Dialog
            open=shown
            on_close=Callback::new(on_close)
            class="action-dialog"
            testid="action"
            label=title.clone()
        >
            <header>
                <h2>{heading.clone()}</h2>
                <span class="grow"></span>
                <CloseButton close />
            </header>
            <ActionForm
                action=action.clone()
                target=target.clone()
                title=heading.clone()
                submission
                status
                close
            />
        </Dialog>
    }
}
