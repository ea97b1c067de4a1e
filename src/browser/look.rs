//! Requests that only look: a GET that tells nobody who asks, follows nothing and changes nothing.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::Response;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use look::Answer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, EventSource, Headers, ReferrerPolicy, Request, RequestCache,
    RequestCredentials, RequestInit, RequestRedirect, ResponseType,
};

use super::body::{self, Beginning};
use super::clock;

/// What is read by preference; a list of media types that needs no permission of another origin.
const ACCEPT: &str = "application/json, text/event-stream;q=0.9, */*;q=0.5";
/// An answer of more bytes is not read to its end.
const LONGEST: f64 = 4.0 * 1024.0 * 1024.0;

/// A question under way. Dropping it ends it, and nothing more is reported.
pub struct Asked {
    abort: Option<AbortController>,
    source: Option<EventSource>,
    _handlers: Vec<Closure<dyn FnMut()>>,
    _limit: Option<Timeout>,
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
        if let Some(source) = &self.source {
            source.set_onopen(None);
            source.set_onerror(None);
            source.close();
        }
    }
}

/// GET an address, as [`look`] wants it, and as who the user says to be. `done` is called later, never before this returns.
pub fn get(url: &str, who: Option<&str>, timeout_ms: u64, done: impl FnOnce(Answer) + 'static) -> Asked {
    let abort = AbortController::new().ok();
    let sent = abort.as_ref().ok_or(JsValue::NULL).and_then(|abort| start(url, who, &abort.signal()));
    let limit = abort.clone().map(|abort| clock::after(timeout_ms, move || abort.abort()));
    let signal = abort.as_ref().map(AbortController::signal);
    spawn_local(async move {
        let answer = match sent {
            Ok(promise) => read(promise).await,
            Err(_) => Answer::Nothing,
        };
        // An answer that was cut off is late; so is none at all.
        let is_late = answer == Answer::Nothing && signal.is_some_and(|signal| signal.aborted());
        done(if is_late { Answer::Late } else { answer });
    });
    Asked { abort, source: None, _handlers: Vec::new(), _limit: limit }
}

/// What HTTP Basic (RFC 7617) makes of a user and a password; nothing where the browser cannot write it.
pub fn basic(user: &str, password: &str) -> Option<String> {
    // The browser takes each letter for a byte.
    let bytes: String = [user, ":", password].concat().bytes().map(char::from).collect();
    Some(["Basic ", &web_sys::window()?.btoa(&bytes).ok()?].concat())
}

fn start(url: &str, who: Option<&str>, signal: &AbortSignal) -> Result<js_sys::Promise, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", ACCEPT)?;
    if let Some(who) = who {
        headers.set("authorization", who)?;
    }
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Manual);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(signal));
    let window = web_sys::window().ok_or("no window")?;
    Ok(window.fetch_with_request(&Request::new_with_str_and_init(url, &init)?))
}

async fn read(promise: js_sys::Promise) -> Answer {
    let Ok(response) = JsFuture::from(promise).await else { return Answer::Nothing };
    let response = response.unchecked_into::<web_sys::Response>();
    if response.type_() == ResponseType::Opaqueredirect {
        return Answer::Redirected;
    }
    let response = Response::from(response);
    let headers: Vec<(String, String)> = response.headers().entries().collect();
    let kind = response.headers().get("content-type").unwrap_or_default();
    let status = response.status();
    match body::beginning(&response, &kind, LONGEST).await {
        Some(Beginning { text, is_whole: true }) => Answer::Text { status, headers, body: text },
        // A stream has no end: what came in time is what there is to see.
        Some(Beginning { text, .. }) if kind.starts_with("text/event-stream") => {
            Answer::Text { status, headers, body: text }
        }
        Some(_) | None => Answer::Unusable,
    }
}

/// Find out whether anything answers at an address of another origin that may not be read. An event source tells
/// these two apart: it gives up where the answer may not be read, and tries again where none came. Unlike a request
/// without permissions (`no-cors`) it follows no redirect that may not be read.
pub fn reach(url: &str, timeout_ms: u64, done: impl FnOnce(bool) + 'static) -> Asked {
    let done = Rc::new(RefCell::new(Some(done)));
    let report = move |somebody: bool| {
        if let Some(done) = done.take() {
            spawn_local(async move { done(somebody) });
        }
    };
    let source = EventSource::new(url).ok();
    let mut handlers = Vec::new();
    if let Some(source) = &source {
        let (opened, failed, at) = (report.clone(), report.clone(), source.clone());
        handlers.push(Closure::<dyn FnMut()>::new(move || opened(true)));
        handlers.push(Closure::<dyn FnMut()>::new(move || {
            let somebody = at.ready_state() == EventSource::CLOSED;
            at.close();
            failed(somebody);
        }));
        if let [opened, failed] = handlers.as_slice() {
            source.set_onopen(Some(opened.as_ref().unchecked_ref()));
            source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        }
    }
    let after = if source.is_some() { timeout_ms } else { 0 };
    let limit = clock::after(after, move || report(false));
    Asked { abort: None, source, _handlers: handlers, _limit: Some(limit) }
}

/// Calls `forbidden` when the policy of the page forbids a request to an address that begins like this.
pub struct PolicyWatch(Closure<dyn FnMut(JsValue)>);

/// The event of a breach of the policy (Content Security Policy Level 3 §5.1).
const BREACH: &str = "securitypolicyviolation";

impl PolicyWatch {
    /// Watch from now on.
    pub fn new(origin: &str, forbidden: impl Fn() + 'static) -> Self {
        let origin = origin.to_owned();
        let watch = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let blocked = Reflect::get(&event, &"blockedURI".into()).ok().and_then(|it| it.as_string());
            // For a socket it may be written with the scheme of one.
            let is_it = |blocked: String| host(&blocked) == host(&origin);
            if blocked.is_some_and(is_it) {
                forbidden();
            }
        });
        if let Some(document) = document() {
            let _ = document.add_event_listener_with_callback(BREACH, watch.as_ref().unchecked_ref());
        }
        Self(watch)
    }
}

impl Drop for PolicyWatch {
    fn drop(&mut self) {
        if let Some(document) = document() {
            let _ = document.remove_event_listener_with_callback(BREACH, self.0.as_ref().unchecked_ref());
        }
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Host and port of an address.
fn host(url: &str) -> &str {
    url.split('/').nth(2).unwrap_or_default()
}
