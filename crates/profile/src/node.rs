//! Reading JSON so that every mistake can be named with its pointer.
//!
//! A reader starts at [`Node::root`] and goes down by [`Node::fields`] and [`Node::items`]. What cannot be read is
//! `None`, and the mistake is in [`Problems`]; so reading goes on, and one pass finds all mistakes.

use std::cell::RefCell;

use model::Texts;
use serde_json::{Map, Value};

use crate::Problem;

/// Longest piece of JSON that a problem quotes, in characters.
const QUOTED: usize = 60;
/// Most mistakes that are kept: nobody reads more, and each one costs a search for its pointer.
const MOST: usize = 1_000;

/// The mistakes found so far.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Add a mistake.
    pub fn add(&self, pointer: String, found: String, expected: &str) {
        let mut problems = self.0.borrow_mut();
        if problems.len() < MOST {
            problems.push(Problem { pointer, found, expected: expected.to_owned() });
        }
    }

    /// Whether there is room for another mistake.
    fn is_full(&self) -> bool {
        self.0.borrow().len() >= MOST
    }

    /// The mistakes, in the order in which they were found.
    pub fn into_inner(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// A value of a document. Where it stands there is looked up only once it turns out to be a mistake.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    document: &'a Value,
    problems: &'a Problems,
}

/// An object whose keys are ticked off as they are read.
pub struct ObjectFields<'a> {
    object: &'a Map<String, Value>,
    node: Node<'a>,
    known: Vec<&'static str>,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value, problems: &'a Problems) -> Self {
        Self { value, document: value, problems }
    }

    /// A value inside this one.
    fn child(&self, value: &'a Value) -> Self {
        Self { value, ..*self }
    }

    /// The member of an object.
    pub fn member(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(value))
    }

    /// JSON Pointer (RFC 6901) of the value.
    pub fn pointer(&self) -> String {
        pointer_to(self.value, self.document).unwrap_or_default()
    }

    /// Report that something else was expected here.
    pub fn wrong<T>(&self, expected: &str) -> Option<T> {
        self.report(quote(self.value), expected);
        None
    }

    /// Report what was found here, where that is not the value itself.
    pub fn report(&self, found: String, expected: &str) {
        self.report_below("", found, expected);
    }

    /// Report what was found at a pointer that starts here.
    pub fn report_below(&self, below: &str, found: String, expected: &str) {
        if !self.problems.is_full() {
            self.problems.add(self.pointer() + below, found, expected);
        }
    }

    /// The members of an object whose keys are fixed.
    pub fn fields(&self) -> Option<ObjectFields<'a>> {
        match self.value {
            Value::Object(object) => Some(ObjectFields { object, node: *self, known: Vec::new() }),
            _ => self.wrong("an object"),
        }
    }

    /// The members of an object whose keys are free.
    pub fn members(&self) -> Vec<(&'a str, Node<'a>)> {
        match self.value {
            Value::Object(object) => {
                object.iter().map(|(key, value)| (key.as_str(), self.child(value))).collect()
            }
            _ => self.wrong("an object").unwrap_or_default(),
        }
    }

    /// The items of an array.
    pub fn items(&self) -> Vec<Node<'a>> {
        match self.value {
            Value::Array(items) => items.iter().map(|item| self.child(item)).collect(),
            _ => self.wrong("an array").unwrap_or_default(),
        }
    }

    /// Every item, read; nothing where one could not be. All are tried, so that every mistake is reported.
    pub fn all<T>(&self, mut read: impl FnMut(&Node<'a>) -> Option<T>) -> Option<Vec<T>> {
        let (mut all, mut whole) = (Vec::new(), true);
        for item in self.items() {
            match read(&item) {
                Some(one) => all.push(one),
                None => whole = false,
            }
        }
        whole.then_some(all)
    }

    /// As [`Node::all`], for the members of an object whose keys are free.
    pub fn all_members<T>(&self, mut read: impl FnMut(&'a str, &Node<'a>) -> Option<T>) -> Option<Vec<T>> {
        let (mut all, mut whole) = (Vec::new(), true);
        for (key, member) in self.members() {
            match read(key, &member) {
                Some(one) => all.push(one),
                None => whole = false,
            }
        }
        whole.then_some(all)
    }

    /// A text of its own.
    pub fn string(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A text.
    pub fn text(&self) -> Option<&'a str> {
        self.value.as_str().or_else(|| self.wrong("text"))
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong("true or false"))
    }

    /// The value as a float where it is a number.
    pub fn float(&self) -> Option<f64> {
        let Value::Number(number) = self.value else { return None };
        json::float(number)
    }

    /// A number.
    pub fn number(&self) -> Option<f64> {
        self.float().or_else(|| self.wrong("a number"))
    }

    /// A number of things.
    pub fn count(&self) -> Option<u64> {
        let count = self.float().filter(|count| (0.0..=10_000.0).contains(count) && count.fract() == 0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded just above
        count.map(|count| count as u64).or_else(|| self.wrong("a whole number from 0 to 10000"))
    }

    /// The status of an answer that is an error.
    pub fn error_status(&self) -> Option<u16> {
        let status = self.value.as_u64().and_then(|status| u16::try_from(status).ok());
        let status = status.filter(|status| (400..600).contains(status));
        status.or_else(|| self.wrong("an HTTP status from 400 to 599"))
    }

    /// A duration in seconds, as milliseconds.
    pub fn seconds(&self) -> Option<u64> {
        let seconds = self.float().filter(|seconds| (0.0..=86_400.0).contains(seconds));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded just above
        seconds
            .map(|seconds| (seconds * 1_000.0).round() as u64)
            .or_else(|| self.wrong("seconds from 0 to 86400"))
    }

    /// One of a closed set of words.
    pub fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let found = self.value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        found.map(|(_, value)| *value).or_else(|| {
            let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(&format!("one of {}", all.join(", ")))
        })
    }
}

