//! Rules: which messages mean what.

use serde_json::Value;

use crate::effect::{Effect, EffectScope, Interpretation, apply, read_effects};
use crate::matching::Match;
use crate::node::{Node, given};
use crate::source::source_index;
use crate::{Source, TableSpec};

/// A message that is understood, and what it does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    source: Option<usize>,
    event: Option<String>,
    matching: Match,
    effects: Vec<Effect>,
}

impl Rule {
    pub fn read(node: &Node<'_>, sources: &[Source], scope: &EffectScope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.optional("source").map(|node| source_index(&node, sources));
        let event = fields.optional("event").map(|node| node.string());
        let matching = fields.optional("match").map_or(Some(Match::default()), |node| Match::read(&node));
        let effects = fields.required("do").and_then(|node| read_effects(&node, scope));
        if !fields.has("event") && !fields.has("match") {
            fields.node().wrong::<()>("event, match, or both");
        }
        fields.finish();
        Some(Self { source: given(source)?, event: given(event)?, matching: matching?, effects: effects? })
    }

    pub fn matches(&self, source: usize, event: Option<&str>, message: &Value) -> bool {
        let from = self.source.is_none_or(|wanted| wanted == source);
        let named = self.event.as_deref().is_none_or(|wanted| event == Some(wanted));
        from && named && self.matching.passes(message)
    }

    pub fn apply(&self, message: &Value, tables: &[TableSpec]) -> Interpretation {
        apply(&self.effects, message, tables)
    }
}
