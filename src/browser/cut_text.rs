//! What is cut off with an ellipsis says all of itself to a pointer that rests on it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is cut off where it lacks room.
const CUT: &str = ".cut, [role=gridcell], [role=columnheader]";

/// For as long as the page lives, give each text that is cut off a title while the pointer is on it.
pub fn name_cut_texts() {
    window_event_listener_untyped("mouseover", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(element) = target.and_then(|target| target.closest(CUT).ok().flatten()) else { return };
        let is_cut = element.scroll_width() > element.client_width();
        // What was cut off before may have all the room by now.
        let title = element.text_content().filter(|_| is_cut).unwrap_or_default();
        let _ = element.set_attribute("title", &title);
    });
}
