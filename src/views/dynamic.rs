//! What changes in a view, behind one type for each kind of value.
//!
//! Every closure in a view is a type of its own, and the renderer is compiled anew for each: that was
//! half of the first load. Boxed, all texts share one instance, all flags another, all lists a third.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

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
pub fn show(view: impl Fn() -> Part + Send + Sync + 'static) -> Part {
    boxed(Arc::new(view)).part()
}

/// A part of a view that is there or not; it is made anew only when that changes.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> Part + Send + Sync + 'static,
) -> Part {
    let condition: Arc<dyn Fn() -> bool + Send + Sync> = Arc::new(condition);
    let condition = Memo::new(move |_| condition());
    show(move || if condition.get() { view() } else { ().part() })
}

type Make<T> = Arc<dyn Fn() -> T + Send + Sync>;

fn boxed<T: 'static>(make: Make<T>) -> impl Fn() -> T + Clone + Send + Sync + 'static {
    move || make()
}

/// An item of a list.
#[derive(Clone)]
pub struct Item {
    key: String,
    draw: Make<Part>,
}

/// An item that is drawn once for as long as its key is in the list.
pub fn item(key: impl Into<String>, draw: impl Fn() -> Part + Send + Sync + 'static) -> Item {
    Item { key: key.into(), draw: Arc::new(draw) }
}

/// A list that changes item by item. Keys must be unique.
pub fn each(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> Part {
    list(Arc::new(items))
}

fn list(items: Make<Vec<Item>>) -> Part {
    view! { <For each=move || items() key=|item: &Item| item.key.clone() children=|item: Item| (item.draw)() /> }
        .part()
}

/// Any view, built once and replaced as a whole. Leaner than `AnyView`, which keeps the code to compare
/// an old view with a new one of the same type.
pub struct Part(Box<dyn FnOnce() -> Built + Send>);

/// A part in the page.
pub struct Built(Box<dyn Mountable>);

/// Hides a view's type.
pub trait IntoPart {
    /// The view as a part.
    fn part(self) -> Part;
}

impl<T: IntoView + 'static> IntoPart for T {
    fn part(self) -> Part {
        Part(Box::new(|| Built(Box::new(self.build()))))
    }
}

impl Render for Part {
    type State = Built;

    fn build(self) -> Built {
        (self.0)()
    }

    fn rebuild(self, state: &mut Built) {
        let mut new = self.build();
        state.0.insert_before_this(&mut *new.0);
        state.0.unmount();
        *state = new;
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

impl AddAnyAttr for Part {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// The app is drawn in the browser only: there is nothing to render to text, and nothing to hydrate.
impl RenderHtml for Part {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Built {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
