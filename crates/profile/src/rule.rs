//! Rules: which messages mean what.

use std::sync::Arc;

use compact::Compact;
use model::TableId;
use serde_json::Value;

use crate::effect::{Effect, EffectScope, Interpretation, apply, read_effects};
use crate::matching::Match;
use crate::node::{Node, given};
use crate::selector::Selector;
use crate::source::source_index;
use crate::{Source, TableSpec};

/// A message that is understood, and what it does.
#[derive(Clone, Debug, PartialEq, Compact)]
pub(crate) struct Rule {
    source: Option<usize>,
    event: Option<String>,
    matching: Match,
    /// Rows that the message speaks of, by the names that its effects know them by.
    names: Vec<NamedRow>,
    effects: Vec<Effect>,
}

/// A row that a message speaks of by its key.
#[derive(Clone, Debug, PartialEq, Compact)]
struct NamedRow {
    name: String,
    table: TableId,
    key: Selector,
}

/// What users call a row of a table, by its key; nothing where it is not known.
pub type RowNames<'a> = &'a dyn Fn(&TableId, &str) -> Option<String>;

impl Rule {
    pub fn read(node: &Node<'_>, sources: &[Source], scope: &EffectScope<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.optional("source").map(|node| source_index(&node, sources));
        let event = fields.optional("event").map(|node| node.string());
        let matching = fields.optional("match").map_or(Some(Match::default()), |node| Match::read(&node));
        let names = fields
            .optional("names")
            .map(|node| node.all_members(|name, node| NamedRow::read(name, node, scope.tables)));
        let of = source.flatten().and_then(|source| sources.get(source));
        let scope = EffectScope { source: of, ..*scope };
        let effects = fields.required("do").and_then(|node| read_effects(&node, &scope));
        if !fields.has("event") && !fields.has("match") {
            fields.node().wrong::<()>("event, match, or both");
        }
        fields.finish();
        Some(Self {
            source: given(source)?,
            event: given(event)?,
            matching: matching?,
            names: given(names)?.unwrap_or_default(),
            effects: effects?,
        })
    }

    pub fn matches(&self, source: usize, event: Option<&str>, message: &Value) -> bool {
        let from = self.source.is_none_or(|wanted| wanted == source);
        let named = self.event.as_deref().is_none_or(|wanted| event == Some(wanted));
        from && named && self.matching.passes(message)
    }

    pub fn apply(
        &self,
        message: &Value,
        tables: &[Arc<TableSpec>],
        row_names: RowNames<'_>,
    ) -> Interpretation {
        if self.names.is_empty() {
            return apply(&self.effects, message, tables);
        }
        let mut message = message.clone();
        for NamedRow { name, table, key } in &self.names {
            let Some(key) = key.text(&message) else { continue };
            let called = row_names(table, &key).unwrap_or(key);
            // An event's names stand in its first argument.
            let object = match &mut message {
                Value::Array(arguments) => arguments.first_mut().and_then(Value::as_object_mut),
                message => message.as_object_mut(),
            };
            if let Some(object) = object {
                object.insert(format!("@{name}"), Value::from(called));
            }
        }
        apply(&self.effects, &message, tables)
    }
}

impl NamedRow {
    fn read(name: &str, node: &Node<'_>, tables: &[Arc<TableSpec>]) -> Option<Self> {
        let mut fields = node.fields()?;
        let table = fields.required("table").and_then(|node| {
            let id = node.text()?;
            tables.iter().find(|table| table.id.as_str() == id).or_else(|| node.wrong("the id of a table"))
        });
        let key = Selector::required(&mut fields, "key");
        fields.finish();
        Some(Self { name: name.to_owned(), table: table?.id.clone(), key: key? })
    }
}
