//! Something that the user can do on a hub.

use std::sync::Arc;

use model::{Cell, Texts};
use serde_json::{Map, Value};

use super::body::{BodyKind, Content};
use super::field::{Field, FormValues, Invalid};
use super::lookup::Lookup;
use super::place::ActionPlace;
use super::save::Save;
use crate::call::{Answered, Call, CallRules};
use crate::intent::read_gone;
use crate::matching::Match;
use crate::node::{Node, ObjectFields, given};
use crate::request::{Method, Retry, UrlTemplate, Vars};
use crate::selector::Selector;
use crate::source::source_index;
use crate::table::RowCondition;
use crate::template::{known_names, plain, substitute};
use crate::{Problem, Source, TableSpec};

/// How a request may be made.
const METHODS: [(&str, Method); 5] = [
    ("get", Method::Get),
    ("post", Method::Post),
    ("put", Method::Put),
    ("patch", Method::Patch),
    ("delete", Method::Delete),
];

/// What an action may refer to.
pub(super) struct ActionScope<'a> {
    pub sources: &'a [Source],
    pub tables: &'a [Arc<TableSpec>],
}

/// What the user is asked before it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confirm {
    /// Nothing.
    #[default]
    No,
    /// Whether it is meant.
    Yes,
    /// To write the name of what it is done to.
    Typed,
}

/// Something that the user can do on a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Its name.
    pub id: String,
    /// What its button says.
    pub title: Texts,
    /// Where it is offered.
    pub place: ActionPlace,
    /// The source, by its index in the profile.
    pub source: usize,
    /// What is said over the source's socket, in place of a request.
    pub call: Option<Arc<Call>>,
    /// How a request is sent.
    pub method: Method,
    /// What the user fills in.
    pub fields: Vec<Field>,
    /// What the user is asked before.
    pub confirm: Confirm,
    /// Its answer is a file.
    pub save: Option<Save>,
    /// Whether it may be sent again when its outcome is unknown.
    pub retry: Retry,
    /// How to find out its outcome.
    pub lookup: Option<Lookup>,
    /// Time-out in milliseconds, where it is not that of the source.
    pub timeout_ms: Option<u64>,
    when: RowCondition,
    url: UrlTemplate,
    body: BodyKind,
    send: Map<String, Value>,
    success: Option<Match>,
    said: Option<Selector>,
    gone: Vec<u16>,
    /// What is sent along, in place of what is filled in.
    content: Option<Content>,
}

/// A request that an action asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionRequest {
    /// Path and query.
    pub path: String,
    /// What is sent with it.
    pub content: Content,
}

/// What an answer means to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionAnswer {
    /// It is done; the hub's own words, where it has some.
    Done(Option<String>),
    /// The hub would not.
    Refused,
    /// The answer does not say whether it is done.
    Indeterminate,
}

