//! Validation of what clients send. An error names the field, what was expected and what was found.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::error::ApiError;

/// Extracts a JSON object from the body of a request.
pub struct JsonObject(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonObject {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Json(object) = Json::from_request(request, state).await?;
        Ok(Self(object))
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large")
            }
            _ => Self::invalid(format!("The body must be a JSON object: {}", rejection.body_text())),
        }
    }
}

/// The fields of an object. Each is taken once; [`FieldReader::end`] refuses the fields that were not taken.
pub struct FieldReader(Map<String, Value>);

impl FieldReader {
    /// The fields of a body.
    pub fn of(body: JsonObject) -> Self {
        Self(body.0)
    }

    /// Take a text of at most `max_chars` characters; `None` when it is absent.
    pub fn text(&mut self, name: &str, max_chars: usize) -> Result<Option<String>, ApiError> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.chars().count() <= max_chars => Ok(Some(text)),
            Some(other) => {
                Err(invalid_field(name, &format!("a string of at most {max_chars} characters"), &other))
            }
        }
    }

    /// Take a text of at most `max_chars` characters; `None` when it is absent or `null`.
    pub fn text_or_null(&mut self, name: &str, max_chars: usize) -> Result<Option<String>, ApiError> {
        self.drop_null(name);
        self.text(name, max_chars)
    }

    /// Take a finite number from 0; `None` when it is absent or `null`.
    #[expect(clippy::disallowed_methods, reason = "the hub is not loaded with a page")]
    pub fn amount(&mut self, name: &str) -> Result<Option<f64>, ApiError> {
        self.drop_null(name);
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let amount = value.as_f64().filter(|amount| *amount >= 0.0);
        amount.map(Some).ok_or_else(|| invalid_field(name, "a number from 0, or null", &value))
    }

    /// Take an HTTP status; `None` when it is absent or `null`.
    pub fn http_code(&mut self, name: &str) -> Result<Option<u16>, ApiError> {
        self.drop_null(name);
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let code = value.as_u64().and_then(|code| u16::try_from(code).ok());
        let code = code.filter(|code| (100..600).contains(code));
        code.map(Some).ok_or_else(|| invalid_field(name, "an HTTP status from 100 to 599, or null", &value))
    }

    /// Refuse the fields that were not taken: most of them are misspelt.
    pub fn end(self) -> Result<(), ApiError> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(ApiError::invalid(format!("{name:.100}: there is no such field"))),
        }
    }

    fn drop_null(&mut self, name: &str) {
        if self.0.get(name).is_some_and(Value::is_null) {
            self.0.remove(name);
        }
    }
}

/// The error for a field with a wrong value.
pub fn invalid_field(name: &str, expected: &str, found: &Value) -> ApiError {
    let found: String = found.to_string().chars().take(80).collect();
    ApiError::invalid(format!("{name}: expected {expected}, found {found}"))
}

/// Parse a whole number from the query; `default` when it is absent.
pub fn whole_number(name: &str, found: Option<&str>, default: u32) -> Result<u32, ApiError> {
    match found {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| {
            ApiError::invalid(format!("{name}: expected a whole number from 0, found {text:.80}"))
        }),
    }
}
