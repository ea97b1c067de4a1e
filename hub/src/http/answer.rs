//! Answers are JSON, failures too: `{"error": "…"}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::store::Error;

/// A failure to tell.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    why: String,
}

/// What a handler answers.
pub type Answer = Result<Json<Value>, Failure>;

impl Failure {
    /// With a sentence.
    pub fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }

    /// The request is wrong.
    pub fn invalid(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, why)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Invalid(_) => StatusCode::BAD_REQUEST,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Error::Database(why) => {
                eprintln!("atalaya-hub: {why}");
                StatusCode::SERVICE_UNAVAILABLE
            }
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.why }))).into_response()
    }
}
