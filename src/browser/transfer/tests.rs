use super::*;
use js_sys::{Array, Promise};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

/// An address of the page's own that answers with this text.
fn address(text: &str) -> String {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).unwrap();
    web_sys::Url::create_object_url_with_blob(&blob).unwrap()
}

fn request(url: String, file: Option<u64>) -> WebRequest {
    let (headers, payload) = (Vec::new(), Payload::Empty);
    WebRequest {
        url,
        method: "GET",
        headers,
        payload,
        file,
        timeout_ms: 10_000,
        keepalive: false,
        cookies: false,
    }
}

/// How a request ended; it must not end before it is under way.
async fn ended(request: WebRequest, abort: &AbortController) -> Fetched {
    let fetched = Rc::<RefCell<Option<Fetched>>>::default();
    let end = Rc::clone(&fetched);
    let mut begin = |resolve: js_sys::Function, _: js_sys::Function| {
        let end = Rc::clone(&end);
        let done = Box::new(move |how| {
            end.replace(Some(how));
            resolve.call0(&JsValue::NULL).unwrap();
        });
        send(request.clone(), abort.signal(), done);
    };
    let promise = Promise::new(&mut begin);
    assert_eq!(*fetched.borrow(), None);
    JsFuture::from(promise).await.unwrap();
    fetched.take().unwrap()
}

#[wasm_bindgen_test]
async fn a_file_that_comes_is_kept_and_its_length_reported() {
    let progress = RwSignal::new(None);
    let number = hold(None, progress);
    let abort = AbortController::new().unwrap();
    assert_eq!(ended(request(address("12345"), Some(number)), &abort).await, Fetched::File(5));
    assert_eq!(progress.get_untracked(), Some((5.0, 5.0)));
    assert!(SLOTS.with_borrow(|slots| slots[&number].received.is_some()));
    drop_held(number);
    assert!(SLOTS.with_borrow(|slots| !slots.contains_key(&number)));
}

#[wasm_bindgen_test]
async fn an_answer_that_is_no_file_is_text() {
    let abort = AbortController::new().unwrap();
    let fetched = ended(request(address("sí"), None), &abort).await;
    assert_eq!(
        fetched,
        Fetched::Text { status: 200, headers: AnswerHeaders::default(), body: "sí".to_owned() }
    );
}

#[wasm_bindgen_test]
async fn a_file_that_is_gone_fails_after_its_request_began() {
    let abort = AbortController::new().unwrap();
    let payload = Payload::Parts(vec![FormPart::File("file".to_owned(), 0)]);
    let fetched = ended(WebRequest { payload, ..request(address(""), None) }, &abort).await;
    assert!(
        matches!(fetched, Fetched::Failed(RequestFailure::Unreachable(why)) if why.contains("the file is gone"))
    );
}
