//! The clipboard. Where the page is not served securely there is none.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Put a text on the clipboard; false where the browser refuses.
pub async fn write(text: &str) -> bool {
    match ask(text) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

fn ask(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    // To ask for what is not there would end the app: it is looked for.
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
