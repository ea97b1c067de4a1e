//! Where toasts stand: never over what can be pressed.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::browser::dynamic::{call, number};
use crate::browser::element;
use crate::store::App;
use crate::store::announcements::toasts;

/// What can be pressed.
const PRESSED: &str = "button, a[href], input, select, textarea, summary";
/// Places in the order of preference; the style sheet knows where they are.
const PLACES: [&str; 4] = ["end", "start", "top-end", "top-start"];

/// Move the toasts, at each change and each second, where they cover nothing that can be pressed. Where every place
/// would, presses go through them.
pub fn keep_clear(app: App, modal: bool) {
    let region = if modal { "dialog .toasts" } else { "body > .toasts" };
    Effect::new(move |_| {
        let _tracked = toasts::current(app);
        request_animation_frame(move || {
            if let Some(region) = element::first(region) {
                place(&region);
            }
        });
    });
}

fn place(region: &Element) {
    if number(region, "childElementCount") == 0.0 {
        return;
    }
    let within = region.closest("dialog").ok().flatten().or_else(|| document().document_element());
    let Some(within) = within else { return };
    let pressed = rects(&within, region);
    let is_clear = |place: &&&str| {
        // Cannot fail for a valid attribute name.
        let _ = region.set_attribute("data-place", place);
        Sides::of(region).is_some_and(|toasts| !pressed.iter().any(|other| toasts.overlap(other)))
    };
    let found = PLACES.iter().find(is_clear);
    let word = found.copied().unwrap_or("through");
    let _ = region.set_attribute("data-place", word);
}

/// Where what can be pressed is, as far as it is drawn.
fn rects(within: &Element, region: &Element) -> Vec<Sides> {
    let Ok(all) = call(within, "querySelectorAll", &[PRESSED.into()]) else { return Vec::new() };
    let elements = js_sys::Array::from(&all);
    let outside = |element: &JsValue| {
        let inside = call(region, "contains", std::slice::from_ref(element));
        !inside.is_ok_and(|inside| inside.is_truthy())
    };
    elements.iter().filter(outside).filter_map(|element| Sides::of(&element)).collect()
}

/// The sides of an element on the screen (CSS pixels).
struct Sides {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Sides {
    /// Nothing where it is not drawn.
    fn of(element: &JsValue) -> Option<Self> {
        let rect = call(element, "getBoundingClientRect", &[]).ok()?;
        let side = |name| number(&rect, name);
        let sides =
            Self { left: side("left"), right: side("right"), top: side("top"), bottom: side("bottom") };
        (sides.right > sides.left).then_some(sides)
    }

    fn overlap(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}
