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

fn main() {
    app::start();
}
