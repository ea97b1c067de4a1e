//! A session's request in the browser's terms.

use session::{HttpRequest, Method, RequestBody, SourceId};

use crate::browser::fetch::{Payload, WebRequest};
use crate::config::Bases;

/// The request below its source's base. Without `..`: a new field of either does not compile until it is mapped.
/// The driver keeps `id`. `cookies`: they go along, and are kept of the answer.
pub fn web_request(request: HttpRequest, bases: &Bases, cookies: bool) -> WebRequest {
    let HttpRequest { id: _, source, method, path_and_query, mut headers, body, file, timeout_ms, keepalive } =
        request;
    if let Some(content_type) = content_type(&body) {
        headers.push(("content-type".to_owned(), content_type.to_owned()));
    }
    WebRequest {
        url: bases.http_url(source, &path_and_query),
        method: method_name(method),
        headers,
        payload: payload(body),
        file,
        timeout_ms,
        keepalive,
        cookies,
    }
}

/// A request that stands in for a socket: a POST where it has a body, a GET where it has none.
pub fn connection_request(
    source: SourceId,
    path_and_query: String,
    body: Option<String>,
    timeout_ms: u64,
    bases: &Bases,
) -> WebRequest {
    let method = if body.is_some() { Method::Post } else { Method::Get };
    let body = body.map_or(RequestBody::None, RequestBody::Text);
    let content_type = content_type(&body).map(|it| ("content-type".to_owned(), it.to_owned()));
    WebRequest {
        url: bases.http_url(source, &path_and_query),
        method: method_name(method),
        headers: content_type.into_iter().collect(),
        payload: payload(body),
        file: None,
        timeout_ms,
        keepalive: false,
        cookies: true,
    }
}

/// The request of an event stream. Nothing here ends it.
pub fn stream_request(
    source: SourceId,
    path_and_query: &str,
    headers: Vec<(String, String)>,
    bases: &Bases,
    cookies: bool,
) -> WebRequest {
    WebRequest {
        url: bases.http_url(source, path_and_query),
        method: method_name(Method::Get),
        headers,
        payload: Payload::Empty,
        file: None,
        timeout_ms: u64::MAX,
        keepalive: false,
        cookies,
    }
}

/// The content type of a body of text; the browser itself names that of a form with files.
fn content_type(body: &RequestBody) -> Option<&'static str> {
    match body {
        RequestBody::None | RequestBody::Multipart(_) => None,
        RequestBody::Text(_) => Some("text/plain;charset=UTF-8"),
        RequestBody::Json(_) => Some("application/json"),
        RequestBody::Form(_) => Some("application/x-www-form-urlencoded"),
    }
}

fn payload(body: RequestBody) -> Payload {
    match body {
        RequestBody::None => Payload::Empty,
        RequestBody::Text(text) | RequestBody::Json(text) | RequestBody::Form(text) => Payload::Text(text),
        RequestBody::Multipart(parts) => Payload::Parts(parts),
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}
