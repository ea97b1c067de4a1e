//! What clients send, checked: a wrong value is named with what was expected of it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::answer::Failure;

/// A JSON object from a request's body.
pub struct Body(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Json(object) = Json::from_request(request, state).await?;
        Ok(Self(object))
    }
}

impl From<JsonRejection> for Failure {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large")
            }
            _ => Self::invalid(format!("The body must be a JSON object: {}", rejection.body_text())),
        }
    }
}

/// The fields of an object. Each is asked for once; [`Fields::end`] refuses what nobody asked for.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Of a body.
    pub fn of(body: Body) -> Self {
        Self(body.0)
    }

    /// Text of at most `most` characters; `None` when it is absent.
    pub fn text(&mut self, name: &str, most: usize) -> Result<Option<String>, Failure> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.chars().count() <= most => Ok(Some(text)),
            Some(other) => Err(wrong(name, &format!("a string of at most {most} characters"), &other)),
        }
    }

    /// The same, but `null` is as good as absent.
    pub fn text_or_null(&mut self, name: &str, most: usize) -> Result<Option<String>, Failure> {
        self.drop_null(name);
        self.text(name, most)
    }

    /// A finite number from 0; `None` when it is absent or `null`.
    pub fn amount(&mut self, name: &str) -> Result<Option<f64>, Failure> {
        self.drop_null(name);
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let amount = value.as_f64().filter(|amount| *amount >= 0.0);
        amount.map(Some).ok_or_else(|| wrong(name, "a number from 0, or null", &value))
    }

    /// An HTTP status; `None` when it is absent or `null`.
    pub fn http_code(&mut self, name: &str) -> Result<Option<u16>, Failure> {
        self.drop_null(name);
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let code = value.as_u64().and_then(|code| u16::try_from(code).ok());
        let code = code.filter(|code| (100..600).contains(code));
        code.map(Some).ok_or_else(|| wrong(name, "an HTTP status from 100 to 599, or null", &value))
    }

    /// Refuse fields that nobody asked for: they are misspelt more often than not.
    pub fn end(self) -> Result<(), Failure> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(Failure::invalid(format!("{name:.100}: there is no such field"))),
        }
    }

    fn drop_null(&mut self, name: &str) {
        if self.0.get(name).is_some_and(Value::is_null) {
            self.0.remove(name);
        }
    }
}

/// The sentence about a wrong value.
pub fn wrong(name: &str, expected: &str, found: &Value) -> Failure {
    let found: String = found.to_string().chars().take(80).collect();
    Failure::invalid(format!("{name}: expected {expected}, found {found}"))
}

/// A whole number from the query; absent is `default`.
pub fn whole(name: &str, found: Option<&str>, default: u32) -> Result<u32, Failure> {
    match found {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| {
            Failure::invalid(format!("{name}: expected a whole number from 0, found {text:.80}"))
        }),
    }
}
