//! Answers are JSON, errors too: `{"error": "…"}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::store::Error;

/// An error as a client receives it.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    why: String,
}

/// The answer of a handler.
pub type ApiResult = Result<Json<Value>, ApiError>;

impl ApiError {
    /// An error with this status and a sentence about it.
    pub fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }

    /// The error for a request that is wrong.
    pub fn invalid(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, why)
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Invalid(_) => StatusCode::BAD_REQUEST,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Error::Full => {
                tracing::error!("no room is left where the database is");
                StatusCode::INSUFFICIENT_STORAGE
            }
            Error::Database(why) => {
                tracing::error!(why, "the database failed");
                StatusCode::SERVICE_UNAVAILABLE
            }
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.why }))).into_response()
    }
}
