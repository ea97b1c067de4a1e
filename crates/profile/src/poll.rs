//! Lists that are fetched, and when.

use std::sync::Arc;

use compact::Compact;
use model::TableId;
use serde_json::Value;

use crate::call::{Answered, Call, CallRules};
use crate::effect::{Effect, EffectScope, Interpretation, apply, read_effects};
use crate::matching::Match;
use crate::node::{Node, given};
use crate::request::{UrlTemplate, Vars};
use crate::selector::Selector;
use crate::source::source_index;
use crate::{Problem, Source, TableSpec};

mod pages;

pub use pages::{Pages, ReadSoFar};

/// A list that is fetched.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Poll {
    /// The source, by its index in the profile.
    pub source: usize,
    /// Interval in milliseconds.
    pub every_ms: Option<u64>,
    /// Fetched when the hub is reached.
    pub on_connected: bool,
    /// Fetched when the hub is reached again.
    pub on_recovered: bool,
    /// Its failures say nothing about the source.
    pub optional: bool,
    /// The answer is not one list but its items, one after the other (NDJSON).
    pub lines: bool,
    /// Time-out in milliseconds, where it is not that of the source.
    pub timeout_ms: Option<u64>,
    /// What is asked over the source's socket, in place of a path.
    pub call: Option<Arc<Call>>,
    after: Vec<After>,
    get: UrlTemplate,
    cursor: Option<(Selector, String)>,
    pages: Option<Pages>,
    effects: Vec<Effect>,
}

/// Fetch some time after a message or an action.
#[derive(Clone, Debug, PartialEq, Compact)]
struct After {
    what: Trigger,
    wait_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Compact)]
enum Trigger {
    Event(String),
    Message(Match),
    Action(String),
}

impl Poll {
    pub(crate) fn read(node: &Node<'_>, sources: &[Source], scope: &EffectScope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let cursor = fields.optional("cursor").map(|node| read_cursor(&node));
        let (allowed, expected): (&[&str], _) = if cursor.is_some() {
            (&["cursor"], "{cursor} as the only placeholder")
        } else {
            (&[], "a path without placeholders, or a cursor beside it")
        };
        let rules = CallRules {
            known: &|name| allowed.contains(&name),
            expected: "{seq}, and {cursor} where there is a cursor, as placeholders",
            answered: Answered::Always,
            sends: true,
        };
        let at = source.and_then(|source| sources.get(source));
        let call = Call::read(&mut fields, at, &rules);
        let asked = match &call {
            Some(None) => fields.required("get"),
            _ => None,
        };
        let get = asked.map(|node| UrlTemplate::read(&node, allowed, expected));
        let every_ms = fields.optional("every_s").map(|node| node.seconds());
        let optional = fields.flag("optional");
        let is_request = get.is_some();
        let lines = if is_request { fields.flag("lines") } else { Some(false) };
        let timeout = fields.optional("timeout_s").map(|node| node.seconds());
        let pages = if is_request { fields.optional("pages").map(|node| Pages::read(&node)) } else { None };
        let words = [("connected", true), ("recovered", false)];
        let when: Vec<_> = fields
            .optional("when")
            .map_or_else(Vec::new, |node| node.items().iter().filter_map(|item| item.word(&words)).collect());
        let after = fields.optional("after").map_or(Some(Vec::new()), |node| node.all(After::read));
        let scope = EffectScope { source: at, ..*scope };
        let effects = fields.required("do").and_then(|node| read_effects(&node, &scope));
        fields.finish();
        let timeout_ms = given(timeout)?;
        let call = call?.map(|call| Arc::new(call.within(timeout_ms)));
        let get = given(get)?;
        if call.is_none() && get.is_none() {
            return None;
        }
        Some(Self {
            source: source?,
            get: get.unwrap_or_default(),
            call,
            cursor: given(cursor)?,
            pages: given(pages)?,
            every_ms: every_ms.flatten().map(|every| every.max(1_000)),
            on_connected: when.contains(&true),
            on_recovered: when.contains(&false),
            optional: optional?,
            lines: lines?,
            timeout_ms,
            after: after?,
            effects: effects?,
        })
    }

