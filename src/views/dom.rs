//! Elements: made at once, and kept up by signals.
//!
//! Why not the `view!` macro: it gives every element a type of its own, and the renderer is compiled anew
//! for each; views were two thirds of the first load (docs/views.md). Here an element is one type, and all
//! that changes in it hangs on one kind of effect. Hub text is only ever set as text or as the value of an
//! attribute that this code names; there is no way to set markup.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::i18n::Msg;
use crate::state::App;

mod inside;
mod list;

use inside::Inside;
use list::List;

#[wasm_bindgen]
extern "C" {
    type Page;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static PAGE: Page;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Page) -> Node;
    #[wasm_bindgen(method, js_name = createElement)]
    fn create_element(this: &Page, tag: &str) -> Node;
    #[wasm_bindgen(method, js_name = createElementNS)]
    fn create_element_ns(this: &Page, namespace: &str, tag: &str) -> Node;
    #[wasm_bindgen(method, js_name = createTextNode)]
    fn create_text_node(this: &Page, text: &str) -> Node;

    /// A node of the page. None of these fails for names that the app itself writes.
    #[derive(Clone, PartialEq)]
    type Node;
    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text(this: &Node, text: &str);
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Node, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove_attribute(this: &Node, name: &str);
    #[wasm_bindgen(method, getter, js_name = classList)]
    fn class_list(this: &Node) -> Classes;
    #[wasm_bindgen(method, getter)]
    fn style(this: &Node) -> Style;
    #[wasm_bindgen(method, js_name = appendChild)]
    fn append(this: &Node, child: &Node);
    #[wasm_bindgen(method, js_name = insertBefore)]
    fn insert_before(this: &Node, child: &Node, next: &Node);
    #[wasm_bindgen(method, getter, js_name = parentNode)]
    fn parent(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, js_name = previousSibling)]
    fn previous(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method)]
    fn remove(this: &Node);
    #[wasm_bindgen(method, js_name = scrollIntoView)]
    fn scroll_into_view(this: &Node, how: &JsValue);
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &Node, event: &str, run: &JsValue);

    type Classes;
    #[wasm_bindgen(method)]
    fn toggle(this: &Classes, name: &str, on: bool);

    type Style;
    #[wasm_bindgen(method, js_name = setProperty)]
    fn set_property(this: &Style, name: &str, value: &str);
}

/// Of the icons.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element. What it is given is in the page as soon as the element is.
#[derive(Clone)]
pub struct El(Node);

/// An element of HTML.
pub fn el(tag: &str) -> El {
    El(PAGE.with(|page| page.create_element(tag)))
}

/// An element of SVG.
pub fn svg(tag: &str) -> El {
    El(PAGE.with(|page| page.create_element_ns(SVG, tag)))
}

/// The page's body.
pub fn body() -> El {
    El(PAGE.with(Page::body))
}

/// A link to somewhere else. Whoever calls it has seen that it is http or https.
pub fn link(address: &str) -> El {
    el("a").set("href", address).set("target", "_blank").set("rel", "noopener noreferrer")
}

/// Keep a modal dialog open for as long as a condition holds.
pub fn keep_open(dialog: &web_sys::HtmlDialogElement, open: impl Fn() -> bool + 'static) {
    let dialog = dialog.clone();
    watch(Box::new(move || match (open(), dialog.open()) {
        (true, false) => {
            // Fails only where the element is not connected; then there is nothing to show.
            let _ = dialog.show_modal();
        }
        (false, true) => dialog.close(),
        _ => {}
    }));
}

/// The shape of what is still loading.
pub fn skeleton(app: App) -> El {
    let shape =
        el("div").class("skeleton late").set("role", "status").attr("aria-label", app.t(Msg::Loading));
    shape.with(el("i")).with(el("i")).with(el("i"))
}

impl El {
    /// Its classes.
    pub fn class(self, names: &str) -> Self {
        self.set("class", names)
    }

