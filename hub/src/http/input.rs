//! Validation of what clients send. An error names the field, what was expected and what was found.

use std::str::FromStr;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::ApiError;

/// What an id may be.
const AN_ID: &str = "at most 100 of A-Z a-z 0-9 . _ -";
/// The largest number that every client reads as it is written.
const MAX_BYTES: i64 = 9_007_199_254_740_991;

/// Extracts a JSON object from the body of a request.
pub struct JsonObject(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonObject {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Json(object) = Json::from_request(request, state).await?;
        Ok(Self(object))
    }
}

/// Extracts the query of a request.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(query)) => Ok(Self(query)),
            Err(why) => Err(ApiError::invalid(format!("The query cannot be read: {}", why.body_text()))),
        }
    }
}

/// Extracts the only parameter of a path.
pub struct Named(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(name)),
            Err(why) => Err(ApiError::invalid(format!("The path cannot be read: {}", why.body_text()))),
        }
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
pub struct FieldReader {
    fields: Map<String, Value>,
    /// What stands before a field's name in an error: the list and the place that the object stands at.
    place: String,
}

impl FieldReader {
    /// The fields of a body.
    pub fn of(body: JsonObject) -> Self {
        Self { fields: body.0, place: String::new() }
    }

    /// Take a text of at most `max_chars` characters; `None` when it is absent.
    pub fn text(&mut self, name: &str, max_chars: usize) -> Result<Option<String>, ApiError> {
        match self.fields.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.chars().count() <= max_chars => Ok(Some(text)),
            Some(other) => {
                Err(self.invalid(name, &format!("a string of at most {max_chars} characters"), &other))
            }
        }
    }

    /// Take a text of at most `max_chars` characters; `None` when it is absent or `null`.
    pub fn text_or_null(&mut self, name: &str, max_chars: usize) -> Result<Option<String>, ApiError> {
        self.drop_null(name);
        self.text(name, max_chars)
    }

    /// Take an id, which must be there.
    pub fn id(&mut self, name: &str) -> Result<String, ApiError> {
        let found = self.fields.remove(name).unwrap_or_default();
        match found.as_str().filter(|id| is_id(id)) {
            Some(id) => Ok(id.to_owned()),
            None => Err(self.invalid(name, AN_ID, &found)),
        }
    }

    /// Take a list of at most `max` ids; an empty one when it is absent.
    pub fn ids(&mut self, name: &str, max: usize) -> Result<Vec<String>, ApiError> {
        let mut ids = Vec::new();
        for item in self.items(name, max)? {
            match item.as_str().filter(|id| is_id(id)) {
                Some(id) => ids.push(id.to_owned()),
                None => return Err(self.invalid(&format!("{name}[{}]", ids.len()), AN_ID, &item)),
            }
        }
        Ok(ids)
    }

    /// Take a list of at most `max` objects; an empty one when it is absent.
    pub fn list(&mut self, name: &str, max: usize) -> Result<Vec<Self>, ApiError> {
        let mut list = Vec::new();
        for item in self.items(name, max)? {
            let place = format!("{}{name}[{}]", self.place, list.len());
            match item {
                Value::Object(fields) => list.push(Self { fields, place: format!("{place}.") }),
                other => return Err(invalid_field(&place, "an object", &other)),
            }
        }
        Ok(list)
    }

    /// Take a boolean; `false` when it is absent.
    pub fn flag(&mut self, name: &str) -> Result<bool, ApiError> {
        match self.fields.remove(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(other) => Err(self.invalid(name, "true or false", &other)),
        }
    }

    /// Take a finite number from 0; `None` when it is absent or `null`.
    #[expect(clippy::disallowed_methods, reason = "the hub is not loaded with a page")]
    pub fn amount(&mut self, name: &str) -> Result<Option<f64>, ApiError> {
        self.drop_null(name);
        let Some(value) = self.fields.remove(name) else { return Ok(None) };
        let amount = value.as_f64().filter(|amount| *amount >= 0.0);
        amount.map(Some).ok_or_else(|| self.invalid(name, "a number from 0, or null", &value))
    }

    /// Take a number of bytes; `None` when it is absent or `null`.
    pub fn bytes(&mut self, name: &str) -> Result<Option<i64>, ApiError> {
        self.whole(name, 0, MAX_BYTES)
    }

    /// Take a whole number within bounds; `None` when it is absent or `null`.
    pub fn whole(&mut self, name: &str, least: i64, most: i64) -> Result<Option<i64>, ApiError> {
        self.drop_null(name);
        let Some(value) = self.fields.remove(name) else { return Ok(None) };
        let found = whole_value(&value).filter(|number| (least..=most).contains(number));
        found
            .map(Some)
            .ok_or_else(|| self.invalid(name, &format!("a whole number from {least} to {most}"), &value))
    }

    /// Take an HTTP status; `None` when it is absent or `null`.
    pub fn http_code(&mut self, name: &str) -> Result<Option<u16>, ApiError> {
        let code = self.whole(name, 100, 599)?;
        Ok(code.and_then(|code| u16::try_from(code).ok()))
    }

    /// Refuse the fields that were not taken: most of them are misspelt.
    pub fn end(self) -> Result<(), ApiError> {
        match self.fields.keys().next() {
            None => Ok(()),
            Some(name) => {
                Err(ApiError::invalid(format!("{}{name:.100}: there is no such field", self.place)))
            }
        }
    }

    fn items(&mut self, name: &str, max: usize) -> Result<Vec<Value>, ApiError> {
        match self.fields.remove(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) if items.len() <= max => Ok(items),
            Some(Value::Array(items)) => Err(ApiError::invalid(format!(
                "{}{name}: expected at most {max} entries, found {}",
                self.place,
                items.len()
            ))),
            Some(other) => Err(self.invalid(name, "a list", &other)),
        }
    }

    fn invalid(&self, name: &str, expected: &str, found: &Value) -> ApiError {
        invalid_field(&format!("{}{name}", self.place), expected, found)
    }

    fn drop_null(&mut self, name: &str) {
        if self.fields.get(name).is_some_and(Value::is_null) {
            self.fields.remove(name);
        }
    }
}

/// A whole number, also one that is written with a fraction of nothing, as Python writes what was a float once.
#[expect(clippy::disallowed_methods, reason = "the hub is not loaded with a page")]
fn whole_value(value: &Value) -> Option<i64> {
    let from_float = || {
        let float = value.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= MAX_BYTES as f64)?;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole, and within bounds")]
        Some(float as i64)
    };
    value.as_i64().or_else(from_float)
}

/// Check the id in a path.
pub fn valid_id(name: &str, id: &str) -> Result<(), ApiError> {
    if is_id(id) { Ok(()) } else { Err(ApiError::invalid(format!("{name}: expected {AN_ID}"))) }
}

fn is_id(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !id.is_empty() && id.len() <= 100 && id.bytes().all(is_allowed)
}

/// The error for a field with a wrong value.
pub fn invalid_field(name: &str, expected: &str, found: &Value) -> ApiError {
    let found: String = found.to_string().chars().take(80).collect();
    ApiError::invalid(format!("{name}: expected {expected}, found {found}"))
}

/// Parse a whole number from the query; `default` when it is absent.
pub fn whole_number<N: FromStr + PartialOrd + Default>(
    name: &str,
    found: Option<&str>,
    default: N,
) -> Result<N, ApiError> {
    let Some(text) = found else { return Ok(default) };
    let number = text.parse().ok().filter(|number| *number >= N::default());
    number
        .ok_or_else(|| ApiError::invalid(format!("{name}: expected a whole number from 0, found {text:.80}")))
}
