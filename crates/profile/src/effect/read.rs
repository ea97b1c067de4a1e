//! How effects are read from a profile.

use std::sync::Arc;

use model::{CellChange, TableId};
use serde_json::Value;

use super::shape::RowShape;
use super::{Effect, EffectScope, What, around};
use crate::call::{Answered, Call, CallRules};
use crate::node::{Node, ObjectFields};
use crate::notification::NotificationSpec;
use crate::pointer::Pointer;
use crate::selector::Selector;
use crate::{ColumnKind, TableSpec};

pub(crate) fn read_effects(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<Vec<Effect>> {
    node.all(|item| Effect::read(item, scope))
}

const WHOLE_WORDS: &str = "clear, read_all, beat, ignore, or an object";

impl Effect {
    pub fn read(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<Self> {
        if let Value::String(word) = node.value {
            let what = match word.as_str() {
                "clear" => What::Clear,
                "read_all" => What::ReadAll,
                "beat" => What::Beat,
                "ignore" => What::Ignore,
                _ => return node.wrong(WHOLE_WORDS),
            };
            let (optional, around) = (false, false);
            return Some(Self { from: Pointer::whole(), optional, each: None, around, what });
        }
        let mut fields = node.fields()?;
        let from =
            fields.optional("from").map_or_else(|| Some(Pointer::whole()), |node| Pointer::read(&node));
        let optional = fields.flag("optional");
        let what = What::read(&mut fields, scope);
        let each = if fields.has("notify") {
            RowShape::keys(&mut fields).map(|shape| shape.is_keyed().then_some(shape))
        } else if ["patch", "append", "remove"].iter().any(|word| fields.has(word)) {
            fields.flag("list").map(|list| list.then(RowShape::default))
        } else {
            Some(None)
        };
        fields.finish();
        let what = what?;
        let around = match &what {
            What::Notify(spec) | What::Merge(spec, _) => spec.speaks_of_around(),
            _ => {
                let table =
                    |id: &TableId| scope.tables.iter().any(|it| it.id == *id && it.speaks_of_around());
                let own = |(name, node): &(&str, Node<'_>)| *name != "from" && around::is_meant(node.value);
                what.table().is_some_and(table) || node.members().iter().any(own)
            }
        };
        Some(Self { from: from?, optional: optional?, each: each?, around, what })
    }
}

impl What {
    fn read(fields: &mut ObjectFields<'_>, scope: &EffectScope<'_>) -> Option<Self> {
        if let Some(node) = fields.optional("notify") {
            return notification(&node, scope).map(Self::Notify);
        }
        if let Some(node) = fields.optional("merge") {
            let shape = RowShape::keys(fields);
            return Some(Self::Merge(notification(&node, scope)?, shape?));
        }
        if let Some(node) = fields.optional("read") {
            return Selector::read(&node).map(Self::Read);
        }
        if let Some(node) = fields.optional("error") {
            return Selector::read(&node).map(Self::Error);
        }
        if let Some(node) = fields.optional("fact") {
            let at = Selector::required(fields, "at");
            return Some(Self::Fact { name: node.text()?.to_owned(), at: at? });
        }
        if let Some(node) = fields.optional("rows") {
            let picked = fields.optional("scope").map(|node| Selector::read(&node));
            let shape = RowShape::read(fields);
            let table = table(&node, scope)?.id.clone();
            return Some(Self::Rows { table, scope: picked.flatten(), shape: shape? });
        }
        if let Some(node) = fields.optional("upsert") {
            let list = fields.flag("list");
            let shape = RowShape::read(fields);
            let table = table(&node, scope)?.id.clone();
            return Some(Self::Upsert { table, list: list?, shape: shape? });
        }
        let of_a_row =
            [("patch", CellChange::Set), ("append", CellChange::Append), ("remove", CellChange::Remove)];
        for (word, how) in of_a_row {
            if let Some(node) = fields.optional(word) {
                return Self::of_a_row(&node, how, fields, scope);
            }
        }
        let rules = CallRules {
            known: &|name| name.starts_with('/') && Pointer::parse(name).is_some(),
            expected: "{seq} and placeholders such as {/id}",
            answered: Answered::Never,
            sends: true,
        };
        match Call::read(fields, scope.source, &rules)? {
            Some(call) => Some(Self::Reply(Arc::new(call))),
            None => {
                let expected =
                    "notify, merge, read, rows, upsert, patch, append, remove, fact, error, send or emit";
                fields.node().wrong(expected)
            }
        }
    }
    /// What becomes of cells of a row, or of the row itself where it is removed and no cells are named.
    fn of_a_row(
        node: &Node<'_>,
        how: CellChange,
        fields: &mut ObjectFields<'_>,
        scope: &EffectScope<'_>,
    ) -> Option<Self> {
        let key = Selector::required(fields, "key");
        let cells = match how {
            CellChange::Remove => fields.optional("cells"),
            _ => Some(fields.required("cells")?),
        };
        let spec = table(node, scope)?;
        let table = spec.id.clone();
        let Some(cells) = cells else { return Some(Self::Remove { table, key: key? }) };
        let cells = cells.all_members(|id, node| {
            let index = spec.column(id).or_else(|| node.wrong("a column of the table"))?;
            let is_list = spec.columns.get(index).is_some_and(|column| column.kind == ColumnKind::List);
            if how != CellChange::Set && !is_list {
                return node.wrong("a column of type list");
            }
            Some((index, Selector::read(node)?))
        })?;
        Some(Self::Patch { table, key: key?, cells, how })
    }
}

fn notification(node: &Node<'_>, scope: &EffectScope<'_>) -> Option<NotificationSpec> {
    let Value::String(name) = node.value else { return NotificationSpec::read(node, scope.sources) };
    let defined = name.strip_prefix('$').and_then(|name| scope.notifications.iter().find(|(n, _)| n == name));
    defined.map(|(_, spec)| spec.clone()).or_else(|| node.wrong("$ and a name from define, or an object"))
}

fn table<'s>(node: &Node<'_>, scope: &EffectScope<'s>) -> Option<&'s TableSpec> {
    let id = node.text()?;
    let table = scope.tables.iter().find(|table| table.id.as_str() == id);
    table.map(Arc::as_ref).or_else(|| node.wrong("the id of a table"))
}
