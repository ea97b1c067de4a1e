//! What is said to a hub over a socket, and what answers it.

use compact::Compact;
use serde_json::Value;

use crate::matching::Match;
use crate::node::{Node, ObjectFields, given};
use crate::pointer::Pointer;
use crate::source::{Source, SourceKind, event_name};
use crate::template::{fill, known_names};
/// How long an answer is waited for, where the profile does not say it (milliseconds).
const TIMEOUT: u64 = 10_000;

/// An event or a frame that goes to a hub over a socket. Its texts may hold placeholders.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Call {
    /// Socket.IO: the event. Nothing for a frame.
    pub event: Option<String>,
    /// How long its answer is waited for (milliseconds).
    pub timeout_ms: u64,
    /// The event's arguments, or the frame.
    value: Value,
    answer: Answer,
}

/// What answers a call.
#[derive(Clone, Debug, PartialEq, Compact)]
enum Answer {
    Nothing,
    Acknowledgement,
    Frame(Match),
}

/// What a call may hold and must have.
pub(crate) struct CallRules<'a> {
    /// The placeholders that it may hold besides `{seq}`.
    pub known: &'a dyn Fn(&str) -> bool,
    /// Says so.
    pub expected: &'a str,
    /// Whether it has an answer.
    pub answered: Answered,
    /// `send` is a frame here.
    pub sends: bool,
}

/// Whether a call has an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It is a question: nothing is known without its answer.
    Always,
    /// Where the profile says so.
    Perhaps,
    /// Nobody would read it.
    Never,
}

impl Call {
    /// What tells it from others: its event, or the frame as it is written.
    pub(crate) fn question(&self) -> String {
        self.event.clone().unwrap_or_else(|| json::text(&self.value))
    }

    /// `{ "emit": "event", "args": […], "ack": true }` or `{ "send": frame, "answer": { … } }`; nothing where there is
    /// neither. The outer `Option` is for what is there and cannot be read.
    #[allow(clippy::option_option)] // the outer one: could it be read?
    pub(crate) fn read(
        fields: &mut ObjectFields<'_>,
        source: Option<&Source>,
        rules: &CallRules<'_>,
    ) -> Option<Option<Self>> {
        if let Some(emit) = fields.optional("emit") {
            return Self::read_emit(&emit, fields, source, rules).map(Some);
        }
        match fields.optional("send").filter(|_| rules.sends) {
            Some(send) => Self::read_send(&send, fields, source, rules).map(Some),
            None => Some(None),
        }
    }

    fn read_emit(
        emit: &Node<'_>,
        fields: &mut ObjectFields<'_>,
        source: Option<&Source>,
        rules: &CallRules<'_>,
    ) -> Option<Self> {
        let args = fields.optional("args").map(|node| {
            node.value.as_array().or_else(|| node.wrong("an array"))?;
            rules.check(&node)?;
            Some(node.value.clone())
        });
        let ack = match rules.answered {
            Answered::Never => None,
            _ => fields.optional("ack").map(|node| match (rules.answered, node.flag()?) {
                (Answered::Always, false) => node.wrong("true, since it asks"),
                (_, ack) => Some(ack),
            }),
        };
        let (event, fits) = (event_name(emit), check_kind(emit, source, false));
        let (args, ack) = (given(args)?, given(ack)?);
        let answered = ack.unwrap_or(rules.answered == Answered::Always);
        fits?;
        Some(Self {
            event: Some(event?),
            timeout_ms: TIMEOUT,
            value: args.unwrap_or_else(|| Value::Array(Vec::new())),
            answer: if answered { Answer::Acknowledgement } else { Answer::Nothing },
        })
    }

    fn read_send(
        send: &Node<'_>,
        fields: &mut ObjectFields<'_>,
        source: Option<&Source>,
        rules: &CallRules<'_>,
    ) -> Option<Self> {
        let (known, fits) = (rules.check(send), check_kind(send, source, true));
        let answer = match rules.answered {
            Answered::Always => Some(fields.required("answer").and_then(|node| read_answer(&node))),
            Answered::Perhaps => fields.optional("answer").map(|node| read_answer(&node)),
            Answered::Never => None,
        };
        let answer = given(answer)?.map_or(Answer::Nothing, Answer::Frame);
        known.and(fits)?;
        Some(Self { event: None, timeout_ms: TIMEOUT, value: send.value.clone(), answer })
    }

    /// An event that wants an acknowledgement.
    pub(crate) fn asking(event: String) -> Self {
        Self { event: Some(event), timeout_ms: TIMEOUT, value: Value::Null, answer: Answer::Acknowledgement }
    }

    /// With these arguments.
    pub(crate) fn with(&self, args: Value) -> Self {
        Self { value: args, ..self.clone() }
    }

    /// With another time-out, where the profile has one (milliseconds).
    pub(crate) fn within(self, timeout_ms: Option<u64>) -> Self {
        Self { timeout_ms: timeout_ms.unwrap_or(self.timeout_ms), ..self }
    }

    /// The arguments or the frame. `number` is what stands for `{seq}`, and `values` holds what stands for the other
    /// placeholders: by name, or where they point. What has no value is left out of an object, and is null elsewhere.
    #[must_use]
    pub fn written(&self, number: u64, values: &Value) -> Value {
        fill(&self.value, &|name| match name {
            "seq" => Some(Value::from(number)),
            name if name.starts_with('/') => Pointer::parse(name)?.get(values).cloned(),
            name => values.get(name).cloned(),
        })
    }

    /// Whether an answer is waited for.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answer != Answer::Nothing
    }

    /// Whether a frame answers it; `number` stands for `{seq}`.
    #[must_use]
    pub fn is_answered_by(&self, frame: &Value, number: u64) -> bool {
        matches!(&self.answer, Answer::Frame(wanted) if wanted.passes_for(frame, number))
    }
}

impl CallRules<'_> {
    fn check(&self, node: &Node<'_>) -> Option<()> {
        known_names(node, &|name| name == "seq" || (self.known)(name), self.expected)
    }
}

/// What answers may name the question's number.
fn read_answer(node: &Node<'_>) -> Option<Match> {
    known_names(node, &|name| name == "seq", "{seq} as the only placeholder")?;
    Match::read(node)
}

/// Events go over Socket.IO, and frames over a WebSocket. What is said of no source was reported there.
fn check_kind(node: &Node<'_>, source: Option<&Source>, is_frame: bool) -> Option<()> {
    match source.map(|source| &source.kind) {
        Some(SourceKind::SocketIo { .. }) if is_frame => node.wrong("emit for a source of kind socketio"),
        Some(SourceKind::WebSocket(_)) if !is_frame => node.wrong("send for a source of kind websocket"),
        Some(SourceKind::Rest { .. } | SourceKind::EventStream(_)) => {
            node.wrong("a request for a source of kind rest")
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests;
