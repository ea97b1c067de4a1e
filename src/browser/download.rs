//! Hand a file to the user.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// A browser may fetch a file only after the click that offers it; a minute is time enough (milliseconds).
const FETCHED_WITHIN: u32 = 60_000;

/// Offer a text as a file.
pub fn text(text: &str, name: &str) {
    if let Ok(file) = Blob::new_with_str_sequence(&Array::of1(&text.into())) {
        blob(&file, name);
    }
}

/// Offer a file under a name.
pub fn blob(file: &Blob, name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let (Some(link), Ok(address)) = (link, Url::create_object_url_with_blob(file)) else { return };
    link.set_href(&address);
    link.set_download(name);
    link.click();
    let forget = move || {
        let _ = Url::revoke_object_url(&address);
    };
    Timeout::new(FETCHED_WITHIN, forget).forget();
}