impl Action {
    pub(super) fn read(node: &Node<'_>, scope: &ActionScope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let (id, title) = (fields.string("id"), fields.label("title"));
        let place = fields
            .optional("on")
            .map_or(Some(ActionPlace::Hub), |node| ActionPlace::read(&node, scope.tables));
        let table = place.as_ref().and_then(ActionPlace::table);
        let table = table.and_then(|id| scope.tables.iter().find(|table| table.id == *id)).map(Arc::as_ref);
        let of_row = table.filter(|_| matches!(place, Some(ActionPlace::Row(_))));
        let source = fields.required("source").and_then(|node| source_index(&node, scope.sources));
        let form = fields.optional("fields");
        let form = form.map_or(Some(Vec::new()), |node| read_form(&node, scope.tables, of_row));
        let row_names = of_row.map_or_else(Vec::new, TableSpec::names);
        let own = form.iter().flatten().map(|field| field.id.as_str());
        let names: Vec<&str> = row_names.into_iter().chain(own).collect();
        let at = source.and_then(|source| scope.sources.get(source));
        let call = read_call(&mut fields, at, &names);
        let is_request = matches!(call, Some(None));
        let request = if is_request { read_request(&mut fields, &names).map(Some) } else { Some(None) };
        let mut of_request = |key| if is_request { fields.optional(key) } else { None };
        let body = of_request("body").map(|node| BodyKind::read(&node));
        let send = of_request("send").map(|node| read_send(&node, &names));
        let save = of_request("save").map(|node| Save::read(&node, of_row));
        let when = fields.optional("when").map(|node| read_when(&node, of_row));
        let confirm = fields.optional("confirm").map(|node| Confirm::read(&node));
        let silent = call.as_ref().and_then(Option::as_ref).is_some_and(|call| !call.is_answered());
        let (success, said) = if silent { (None, None) } else { read_answer(&mut fields) };
        let retry = fields.optional("retry").map_or(Some(Retry::Never), |node| Retry::read(&node));
        let lookup = fields.optional("lookup").map(|node| Lookup::read(&node, scope.sources, &names));
        let timeout = fields.optional("timeout_s").map(|node| node.seconds());
        let gone = if is_request { read_gone(&mut fields) } else { Some(Vec::new()) };
        fields.finish();
        let (method, url) = request?.unwrap_or((Method::Post, UrlTemplate::default()));
        let (form, lookup) = (form?, given(lookup)?);
        if (retry? == Retry::Lookup) != lookup.is_some() {
            return node.wrong("\"retry\": \"lookup\" together with a lookup");
        }
        let body = body_kind(node, given(body)?, &form, send.is_some())?;
        let timeout_ms = given(timeout)?;
        Some(Self {
            id: id?,
            title: title?,
            place: place?,
            source: source?,
            call: call?.map(|call| Arc::new(call.within(timeout_ms))),
            method,
            fields: form,
            confirm: given(confirm)?.unwrap_or_default(),
            save: given(save)?,
            retry: retry?,
            lookup,
            timeout_ms,
            when: given(when)?.unwrap_or_default(),
            url,
            body,
            send: given(send)?.unwrap_or_default(),
            success: given(success)?,
            said: given(said)?,
            gone: gone?,
            content: None,
        })
    }

    /// One of a notification: this is sent once the user has said yes.
    pub(crate) fn post(title: Texts, source: usize, path: String, content: Content) -> Self {
        Self {
            id: "notification".to_owned(),
            title,
            place: ActionPlace::Hub,
            source,
            call: None,
            method: Method::Post,
            fields: Vec::new(),
            confirm: Confirm::Yes,
            save: None,
            retry: Retry::Never,
            lookup: None,
            timeout_ms: None,
            when: RowCondition::default(),
            url: UrlTemplate::literal(path),
            body: BodyKind::None,
            send: Map::new(),
            success: None,
            said: None,
            gone: Vec::new(),
            content: Some(content),
        }
    }

    /// Whether it is offered for a row.
    #[must_use]
    pub fn offered(&self, cells: &[Cell]) -> bool {
        self.when.holds(cells)
    }

    /// What is wrong with what was filled in, by field.
    #[must_use]
    pub fn invalid(&self, given: &FormValues) -> Vec<(String, Invalid)> {
        self.fields.iter().filter_map(|field| Some((field.id.clone(), field.invalid(given)?))).collect()
    }

    /// The request. `row` holds the row's values by column, and `key`.
    ///
    /// # Errors
    /// A value that cannot stand in a URL.
    pub fn request(&self, row: &Map<String, Value>, given: &FormValues) -> Result<ActionRequest, Problem> {
        let values = self.values(row, given);
        let vars = values.iter().filter_map(|(name, value)| Some((name, plain(value)?)));
        let path =
            self.url.substitute(&vars.fold(Vars::default(), |vars, (name, value)| vars.and(name, &value)))?;
        if let Some(content) = self.content.clone() {
            return Ok(ActionRequest { path, content });
        }
        let of = |name: &str| values.get(name).cloned();
        let mut members: Vec<(String, Value)> = self
            .send
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), substitute(value, &of)?)))
            .collect();
        for field in &self.fields {
            members.extend(values.get(&field.id).map(|value| (field.id.clone(), value.clone())));
        }
        Ok(self.body.content(path, members, given))
    }

    /// All that placeholders may name: the row's values, and what was filled in.
    #[must_use]
    pub fn values(&self, row: &Map<String, Value>, given: &FormValues) -> Map<String, Value> {
        let mut values = row.clone();
        for field in &self.fields {
            match field.value(given) {
                Some(value) => values.insert(field.id.clone(), value),
                None => values.remove(&field.id),
            };
            if let Some(file) = given.file(&field.id) {
                values.insert(format!("{}.size", field.id), Value::from(file.size));
            }
        }
        values
    }

    /// What an answer means.
    #[must_use]
    pub fn interpret(&self, status: u16, body: &str) -> ActionAnswer {
        if self.gone.contains(&status) {
            return ActionAnswer::Done(None);
        }
        let answer = json::value(body);
        match status {
            200..=299 => match (&self.success, &answer) {
                (Some(_), None) => ActionAnswer::Indeterminate,
                (Some(wanted), Some(answer)) if !wanted.passes(answer) => ActionAnswer::Refused,
                _ => ActionAnswer::Done(
                    self.said.as_ref().zip(answer).and_then(|(said, answer)| said.text(&answer)),
                ),
            },
            // The hub broke down over it, before it was done or after.
            500.. if self.method != Method::Get => ActionAnswer::Indeterminate,
            _ => ActionAnswer::Refused,
        }
    }
}