    /// An attribute that stays as it is.
    pub fn set(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value);
        self
    }

    /// An attribute, now.
    pub fn put(&self, name: &str, value: &str) {
        self.0.set_attribute(name, value);
    }

    /// An attribute, now; or none.
    pub fn mark(&self, name: &'static str, value: Option<&str>) {
        Place::Attribute(name).put(&self.0, value);
    }

    /// Text in place of all that is inside, now.
    pub fn write(&self, text: &str) {
        self.0.set_text(text);
    }

    /// An attribute that changes.
    pub fn attr(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.text_at(Place::Attribute(name), Box::new(value))
    }

    /// An attribute that changes, and is sometimes absent.
    pub fn maybe(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow(Place::Attribute(name), Value::Maybe(Box::new(value)))
    }

    /// An attribute that is there or not: `hidden`, `disabled`.
    pub fn flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.flag_at(Place::Attribute(name), Box::new(on))
    }

    /// "true" or "false", as ARIA and the DOM contract write them.
    pub fn truth(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.follow(Place::Attribute(name), Value::Truth(Box::new(on)))
    }

    /// A class that comes and goes.
    pub fn class_if(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.flag_at(Place::Class(name), Box::new(on))
    }

    /// A class, now.
    pub fn toggle(&self, name: &str, on: bool) {
        self.0.class_list().toggle(name, on);
    }

    /// A style property that changes.
    pub fn style(self, property: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.text_at(Place::Style(property), Box::new(value))
    }

    /// Text that stays as it is, after what is already there.
    pub fn text(self, text: &str) -> Self {
        self.0.append(&PAGE.with(|page| page.create_text_node(text)));
        self
    }

    /// Text that changes, after what is already there.
    pub fn say(self, text: impl Fn() -> String + 'static) -> Self {
        self.say_boxed(Box::new(text))
    }

    /// A child, after what is already there.
    pub fn with(self, child: El) -> Self {
        self.0.append(&child.0);
        self
    }

    /// Call this at every event of that name.
    pub fn on(self, event: &str, run: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(run))
    }

    /// Everything inside; it is made anew when a signal changes that making it reads.
    pub fn fill(self, draw: impl Fn(El) -> El + 'static) -> Self {
        let node = self.0.clone();
        watch(Box::new(move || {
            node.set_text("");
            draw(El(node.clone()));
        }));
        self
    }

    /// Everything inside; it is made anew when `state` gives something else. What making it reads does not count.
    pub fn fill_for<T: PartialEq + 'static>(
        self,
        state: impl Fn() -> T + 'static,
        draw: impl Fn(El, &T) -> El + 'static,
    ) -> Self {
        let (mut inside, mut drawn) = (Inside::of(&self), None);
        watch(Box::new(move || {
            let now = state();
            if drawn.as_ref() != Some(&now) {
                inside.renew(&|into| draw(into, &now));
                drawn = Some(now);
            }
        }));
        self
    }

    /// Everything inside, while a condition holds. It is made once for each time that it comes to hold.
    pub fn fill_when(
        self,
        condition: impl Fn() -> bool + 'static,
        draw: impl Fn(El) -> El + 'static,
    ) -> Self {
        self.fill_when_boxed(Box::new(condition), Box::new(draw))
    }

    /// Children that come, go and move one by one, after what is already there. Keys must be unique.
    pub fn each(self, items: impl Fn() -> Vec<Item> + 'static) -> Self {
        self.each_boxed(Box::new(items))
    }

    /// Scroll as little as brings it into view.
    pub fn reveal(&self) {
        let how = js_sys::Object::new();
        for side in ["block", "inline"] {
            // Setting a property of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&how, &side.into(), &"nearest".into());
        }
        self.0.scroll_into_view(&how);
    }

    /// Take it out of the page.
    pub fn leave(&self) {
        self.0.remove();
    }

    /// As the browser's own type, for what only few elements have.
    pub fn cast<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    // What is not generic stands below, and is in the program once: above there is only the box.

    #[inline(never)]
    fn text_at(self, place: Place, value: Box<dyn Fn() -> String>) -> Self {
        self.follow(place, Value::Text(value))
    }

    #[inline(never)]
    fn flag_at(self, place: Place, on: Box<dyn Fn() -> bool>) -> Self {
        self.follow(place, Value::Flag(on))
    }

    #[inline(never)]
    fn say_boxed(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = PAGE.with(|page| page.create_text_node(""));
        self.0.append(&node);
        El(node).text_at(Place::Text, text);
        self
    }

    #[inline(never)]
    fn on_boxed(self, event: &str, mut run: Box<dyn FnMut(web_sys::Event)>) -> Self {
        let run: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| untrack(|| run(event)));
        // Owned by the page: it is freed with the element.
        self.0.listen(event, &Closure::wrap(run).into_js_value());
        self
    }

    #[inline(never)]
    fn fill_when_boxed(self, condition: Box<dyn Fn() -> bool>, draw: Box<dyn Fn(El) -> El>) -> Self {
        let (mut inside, mut drawn) = (Inside::of(&self), false);
        watch(Box::new(move || {
            let wanted = condition();
            if wanted != drawn {
                inside.renew(&|into| if wanted { draw(into) } else { into });
                drawn = wanted;
            }
        }));
        self
    }

    #[inline(never)]
    fn each_boxed(self, items: Box<dyn Fn() -> Vec<Item>>) -> Self {
        let end = PAGE.with(|page| page.create_text_node(""));
        self.0.append(&end);
        let mut list = List::new(end);
        watch(Box::new(move || list.become_these(items())));
        self
    }

    fn follow(self, place: Place, value: Value) -> Self {
        let node = self.0.clone();
        let mut old: Option<Option<String>> = None;
        watch(Box::new(move || {
            let new = value.read();
            if old.as_ref() != Some(&new) {
                place.put(&node, new.as_deref());
                old = Some(new);
            }
        }));
        self
    }
}

