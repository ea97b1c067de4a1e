//! Locks that all pages of this browser share (Web Locks).

use js_sys::{Array, Function, Object, Promise, Reflect};
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
    if let Some(ended) = request(name, "exclusive", &on_held) {
        // It ends before it is held where the browser refuses it.
        let _ = JsFuture::from(Promise::race(&Array::of2(&acquired, &ended))).await;
    }
    lock
}

/// Hold a mark that pages see as long as this one lives and does not drop it. Several may hold the same. A page that acquires a
/// lock after this one released it sees the marks that it held before.
pub fn mark(name: &str) -> Lock {
    let (released, release) = promise();
    request(name, "shared", &Closure::once_into_js(move || released));
    Lock(release)
}

/// Whether a page holds the mark.
pub async fn is_marked(name: &str) -> bool {
    let Some(asked) = call("query", &Array::new()) else { return false };
    let Ok(state) = JsFuture::from(Promise::resolve(&asked)).await else { return false };
    let held = Reflect::get(&state, &"held".into()).unwrap_or_default();
    let has_name = |lock: JsValue| Reflect::get(&lock, &"name".into()).is_ok_and(|found| found == name);
    Array::from(&held).iter().any(has_name)
}

fn request(name: &str, mode: &str, on_held: &JsValue) -> Option<JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &mode.into()).ok()?;
    call("request", &Array::of3(&name.into(), &options, on_held))
}

fn call(method: &str, arguments: &Array) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let method = Reflect::get(&locks, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    method.apply(&locks, arguments).ok()
}

/// A promise, and what fulfils it.
fn promise() -> (Promise, Option<Function>) {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    (promise, fulfil)
}
