//! A part of the page that loads when it is first drawn.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::leaf::t;
use super::skeleton::Skeleton;
use crate::i18n::Msg;
use crate::store::{App, Part};

/// A part. Until its module is there, the shape of what is loading; where the module does not come, a
/// sentence and a way to try again.
#[component]
pub fn Later(
    /// Which part.
    part: Part,
) -> impl IntoView {
    let app = expect_context::<App>();
    let missing = RwSignal::new(false);
    let load = move || {
        missing.set(false);
        spawn_local(async move {
            let found = app.parts().await;
            // The user may have left meanwhile: then the signal is gone, and nothing is drawn.
            let _left = missing.try_set(found.is_none());
        });
    };
    load();
    let view = move || match (app.loaded_parts.get(), missing.get()) {
        // What the part reads makes it change itself, not anew.
        (Some(parts), _) => untrack(|| (parts.draw)(part.clone())),
        (None, false) => view! { <Skeleton /> }.into_any(),
        (None, true) => view! {
            <div class="empty" role="alert" data-testid="part-missing">
                <p>{t(Msg::PartMissing)}</p>
                <button type="button" on:click=move |_| load()>{t(Msg::TryAgain)}</button>
            </div>
        }
        .into_any(),
    };
    view! { {view} }
}
