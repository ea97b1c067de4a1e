//! One request to a source.

use profile::{Content, FormPart, Method};

use crate::{RequestId, SourceId};

/// A request body with its content type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestBody {
    /// No body.
    None,
    /// `text/plain;charset=UTF-8`, as Engine.IO polling sends.
    Text(String),
    /// `application/json`
    Json(String),
    /// `application/x-www-form-urlencoded`
    Form(String),
    /// `multipart/form-data`
    Multipart(Vec<FormPart>),
}

impl From<Content> for RequestBody {
    fn from(content: Content) -> Self {
        match content {
            Content::None => Self::None,
            Content::Json(text) => Self::Json(text),
            Content::Form(text) => Self::Form(text),
            Content::Multipart(parts) => Self::Multipart(parts),
        }
    }
}

/// One request to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Names it in [`crate::Input::Http`].
    pub id: RequestId,
    /// The source whose base the path stands below.
    pub source: SourceId,
    /// Method.
    pub method: Method,
    /// Path and query, starting with `/`.
    pub path_and_query: String,
    /// Headers besides those of the body.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: RequestBody,
    /// The answer is a file: it is kept under this number, and only its length is reported.
    pub file: Option<u64>,
    /// After this many milliseconds the driver aborts and reports a failure.
    pub timeout_ms: u64,
    /// The request must outlive the page.
    pub keepalive: bool,
}

impl HttpRequest {
    /// A question, without a number yet.
    pub(crate) fn get(source: SourceId, path_and_query: String, timeout_ms: u64) -> Self {
        Self::new(source, Method::Get, path_and_query, timeout_ms)
    }

    /// Without a body.
    pub(crate) fn new(source: SourceId, method: Method, path_and_query: String, timeout_ms: u64) -> Self {
        Self {
            id: RequestId::default(),
            source,
            method,
            path_and_query,
            headers: Vec::new(),
            body: RequestBody::None,
            file: None,
            timeout_ms,
            keepalive: false,
        }
    }
}
