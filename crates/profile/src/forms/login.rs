//! How the user logs in to a hub.

use std::sync::Arc;

use serde_json::Value;

use super::body::{BodyKind, Content};
use super::field::{Field, FieldKind, FormValues};
use crate::Source;
use crate::auth::{Credentials, basic, read_basic};
use crate::call::{Answered, Call, CallRules};
use crate::matching::Match;
use crate::node::{Node, given};
use crate::request::UrlTemplate;
use crate::selector::Selector;
use crate::source::source_index;
use crate::template::{known_names, placeholders, plain, substitute};

/// How the user logs in to a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Login {
    /// What is asked.
    pub ask: Vec<Field>,
    /// Where it is sent; nothing where what was asked is itself what is attached.
    pub request: Option<LoginRequest>,
}

/// The question that a hub answers with what is attached from then on.
#[derive(Clone, Debug, PartialEq)]
pub struct LoginRequest {
    /// The source, by its index in the profile.
    pub source: usize,
    /// What is asked over the source's socket, in place of a request.
    pub call: Option<Arc<Call>>,
    /// Time-out in milliseconds, where it is not that of the source.
    pub timeout_ms: Option<u64>,
    success: Match,
    post: UrlTemplate,
    body: BodyKind,
    /// What is sent; nothing where it is all that was asked.
    send: Option<Value>,
    headers: Vec<(String, Value)>,
    basic: Option<Value>,
    keep: Vec<(String, Selector)>,
}

/// A login as it goes to the hub.
#[derive(Clone, Debug, PartialEq)]
pub struct LoginCall {
    /// The path.
    pub path: String,
    /// Headers besides those of the body.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub content: Content,
}

/// What profiles call the field of a user's name.
const NAMES: [&str; 7] = ["username", "user_name", "user", "name", "login", "email", "client_name"];

impl Login {
    pub(super) fn read(node: &Node<'_>, sources: &[Source]) -> Option<Self> {
        let Some(ask) = node.member("ask") else {
            // What is no object at all is reported where the rest of it is read.
            return if node.value.is_object() { node.wrong("an object with ask") } else { None };
        };
        let ask = ask.all(read_ask);
        let names = ask.iter().flatten().map(|field| field.id.as_str()).collect::<Vec<_>>();
        let request = node.member("login").map(|node| LoginRequest::read(&node, sources, &names));
        let request = given(request);
        let (ask, request) = (ask?, request?);
        let known = |name: &str| match &request {
            Some(request) => request.keep.iter().any(|(kept, _)| kept == name),
            None => ask.iter().any(|field| field.id == name),
        };
        check_attached(&node.member("attach")?, &|name| name.strip_prefix("auth.").is_some_and(known));
        Some(Self { ask, request })
    }

    /// What is attached, where no hub has to be asked.
    #[must_use]
    pub fn credentials(&self, given: &FormValues) -> Credentials {
        self.ask.iter().filter_map(|field| Some((field.id.clone(), field.value(given)?))).collect()
    }

    /// As whom the user logged in, where a name was asked and kept.
    #[must_use]
    pub fn who<'a>(&self, kept: &'a Credentials) -> Option<&'a str> {
        self.names().find_map(|field| kept.get(&field.id)?.as_str())
    }

    /// Add the user's name to what the hub answered. Nothing else of what was asked is kept: it may be a secret by
    /// another name.
    pub fn keep_name(&self, given: &Credentials, kept: &mut Credentials) {
        for field in self.names() {
            if let Some(value) = given.get(&field.id).filter(|_| !kept.contains_key(&field.id)) {
                kept.insert(field.id.clone(), value.clone());
            }
        }
    }

    fn names(&self) -> impl Iterator<Item = &Field> {
        let is_name = |field: &&Field| NAMES.contains(&field.id.as_str());
        self.ask.iter().filter(|field| field.kind == FieldKind::Text).filter(is_name)
    }
}

