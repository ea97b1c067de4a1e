//! Clocks and timers. `std::time` panics on wasm, so everything comes from the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use model::Millis;
use session::{Mono, Now};
use wasm_bindgen::prelude::*;

/// The browser fires a longer timer at once (milliseconds).
const LONGEST_TIMER_MS: u32 = i32::MAX.cast_unsigned();
/// A hidden page gets no animation frames: then a timer of this many milliseconds stands in.
const HIDDEN_FRAME_MS: u32 = 250;

/// The moment on both clocks.
pub fn now() -> Now {
    // Where a browser has no monotonic clock, one that may be set is better than one that stands still.
    let mono = performance().map_or_else(js_sys::Date::now, |performance| performance.now());
    Now { mono: Mono(mono as u64), wall: wall() }
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

/// When a day begins where the user is; nothing where there is no such day.
pub fn day_start(year: i32, month: u32, day: u32) -> Option<Millis> {
    let (month, day) = (i32::try_from(month).ok()?.checked_sub(1)?, i32::try_from(day).ok()?);
    let date = js_sys::Date::new_with_year_month_day(u32::try_from(year).ok()?, month, day);
    let is_it =
        i64::from(date.get_month()) == i64::from(month) && i64::from(date.get_date()) == i64::from(day);
    is_it.then(|| Millis(date.get_time() as i64))
}

/// When the clock of the device shows so many minutes since midnight, so many days after the day of a moment. Changes to and
/// from summer time are the browser's matter.
pub fn time_on_day(of: Millis, days: u32, minute: u16) -> Millis {
    let date = js_sys::Date::new(&(of.0 as f64).into());
    date.set_date(date.get_date() + days);
    date.set_hours((minute / 60).into());
    date.set_minutes((minute % 60).into());
    date.set_seconds(0);
    date.set_milliseconds(0);
    Millis(date.get_time() as i64)
}

/// The next moment at which the clock of the device shows so many minutes since midnight, or (`tomorrow`) that of the next day.
pub fn next_at(minute: u16, tomorrow: bool) -> Option<Millis> {
    let now = wall();
    let days = if tomorrow { 1..2 } else { 0..2 };
    days.map(|days| time_on_day(now, days, minute)).find(|at| *at > now)
}

/// When the day of a moment begins where the user is.
pub fn day_of(at: Millis) -> Millis {
    time_on_day(at, 0, 0)
}

/// Run `due` after so many milliseconds, unless what is returned is dropped before.
pub fn after(ms: u64, due: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(u32::try_from(ms).unwrap_or(LONGEST_TIMER_MS).min(LONGEST_TIMER_MS), due)
}

/// Whether the page is hidden now.
pub fn hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Runs a closure once per animation frame at most, however often it is asked for. After a costly frame it
/// rests for as long as that took, so that in a burst half of the time is left to the user.
#[derive(Clone)]
pub struct Frame(Rc<FrameState>);

struct FrameState {
    run: Box<dyn Fn()>,
    /// Fires where no animation frame comes. It is set from when a run is asked for until it ran.
    stand_in: RefCell<Option<Timeout>>,
    /// On the page's own clock (milliseconds).
    rest_until: Cell<u64>,
}

impl Frame {
    /// A frame that runs `run`.
    pub fn new(run: impl Fn() + 'static) -> Self {
        Self(Rc::new(FrameState {
            run: Box::new(run),
            stand_in: RefCell::default(),
            rest_until: Cell::default(),
        }))
    }

    /// Ask for one run.
    pub fn ask(&self) {
        if self.0.stand_in.borrow().is_some() {
            return;
        }
        let rest = u32::try_from(self.0.rest_until.get().saturating_sub(now().mono.0)).unwrap_or(0);
        let this = self.clone();
        let stand_in = Timeout::new(HIDDEN_FRAME_MS.max(rest), move || this.run());
        self.0.stand_in.replace(Some(stand_in));
        let this = self.clone();
        if rest > 0 {
            Timeout::new(rest, move || this.request()).forget();
        } else {
            this.request();
        }
    }

    fn request(self) {
        if let Some(window) = web_sys::window().filter(|_| !hidden()) {
            let frame = Closure::once_into_js(move || self.run());
            let _ = window.request_animation_frame(frame.unchecked_ref());
        }
    }

    /// Whichever of the two comes first; the other finds nothing to do.
    fn run(&self) {
        if self.0.stand_in.take().is_none() {
            return;
        }
        let begun = now().mono.0;
        (self.0.run)();
        let state = Rc::clone(&self.0);
        // What was changed is drawn before the next task begins.
        let drawn = move || {
            let ended = now().mono.0;
            state.rest_until.set(ended + (ended - begun).min(u64::from(HIDDEN_FRAME_MS)));
        };
        Timeout::new(0, drawn).forget();
    }
}

#[cfg(test)]
mod tests;
