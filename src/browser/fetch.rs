//! Requests with a time-out, through the browser's `fetch`. Answers are read by gloo-net; requests are built by `web-sys`,
//! since gloo-net's builder knows no `keepalive`, and panics at a header that HTTP cannot carry, which a password that a
//! user types may well be.

use std::cell::Cell;

use gloo_net::http::Response;
use gloo_timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use profile::FormPart;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit,
    RequestMode,
};

use super::clock;

/// An answer that says that it has more bytes of text than this is refused.
const LARGEST_ANSWER: usize = 32 * 1024 * 1024;

/// A request in the browser's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebRequest {
    /// Absolute address.
    pub url: String,
    /// Method, in capitals.
    pub method: &'static str,
    /// Headers, the content type of a text among them.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub payload: Payload,
    /// The answer is a file: the number under which it is kept.
    pub file: Option<u64>,
    /// It fails after this many milliseconds, or after as many of silence where files are on their way.
    pub timeout_ms: u64,
    /// It outlives the page (`keepalive`).
    pub keepalive: bool,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A form with files.
    Parts(Vec<FormPart>),
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// An answer in text.
    Text {
        /// HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// A file of this many bytes.
    File(u64),
    /// No readable answer; the browser's text for why.
    Failed(String),
}

/// What is called when a request ended.
pub type OnFetched = Box<dyn FnOnce(Fetched)>;

/// Sends what holds files or is answered with one. The signal aborts it.
pub type Transfer = fn(WebRequest, AbortSignal, OnFetched);

thread_local! {
    static TRANSFER: Cell<Option<Transfer>> = const { Cell::new(None) };
}

/// From now on files can be sent and fetched.
pub fn set_transfer(transfer: Transfer) {
    TRANSFER.set(Some(transfer));
}

/// Send a request, at once: a page that goes runs nothing later. `abort` ends it from outside; `done` is called
/// later, never before this returns.
pub fn send(request: WebRequest, abort: &AbortController, done: OnFetched) {
    if request.file.is_some() || matches!(request.payload, Payload::Parts(_)) {
        return match TRANSFER.get() {
            Some(transfer) => transfer(request, abort.signal(), done),
            None => spawn_local(async move { done(Fetched::Failed("files cannot be sent yet".to_owned())) }),
        };
    }
    let limit = time_limit(abort, request.timeout_ms);
    let sent = build(request, &abort.signal()).and_then(|request| start(&request));
    spawn_local(async move {
        let fetched = match read(sent).await {
            Ok((status, body)) => Fetched::Text { status, body },
            Err(why) => Fetched::Failed(why),
        };
        drop(limit);
        done(fetched);
    });
}

/// Ask whether anything answers at `url`, without being able to read it (`no-cors`).
pub fn probe(url: &str, timeout_ms: u64, done: impl FnOnce(bool) + 'static) {
    let sent = AbortController::new().and_then(|abort| {
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_signal(Some(&abort.signal()));
        let promise = start(&Request::new_with_str_and_init(url, &init)?)?;
        Ok((promise, time_limit(&abort, timeout_ms)))
    });
    spawn_local(async move {
        done(match sent {
            Ok((promise, _limit)) => JsFuture::from(promise).await.is_ok(),
            Err(_) => false,
        });
    });
}

/// A same-origin text file; `Ok(None)` where there is none (404).
///
/// # Errors
/// A status other than 200 or 404, or the browser's text.
pub async fn file(url: &str) -> Result<Option<String>, String> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    let sent = Request::new_with_str_and_init(url, &init).and_then(|request| start(&request));
    match read(sent).await? {
        (404, _) => Ok(None),
        (200, body) => Ok(Some(body)),
        (status, _) => Err(format!("HTTP {status}")),
    }
}

/// The request of `fetch`. It carries no cookies, and no cache answers it.
fn build(request: WebRequest, signal: &AbortSignal) -> Result<Request, JsValue> {
    let WebRequest { url, method, headers: given, payload, file: _, timeout_ms: _, keepalive } = request;
    let headers = Headers::new()?;
    for (name, value) in &given {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(signal));
    // web-sys has no setter for it.
    Reflect::set(&init, &"keepalive".into(), &keepalive.into())?;
    match payload {
        Payload::Empty => {}
        Payload::Text(text) => init.set_body(&text.into()),
        Payload::Parts(_) => return Err(JsValue::from_str("files take another way")),
    }
    Request::new_with_str_and_init(&url, &init)
}

fn start(request: &Request) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    Ok(window.fetch_with_request(request))
}

fn time_limit(abort: &AbortController, timeout_ms: u64) -> Timeout {
    let abort = abort.clone();
    clock::after(timeout_ms, move || abort.abort())
}

/// Status and body, or the browser's text for a failure.
async fn read(sent: Result<Promise, JsValue>) -> Result<(u16, String), String> {
    read_text(sent).await.map_err(|error| description(&error))
}

async fn read_text(sent: Result<Promise, JsValue>) -> Result<(u16, String), JsValue> {
    let response = Response::from(JsFuture::from(sent?).await?.unchecked_into::<web_sys::Response>());
    let declared = response.headers().get("content-length").and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > LARGEST_ANSWER) {
        return Err(format!("the answer is larger than {LARGEST_ANSWER} bytes").into());
    }
    let body = response.text().await.map_err(|error| JsValue::from(error.to_string()))?;
    Ok((response.status(), body))
}

/// The browser's name and words for an error value: "TypeError: Failed to fetch".
fn description(error: &JsValue) -> String {
    let described = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.to_string()));
    described.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

/// The browser's own words for an error value.
pub fn text_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
