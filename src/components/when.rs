//! What is drawn only while a condition holds.

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::leaf::Flag;

/// [`Show`], with boxed children: children of a type of their own would have a renderer of their own, and the ten
/// places together were 7 KB of the program (docs/decisions/0003-boxed-leaves.md).
#[component]
pub fn When(
    /// The condition.
    is: Flag,
    /// What is drawn in their place while it does not hold.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is drawn while it holds.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Show when=move || is() fallback=fallback>
            {children()}
        </Show>
    }
}
