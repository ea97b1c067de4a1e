//! One event stream (`text/event-stream`), by `fetch` and not by `EventSource`, which takes no headers, hides the status of
//! an answer that is no stream, and comes back by itself when it likes.

use gloo_net::http::Response;
use js_sys::Promise;
use session::wire::{Incoming, SocketId, WireRequestId};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

use super::body::{self, Pieces};
use super::error::{description, text_of};
use super::fetch::{self, WebRequest};

/// The close code of what came to its end, and of what did not (RFC 6455 §7.4.1).
const NORMAL_CLOSURE: u16 = 1000;
const ABNORMAL_CLOSURE: u16 = 1006;

/// An event stream, open or opening. Dropping it ends it and silences its reports.
pub struct EventStream(AbortController);

impl EventStream {
    /// Listen; `report` is called for everything that happens to `socket`.
    ///
    /// # Errors
    /// The browser's text where the request is refused (malformed, or mixed content).
    pub fn open(
        request: WebRequest,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Self, String> {
        let abort = AbortController::new().map_err(|error| text_of(&error))?;
        let signal = abort.signal();
        let sent = fetch::begin(request, &signal).map_err(|error| text_of(&error))?;
        spawn_local(async move {
            let report = |incoming: Incoming<'_>| {
                if !signal.aborted() {
                    report(incoming);
                }
            };
            let (code, reason) = match listen(sent, socket, &signal, &report).await {
                Ok(()) => (NORMAL_CLOSURE, String::new()),
                Err(error) => (ABNORMAL_CLOSURE, description(&error)),
            };
            report(Incoming::Closed { socket, code, reason: &reason, clean: code == NORMAL_CLOSURE });
        });
        Ok(Self(abort))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Read an answer to its end.
async fn listen(
    sent: Promise,
    socket: SocketId,
    signal: &AbortSignal,
    report: &dyn Fn(Incoming<'_>),
) -> Result<(), JsValue> {
    let response = Response::from(JsFuture::from(sent).await?.unchecked_into::<web_sys::Response>());
    let content_type = response.headers().get("content-type").unwrap_or_default();
    let status = response.status();
    if status != 200 || !content_type.trim_start().to_ascii_lowercase().starts_with("text/event-stream") {
        let body = body::text(&response, &content_type).await.unwrap_or_default();
        let request = WireRequestId { socket, number: 0 };
        report(Incoming::Answered { request, status, body: &body });
        return Ok(());
    }
    let Some(mut pieces) = Pieces::of(&response) else { return Ok(()) };
    report(Incoming::Opened { socket });
    // A stream is UTF-8, and what is none in it is replaced (WHATWG HTML §9.2.6).
    let decoder = web_sys::TextDecoder::new()?;
    while let Some(piece) = pieces.next().await? {
        if signal.aborted() {
            break;
        }
        if let Some(text) = body::decode(&decoder, &piece, true) {
            report(Incoming::Text { socket, text: &text });
        }
    }
    Ok(())
}
