//! One event stream (`text/event-stream`), by `fetch` and not by `EventSource`, which takes no headers, hides the status of
//! an answer that is no stream, and comes back by itself when it likes. What listens is in the second module.

use std::pin::Pin;

use gloo_net::http::Response;
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

/// What is called for everything that happens to a stream.
pub type OnIncoming = Box<dyn Fn(Incoming<'_>)>;

/// Listens to what answers a request. The signal ends it.
pub type Listen = fn(WebRequest, SocketId, AbortSignal, OnIncoming);

/// What listens, once it is there; nothing where it does not come.
pub type LoadingListen = Pin<Box<dyn Future<Output = Option<Listen>>>>;

/// An event stream, open or opening. Dropping it ends it and silences its reports.
pub struct EventStream(AbortController);

impl EventStream {
    /// Listen as soon as there is what listens; `report` is called for everything that happens to `socket`.
    ///
    /// # Errors
    /// The browser's text where it lacks what ends a request.
    pub fn open(
        request: WebRequest,
        socket: SocketId,
        listen: LoadingListen,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Self, String> {
        let abort = AbortController::new().map_err(|error| text_of(&error))?;
        let signal = abort.signal();
        spawn_local(async move {
            let is_over = signal.clone();
            let report: OnIncoming = Box::new(move |incoming| {
                if !is_over.aborted() {
                    report(incoming);
                }
            });
            match listen.await {
                Some(listen) => listen(request, socket, signal, report),
                None => report(broken(socket, "what reads event streams did not come")),
            }
        });
        Ok(Self(abort))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn broken(socket: SocketId, reason: &str) -> Incoming<'_> {
    Incoming::Closed { socket, code: ABNORMAL_CLOSURE, reason, clean: false }
}

/// Listen to what answers a request: a [`Listen`].
pub fn listen(request: WebRequest, socket: SocketId, signal: AbortSignal, report: OnIncoming) {
    spawn_local(async move {
        match follow(request, socket, &signal, &report).await {
            Ok(()) => report(Incoming::Closed { socket, code: NORMAL_CLOSURE, reason: "", clean: true }),
            Err(error) => report(broken(socket, &description(&error))),
        }
    });
}

/// Read an answer to its end.
async fn follow(
    request: WebRequest,
    socket: SocketId,
    signal: &AbortSignal,
    report: &dyn Fn(Incoming<'_>),
) -> Result<(), JsValue> {
    let sent = fetch::begin(request, signal)?;
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
    let mut events = session::EventStream::default();
    while let Some(piece) = pieces.next().await? {
        if signal.aborted() {
            break;
        }
        if let Some(text) = body::decode(&decoder, &piece, true) {
            report(Incoming::Stream { socket, piece: &events.read(&text) });
        }
    }
    Ok(())
}
