//! Presses on lines that may move under the pointer: what is meant is the line on which it went down.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A pointer that moved further than this (CSS pixels) selects text.
const DRAG_PX: i32 = 4;

/// Presses on the lines inside of an element. A list that changes while the pointer is down has another line where it
/// goes up; then the browser's click names neither.
#[derive(Clone, Copy)]
pub struct Press {
    lines: &'static str,
    down: StoredValue<Option<(Element, i32, i32)>, LocalStorage>,
}

impl Press {
    /// Presses on what a CSS selector names.
    pub fn on(lines: &'static str) -> Self {
        Self { lines, down: StoredValue::new_local(None) }
    }

    /// The pointer went down.
    pub fn down(self, event: &MouseEvent) {
        let line = closest(event, self.lines);
        self.down.set_value(line.map(|line| (line, event.client_x(), event.client_y())));
    }

    /// The line that a click means; none where the pointer was dragged.
    pub fn clicked(self, event: &MouseEvent) -> Option<Element> {
        // Assistive technology clicks without a pointer.
        if event.detail() == 0 {
            return closest(event, self.lines);
        }
        let (line, x, y) = self.down.try_update_value(Option::take)??;
        let moved = (event.client_x() - x).abs().max((event.client_y() - y).abs());
        (moved <= DRAG_PX).then_some(line)
    }
}

/// The innermost element around an event's target that a CSS selector names.
pub fn closest(event: &MouseEvent, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}
