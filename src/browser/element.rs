//! Elements of the page that others have drawn.

use web_sys::Element;

/// The first element that a CSS selector names.
pub fn first(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.document_element()?.query_selector(selector).ok().flatten()
}
