//! Clocks and timers. `std::time` panics on wasm, so everything comes from the page.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use model::Millis;
use session::Now;
use wasm_bindgen::prelude::*;

/// A hidden page gets no animation frames: then a timer of this many milliseconds stands in.
const HIDDEN_FRAME_MS: u32 = 250;

/// The moment on both clocks.
pub fn now() -> Now {
    let mono = performance().map_or(0.0, |performance| performance.now());
    Now { mono: mono as u64, wall: wall() }
}

/// Milliseconds since the Unix epoch.
pub fn wall() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

/// Leave a mark in the page's performance timeline.
pub fn mark(name: &str) {
    if let Some(performance) = performance() {
        // A mark that cannot be set (a full buffer) costs a measurement and nothing else.
        let _ = performance.mark(name);
    }
}

fn performance() -> Option<web_sys::Performance> {
    web_sys::window()?.performance()
}

/// Whether the page is hidden now.
pub fn hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Runs a closure once per animation frame at most, however often it is asked for.
#[derive(Clone)]
pub struct Frame {
    asked: Rc<Cell<bool>>,
    run: Rc<dyn Fn()>,
}

impl Frame {
    /// A frame that runs `run`.
    pub fn new(run: impl Fn() + 'static) -> Self {
        Self { asked: Rc::default(), run: Rc::new(run) }
    }

    /// Ask for one run.
    pub fn ask(&self) {
        if self.asked.replace(true) {
            return;
        }
        let this = self.clone();
        let go = move || {
            // Either the frame or the timer comes first; the other finds nothing to do.
            if this.asked.replace(false) {
                (this.run)();
            }
        };
        let frame = Closure::once_into_js(go.clone());
        if let Some(window) = web_sys::window().filter(|_| !hidden()) {
            let _ = window.request_animation_frame(frame.unchecked_ref());
        }
        Timeout::new(HIDDEN_FRAME_MS, go).forget();
    }
}
