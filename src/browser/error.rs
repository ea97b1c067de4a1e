//! The errors of the browser, in its own words.

use wasm_bindgen::prelude::*;

/// The browser's name and words for an error value: "TypeError: Failed to fetch".
pub fn description(error: &JsValue) -> String {
    let described = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.to_string()));
    described.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

/// The browser's own words for an error value.
pub fn text_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}
