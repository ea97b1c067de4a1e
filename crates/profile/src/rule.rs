//! Rules: which messages mean what, and which lists are fetched when.

use model::TableId;
use serde_json::Value;

use crate::effect::{Effect, Outcome, Scope};
use crate::node::Node;
use crate::pick::Pointer;
use crate::source::path;
use crate::{Source, TableSpec};

/// What a message must look like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    event: Option<String>,
    fields: Vec<(Pointer, Test)>,
    effects: Vec<Effect>,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Equals(Value),
    In(Vec<Value>),
    Any,
    Absent,
}

/// A list that is fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// The source, by its place in the profile.
    pub source: usize,
    /// Path and query.
    pub get: String,
    /// Interval in milliseconds.
    pub every_ms: Option<u64>,
    /// Fetched when the hub is reached.
    pub on_connected: bool,
    /// Fetched when the hub is reached again.
    pub on_recovered: bool,
    /// Fetched some time after these events.
    pub after: Vec<After>,
    effects: Vec<Effect>,
}

/// Fetch some time after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The event.
    pub event: String,
    /// How long after, in milliseconds.
    pub wait_ms: u64,
}

impl Rule {
    pub fn read(node: &Node<'_>, scope: &Scope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let event = fields.optional("event").map(|node| node.text().map(str::to_owned));
        let tests = fields.optional("match").map_or(Some(Vec::new()), |node| {
            node.members().into_iter().map(|(pointer, node)| read_test(pointer, &node)).collect()
        });
        let effects = fields.required("do").and_then(|node| read_effects(&node, scope));
        if !fields.has("event") && !fields.has("match") {
            fields.node().wrong::<()>("event, match, or both");
        }
        fields.finish();
        let event = match event {
            Some(None) => return None,
            Some(Some(event)) => Some(event),
            None => None,
        };
        Some(Self { event, fields: tests?, effects: effects? })
    }

    pub fn matches(&self, event: Option<&str>, message: &Value) -> bool {
        let named = self.event.as_deref().is_none_or(|wanted| event == Some(wanted));
        named && self.fields.iter().all(|(pointer, test)| test.passes(pointer.get(message)))
    }

    pub fn apply(&self, message: &Value, tables: &[TableSpec]) -> Outcome {
        apply(&self.effects, message, tables)
    }
}

impl Test {
    fn passes(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Equals(wanted) => value == Some(wanted),
            Self::In(wanted) => value.is_some_and(|value| wanted.contains(value)),
            Self::Any => value.is_some(),
            Self::Absent => value.is_none(),
        }
    }
}

fn read_test(pointer: &str, node: &Node<'_>) -> Option<(Pointer, Test)> {
    let text = Value::from(pointer);
    let pointer =
        Pointer::read(&Node { value: &text, pointer: node.pointer.clone(), problems: node.problems })?;
    let Value::Object(_) = node.value else { return Some((pointer, Test::Equals(node.value.clone()))) };
    let mut fields = node.fields()?;
    let wanted =
        fields.optional("in").map(|node| node.items().iter().map(|item| item.value.clone()).collect());
    let mut says = |key| {
        let said = fields.optional(key);
        if let Some(node) = said.as_ref().filter(|node| node.flag() == Some(false)) {
            node.wrong::<()>("true");
        }
        said.is_some()
    };
    let any = says("any");
    let absent = says("absent");
    fields.finish();
    let test = match (wanted, any, absent) {
        (Some(wanted), false, false) => Test::In(wanted),
        (None, true, false) => Test::Any,
        (None, false, true) => Test::Absent,
        _ => return node.wrong("one of in, any, absent"),
    };
    Some((pointer, test))
}

fn read_effects(node: &Node<'_>, scope: &Scope<'_>) -> Option<Vec<Effect>> {
    let effects: Vec<_> = node.items().iter().map(|item| Effect::read(item, scope)).collect();
    effects.into_iter().collect()
}

fn apply(effects: &[Effect], message: &Value, tables: &[TableSpec]) -> Outcome {
    let mut outcome = Outcome { matched: true, ..Outcome::default() };
    for effect in effects {
        effect.apply(message, tables, &mut outcome);
    }
    outcome
}

impl Poll {
    pub(crate) fn read(node: &Node<'_>, sources: &[Source], scope: &Scope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let get = fields.required("get").and_then(|node| path(&node));
        let every_ms = fields.optional("every_s").map(|node| node.seconds());
        let words = [("connected", true), ("recovered", false)];
        let when: Vec<_> = fields
            .optional("when")
            .map_or_else(Vec::new, |node| node.items().iter().filter_map(|item| item.word(&words)).collect());
        let after = fields.optional("after").map_or(Some(Vec::new()), |node| {
            node.items().iter().map(After::read).collect::<Vec<_>>().into_iter().collect()
        });
        let effects = fields.required("do").and_then(|node| read_effects(&node, scope));
        fields.finish();
        Some(Self {
            source: source?,
            get: get?,
            every_ms: every_ms.flatten().map(|every| every.max(1_000)),
            on_connected: when.contains(&true),
            on_recovered: when.contains(&false),
            after: after?,
            effects: effects?,
        })
    }

    /// Whether it brings a list of notifications.
    #[must_use]
    pub fn merges(&self) -> bool {
        self.effects.iter().any(Effect::merges)
    }

    /// Whether it brings the rows of a table.
    #[must_use]
    pub fn fills(&self, table: &TableId) -> bool {
        self.effects.iter().any(|effect| effect.fills(table))
    }

    pub(crate) fn apply(&self, answer: &Value, tables: &[TableSpec]) -> Outcome {
        apply(&self.effects, answer, tables)
    }
}

impl After {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let event = fields.required("event").and_then(|node| node.text().map(str::to_owned));
        let wait_ms = fields.optional("wait_s").map_or(Some(0), |node| node.seconds());
        fields.finish();
        Some(Self { event: event?, wait_ms: wait_ms? })
    }
}

/// A source by its name.
pub(crate) fn source_index(node: &Node<'_>, sources: &[Source]) -> Option<usize> {
    let name = node.text()?;
    sources.iter().position(|source| source.name == name).or_else(|| node.wrong("the name of a source"))
}
