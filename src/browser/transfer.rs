//! Files on their way to a hub and from it, through XMLHttpRequest: `fetch` reports no
//! progress of an upload.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use profile::FormPart;
use session::{AnswerHeaders, RequestFailure};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortSignal, Blob, FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::body::LARGEST_ANSWER;
use super::clock;
use super::fetch::{Fetched, OnFetched, Payload, WebRequest};

/// Bytes transferred, and of how many (0 where the total is not known); nothing before the first report.
pub type Progress = Option<(f64, f64)>;

/// The place of a file that is sent or comes.
struct Slot {
    file: Option<web_sys::File>,
    received: Option<Blob>,
    progress: RwSignal<Progress>,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(1) };
    static SLOTS: RefCell<HashMap<u64, Slot>> = RefCell::default();
}

/// Keep a place for a file and return its number: `file` is sent; without one, the place is for a file that comes.
pub fn hold(file: Option<web_sys::File>, progress: RwSignal<Progress>) -> u64 {
    let number = number();
    SLOTS.with_borrow_mut(|slots| slots.insert(number, Slot { file, received: None, progress }));
    number
}

/// A number that nothing else has.
pub fn number() -> u64 {
    NEXT.replace(NEXT.get() + 1)
}

/// Give up the place of a file.
pub fn drop_held(number: u64) {
    SLOTS.with_borrow_mut(|slots| slots.remove(&number));
}

/// Save a file that came on the user's machine, under a name.
pub fn save(number: u64, name: &str) {
    let Some(blob) = SLOTS.with_borrow_mut(|slots| slots.get_mut(&number)?.received.take()) else { return };
    let (Ok(url), Some(document)) =
        (web_sys::Url::create_object_url_with_blob(&blob), web_sys::window().and_then(|it| it.document()))
    else {
        return;
    };
    if let Ok(link) = document.create_element("a") {
        let _ = link.set_attribute("href", &url).and_then(|()| link.set_attribute("download", name));
        link.unchecked_ref::<web_sys::HtmlElement>().click();
    }
    // The browser has taken it up by then.
    Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
}

/// Send a request that holds files or is answered with one. `done` is called later, never before this returns.
pub fn send(request: WebRequest, signal: AbortSignal, done: OnFetched) {
    let done = Rc::new(Cell::new(Some(done)));
    let end = move |fetched: Fetched| {
        if let Some(done) = done.take() {
            done(fetched);
        }
    };
    if let Err(error) = begin(request, &signal, end.clone()) {
        let fault = RequestFailure::Unreachable(super::error::text_of(&error));
        spawn_local(async move { end(Fetched::Failed(fault)) });
    }
}

/// Who asks, where a server wants a name in a way that the app does not speak.
const NOBODY: &str = "atalaya";

fn begin(
    request: WebRequest,
    signal: &AbortSignal,
    end: impl Fn(Fetched) + Clone + 'static,
) -> Result<(), JsValue> {
    // An XMLHttpRequest knows no `keepalive`: what holds files ends with the page.
    let WebRequest { url, method, headers, payload, file, timeout_ms, keepalive: _, cookies: _ } = request;
    let xhr = XmlHttpRequest::new()?;
    if is_own_origin(&url) {
        // Where Basic is wanted at its own origin the browser asks the user by a dialog, unless the request names one.
        // That name goes along only where it is asked for.
        xhr.open_with_async_and_user_and_password(method, &url, true, Some(NOBODY), Some(""))?;
    } else {
        xhr.open(method, &url)?;
    }
    for (name, value) in &headers {
        xhr.set_request_header(name, value)?;
    }
    xhr.set_response_type(XmlHttpRequestResponseType::Blob);
    // A transfer may take long; only silence ends it.
    let silence = SilenceLimit::new(&xhr, timeout_ms);
    report_progress(&xhr, &payload, file, &silence)?;
    report_end(&xhr, file, silence, end);
    let aborted = xhr.clone();
    let abort = handler(move |_: ProgressEvent| {
        // Never fails: an ended request stays ended.
        let _ = aborted.abort();
    });
    signal.add_event_listener_with_callback("abort", &abort)?;
    match payload {
        Payload::Empty => xhr.send(),
        Payload::Text(text) => xhr.send_with_opt_str(Some(&text)),
        Payload::Parts(parts) => xhr.send_with_opt_form_data(Some(&form(&parts)?)),
    }
}

/// Whether an address lies at the page's own origin.
fn is_own_origin(url: &str) -> bool {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    url.strip_prefix(&origin).is_some_and(|rest| rest.starts_with('/'))
}

