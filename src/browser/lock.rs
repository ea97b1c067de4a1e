//! Locks that all pages of this browser share (Web Locks).

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A lock that is held until this is dropped.
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Wait for a lock, and hold it. Browsers give none to pages without TLS: there nothing is waited for.
pub async fn acquire(name: &str) -> Lock {
    let (released, release) = promise();
    let (acquired, acquire) = promise();
    let on_held = Closure::once_into_js(move || {
        let _ = acquire.map(|acquire| acquire.call0(&JsValue::NULL));
        released
    });
    let lock = Lock(release);
    if let Some(ended) = request(name, &on_held) {
        // It ends before it is held where the browser refuses it.
        let _ = JsFuture::from(Promise::race(&Array::of2(&acquired, &ended))).await;
    }
    lock
}

fn request(name: &str, on_held: &JsValue) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    request.call2(&locks, &name.into(), on_held).ok()
}

/// A promise, and what fulfils it.
fn promise() -> (Promise, Option<Function>) {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    (promise, fulfil)
}
