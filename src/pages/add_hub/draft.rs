//! The draft of a profile, which a module of its own draws.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::leaf::t;
use crate::components::skeleton::Skeleton;
use crate::engine::TypedAddress;
use crate::i18n::Msg;
use crate::store::{App, DraftJob};

/// The last part of an address: what a hub's paths are below stands before it. Nothing where there is only a host.
pub fn last_part(url: &str) -> String {
    let bare = TypedAddress::without(url, "").trim_end_matches('/').to_owned();
    let path =
        bare.split_once("://").map_or("", |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    let path = if bare.starts_with('/') { bare.trim_start_matches('/') } else { path };
    path.rsplit('/')
        .next()
        .filter(|part| !part.is_empty())
        .map_or_else(String::new, |part| format!("/{part}"))
}

/// The draft, once its module is there.
#[component]
pub fn LaterDraft(
    /// What it is drawn up from.
    job: DraftJob,
) -> impl IntoView {
    let app = expect_context::<App>();
    // Whether it came, and what draws it.
    let came = RwSignal::new(None);
    let load = move || {
        came.set(None);
        spawn_local(async move {
            let draw = match app.loaded_parts.get_untracked() {
                Some(parts) => (parts.load_drafts)().await,
                None => None,
            };
            // The user may have left.
            let _ = came.try_set(Some(draw));
        });
    };
    load();
    move || match came.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Some(draw)) => untrack(|| draw(job.clone())),
        Some(None) => view! {
            <div class="empty" role="alert" data-testid="part-missing">
                <p>{t(Msg::PartMissing)}</p>
                <button type="button" on:click=move |_| load()>{t(Msg::TryAgain)}</button>
            </div>
        }
        .into_any(),
    }
}
