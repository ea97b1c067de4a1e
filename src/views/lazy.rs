//! Parts of the page that are fetched when they are first needed.

use std::cell::Cell;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::dom::{El, el, skeleton};
use super::rare::{self, Rare};
use crate::browser::fetch::set_transfer;
use crate::i18n::Msg;
use crate::state::App;

thread_local! {
    /// The module, once it is there.
    static HERE: Cell<Option<Rare>> = const { Cell::new(None) };
}

/// A part inside. Until its module is there, the shape of what is loading; where the module does not come, a
/// sentence and a way to try again.
pub fn fill(into: El, app: App, draw: impl Fn(Rare, El) -> El + 'static) -> El {
    let draw: Box<dyn Fn(Rare, El) -> El> = Box::new(draw);
    let missing = RwSignal::new(false);
    fetch(missing);
    let part = move |into: El| match (missing.get(), HERE.get()) {
        // What the part reads makes it change itself, not anew.
        (_, Some(rare)) => untrack(|| draw(rare, into)),
        (false, None) => into.with(skeleton(app)),
        (true, None) => offer(into, app, missing),
    };
    into.with(el("div").class("slot").fill(part))
}

/// Fetch the module, unless it is there.
fn fetch(missing: RwSignal<bool>) {
    if HERE.get().is_some() {
        return;
    }
    need(move |found| {
        // Whoever has left meanwhile took the signal along: then nothing is drawn.
        let _left = missing.try_set(found.is_none());
    });
}

/// Have the module, and be told; nothing where it does not come.
pub fn need(then: impl FnOnce(Option<Rare>) + 'static) {
    if HERE.get().is_some() {
        return then(HERE.get());
    }
    rare::fetch(move |found| {
        HERE.set(found.or(HERE.get()));
        if let Some(rare) = found {
            set_transfer(rare.transfer);
        }
        then(found);
    });
}

/// As [`need`], for those who can wait.
pub async fn needed() -> Option<Rare> {
    let mut wait = |resolve: Function, _: Function| {
        need(move |_| {
            // A promise's own functions do not fail.
            let _ = resolve.call0(&JsValue::NULL);
        });
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
    HERE.get()
}

/// To try again.
fn offer(into: El, app: App, missing: RwSignal<bool>) -> El {
    let again = move |_| {
        missing.set(false);
        fetch(missing);
    };
    let button = el("button").set("type", "button").on("click", again).say(app.t(Msg::TryAgain));
    let sentence = el("p").say(app.t(Msg::PartMissing));
    let says = el("div").class("empty").set("role", "alert").set("data-testid", "part-missing");
    into.with(says.with(sentence).with(button))
}