/// Run now, and whenever a signal changes that was read; for as long as the view that asks for it lives.
pub fn watch(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    on_cleanup(move || drop(effect));
}

/// A child of a list.
pub struct Item {
    key: String,
    attribute: Option<(&'static str, String)>,
    draw: Box<dyn FnOnce() -> El>,
}

/// A child that is drawn once for as long as its key is in the list.
pub fn item(key: String, draw: impl FnOnce() -> El + 'static) -> Item {
    Item { key, attribute: None, draw: Box::new(draw) }
}

impl Item {
    /// An attribute that may change with the child's place.
    pub fn with(self, name: &'static str, value: String) -> Self {
        Self { attribute: Some((name, value)), ..self }
    }
}

/// Where a value stands.
enum Place {
    Text,
    Attribute(&'static str),
    Class(&'static str),
    Style(&'static str),
}

impl Place {
    fn put(&self, node: &Node, value: Option<&str>) {
        match (self, value) {
            (Self::Text, value) => node.set_text(value.unwrap_or_default()),
            (Self::Attribute(name), Some(value)) => node.set_attribute(name, value),
            (Self::Attribute(name), None) => node.remove_attribute(name),
            (Self::Class(name), value) => node.class_list().toggle(name, value.is_some()),
            (Self::Style(name), value) => node.style().set_property(name, value.unwrap_or_default()),
        }
    }
}

/// A value that changes.
enum Value {
    Text(Box<dyn Fn() -> String>),
    Maybe(Box<dyn Fn() -> Option<String>>),
    Flag(Box<dyn Fn() -> bool>),
    Truth(Box<dyn Fn() -> bool>),
}

impl Value {
    fn read(&self) -> Option<String> {
        match self {
            Self::Text(read) => Some(read()),
            Self::Maybe(read) => read(),
            Self::Flag(read) => read().then(String::new),
            Self::Truth(read) => Some(if read() { "true" } else { "false" }.to_owned()),
        }
    }
}
