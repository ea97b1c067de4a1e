//! Which page is shown. A router of our own: six routes do not need the 60 KB of a general one.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// A page (surface, "Routes").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Overview,
    /// `/inbox`
    Inbox,
    /// `/settings`
    Settings,
    /// `/hub/:id` and `/hub/:id/table/:table`
    Tables {
        /// The hub.
        hub: String,
        /// Only this table.
        table: Option<String>,
    },
    /// `/hub/:id/link`
    Link {
        /// The hub.
        hub: String,
    },
    /// Anything else.
    Unknown,
}

impl Route {
    /// The page of a path below the app's base.
    fn parse(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Overview,
            ["inbox"] => Self::Inbox,
            ["settings"] => Self::Settings,
            ["hub", hub] => Self::Tables { hub: (*hub).to_owned(), table: None },
            ["hub", hub, "table", table] => {
                Self::Tables { hub: (*hub).to_owned(), table: Some((*table).to_owned()) }
            }
            ["hub", hub, "link"] => Self::Link { hub: (*hub).to_owned() },
            _ => Self::Unknown,
        }
    }

    /// The page that the address bar names.
    pub fn current() -> Self {
        let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
        let base = crate::paths::base();
        path.strip_prefix(base.trim_end_matches('/')).map_or(Self::Unknown, Self::parse)
    }
}

/// The address of a page, for `href`.
pub fn href(path: &str) -> String {
    format!("{}{path}", crate::paths::base().trim_end_matches('/'))
}

/// The query of the page's address: nothing, or `?` and what follows.
pub fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Put a query into the page's address, in place of the one that is there.
pub fn put_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) else { return };
    // Fails only where the browser thinks that it is asked too often; the next change makes up for it.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}")));
}

/// Follow the back button, and links to pages of the app, without loading anew.
pub fn follow(route: RwSignal<Route>) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    let popped = Closure::<dyn Fn()>::new(move || route.set(Route::current()));
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
        route.set(Route::current());
        window.scroll_to_with_x_and_y(0.0, 0.0);
        let main = window.document().and_then(|document| document.get_element_by_id("main"));
        if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Readers of the screen start at the new page.
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
    let own = address.starts_with(&crate::paths::base()) && !address.starts_with("//");
    (plain && own && !link.has_attribute("target")).then_some(address)
}

#[cfg(test)]
mod tests;