fn report_progress(
    xhr: &XmlHttpRequest,
    payload: &Payload,
    file: Option<u64>,
    silence: &Rc<SilenceLimit>,
) -> Result<(), JsValue> {
    let number = file.or_else(|| first_file(payload));
    let progress = number.and_then(|number| SLOTS.with_borrow(|slots| Some(slots.get(&number)?.progress)));
    let limit = Rc::clone(silence);
    let moved = handler(move |event: ProgressEvent| {
        limit.renew();
        let total = if event.length_computable() { event.total() } else { 0.0 };
        if let Some(progress) = progress {
            // The form that shows it may be closed.
            let _ = progress.try_set(Some((event.loaded(), total)));
        }
    });
    let (limit, coming) = (Rc::clone(silence), xhr.clone());
    let heard = handler(move |event: ProgressEvent| {
        limit.renew();
        // A file may be as long as it likes, a text may not.
        if !is_file(&coming, file) && event.loaded() > LARGEST_ANSWER {
            limit.cut(RequestFailure::TooLarge);
        }
    });
    xhr.add_event_listener_with_callback("progress", &heard)?;
    if matches!(payload, Payload::Parts(_)) {
        xhr.upload()?.set_onprogress(Some(&moved));
    } else {
        xhr.set_onprogress(Some(&moved));
    }
    Ok(())
}

fn report_end(
    xhr: &XmlHttpRequest,
    file: Option<u64>,
    silence: Rc<SilenceLimit>,
    end: impl Fn(Fetched) + Clone + 'static,
) {
    let (ended, answer) = (xhr.clone(), end.clone());
    let limit = Rc::clone(&silence);
    let loaded = handler(move |_: ProgressEvent| {
        limit.end();
        answered(&ended, file, answer.clone());
    });
    let failed = handler(move |_: ProgressEvent| {
        let lost = || RequestFailure::Unreachable("network error".to_owned());
        end(Fetched::Failed(silence.end().unwrap_or_else(lost)));
    });
    xhr.set_onload(Some(&loaded));
    xhr.set_onerror(Some(&failed));
    xhr.set_onabort(Some(&failed));
}

/// An answer is there: a file where one was wanted and the hub gave it, else text.
fn answered(xhr: &XmlHttpRequest, file: Option<u64>, end: impl FnOnce(Fetched) + 'static) {
    let status = xhr.status().unwrap_or(0);
    let Some(blob) = xhr.response().ok().and_then(|response| response.dyn_into::<Blob>().ok()) else {
        return end(Fetched::Text { status, headers: AnswerHeaders::default(), body: String::new() });
    };
    if let Some(number) = file.filter(|_| is_file(xhr, file)) {
        let length = blob.size() as u64;
        SLOTS.with_borrow_mut(|slots| {
            if let Some(slot) = slots.get_mut(&number) {
                slot.received = Some(blob);
            }
        });
        return end(Fetched::File(length));
    }
    spawn_local(async move {
        let text = wasm_bindgen_futures::JsFuture::from(blob.text()).await;
        let body = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
        end(Fetched::Text { status, headers: AnswerHeaders::default(), body });
    });
}

/// Whether what comes is the file that was asked for, and not the hub's words on why it is not.
fn is_file(xhr: &XmlHttpRequest, file: Option<u64>) -> bool {
    file.is_some() && (200..300).contains(&xhr.status().unwrap_or(0))
}

fn form(parts: &[FormPart]) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    for part in parts {
        match part {
            FormPart::Text(name, text) => form.append_with_str(name, text)?,
            FormPart::File(name, number) => {
                let file = SLOTS.with_borrow(|slots| slots.get(number)?.file.clone());
                let file = file.ok_or_else(|| JsValue::from_str("the file is gone"))?;
                form.append_with_blob_and_filename(name, &file, &file.name())?;
            }
        }
    }
    Ok(form)
}

fn first_file(payload: &Payload) -> Option<u64> {
    let Payload::Parts(parts) = payload else { return None };
    parts.iter().find_map(|part| match part {
        FormPart::File(_, number) => Some(*number),
        FormPart::Text(..) => None,
    })
}

/// Owned by the page: it is freed with the request.
fn handler(run: impl FnMut(ProgressEvent) + 'static) -> js_sys::Function {
    Closure::<dyn FnMut(ProgressEvent)>::new(run).into_js_value().unchecked_into()
}

/// Ends a request that is silent for too long.
struct SilenceLimit {
    xhr: XmlHttpRequest,
    ms: u64,
    timer: RefCell<Option<Timeout>>,
    ended: RefCell<Option<RequestFailure>>,
}

impl SilenceLimit {
    fn new(xhr: &XmlHttpRequest, ms: u64) -> Rc<Self> {
        let (timer, ended) = (RefCell::new(None), RefCell::new(None));
        let limit = Rc::new(Self { xhr: xhr.clone(), ms, timer, ended });
        limit.renew();
        limit
    }

    fn renew(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let pass = move || {
            if let Some(this) = weak.upgrade() {
                this.cut(RequestFailure::TimedOut { after_ms: this.ms });
            }
        };
        self.timer.replace(Some(clock::after(self.ms, pass)));
    }

    /// End the request.
    fn cut(&self, why: RequestFailure) {
        self.ended.replace(Some(why));
        let _ = self.xhr.abort();
    }

    /// Stop watching; gives why the request was ended, if it was.
    fn end(&self) -> Option<RequestFailure> {
        self.timer.replace(None);
        self.ended.take()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
