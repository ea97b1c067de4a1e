//! The buttons of what can be done with a row.

use leptos::prelude::*;
use model::{RowKey, TableId};
use profile::{Action, ActionPlace, Confirm, Forms};
use session::Session;

use crate::components::each::Each;
use crate::components::leaf::label;
use crate::store::{App, Hub, OpenAction};

/// The buttons of what can be done with a row; they come and go with what stands in it.
#[component]
pub fn RowActions(
    /// The hub.
    hub: Hub,
    /// What the hub's profile says of actions.
    forms: StoredValue<Forms>,
    /// The row.
    row: (TableId, RowKey),
) -> impl IntoView {
    let app = expect_context::<App>();
    let row = StoredValue::new(row);
    let offered = move || row.with_value(|row| forms.with_value(|forms| offered(hub, forms, row)));
    let button = move |action: Action| {
        let id = action.id.clone();
        let open = move |_| {
            app.open_action.set(Some(OpenAction {
                hub,
                action: id.clone(),
                row: Some(row.get_value()),
                notification: None,
            }));
        };
        view! {
            <button
                type="button"
                class=if action.confirm == Confirm::No { "" } else { "danger" }
                data-action=action.id
                on:click=open
            >
                {label(action.title)}
            </button>
        }
    };
    view! { <Each each=offered key=|action| action.id.clone() children=button /> }
}

/// The actions that suit a row as it is now; none where the hub no longer has it. Tracks the table.
fn offered(hub: Hub, forms: &Forms, (table, key): &(TableId, RowKey)) -> Vec<Action> {
    let place = ActionPlace::Row(table.clone());
    let suits = |session: &Session| {
        let row = session.table(table)?.get(key).filter(|row| !row.is_removed())?;
        let actions = forms.actions.iter();
        let suiting = actions.filter(|action| action.place == place && action.offered(&row.cells));
        Some(suiting.cloned().collect())
    };
    hub.read_table(table, suits).unwrap_or_default()
}
