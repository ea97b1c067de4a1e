//! How long a login lasts.

use data_encoding::BASE64URL_NOPAD;
use model::Millis;
use serde_json::Value;

use crate::auth::Credentials;
use crate::node::{Node, given};
use crate::selector::Selector;

/// Where it is said how long a login lasts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expiry {
    /// In its answer, in seconds.
    Within(Selector),
    /// In what is kept under this name, a JSON Web Token (RFC 7519).
    Token(String),
}

impl Expiry {
    /// `{ "in_s": "/expires_in" }` or `{ "jwt": "token" }`.
    pub fn read(node: &Node<'_>, kept: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let within = fields.optional("in_s").map(|node| Selector::read(&node));
        let token = fields.optional("jwt").map(|node| match node.text()? {
            name if kept.contains(&name) => Some(name.to_owned()),
            _ => node.wrong("the name of something that is kept"),
        });
        fields.finish();
        match (given(within)?, given(token)?) {
            (Some(within), None) => Some(Self::Within(within)),
            (None, Some(token)) => Some(Self::Token(token)),
            _ => node.wrong("in_s or jwt"),
        }
    }

    /// How long what was just answered, or what the user gave at `wall`, lasts (milliseconds). What is just answered was
    /// issued now: then the hub's clock and this one need not agree.
    pub fn lasts_ms(&self, answer: Option<&Value>, kept: &Credentials, wall: Millis) -> Option<u64> {
        let ms = match self {
            Self::Within(at) => 1_000.0 * number(&at.get(answer?)?)?,
            Self::Token(name) => {
                let claims = claims(kept.get(name)?.as_str()?)?;
                let claim = |name: &str| claims.get(name).and_then(number);
                #[allow(clippy::cast_precision_loss)] // exact for 285 thousand years
                let now = wall.0 as f64 / 1_000.0;
                let issued = claim("iat").filter(|_| answer.is_some()).unwrap_or(now);
                1_000.0 * (claim("exp")? - issued)
            }
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a float is cut to what fits
        (ms > 0.0).then_some(ms as u64)
    }
}

/// Some hubs write it as a text.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => json::float(number),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// What a token says. Whether it is true is for the hub to check.
fn claims(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    let bytes = BASE64URL_NOPAD.decode(payload.trim_end_matches('=').as_bytes()).ok()?;
    json::value(std::str::from_utf8(&bytes).ok()?)
}
