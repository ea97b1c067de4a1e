//! One WebSocket, by `web-sys` and not by gloo-net, which keeps an unbounded inbox, hides close codes
//! behind `split()` and answers Ok to a send after close.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use session::wire::{Incoming, SocketId};
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

mod opening;

use opening::OpeningSockets;

/// The close code of a socket that never opened (RFC 6455 §7.1.5).
const NEVER_OPENED: u16 = 1006;

thread_local! {
    static OPENING: RefCell<OpeningSockets> = RefCell::new(begin_to_look());
}

/// Look each second at the sockets that open, from the first one on.
fn begin_to_look() -> OpeningSockets {
    let look = || {
        let late = OPENING.with_borrow_mut(OpeningSockets::tick);
        late.iter().for_each(|give_up| give_up());
    };
    Interval::new(1_000, look).forget();
    OpeningSockets::default()
}

/// An open or opening WebSocket. Dropping it closes it and silences its reports.
pub struct Socket {
    socket: WebSocket,
    opening: u64,
    _handlers: [Closure<dyn FnMut(JsValue)>; 3],
}

impl Socket {
    /// Open `url`; `report` is called for everything that happens to `socket`.
    ///
    /// # Errors
    /// The browser's text where the URL is refused (malformed, or mixed content).
    pub fn open(
        url: &str,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Self, String> {
        let web_socket = WebSocket::new(url).map_err(|error| crate::browser::error::text_of(&error))?;
        web_socket.set_binary_type(BinaryType::Arraybuffer);
        let report = Rc::new(report);
        let give_up = {
            let report = Rc::clone(&report);
            move || report(Incoming::Closed { socket, code: NEVER_OPENED, reason: "", clean: false })
        };
        let opening = OPENING.with_borrow_mut(|sockets| sockets.add(url, Box::new(give_up)));
        let opened = {
            let report = Rc::clone(&report);
            Closure::<dyn FnMut(JsValue)>::new(move |_| {
                OPENING.with_borrow_mut(|sockets| sockets.opened(opening));
                report(Incoming::Opened { socket });
            })
        };
        let message = {
            let report = Rc::clone(&report);
            Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
                let data = event.unchecked_into::<MessageEvent>().data();
                if let Some(text) = data.as_string() {
                    report(Incoming::Text { socket, text: &text });
                } else if let Some(buffer) = data.dyn_ref::<js_sys::ArrayBuffer>() {
                    let bytes = js_sys::Uint8Array::new(buffer).to_vec();
                    report(Incoming::Binary { socket, bytes: &bytes });
                }
            })
        };
        let closed = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            OPENING.with_borrow_mut(|sockets| sockets.remove(opening));
            let event = event.unchecked_into::<CloseEvent>();
            report(Incoming::Closed {
                socket,
                code: event.code(),
                reason: &event.reason(),
                clean: event.was_clean(),
            });
        });
        web_socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        web_socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        web_socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Ok(Self { socket: web_socket, opening, _handlers: [opened, message, closed] })
    }

    /// Send text. A socket that is closing loses it; its close is reported anyway.
    pub fn send_text(&self, text: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_str(text);
        }
    }

    /// Send bytes.
    pub fn send_binary(&self, bytes: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_u8_array(bytes);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        OPENING.with_borrow_mut(|sockets| sockets.remove(self.opening));
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