impl Confirm {
    fn read(node: &Node<'_>) -> Option<Self> {
        match node.value {
            Value::Bool(true) => Some(Self::Yes),
            Value::Bool(false) => Some(Self::No),
            Value::String(word) if word == "typed" => Some(Self::Typed),
            _ => node.wrong("true, false or \"typed\""),
        }
    }
}

fn read_form(node: &Node<'_>, tables: &[Arc<TableSpec>], row: Option<&TableSpec>) -> Option<Vec<Field>> {
    let mut names: Vec<String> = Vec::new();
    node.all(|item| {
        let field = Field::read(item, tables, row)?;
        if names.contains(&field.id) {
            return item.wrong("a field id that no other field has");
        }
        names.push(field.id.clone());
        Some(field)
    })
}

/// How the fields are sent, where the profile does not say it: as JSON, if there is anything to send.
fn body_kind(node: &Node<'_>, body: Option<BodyKind>, form: &[Field], sends: bool) -> Option<BodyKind> {
    let nothing = form.is_empty() && !sends;
    let body = body.unwrap_or(if nothing { BodyKind::None } else { BodyKind::Json });
    if !matches!(body, BodyKind::Multipart) && form.iter().any(Field::is_file) {
        return node.wrong("\"body\": \"multipart\" for a field of type file");
    }
    Some(body)
}

/// The one method that is there, and its path.
fn read_request(fields: &mut ObjectFields<'_>, names: &[&str]) -> Option<(Method, UrlTemplate)> {
    let expected = "{key}, columns of the row's table and fields as placeholders";
    let mut requests = Vec::new();
    for (key, method) in METHODS {
        if let Some(node) = fields.optional(key) {
            requests.push((method, UrlTemplate::read(&node, names, expected)));
        }
    }
    match <[_; 1]>::try_from(requests) {
        Ok([(method, url)]) => Some((method, url?)),
        Err(_) => fields.node().wrong("one of get, post, put, patch, delete, emit, send"),
    }
}

/// What is said over a socket, where it is no request. `send` beside one is what goes along in its body.
#[allow(clippy::option_option)] // as [`Call::read`]
fn read_call(fields: &mut ObjectFields<'_>, source: Option<&Source>, names: &[&str]) -> Option<Option<Call>> {
    let rules = CallRules {
        known: &|name| names.contains(&name),
        expected: "{seq}, {key}, columns of the row's table and fields as placeholders",
        answered: Answered::Perhaps,
        sends: !METHODS.iter().any(|(key, _)| fields.has(key)),
    };
    Call::read(fields, source, &rules)
}

/// What a good answer looks like, and where it says what was done. What is not answered says nothing.
#[allow(clippy::option_option, clippy::type_complexity)] // the outer ones: is it there?
fn read_answer(fields: &mut ObjectFields<'_>) -> (Option<Option<Match>>, Option<Option<Selector>>) {
    let success = fields.optional("success").map(|node| Match::read(&node));
    (success, fields.optional("said").map(|node| Selector::read(&node)))
}

fn read_send(node: &Node<'_>, names: &[&str]) -> Option<Map<String, Value>> {
    let known = |name: &str| names.contains(&name);
    known_names(node, &known, "{key}, columns of the row's table and fields as placeholders")?;
    node.value.as_object().cloned().or_else(|| node.wrong("an object"))
}

/// `{ "status": ["pending"] }`
fn read_when(node: &Node<'_>, table: Option<&TableSpec>) -> Option<RowCondition> {
    RowCondition::read(node, table.map_or(&[][..], |table| &table.columns), "a column of the row's table")
}
