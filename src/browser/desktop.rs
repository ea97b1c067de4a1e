//! Notifications of the browser, which the desktop shows while the page is not looked at.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dynamic::{call, construct, get, set};

/// Whether the page may show any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// This browser has none, or not for pages without TLS.
    Missing,
    /// The user was not asked yet.
    Unasked,
    /// It may.
    Granted,
    /// The user said no, or the browser did.
    Denied,
}

/// Whether the page may show any now.
pub fn permission() -> Permission {
    let global = js_sys::global();
    let word = get(&get(&global, "Notification"), "permission").as_string();
    match word.as_deref().filter(|_| get(&global, "isSecureContext").is_truthy()) {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some(_) => Permission::Unasked,
        None => Permission::Missing,
    }
}

/// Ask the user, which browsers allow only in answer to a click.
pub async fn ask() -> Permission {
    let class = get(&js_sys::global(), "Notification");
    if permission() == Permission::Unasked
        && let Ok(asked) = call(&class, "requestPermission", &[])
    {
        // A browser that refuses to ask leaves the permission as it is.
        let _ = JsFuture::from(Promise::resolve(&asked)).await;
    }
    permission()
}

/// A notification on the desktop. It closes when this is dropped.
pub struct Shown {
    notification: JsValue,
    _on_click: Closure<dyn FnMut()>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        set(&self.notification, "onclick", JsValue::NULL);
        // One that the user closed closes once more, which changes nothing.
        let _ = call(&self.notification, "close", &[]);
    }
}

/// Show a notification; nothing where the browser refuses. Of those with the same tag only the last stands there, whichever
/// page showed it.
pub fn show(tag: &str, title: &str, body: &str, on_click: impl FnMut() + 'static) -> Option<Shown> {
    if permission() != Permission::Granted {
        return None;
    }
    let options = JsValue::from(Object::new());
    set(&options, "tag", tag);
    set(&options, "body", body);
    // The page has sounds of its own.
    set(&options, "silent", true);
    let notification = construct("Notification", &[title.into(), options]).ok()?;
    let on_click = Closure::<dyn FnMut()>::new(on_click);
    set(&notification, "onclick", on_click.as_ref().clone());
    Some(Shown { notification, _on_click: on_click })
}

/// Whether the user looks at this page now.
pub fn is_looked_at() -> bool {
    let document = get(&js_sys::global(), "document");
    let has_focus = call(&document, "hasFocus", &[]);
    !get(&document, "hidden").is_truthy() && has_focus.is_ok_and(|has_focus| has_focus.is_truthy())
}

/// Bring the page to the front. Browsers allow it in answer to a click on a notification; elsewhere nothing happens.
pub fn bring_to_front() {
    let _ = call(&js_sys::global(), "focus", &[]);
}
