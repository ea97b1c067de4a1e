//! What is sent with an action.

use serde_json::{Map, Value};

use super::action::ActionRequest;
use super::field::FormValues;
use crate::node::Node;
use crate::request::with_query;

/// How what was filled in is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    None,
    Json,
    Form,
    Multipart,
    Query,
}

/// What is sent with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing.
    None,
    /// `application/json`
    Json(String),
    /// `application/x-www-form-urlencoded`
    Form(String),
    /// `multipart/form-data`
    Multipart(Vec<FormPart>),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormPart {
    /// Name and text.
    Text(String, String),
    /// Name, and the file's number.
    File(String, u64),
}

impl BodyKind {
    pub fn read(node: &Node<'_>) -> Option<Self> {
        node.word(&[
            ("none", Self::None),
            ("json", Self::Json),
            ("form", Self::Form),
            ("multipart", Self::Multipart),
            ("query", Self::Query),
        ])
    }

    pub fn content(self, path: String, members: Vec<(String, Value)>, given: &FormValues) -> ActionRequest {
        let texts = |members: Vec<(String, Value)>| -> Vec<(String, String)> {
            members.into_iter().map(|(name, value)| (name, json::unquoted(&value))).collect()
        };
        let content = match self {
            Self::None => Content::None,
            Self::Json => {
                let mut object = Map::new();
                object.extend(members);
                Content::Json(json::text(&Value::Object(object)))
            }
            Self::Form => {
                let form = with_query("", &texts(members));
                Content::Form(form.trim_start_matches('?').to_owned())
            }
            Self::Query => {
                return ActionRequest { path: with_query(&path, &texts(members)), content: Content::None };
            }
            Self::Multipart => {
                let part = |(name, text): (String, String)| match given.file(&name) {
                    Some(file) => FormPart::File(name, file.number),
                    None => FormPart::Text(name, text),
                };
                Content::Multipart(texts(members).into_iter().map(part).collect())
            }
        };
        ActionRequest { path, content }
    }
}
