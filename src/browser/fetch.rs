//! Requests with a time-out, through gloo-net (which has none of its own).

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use gloo_timers::callback::Timeout;
use session::{Body, HttpRequest, Method};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials, RequestMode};

/// An answer is read up to this many bytes of text; what is longer is refused.
const LARGEST_ANSWER: usize = 32 * 1024 * 1024;

/// Status and body of an answer, or the browser's text for a failure.
pub type Answer = Result<(u16, String), String>;

/// Sends what holds files or is answered with one: request, address, what ends it, what is told of its end.
pub type Transfer = fn(HttpRequest, String, AbortSignal, Box<dyn FnOnce(Transferred)>);

/// What came of a transfer.
pub enum Transferred {
    /// An answer in words.
    Said(Answer),
    /// A file of this many bytes.
    File(u64),
}

thread_local! {
    static TRANSFER: Cell<Option<Transfer>> = const { Cell::new(None) };
}

/// From now on files can be sent and fetched.
pub fn set_transfer(transfer: Transfer) {
    TRANSFER.set(Some(transfer));
}

/// How files are sent, once a part of the page that does so is there.
pub fn transfer(request: &HttpRequest) -> Option<Transfer> {
    let files = request.file.is_some() || matches!(request.body, Body::Multipart(_));
    if files { TRANSFER.get() } else { None }
}

/// Send `request` to `url`. `abort` ends it from outside.
pub async fn send(request: HttpRequest, url: String, abort: AbortController) -> Answer {
    let signal = abort.signal();
    let timer = Timeout::new(u32::try_from(request.timeout_ms).unwrap_or(u32::MAX), move || abort.abort());
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    };
    let builder = RequestBuilder::new(&url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&signal));
    let headers = request.headers.iter();
    let builder = headers.fold(builder, |builder, (name, value)| builder.header(name, value));
    let kind = content_type(&request.body);
    let built = match request.body {
        Body::Text(text) | Body::Json(text) | Body::Form(text) => {
            builder.header("content-type", kind).body(text)
        }
        // Those with files take another way.
        Body::None | Body::Multipart(_) => builder.build(),
    };
    let answer = read(built.map_err(|error| error.to_string())?).await;
    drop(timer);
    answer
}

/// The content type of a body of text.
pub fn content_type(body: &Body) -> &'static str {
    match body {
        Body::Json(_) => "application/json",
        Body::Form(_) => "application/x-www-form-urlencoded",
        _ => "text/plain;charset=UTF-8",
    }
}

async fn read(request: gloo_net::http::Request) -> Answer {
    let response = request.send().await.map_err(|error| error.to_string())?;
    let declared = response.headers().get("content-length").and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > LARGEST_ANSWER) {
        return Err(format!("the answer is larger than {LARGEST_ANSWER} bytes"));
    }
    let status = response.status();
    let body = response.text().await.map_err(|error| error.to_string())?;
    Ok((status, body))
}

/// Ask whether anything answers at `url`, without being able to read it (`no-cors`).
pub async fn probe(url: String) -> bool {
    let request = RequestBuilder::new(&url)
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .build();
    match request {
        Ok(request) => request.send().await.is_ok(),
        Err(_) => false,
    }
}

/// A same-origin text file; `Ok(None)` where there is none (404).
///
/// # Errors
/// A status other than 200 or 404, or the browser's text.
pub async fn file(url: &str) -> Result<Option<String>, String> {
    let request =
        RequestBuilder::new(url).cache(RequestCache::NoCache).build().map_err(|error| error.to_string())?;
    match read(request).await? {
        (404, _) => Ok(None),
        (200, body) => Ok(Some(body)),
        (status, _) => Err(format!("HTTP {status}")),
    }
}

/// The browser's own words for an error value.
pub fn text_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}