impl<'a> ObjectFields<'a> {
    /// The object itself.
    pub fn node(&self) -> &Node<'a> {
        &self.node
    }

    /// A member that may be absent.
    pub fn optional(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.known.push(key);
        self.object.get(key).map(|value| self.node.child(value))
    }

    /// A member that must be there.
    pub fn required(&mut self, key: &'static str) -> Option<Node<'a>> {
        let node = self.optional(key);
        if node.is_none() {
            self.node.report_below(&format!("/{key}"), "nothing".to_owned(), "a value");
        }
        node
    }

    /// A text that must be there.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.required(key)?.string()
    }

    /// A label that must be there.
    pub fn label(&mut self, key: &'static str) -> Option<Texts> {
        self.required(key)?.label()
    }

    /// True or false, false where it is absent.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.optional(key).map_or(Some(false), |node| node.flag())
    }

    /// Seconds as milliseconds, or what holds where they are absent.
    pub fn seconds_or(&mut self, key: &'static str, absent: u64) -> Option<u64> {
        self.optional(key).map_or(Some(absent), |node| node.seconds())
    }

    /// Which of some keys is there.
    pub fn has(&self, key: &str) -> bool {
        self.object.contains_key(key)
    }

    /// The members that were not asked for.
    pub fn others(&self) -> Vec<(&'a str, Node<'a>)> {
        let other = |(key, _): &(&'a str, Node<'a>)| !self.known.contains(key);
        self.node.members().into_iter().filter(other).collect()
    }

    /// Report every key that was not asked for.
    pub fn finish(self) {
        for (key, value) in self.object {
            if !self.known.contains(&key.as_str()) {
                self.node.child(value).report(quoted(key), &format!("only {}", self.known.join(", ")));
            }
        }
    }
}

/// What is not there is fine; what is there must have been read.
#[allow(clippy::option_option)] // the outer one: was it there?
pub fn given<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// JSON Pointer (RFC 6901) of a value that stands in a document: of that very value, not of an equal one.
fn pointer_to(value: &Value, document: &Value) -> Option<String> {
    if std::ptr::eq(value, document) {
        return Some(String::new());
    }
    match document {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(format!("/{index}{}", pointer_to(value, item)?))),
        Value::Object(members) => members.iter().find_map(|(key, member)| {
            let below = pointer_to(value, member)?;
            Some(format!("/{}{below}", key.replace('~', "~0").replace('/', "~1")))
        }),
        _ => None,
    }
}

/// A text as JSON writes it.
pub(crate) fn quoted(text: &str) -> String {
    json::text(&Value::from(text))
}

/// A value as JSON, shortened.
pub(crate) fn quote(value: &Value) -> String {
    let text = json::text(value);
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The beginning of a message, for a rejection.
pub(crate) fn sample(value: &Value) -> String {
    json::text(value).chars().take(200).collect()
}
