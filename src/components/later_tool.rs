//! What profiles are made with, which is a module of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::later::{PartMissing, is_outdated};
use super::skeleton::Skeleton;
use crate::store::{App, Tool};

/// A tool, once its module is there; where it does not come, a way to try again, unless the whole page is out of date.
#[component]
pub fn LaterTool(
    /// Which one.
    tool: Tool,
) -> impl IntoView {
    let app = expect_context::<App>();
    // Whether it came, and what draws it.
    let came = RwSignal::new(None);
    let load = move || {
        came.set(None);
        spawn_local(async move {
            let draw = match app.loaded_parts.get_untracked() {
                Some(parts) => (parts.load_tools)().await,
                None => None,
            };
            // The user may have left.
            if draw.is_some() || !is_outdated().await {
                let _ = came.try_set(Some(draw));
            }
        });
    };
    load();
    move || match came.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Some(draw)) => untrack(|| draw(tool.clone())),
        Some(None) => view! { <PartMissing again=Callback::new(move |()| load()) /> }.into_any(),
    }
}
