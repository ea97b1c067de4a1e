//! Requests with a time-out, through the browser's `fetch`; the one place where answers are read, by `gloo-net`. Requests
//! are built by `web-sys`: a builder that panics at a header that HTTP cannot carry would meet one in a password that a user types.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::Response;
use gloo_timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use profile::FormPart;
use session::{AnswerHeaders, Diagnosis, RequestFailure};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit,
    RequestMode,
};

use super::error::{description, text_of};
use super::{body, clock};

/// A file of the page's own that does not come within this does not come (milliseconds).
const FILE_TIMEOUT_MS: u64 = 20_000;

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
    /// Cookies of the page's own origin go along and are kept: what balances the load may tell its servers by them, and
    /// a hub its users.
    pub cookies: bool,
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
        /// The headers that decide something.
        headers: AnswerHeaders,
        /// The body.
        body: String,
    },
    /// A file of this many bytes.
    File(u64),
    /// No answer, or none that can be taken.
    Failed(RequestFailure),
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
            None => {
                let fault = RequestFailure::Unreachable("files cannot be sent yet".to_owned());
                spawn_local(async move { done(Fetched::Failed(fault)) });
            }
        };
    }
    let limit = TimeLimit::new(abort, request.timeout_ms);
    let sent = begin(request, &abort.signal());
    spawn_local(async move {
        done(read(sent).await.unwrap_or_else(|fault| Fetched::Failed(limit.passed().unwrap_or(fault))));
    });
}

/// Ask what answers at `url`; where another origin does not let the page read that, whether anything does (`no-cors`).
pub fn probe(url: &str, timeout_ms: u64, done: impl FnOnce(Diagnosis) + 'static) {
    let url = url.to_owned();
    spawn_local(async move {
        let status = match ask(&url, timeout_ms, RequestMode::Cors).await {
            Ok(response) => Diagnosis::Answers(response.status()),
            Err(_) => match ask(&url, timeout_ms, RequestMode::NoCors).await {
                Ok(_) => Diagnosis::Unreadable,
                Err(_) => Diagnosis::Unreachable,
            },
        };
        done(status);
    });
}

/// A question whose body nobody reads.
async fn ask(url: &str, timeout_ms: u64, mode: RequestMode) -> Result<Response, JsValue> {
    let abort = AbortController::new()?;
    let init = RequestInit::new();
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&abort.signal()));
    let _limit = TimeLimit::new(&abort, timeout_ms);
    let sent = start(&Request::new_with_str_and_init(url, &init)?)?;
    let response = Response::from(JsFuture::from(sent).await?.unchecked_into::<web_sys::Response>());
    abort.abort();
    Ok(response)
}

/// A same-origin text file; `Ok(None)` where there is none (404).
///
/// # Errors
/// A status other than 200 or 404, or the browser's text.
pub async fn file(url: &str) -> Result<Option<String>, String> {
    let (sent, _limit) = start_file(url).map_err(|error| text_of(&error))?;
    match read(Ok(sent)).await {
        Ok(Fetched::Text { status: 404, .. }) => Ok(None),
        Ok(Fetched::Text { status: 200, body, .. }) => Ok(Some(body)),
        Ok(Fetched::Text { status, .. }) => Err(format!("HTTP {status}")),
        Err(RequestFailure::Unreachable(why)) => Err(why),
        Ok(_) | Err(_) => Err("not a text file".to_owned()),
    }
}

/// A same-origin file in bytes; nothing where there is none, or where it does not come. It is asked for at once.
pub fn bytes(url: &str) -> impl Future<Output = Option<Vec<u8>>> + use<> {
    let started = start_file(url);
    async move {
        let (sent, _limit) = started.ok()?;
        let response = Response::from(JsFuture::from(sent).await.ok()?.unchecked_into::<web_sys::Response>());
        if response.status() != 200 {
            return None;
        }
        response.binary().await.ok()
    }
}

fn start_file(url: &str) -> Result<(Promise, TimeLimit), JsValue> {
    let abort = AbortController::new()?;
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    init.set_signal(Some(&abort.signal()));
    let sent = start(&Request::new_with_str_and_init(url, &init)?)?;
    Ok((sent, TimeLimit::new(&abort, FILE_TIMEOUT_MS)))
}

/// Send a request without files.
///
/// # Errors
/// What the browser says where it refuses it.
pub fn begin(request: WebRequest, signal: &AbortSignal) -> Result<Promise, JsValue> {
    build(request, signal).and_then(|request| start(&request))
}

/// The request of `fetch`. No cache answers it.
fn build(request: WebRequest, signal: &AbortSignal) -> Result<Request, JsValue> {
    let WebRequest { url, method, headers: given, payload, file: _, timeout_ms: _, keepalive, cookies } =
        request;
    let headers = Headers::new()?;
    for (name, value) in &given {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_credentials(if cookies { RequestCredentials::SameOrigin } else { RequestCredentials::Omit });
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

/// Aborts a request after a while.
struct TimeLimit {
    _timer: Timeout,
    ms: u64,
    passed: Rc<Cell<bool>>,
}

impl TimeLimit {
    fn new(abort: &AbortController, ms: u64) -> Self {
        let passed = Rc::new(Cell::new(false));
        let (abort, end) = (abort.clone(), Rc::clone(&passed));
        let pass = move || {
            end.set(true);
            abort.abort();
        };
        Self { _timer: clock::after(ms, pass), ms, passed }
    }

    /// What it ended, if it did.
    fn passed(&self) -> Option<RequestFailure> {
        self.passed.get().then_some(RequestFailure::TimedOut { after_ms: self.ms })
    }
}

async fn read(sent: Result<Promise, JsValue>) -> Result<Fetched, RequestFailure> {
    let lost = |error: JsValue| RequestFailure::Unreachable(description(&error));
    let promise = sent.map_err(lost)?;
    let response =
        Response::from(JsFuture::from(promise).await.map_err(lost)?.unchecked_into::<web_sys::Response>());
    let given = response.headers();
    let header = |name: &str| given.get(name);
    let headers =
        AnswerHeaders { retry_after: header("retry-after"), etag: header("etag"), link: header("link") };
    let content_type = header("content-type").unwrap_or_default();
    let body = body::text(&response, &content_type).await?;
    Ok(Fetched::Text { status: response.status(), headers, body })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
