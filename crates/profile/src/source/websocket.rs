//! A WebSocket of text frames.

use compact::Compact;
use serde_json::Value;

use super::{HeartbeatSpec, read_endpoint, read_every};
use crate::matching::Match;
use crate::node::{Node, ObjectFields, given};
use crate::request::with_query;
use crate::selector::Selector;
use crate::template::{fill, known_names};

/// A WebSocket of text frames.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct WebSocket {
    /// Path of the endpoint.
    pub path: String,
    query: Vec<(String, String)>,
    hello: Vec<Value>,
    /// Where a frame says how far the hub is, and what is asked for at first.
    cursor: Option<(Selector, Value)>,
    /// Frame and interval (milliseconds) of the ping.
    pub ping: Option<(NumberedFrame, u64)>,
    /// How often the hub speaks by itself.
    pub heartbeat: Option<HeartbeatSpec>,
    /// Close codes with which the hub refuses.
    pub refusals: Vec<u16>,
    ready: Option<Match>,
    refused: Option<(Match, Selector)>,
    pong: Option<Match>,
}

/// A frame that may hold its own number.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct NumberedFrame {
    /// What stands before the number, or the whole frame.
    pub before: String,
    /// What stands after the number, where there is one.
    pub after: Option<String>,
}

impl NumberedFrame {
    /// `{seq}` is the number: as a value of its own it is no text.
    fn read(node: &Node<'_>) -> Self {
        let text = frame(node);
        let place = if node.value.is_string() { "{seq}" } else { "\"{seq}\"" };
        match text.split_once(place).or_else(|| text.split_once("{seq}")) {
            Some((before, after)) => Self { before: before.to_owned(), after: Some(after.to_owned()) },
            None => Self { before: text, after: None },
        }
    }
}

/// What a text frame says about the connection itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameMeaning {
    /// The source is ready.
    pub ready: bool,
    /// It answers our ping.
    pub pong: bool,
    /// It refuses us, in its own words.
    pub refused: Option<String>,
}

impl WebSocket {
    pub(super) fn read(fields: &mut ObjectFields<'_>, names: &[&str]) -> Option<Self> {
        let endpoint = read_endpoint(fields);
        let cursor = fields.optional("cursor").map(|node| read_cursor(&node));
        let holders = [fields.optional("query"), fields.optional("hello")].into_iter().flatten();
        let unknown = holders.filter(|node| {
            let expected = "{cursor} as the only placeholder";
            cursor.is_some() && known_names(node, &|name| name == "cursor", expected).is_none()
        });
        let names_fit = unknown.count() == 0;
        let value = |item: &Node<'_>| item.value.clone();
        let hello =
            fields.optional("hello").map_or_else(Vec::new, |node| node.items().iter().map(value).collect());
        let ready = fields.optional("ready").map(|node| Match::read(&node));
        let refused = fields.optional("refused").map(|node| read_refused(&node));
        let ping = fields.optional("ping").map(|node| read_text_ping(&node));
        let heartbeat = HeartbeatSpec::read(fields, names);
        let (mut refusals, mut said) = (Vec::new(), None);
        if let Some((codes, frame)) = given(refused)? {
            (refusals, said) = (codes, frame);
        }
        let (ping, pong) =
            given(ping)?.map_or((None, None), |(send, every, pong)| (Some((send, every)), Some(pong)));
        let ((path, query), cursor) = (endpoint?, given(cursor)?);
        if !names_fit {
            return None;
        }
        Some(Self {
            path,
            query,
            hello,
            cursor,
            ping,
            heartbeat: heartbeat?,
            refusals,
            ready: given(ready)?,
            refused: said,
            pong,
        })
    }

    /// Path and query of the endpoint, and the frames that are sent as soon as the socket is open. `last`: what
    /// [`WebSocket::next_cursor`] found last.
    #[must_use]
    pub fn opening(&self, last: Option<&Value>) -> (String, Vec<String>) {
        let cursor = self.cursor.as_ref().map(|(_, first)| last.unwrap_or(first));
        let filled = |value: &Value| match cursor {
            Some(cursor) => fill(value, &|_| Some(cursor.clone())),
            None => value.clone(),
        };
        let text = |value: &Value| json::unquoted(&filled(value));
        let query = self.query.iter().map(|(name, value)| (name.clone(), text(&Value::from(value.as_str()))));
        let query: Vec<_> = query.collect();
        (with_query(&self.path, &query), self.hello.iter().map(text).collect())
    }

    /// From where the next connection goes on, where a frame says so.
    #[must_use]
    pub fn next_cursor(&self, frame: &Value) -> Option<Value> {
        self.cursor.as_ref()?.0.get(frame).filter(|cursor| !cursor.is_null())
    }

    /// Whether a frame must say that it is ready.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.ready.is_some()
    }

    /// What a frame says about the connection itself.
    #[must_use]
    pub fn meaning_of(&self, frame: &Value) -> FrameMeaning {
        let is = |wanted: &Option<Match>| wanted.as_ref().is_some_and(|wanted| wanted.passes(frame));
        let refused = self.refused.as_ref().filter(|(wanted, _)| wanted.passes(frame));
        FrameMeaning {
            ready: is(&self.ready),
            pong: is(&self.pong),
            refused: refused.map(|(_, text)| text.text(frame).unwrap_or_default()),
        }
    }
}

type Refused = (Vec<u16>, Option<(Match, Selector)>);

/// `{ "match": { … }, "text": "/message", "codes": [1008] }`
fn read_refused(node: &Node<'_>) -> Option<Refused> {
    let mut fields = node.fields()?;
    let matching = fields.optional("match").map(|node| Match::read(&node));
    let text =
        fields.optional("text").map_or_else(|| Some(Selector::nothing()), |node| Selector::read(&node));
    let codes = fields.optional("codes").map_or(Some(Vec::new()), |node| {
        let code = |item: &Node<'_>| {
            let code = item.value.as_u64().and_then(|code| u16::try_from(code).ok());
            code.filter(|code| *code >= 1_000 && *code != 1_006)
                .or_else(|| item.wrong("a close code from 1000 on other than 1006"))
        };
        node.all(code)
    });
    fields.finish();
    let text = text?;
    Some((codes?, given(matching)?.map(|matching| (matching, text))))
}

fn read_text_ping(node: &Node<'_>) -> Option<(NumberedFrame, u64, Match)> {
    let mut fields = node.fields()?;
    let send = fields.required("send").map(|node| NumberedFrame::read(&node));
    let every_ms = read_every(&mut fields);
    let reply = fields.required("reply").and_then(|node| {
        let mut fields = node.fields()?;
        let matching = fields.required("match").and_then(|node| Match::read(&node));
        fields.finish();
        matching
    });
    fields.finish();
    Some((send?, every_ms?, reply?))
}

/// A frame: text as it is, anything else as JSON.
fn frame(node: &Node<'_>) -> String {
    json::unquoted(node.value)
}

/// As in a poll, but that the hub may want a number.
fn read_cursor(node: &Node<'_>) -> Option<(Selector, Value)> {
    let mut fields = node.fields()?;
    let at = Selector::required(&mut fields, "at");
    let first = fields.required("first").and_then(|node| match node.value {
        Value::String(_) | Value::Number(_) => Some(node.value.clone()),
        _ => node.wrong("text or a number"),
    });
    fields.finish();
    Some((at?, first?))
}
