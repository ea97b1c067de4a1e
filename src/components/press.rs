//! Presses on lines that may move under the pointer: what is meant is the line on which it went down.

use std::rc::Rc;

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::clock;

/// A pointer that moved further than this (CSS pixels) selects text.
const DRAG_PX: i32 = 4;
/// A finger's click comes this long after it went up (milliseconds), a mouse's at once.
const TOUCH_CLICK_MS: u64 = 400;

/// Presses on the lines inside of an element. A line that is moved while the pointer is down gets no click from the
/// browser, and what lies under the pointer by then is not what the user pressed.
#[derive(Clone, Copy)]
pub struct Press {
    lines: &'static str,
    down: StoredValue<Option<Pressed>, LocalStorage>,
    on_press: StoredValue<Rc<dyn Fn(Pressed)>, LocalStorage>,
}

/// What was pressed.
#[derive(Clone)]
pub struct Pressed {
    /// The line.
    pub line: Element,
    /// What its `data-key` named by then: an element may stand for another row later.
    pub key: Option<String>,
    /// On a link in it.
    pub on_link: bool,
    at: (i32, i32),
}

impl Press {
    /// Presses on what a CSS selector names.
    pub fn on(lines: &'static str, on_press: impl Fn(Pressed) + 'static) -> Self {
        let on_press: Rc<dyn Fn(Pressed)> = Rc::new(on_press);
        Self { lines, down: StoredValue::new_local(None), on_press: StoredValue::new_local(on_press) }
    }

    /// The pointer went down.
    pub fn down(self, event: &PointerEvent) {
        self.down.set_value(if event.button() == 0 { self.read(event) } else { None });
    }

    /// The pointer went up: if no click follows, the press counts all the same.
    pub fn up(self, event: &PointerEvent) {
        let at = (event.client_x(), event.client_y());
        let wait = if event.pointer_type() == "mouse" { 0 } else { TOUCH_CLICK_MS };
        // The list may be gone by then.
        clock::after(wait, move || {
            let _gone = self.down.try_update_value(Option::take).flatten().map(|down| self.ended(down, at));
        })
        .forget();
    }

    /// The browser saw a click.
    pub fn click(self, event: &MouseEvent) {
        let at = (event.client_x(), event.client_y());
        // Assistive technology clicks without a pointer.
        let pressed = match event.detail() {
            0 => self.read(event).map(|pressed| Pressed { at, ..pressed }),
            _ => self.down.try_update_value(Option::take).flatten(),
        };
        pressed.into_iter().for_each(|pressed| self.ended(pressed, at));
    }

    fn ended(self, pressed: Pressed, at: (i32, i32)) {
        let moved = (at.0 - pressed.at.0).abs().max((at.1 - pressed.at.1).abs());
        if moved <= DRAG_PX {
            (self.on_press.get_value())(pressed);
        }
    }

    fn read(self, event: &MouseEvent) -> Option<Pressed> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let line = target.closest(self.lines).ok()??;
        let on_link = target.closest("a").is_ok_and(|link| link.is_some());
        let key = line.get_attribute("data-key");
        Some(Pressed { line, key, on_link, at: (event.client_x(), event.client_y()) })
    }
}