    /// Path and query. `cursor`: what [`Poll::next_cursor`] found in the last answer.
    ///
    /// # Errors
    /// A cursor that cannot stand in a URL.
    pub fn path(&self, cursor: Option<&str>) -> Result<String, Problem> {
        let first = self.cursor.as_ref().map_or("", |(_, first)| first.as_str());
        self.get.substitute(&Vars::one("cursor", cursor.unwrap_or(first)))
    }

    /// What tells it from other lists of its source: the path that is asked first, or the event or frame.
    #[must_use]
    pub fn question(&self) -> String {
        match &self.call {
            Some(call) => call.question(),
            None => self.path(None).unwrap_or_default(),
        }
    }

    /// What is asked first, where it goes on from where the last one ended.
    #[must_use]
    pub fn first_cursor(&self) -> Option<&str> {
        self.cursor.as_ref().map(|(_, first)| first.as_str())
    }

    /// From where the next one continues, where the answer says so.
    #[must_use]
    pub fn next_cursor(&self, answer: &Value) -> Option<String> {
        self.cursor.as_ref().and_then(|(at, _)| at.text(answer))
    }

    /// How the hub gives its list in pages, where the profile says that it does.
    #[must_use]
    pub fn pages(&self) -> Option<&Pages> {
        self.pages.as_ref()
    }

    /// How long after a message it is due, if it is (milliseconds).
    #[must_use]
    pub fn after_message(&self, event: Option<&str>, message: &Value) -> Option<u64> {
        let due = self.after.iter().filter(|after| match &after.what {
            Trigger::Event(wanted) => event == Some(wanted),
            Trigger::Message(wanted) => wanted.passes(message),
            Trigger::Action(_) => false,
        });
        due.map(|after| after.wait_ms).min()
    }

    /// How long after an action it is due, if it is (milliseconds).
    #[must_use]
    pub fn after_action(&self, id: &str) -> Option<u64> {
        let due =
            self.after.iter().filter(|after| matches!(&after.what, Trigger::Action(action) if action == id));
        due.map(|after| after.wait_ms).min()
    }

    /// Whether it brings a list of notifications.
    #[must_use]
    pub fn merges(&self) -> bool {
        self.effects.iter().any(Effect::merges)
    }

    /// Whether it lists rows of a table, and does not only change known ones.
    #[must_use]
    pub fn lists(&self, table: &TableId) -> bool {
        self.effects.iter().any(|effect| effect.lists(table))
    }

    /// Whether it brings the rows of a table.
    #[must_use]
    pub fn fills(&self, table: &TableId) -> bool {
        self.effects.iter().any(|effect| effect.fills(table))
    }

    pub(crate) fn apply(&self, answer: &Value, tables: &[Arc<TableSpec>]) -> Interpretation {
        apply(&self.effects, answer, tables)
    }
}

fn read_cursor(node: &Node<'_>) -> Option<(Selector, String)> {
    let mut fields = node.fields()?;
    let at = Selector::required(&mut fields, "at");
    let first = fields.string("first");
    fields.finish();
    Some((at?, first?))
}

impl After {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let event = fields.optional("event").map(|node| node.string().map(Trigger::Event));
        let message = fields.optional("match").map(|node| Match::read(&node).map(Trigger::Message));
        let action = fields.optional("action").map(|node| node.string().map(Trigger::Action));
        let wait_ms = fields.seconds_or("wait_s", 0);
        let mut what = [event, message, action].into_iter().flatten();
        let (first, second) = (what.next(), what.next());
        fields.finish();
        match (first, second) {
            (Some(what), None) => Some(Self { what: what?, wait_ms: wait_ms? }),
            _ => node.wrong("one of event, match and action"),
        }
    }
}
