//! Where the app is, and which of its pages is shown. The router is our own: six routes do not need the 60 KB of a
//! general one (docs/decisions/0004-own-router.md).

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

pub use viewmodel::routes::Route;

/// The app's own base path, with a slash at the end.
pub fn base() -> String {
    option_env!("ATALAYA_BASE").unwrap_or("/").to_owned()
}

/// The address that `hubs.json` is read from.
pub fn config_url() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    format!("{origin}{}hubs.json", base())
}

/// The absolute form of an address in `hubs.json`.
pub fn beside_config(address: &str) -> String {
    resolve(address, &config_url())
}

fn resolve(address: &str, base: &str) -> String {
    web_sys::Url::new_with_base(address, base).map_or_else(|_| address.to_owned(), |url| url.href())
}

/// Start the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Fails only where the page is not allowed to: then it goes on as it is.
        let _ = window.location().reload();
    }
}

/// The page that the address bar names.
pub fn current() -> Route {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    Route::parse(&path, &base())
}

/// The address of a page, for `href`.
pub fn href(page: &Route) -> String {
    page.href(&base())
}

/// The query of the page's address: nothing, or `?` and what follows.
pub fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Put a query into the page's address, in place of the one that is there.
pub fn put_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) else { return };
    // Fails only where the browser limits the rate of changes; the next change makes up for it.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}")));
}

/// Follow the back button, and links to pages of the app, without loading anew.
pub fn follow(route: RwSignal<Route>) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    let popped = Closure::<dyn Fn()>::new(move || route.set(current()));
    let clicked = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
        if let Some(address) = own_link(&event) {
            event.prevent_default();
            go(route, &address);
        }
    });
    let listening = window
        .add_event_listener_with_callback("popstate", popped.as_ref().unchecked_ref())
        .and_then(|()| document.add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref()));
    if listening.is_ok() {
        // They live as long as the page.
        popped.forget();
        clicked.forget();
    }
}

fn go(route: RwSignal<Route>, address: &str) {
    let Some(window) = web_sys::window() else { return };
    let pushed =
        window.history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
    if pushed.is_ok() {
        route.set(current());
        window.scroll_to_with_x_and_y(0.0, 0.0);
        let main = window.document().and_then(|document| document.get_element_by_id("main"));
        if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Screen readers start at the new page.
            let _ = main.focus();
        }
    }
}

/// The address of a plain click on a link to a page of the app.
fn own_link(event: &web_sys::MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let address = link.get_attribute("href")?;
    let own = address.starts_with(&base()) && !address.starts_with("//");
    (plain && own && !link.has_attribute("target")).then_some(address)
}

#[cfg(test)]
mod tests;