impl LoginRequest {
    fn read(node: &Node<'_>, sources: &[Source], asked: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let of_asked = |node: &Node<'_>| {
            known_names(node, &|name| asked.contains(&name), "{name} of what is asked as placeholders")?;
            Some(node.value.clone())
        };
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let at = source.and_then(|source| sources.get(source));
        let rules = CallRules {
            known: &|name| asked.contains(&name),
            expected: "{seq} and {name} of what is asked as placeholders",
            answered: Answered::Always,
            sends: !fields.has("post"),
        };
        let call = Call::read(&mut fields, at, &rules);
        let is_request = matches!(call, Some(None));
        let mut of_request = |key| if is_request { fields.optional(key) } else { None };
        let body = of_request("body").map(|node| match BodyKind::read(&node)? {
            kind @ (BodyKind::Json | BodyKind::Form) => Some(kind),
            _ => node.wrong("json or form"),
        });
        let send = of_request("send").map(|node| {
            node.value.as_object().or_else(|| node.wrong("an object"))?;
            of_asked(&node)
        });
        let header = |name: &str, node: &Node<'_>| {
            node.text()?;
            Some((name.to_owned(), of_asked(node)?))
        };
        let headers = of_request("headers").map(|node| node.all_members(header));
        let basic = of_request("basic").map(|node| read_basic(&node).and_then(|()| of_asked(&node)));
        let post = if is_request { fields.required("post") } else { None };
        let post = post.map(|node| UrlTemplate::read(&node, &[], "no placeholders"));
        let success = fields.optional("success").map(|node| Match::read(&node));
        let timeout = fields.optional("timeout_s").map(|node| node.seconds());
        let keep = fields
            .required("keep")
            .and_then(|node| node.all_members(|name, item| Some((name.to_owned(), Selector::read(item)?))));
        fields.finish();
        let body = given(body)?.unwrap_or(BodyKind::Json);
        let (send, headers, basic) = (given(send)?, given(headers)?.unwrap_or_default(), given(basic)?);
        let (post, success) = (given(post)?, given(success)?.unwrap_or_default());
        let timeout_ms = given(timeout)?;
        let call = call?.map(|call| Arc::new(call.within(timeout_ms)));
        if call.is_none() && post.is_none() {
            return None;
        }
        let post = post.unwrap_or_default();
        let (source, keep) = (source?, keep?);
        Some(Self { source, call, timeout_ms, success, post, body, send, headers, basic, keep })
    }

    /// The request that goes to the hub for what was filled in.
    ///
    /// # Errors
    /// None for a path without placeholders, which is the only one that is read.
    pub fn http(&self, credentials: &Credentials) -> Result<LoginCall, crate::Problem> {
        let path = self.post.substitute(&crate::Vars::default())?;
        // A field that may be left empty is sent as nothing.
        let filled = |name: &str| Some(credentials.get(name).cloned().unwrap_or_else(|| Value::from("")));
        let text = |value: &Value| substitute(value, &filled).as_ref().and_then(plain).unwrap_or_default();
        let sent = self.send.as_ref().and_then(|send| substitute(send, &filled));
        let members = sent.as_ref().and_then(Value::as_object).unwrap_or(credentials);
        let members = members.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let wanted = self.body.content(path, members, &FormValues::default());
        let named = self.headers.iter().map(|(name, value)| (name.clone(), text(value)));
        let basic = self.basic.as_ref().and_then(|value| substitute(value, &filled)).map(|it| basic(&it));
        Ok(LoginCall { path: wanted.path, headers: named.chain(basic).collect(), content: wanted.content })
    }

    /// Whether an answer says that the hub takes the login.
    #[must_use]
    pub fn is_accepted_by(&self, answer: &Value) -> bool {
        self.success.passes(answer)
    }

    /// What is kept of the hub's answer; the name of what was not in it otherwise.
    ///
    /// # Errors
    /// The name under which nothing came.
    pub fn kept(&self, answer: &Value) -> Result<Credentials, String> {
        let mut kept = Credentials::new();
        for (name, selector) in &self.keep {
            match selector.get(answer) {
                Some(value) if !value.is_null() => kept.insert(name.clone(), value),
                _ => return Err(name.clone()),
            };
        }
        Ok(kept)
    }
}

/// `"password"`, or a field.
fn read_ask(node: &Node<'_>) -> Option<Field> {
    let Value::String(id) = node.value else { return Field::read(node, &[], None) };
    let secret = ["password", "token", "secret", "key"].contains(&id.as_str());
    Some(Field::plain(id, if secret { FieldKind::Secret } else { FieldKind::Text }))
}

/// What is attached must have been given.
fn check_attached(node: &Node<'_>, known: &dyn Fn(&str) -> bool) {
    match node.value {
        Value::String(text) => {
            let pieces = placeholders(text).map(|(pieces, _)| pieces).unwrap_or_default();
            if pieces.iter().any(|(_, name)| name.starts_with("auth.") && !known(name)) {
                let expected = "{auth.name} with a name of login's keep, or of ask where there is no login";
                node.wrong::<()>(expected);
            }
        }
        Value::Array(_) => node.items().iter().for_each(|item| check_attached(item, known)),
        Value::Object(_) => node.members().iter().for_each(|(_, item)| check_attached(item, known)),
        _ => {}
    }
}
