//! Atalaya: a browser console that watches any hub.

mod address;
mod app;
mod browser;
mod config;
mod engine;
mod i18n;
mod profiles;
mod router;
mod state;
mod views;

// Without it the tests are passed over where only a browser will do.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    app::start();
}
