//! The hubs that were added by hand: each can be changed and removed.

use leptos::prelude::*;
use serde_json::Value;

use super::HubForm;
use crate::components::leaf::t;
use crate::components::sure_button::SureButton;
use crate::hubs;
use crate::i18n::DeferredMsg;
use crate::paths::{Route, href};
use crate::store::App;

/// The hubs of this browser; nothing where there are none.
#[component]
pub fn OwnHubs(
    /// The form that changes one.
    form: HubForm,
) -> impl IntoView {
    let app = expect_context::<App>();
    let list = move || {
        // Adding and removing change which hubs run.
        app.hubs.track();
        let own = hubs::own_entries();
        (!own.is_empty()).then(|| {
            let lines = own.into_iter().map(|entry| view! { <OwnHub form entry /> });
            view! {
                <div class="form">
                    <h2>{t(DeferredMsg::OwnHubs)}</h2>
                    <ul class="own-hubs">{lines.collect_view()}</ul>
                </div>
            }
        })
    };
    view! { {move || list()} }
}

/// One of them.
#[component]
fn OwnHub(
    /// The form that changes it.
    form: HubForm,
    /// As it would stand in `hubs.json`.
    entry: Value,
) -> impl IntoView {
    let app = expect_context::<App>();
    let of = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, name, url) = (of("id"), of("name"), of("url"));
    let hub = id.clone();
    let page = href(&Route::Workbench { hub: id.clone() });
    let remove = move |()| hubs::remove(app, &id);
    view! {
        <li data-testid="own-hub" data-hub=hub>
            <span class="name">{name}<small>{url}</small></span>
            <a href=page data-testid="to-workbench">{t(DeferredMsg::Workbench)}</a>
            <button type="button" data-testid="change-hub" on:click=move |_| form.fill(Some(entry.clone()))>
                {t(DeferredMsg::Change)}
            </button>
            <SureButton
                name="remove-hub"
                label=t(DeferredMsg::Remove)
                sure=t(DeferredMsg::RemoveSure)
                on_sure=Callback::new(remove)
            />
        </li>
    }
}
