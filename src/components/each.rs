//! Lists whose children come, go and move one by one.

use std::sync::Arc;

use leptos::prelude::*;

/// [`For`], with boxed items: a list of items of its own type would have a renderer of its own, and all lists
/// together were 14 KB of the first load (docs/decisions/0003-boxed-leaves.md).
#[component]
pub fn Each<T, V>(
    /// The items, in order.
    each: impl Fn() -> Vec<T> + Send + Sync + 'static,
    /// The key of an item, unique in the list.
    key: impl Fn(&T) -> String + Send + Sync + 'static,
    /// Draws an item, once for as long as its key is in the list.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    let item = move |item: T| {
        let (key, children) = (key(&item), Arc::clone(&children));
        Item::new(key, move || children(item).into_any())
    };
    items(Arc::new(move || each().into_iter().map(&item).collect()))
}

/// An item under its key, which is unique in the list.
pub struct Item {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Item {
    /// Drawn once for as long as its key is in the list.
    pub fn new(key: String, view: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, view: Box::new(view) }
    }
}

/// A list of items, in order: [`Each`] without its types.
pub fn items(items: Arc<dyn Fn() -> Vec<Item> + Send + Sync>) -> impl IntoView {
    view! {
        <For each=move || items() key=|item| item.key.clone() let:item>
            {(item.view)()}
        </For>
    }
}
