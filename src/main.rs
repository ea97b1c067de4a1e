//! Atalaya: a browser console that watches any hub.

mod browser;
mod components;
mod config;
mod deferred;
mod engine;
mod hubs;
mod i18n;
mod pages;
mod paths;
mod store;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use browser::{clock, cut_text};
use i18n::Lang;
use pages::shell::Shell;
use store::App;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atalayaPanic)]
    fn show_panic(message: &str);
}

// Without it, the test runner skips these tests: they run only in a browser.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_panic(&info.to_string());
    }));
    publish_version();
    mount_to_body(|| {
        let app = App::new(Lang::preferred(), deferred::load);
        provide_context(app);
        store::listen(app);
        paths::follow(app.route);
        cut_text::name_cut_texts();
        spawn_local(hubs::start_all(app));
        view! { <Shell /> }
    });
    clock::mark("atalaya:interactive");
}

/// `window.atalaya.version`, for scripts and tests.
fn publish_version() {
    let version = js_sys::Object::new();
    let set = js_sys::Reflect::set(&version, &"version".into(), &env!("CARGO_PKG_VERSION").into());
    let put = js_sys::Reflect::set(&js_sys::global(), &"atalaya".into(), &version);
    debug_assert!(set.is_ok() && put.is_ok());
}
