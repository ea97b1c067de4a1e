//! Files on their way to a hub and from it, through XMLHttpRequest: `fetch` tells nothing of an upload's progress.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use profile::FormPart;
use session::{Body, HttpRequest, Method};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Blob, FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::fetch::{Transferred, content_type};

/// Bytes that are through, of how many; nothing where that is not known.
pub type Progress = Option<(f64, f64)>;

/// A file that is sent or comes.
struct Held {
    file: Option<web_sys::File>,
    received: Option<Blob>,
    progress: RwSignal<Progress>,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(1) };
    static HELD: RefCell<HashMap<u64, Held>> = RefCell::default();
}

/// Keep a place for a file, which is sent where there is one and comes where there is none; gives its number.
pub fn hold(file: Option<web_sys::File>, progress: RwSignal<Progress>) -> u64 {
    let number = number();
    HELD.with_borrow_mut(|held| held.insert(number, Held { file, received: None, progress }));
    number
}

/// A number that nothing else has.
pub fn number() -> u64 {
    NEXT.replace(NEXT.get() + 1)
}

/// Forget a file.
pub fn drop_held(number: u64) {
    HELD.with_borrow_mut(|held| held.remove(&number));
}

/// Give a file that came to the person, under a name.
pub fn save(number: u64, name: &str) {
    let Some(blob) = HELD.with_borrow_mut(|held| held.get_mut(&number)?.received.take()) else { return };
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

/// Send a request that holds files or is answered with one.
pub fn send(request: HttpRequest, url: String, signal: AbortSignal, done: Box<dyn FnOnce(Transferred)>) {
    let done = Rc::new(Cell::new(Some(done)));
    let tell = {
        let done = Rc::clone(&done);
        move |outcome: Transferred| {
            if let Some(done) = done.take() {
                done(outcome);
            }
        }
    };
    if let Err(error) = begin(request, &url, &signal, tell.clone()) {
        tell(Transferred::Said(Err(super::fetch::text_of(&error))));
    }
}

fn begin(
    request: HttpRequest,
    url: &str,
    signal: &AbortSignal,
    tell: impl Fn(Transferred) + Clone + 'static,
) -> Result<(), JsValue> {
    let xhr = XmlHttpRequest::new()?;
    xhr.open(method(request.method), url)?;
    for (name, value) in &request.headers {
        xhr.set_request_header(name, value)?;
    }
    xhr.set_response_type(XmlHttpRequestResponseType::Blob);
    // A transfer may last; what must not is silence.
    let patience = Patience::new(&xhr, request.timeout_ms);
    let number = request.file.or_else(|| first_file(&request.body));
    let progress = number.and_then(|number| HELD.with_borrow(|held| Some(held.get(&number)?.progress)));
    let moved = {
        let patience = Rc::clone(&patience);
        move |event: ProgressEvent| {
            patience.renew();
            let total = if event.length_computable() { event.total() } else { 0.0 };
            if let Some(progress) = progress {
                // Whoever wanted to know may have left.
                let _ = progress.try_set(Some((event.loaded(), total)));
            }
        }
    };
    if matches!(request.body, Body::Multipart(_)) {
        xhr.upload()?.set_onprogress(Some(&handler(moved)));
    } else {
        xhr.set_onprogress(Some(&handler(moved)));
    }
    let (ended, at_end, keep) = (xhr.clone(), tell.clone(), request.file);
    let still = Rc::clone(&patience);
    let on_load = move |_: ProgressEvent| {
        still.end();
        answered(&ended, keep, at_end.clone());
    };
    xhr.set_onload(Some(&handler(on_load)));
    let failed = move |_: ProgressEvent| {
        let why = if patience.end() { "timeout" } else { "network error" };
        tell(Transferred::Said(Err(why.to_owned())));
    };
    let failed = handler(failed);
    xhr.set_onerror(Some(&failed));
    xhr.set_onabort(Some(&failed));
    let abort = {
        let xhr = xhr.clone();
        handler(move |_: ProgressEvent| {
            // Fails never: an ended request stays ended.
            let _ = xhr.abort();
        })
    };
    signal.add_event_listener_with_callback("abort", &abort)?;
    match &request.body {
        Body::None => xhr.send(),
        Body::Multipart(parts) => xhr.send_with_opt_form_data(Some(&form(parts)?)),
        body @ (Body::Text(text) | Body::Json(text) | Body::Form(text)) => {
            xhr.set_request_header("content-type", content_type(body))?;
            xhr.send_with_opt_str(Some(text))
        }
    }
}

/// An answer is there: a file where one was wanted and the hub gave it, else words.
fn answered(xhr: &XmlHttpRequest, keep: Option<u64>, tell: impl FnOnce(Transferred) + 'static) {
    let status = xhr.status().unwrap_or(0);
    let Some(blob) = xhr.response().ok().and_then(|response| response.dyn_into::<Blob>().ok()) else {
        return tell(Transferred::Said(Ok((status, String::new()))));
    };
    if let Some(number) = keep.filter(|_| (200..300).contains(&status)) {
        let length = blob.size() as u64;
        HELD.with_borrow_mut(|held| {
            if let Some(held) = held.get_mut(&number) {
                held.received = Some(blob);
            }
        });
        return tell(Transferred::File(length));
    }
    leptos::task::spawn_local(async move {
        let text = wasm_bindgen_futures::JsFuture::from(blob.text()).await;
        let text = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
        tell(Transferred::Said(Ok((status, text))));
    });
}

fn form(parts: &[FormPart]) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    for part in parts {
        match part {
            FormPart::Text(name, text) => form.append_with_str(name, text)?,
            FormPart::File(name, number) => {
                let file = HELD.with_borrow(|held| held.get(number)?.file.clone());
                let file = file.ok_or_else(|| JsValue::from_str("the file is gone"))?;
                form.append_with_blob_and_filename(name, &file, &file.name())?;
            }
        }
    }
    Ok(form)
}

fn first_file(body: &Body) -> Option<u64> {
    let Body::Multipart(parts) = body else { return None };
    parts.iter().find_map(|part| match part {
        FormPart::File(_, number) => Some(*number),
        FormPart::Text(..) => None,
    })
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

/// Owned by the page: it is freed with the request.
fn handler(run: impl FnMut(ProgressEvent) + 'static) -> js_sys::Function {
    Closure::<dyn FnMut(ProgressEvent)>::new(run).into_js_value().unchecked_into()
}

/// Ends a request that is silent for too long.
struct Patience {
    xhr: XmlHttpRequest,
    for_ms: u32,
    timer: RefCell<Option<Timeout>>,
    lost: Cell<bool>,
}

impl Patience {
    fn new(xhr: &XmlHttpRequest, for_ms: u64) -> Rc<Self> {
        let for_ms = u32::try_from(for_ms).unwrap_or(u32::MAX);
        let (timer, lost) = (RefCell::new(None), Cell::new(false));
        let patience = Rc::new(Self { xhr: xhr.clone(), for_ms, timer, lost });
        patience.renew();
        patience
    }

    fn renew(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let lose = move || {
            if let Some(this) = weak.upgrade() {
                this.lost.set(true);
                let _ = this.xhr.abort();
            }
        };
        self.timer.replace(Some(Timeout::new(self.for_ms, lose)));
    }

    /// Wait no more; whether it was lost.
    fn end(&self) -> bool {
        self.timer.replace(None);
        self.lost.get()
    }
}
