//! Stands in for wasm-streams (docs/architecture.md, "What is ours, and why").
//!
//! Leptos brings server functions along, and these bring wasm-streams, whose classes are exported to scripts and so
//! never left out of a program, whether it has server functions or not. The app has none: what they would call
//! here gives empty streams.

use futures_util::Stream;
use futures_util::stream::{Empty, empty};
use wasm_bindgen::JsValue;

/// A stream of JavaScript.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// From JavaScript's own.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// An empty one.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(wasm_bindgen::JsCast::unchecked_into(JsValue::NULL))
    }

    /// JavaScript's own.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Nothing.
    #[must_use]
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
