use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn request() -> WebRequest {
    WebRequest {
        url: "http://hub.example/clear?x=1".to_owned(),
        method: "POST",
        headers: vec![
            ("authorization".to_owned(), "Bearer t".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
        ],
        payload: Payload::Text("{}".to_owned()),
        file: None,
        timeout_ms: 7,
        keepalive: true,
        cookies: false,
    }
}

fn built(request: WebRequest) -> Result<Request, JsValue> {
    build(request, &AbortController::new().unwrap().signal())
}

#[wasm_bindgen_test]
async fn every_part_of_a_request_is_in_what_fetch_is_given() {
    let built = built(request()).unwrap();
    assert_eq!(built.url(), "http://hub.example/clear?x=1");
    assert_eq!(built.method(), "POST");
    assert_eq!(built.headers().get("authorization").unwrap().as_deref(), Some("Bearer t"));
    assert_eq!(built.headers().get("content-type").unwrap().as_deref(), Some("application/json"));
    assert_eq!(Reflect::get(&built, &"keepalive".into()).unwrap().as_bool(), Some(true));
    assert_eq!(built.credentials(), RequestCredentials::Omit);
    assert_eq!(built.cache(), RequestCache::NoStore);
    let body = JsFuture::from(built.text().unwrap()).await.unwrap();
    assert_eq!(body.as_string().as_deref(), Some("{}"));
}

#[wasm_bindgen_test]
fn a_request_dies_with_the_page_unless_it_says_otherwise() {
    let built = built(WebRequest { keepalive: false, ..request() }).unwrap();
    assert_eq!(Reflect::get(&built, &"keepalive".into()).unwrap().as_bool(), Some(false));
}

#[wasm_bindgen_test]
fn a_header_that_http_cannot_carry_is_an_error_and_no_panic() {
    let headers = vec![("authorization".to_owned(), "Bearer \u{1F511}\n".to_owned())];
    assert!(built(WebRequest { headers, ..request() }).is_err());
}

/// How a request ended.
async fn ended(request: WebRequest) -> Fetched {
    let fetched = std::rc::Rc::new(Cell::new(None));
    let end = std::rc::Rc::clone(&fetched);
    let mut begin = |resolve: js_sys::Function, _: js_sys::Function| {
        let end = std::rc::Rc::clone(&end);
        let done = move |how| {
            end.set(Some(how));
            resolve.call0(&JsValue::NULL).unwrap();
        };
        send(request.clone(), &AbortController::new().unwrap(), Box::new(done));
    };
    JsFuture::from(Promise::new(&mut begin)).await.unwrap();
    fetched.take().unwrap()
}

fn question(url: &str) -> WebRequest {
    let (url, payload) = (url.to_owned(), Payload::Empty);
    WebRequest { url, method: "GET", headers: Vec::new(), payload, timeout_ms: 10_000, ..request() }
}

#[wasm_bindgen_test]
async fn an_answer_comes_with_its_status_and_a_failure_with_the_browsers_text() {
    let fetched = ended(WebRequest { keepalive: false, ..question("data:text/plain,hola") }).await;
    let headers = AnswerHeaders::default();
    assert_eq!(fetched, Fetched::Text { status: 200, headers, body: "hola".to_owned() });
    let failed = ended(question("http://127.0.0.1:9/")).await;
    assert!(
        matches!(failed, Fetched::Failed(RequestFailure::Unreachable(why)) if why.starts_with("TypeError: "))
    );
}

#[wasm_bindgen_test]
async fn files_need_what_sends_them() {
    let failed = ended(WebRequest { file: Some(1), ..question("data:text/plain,hola") }).await;
    assert_eq!(failed, Fetched::Failed(RequestFailure::Unreachable("files cannot be sent yet".to_owned())));
}

#[wasm_bindgen_test]
fn only_what_stands_in_for_a_socket_takes_cookies_along() {
    let built = built(WebRequest { cookies: true, ..request() }).unwrap();
    assert_eq!(built.credentials(), RequestCredentials::SameOrigin);
}
