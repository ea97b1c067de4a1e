//! The shape of what is still loading.

use leptos::prelude::*;

use super::leaf::t;
use crate::i18n::Msg;

/// The shape of what is still loading.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton late" data-testid="skeleton" role="status" aria-label=t(Msg::Loading)>
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
}
