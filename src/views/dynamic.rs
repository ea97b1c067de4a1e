//! What changes in a view, behind one type for each kind of value.
//!
//! Every closure in a view is a type of its own, and the renderer is compiled anew for each: that was
//! half of the first load. Boxed, all texts share one instance, all flags another, all lists a third.

use std::sync::Arc;

use leptos::prelude::*;

/// A text that changes.
pub fn say<T: Into<String>>(
    text: impl Fn() -> T + Send + Sync + 'static,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    boxed(Arc::new(move || text().into()))
}

/// A text that may be absent: then the attribute is, too.
pub fn maybe<T: Into<String>>(
    text: impl Fn() -> Option<T> + Send + Sync + 'static,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    boxed(Arc::new(move || text().map(Into::into)))
}

/// A boolean attribute or class.
pub fn flag(
    flag: impl Fn() -> bool + Send + Sync + 'static,
) -> impl Fn() -> bool + Clone + Send + Sync + 'static {
    boxed(Arc::new(flag))
}

/// "true" or "false", as ARIA and the DOM contract write them.
pub fn truth(
    truth: impl Fn() -> bool + Send + Sync + 'static,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    say(move || if truth() { "true" } else { "false" })
}

/// A part of a view that changes as a whole.
pub fn show(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    boxed(Arc::new(view)).into_any()
}

/// A part of a view that is there or not; it is made anew only when that changes.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let condition: Arc<dyn Fn() -> bool + Send + Sync> = Arc::new(condition);
    let condition = Memo::new(move |_| condition());
    show(move || if condition.get() { view() } else { ().into_any() })
}

type Make<T> = Arc<dyn Fn() -> T + Send + Sync>;

fn boxed<T: 'static>(make: Make<T>) -> impl Fn() -> T + Clone + Send + Sync + 'static {
    move || make()
}

/// An item of a list.
#[derive(Clone)]
pub struct Item {
    key: String,
    draw: Make<AnyView>,
}

/// An item that is drawn once for as long as its key is in the list.
pub fn item(key: impl Into<String>, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> Item {
    Item { key: key.into(), draw: Arc::new(draw) }
}

/// A list that changes item by item. Keys must be unique.
pub fn each(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> AnyView {
    list(Arc::new(items))
}

fn list(items: Make<Vec<Item>>) -> AnyView {
    view! { <For each=move || items() key=|item: &Item| item.key.clone() children=|item: Item| (item.draw)() /> }
        .into_any()
}
