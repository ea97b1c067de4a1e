//! How the user logs in to a hub.

use std::sync::Arc;

use model::Millis;
use serde_json::Value;

use super::body::{BodyKind, Content};
use super::expiry::Expiry;
use super::field::{Field, FieldKind, FormValues};
use crate::Source;
use crate::auth::{Credentials, basic, read_basic};
use crate::call::{Answered, Call, CallRules};
use crate::matching::Match;
use crate::node::{Node, ObjectFields, given};
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
    /// How it is renewed before it ends; its placeholders are `{auth.name}`.
    pub refresh: Option<LoginRequest>,
    expires: Option<Expiry>,
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
    keep: Keep,
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
        let rules = AskRules {
            known: &|name| names.contains(&name),
            expected: "{name} of what is asked as placeholders",
            expected_in_call: "{seq} and {name} of what is asked as placeholders",
            kept: None,
        };
        let request = node.member("login").map(|node| LoginRequest::read(&node, sources, &rules));
        let request = given(request);
        let kept: Vec<&str> = match &request {
            Some(Some(request)) => request.keep.iter().map(|(kept, _)| kept.as_str()).collect(),
            _ => names,
        };
        let known = |name: &str| name.strip_prefix("auth.").is_some_and(|name| kept.contains(&name));
        let same = request.iter().flatten().map(|request| request.keep.clone()).next();
        let rules = AskRules {
            known: &known,
            expected: "{auth.name} of what is kept as placeholders",
            expected_in_call: "{seq} and {auth.name} of what is kept as placeholders",
            kept: Some((&kept, same)),
        };
        let refresh = node.member("refresh").map(|node| LoginRequest::read(&node, sources, &rules));
        let expires = node.member("expires").map(|expires| {
            let expiry = Expiry::read(&expires, &kept);
            if node.member("refresh").is_none() {
                return node.wrong("refresh beside expires");
            }
            expiry
        });
        let (refresh, expires) = (given(refresh), given(expires));
        check_attached(&node.member("attach")?, &known);
        Some(Self { ask: ask?, request: request?, refresh: refresh?, expires: expires? })
    }

    /// What is attached, where no hub has to be asked.
    #[must_use]
    pub fn credentials(&self, given: &FormValues) -> Credentials {
        self.ask.iter().filter_map(|field| Some((field.id.clone(), field.value(given)?))).collect()
    }

    /// How long what was just answered, or what the user gave at `wall`, lasts (milliseconds), where that is said.
    #[must_use]
    pub fn lasts_ms(&self, answer: Option<&Value>, kept: &Credentials, wall: Millis) -> Option<u64> {
        self.expires.as_ref()?.lasts_ms(answer, kept, wall)
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

/// Where what is kept stands in an answer, by name.
type Keep = Vec<(String, Selector)>;

/// What a login may name, or its renewal.
struct AskRules<'a> {
    known: &'a dyn Fn(&str) -> bool,
    expected: &'a str,
    expected_in_call: &'a str,
    /// Of a renewal: the names that are kept, and where the answer of a login has them.
    kept: Option<(&'a [&'a str], Option<Keep>)>,
}

impl LoginRequest {
    fn read(node: &Node<'_>, sources: &[Source], asked: &AskRules<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let of_asked = |node: &Node<'_>| {
            known_names(node, asked.known, asked.expected)?;
            Some(node.value.clone())
        };
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let at = source.and_then(|source| sources.get(source));
        let rules = CallRules {
            known: asked.known,
            expected: asked.expected_in_call,
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
        let keep = read_keep(&mut fields, asked);
        fields.finish();
        let body = given(body)?.unwrap_or(BodyKind::Json);
        let (send, headers, basic) = (given(send)?, given(headers)?.unwrap_or_default(), given(basic)?);
        // Nothing of what is kept goes along unless the profile says so.
        let nothing = || asked.kept.is_some().then(|| Value::Object(Credentials::new()));
        let send = send.or_else(nothing);
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

    /// What a renewal's answer says anew; the name of what it should have brought where it brought nothing.
    ///
    /// # Errors
    /// The name under which nothing came.
    pub fn renewed(&self, answer: &Value) -> Result<Credentials, String> {
        let found = |(name, selector): &(String, Selector)| {
            Some((name.clone(), selector.get(answer).filter(|value| !value.is_null())?))
        };
        let renewed: Credentials = self.keep.iter().filter_map(found).collect();
        match self.keep.first() {
            Some((name, _)) if renewed.is_empty() => Err(name.clone()),
            _ => Ok(renewed),
        }
    }
}

/// Of a renewal it is that of the login where nothing else is said.
fn read_keep(fields: &mut ObjectFields<'_>, asked: &AskRules<'_>) -> Option<Keep> {
    let kept = asked.kept.as_ref();
    if let Some(same) = kept.and_then(|(_, keep)| keep.clone()).filter(|_| !fields.has("keep")) {
        return Some(same);
    }
    let read = |name: &str, item: &Node<'_>| match kept {
        Some((names, _)) if !names.contains(&name) => {
            item.wrong("the name of something that the login keeps")
        }
        _ => Some((name.to_owned(), Selector::read(item)?)),
    };
    fields.required("keep").and_then(|node| node.all_members(read))
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
