//! The choice of a hub in the inbox.

use leptos::prelude::*;

use crate::components::each::Each;
use crate::components::leaf::{flag, t};
use crate::i18n::{DeferredMsg, Msg};
use crate::store::{App, Hub};

/// The choice of a hub, where there are several.
#[component]
pub fn HubChoice(
    /// The id of the hub that is wanted alone; none, or one that is not known, for all.
    only: RwSignal<Option<String>>,
    /// The user chose another.
    on_change: Callback<()>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let choose = move |event| {
        only.set(Some(event_target_value(&event)));
        on_change.run(());
    };
    view! {
        <select
            aria-label=t(Msg::Hubs)
            hidden=flag(move || app.hubs.with(Vec::len) < 2)
            on:change=choose
        >
            <option value="">{t(DeferredMsg::AllHubs)}</option>
            <Each each=move || app.hubs.get() key=|hub| hub.id().to_string() let:hub>
                <option
                    value=hub.id().to_string()
                    selected=flag(move || only.with(|only| only.as_deref() == Some(hub.id().as_str())))
                >
                    {hub.name()}
                </option>
            </Each>
        </select>
    }
}

/// The hubs whose notifications are listed, and that the buttons speak to: all, or the one that is wanted and
/// known.
pub fn chosen(app: App, only: RwSignal<Option<String>>) -> Vec<Hub> {
    let hub = only.with(|only| only.as_ref().and_then(|id| app.hub(id)));
    hub.map_or_else(|| app.hubs.get(), |hub| vec![hub])
}
