//! Requests that a profile describes: a path with placeholders, and what its answers mean.

use compact::Compact;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::Problem;
use crate::node::{Node, quoted};
use crate::source::path;
use crate::template::placeholders;

/// What is encoded in a URL component: all but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How a request is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// `GET`, which changes nothing.
    #[default]
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

/// Whether a request whose outcome is unknown may be sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Compact)]
pub enum Retry {
    /// Twice is the same as once.
    Safe,
    /// Look first whether it was done.
    Lookup,
    /// Never; the user decides.
    #[default]
    Never,
}

impl Retry {
    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        node.word(&[("safe", Self::Safe), ("lookup", Self::Lookup), ("never", Self::Never)])
    }
}

/// What is substituted for the placeholders of a request, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars(Vec<(String, String)>);

impl Vars {
    /// One name and its value.
    #[must_use]
    pub fn one(name: &str, value: &str) -> Self {
        Self::default().and(name, value)
    }

    /// Another name and its value.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A path and query with `{name}` placeholders; each value is encoded as one URL component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Compact)]
pub(crate) struct UrlTemplate(Vec<UrlSegment>);

#[derive(Clone, Debug, PartialEq, Eq, Compact)]
enum UrlSegment {
    Text(String),
    Name(String),
}

impl UrlTemplate {
    /// A path of a source; `allowed` are the placeholders that it may hold, `expected` says so.
    pub fn read(node: &Node<'_>, allowed: &[&str], expected: &str) -> Option<Self> {
        let text = path(node)?;
        let Some((pieces, rest)) = placeholders(&text) else { return node.wrong(expected) };
        if rest.contains('}') || pieces.iter().any(|(_, name)| !allowed.contains(name)) {
            return node.wrong(expected);
        }
        let mut parts = Vec::new();
        for (before, name) in pieces {
            parts.push(UrlSegment::Text(before.to_owned()));
            parts.push(UrlSegment::Name(name.to_owned()));
        }
        parts.push(UrlSegment::Text(rest.to_owned()));
        Some(Self(parts))
    }

    /// A path without placeholders.
    pub fn literal(path: String) -> Self {
        Self(vec![UrlSegment::Text(path)])
    }

    /// The path, with the values of its placeholders.
    ///
    /// # Errors
    /// A value that is missing, empty, `.` or `..`: what stands there would be another path.
    pub fn substitute(&self, vars: &Vars) -> Result<String, Problem> {
        let mut path = String::new();
        for part in &self.0 {
            match part {
                UrlSegment::Text(text) => path.push_str(text),
                UrlSegment::Name(name) => {
                    let value = vars.get(name).unwrap_or_default();
                    if matches!(value, "" | "." | "..") {
                        return Err(Problem {
                            pointer: format!("{{{name}}}"),
                            found: quoted(value),
                            expected: format!("a value other than \"\", \".\" and \"..\" after {path}"),
                        });
                    }
                    path.extend(component(value));
                }
            }
        }
        Ok(path)
    }
}

/// A URL component, encoded.
fn component(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// A path with further query parameters, encoded.
#[must_use]
pub fn with_query(path: &str, query: &[(String, String)]) -> String {
    let mut all = path.to_owned();
    for (name, value) in query {
        all.push(if all.contains('?') { '&' } else { '?' });
        all.push_str(&format!("{}={}", component(name), component(value)));
    }
    all
}
