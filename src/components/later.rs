//! A part of the page that loads when it is first drawn.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dialog::CloseButton;
use super::leaf::t;
use super::skeleton::Skeleton;
use crate::i18n::Msg;
use crate::store::{App, Part};

/// A part. Until its module is there, the shape of what is loading; where the module does not come, a
/// sentence and a way to try again, unless the whole page is out of date.
#[component]
pub fn Later(
    /// Which part.
    part: Part,
    /// Closes what the part is in. The part has a button for that; until it is there, one stands here.
    #[prop(optional, into)]
    close: Option<Callback<()>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let missing = RwSignal::new(false);
    let load = move || {
        missing.set(false);
        spawn_local(async move {
            let found = app.parts().await;
            // Set only where it changes: a part that is there would be drawn anew, and an action without fields sent
            // again. The user may have left meanwhile: then the signal is gone, and nothing is drawn.
            if found.is_none() && !is_outdated().await {
                let _left = missing.try_set(true);
            }
        });
    };
    load();
    let close_button =
        move || close.map(|close| view! { <header class="end"><CloseButton close /></header> }.into_any());
    let view = move || match (app.loaded_parts.get(), missing.get()) {
        // What the part reads makes it change itself, not anew.
        (Some(parts), _) => untrack(|| (parts.draw)(part.clone())),
        (None, false) => view! { {close_button()} <Skeleton /> }.into_any(),
        (None, true) => view! {
            {close_button()}
            <PartMissing again=Callback::new(move |()| load()) />
        }
        .into_any(),
    };
    view! { {move || view()} }
}

/// Says that a part did not come, with a button that asks for it again.
#[component]
pub fn PartMissing(
    /// Asks again.
    again: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="empty" role="alert" data-testid="part-missing">
            <p>{t(Msg::PartMissing)}</p>
            <button type="button" on:click=move |_| again.run(())>{t(Msg::TryAgain)}</button>
        </div>
    }
}

/// What the second module says of something that failed. Until that is there, `until`: it is asked for until it comes,
/// so that the words follow a moment after the failure.
#[component]
pub fn LaterWords(
    /// Which part.
    part: Part,
    /// What stands there until then.
    #[prop(optional, into)]
    until: ViewFn,
) -> impl IntoView {
    expect_context::<App>().insist_on_parts();
    once_there(part, until)
}

/// A part for which nothing is fetched: it is drawn once another brought its module. Until then, `until`.
pub fn once_there(part: Part, until: ViewFn) -> AnyView {
    let app = expect_context::<App>();
    let view = move || match app.loaded_parts.get() {
        Some(parts) => untrack(|| (parts.draw)(part.clone())),
        None => until.run(),
    };
    view! { {move || view()} }.into_any()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atalayaOutdated, catch)]
    fn ask_outdated() -> Result<js_sys::Promise, JsValue>;
}

/// Whether the page's files are no longer on the server: then `boot.js` loads it anew, or says so.
pub(super) async fn is_outdated() -> bool {
    let Ok(asked) = ask_outdated() else { return false };
    JsFuture::from(asked).await.is_ok_and(|outdated| outdated.is_truthy())
}
