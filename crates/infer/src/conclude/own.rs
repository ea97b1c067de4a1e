//! Tables that only messages fill.

use serde_json::json;

use super::column::{DraftColumn, columns};
use super::key;
use super::link::same_shape;
use super::pointer::pointer;
use super::push::Push;
use super::table::{Plan, RowKind, says_kind};
use super::{Draftsman, Guessed, Spot, subject};
use crate::draft::{Alternative, Claim, ColumnType, Why};
use crate::words::words;

/// Messages that belong to no table yet.
pub(crate) struct Thing<'p> {
    push: Push<'p>,
    columns: Vec<DraftColumn>,
}

impl Draftsman<'_> {
    /// Tables for messages that speak of things; those of one shape fill one table.
    pub fn own_tables(&mut self, pushes: Vec<Push<'_>>) {
        let mut things: Vec<Thing<'_>> = pushes
            .into_iter()
            .map(|push| {
                let (columns, _) = columns(self.tree, push.node);
                Thing { push, columns }
            })
            .collect();
        // What says most of a thing makes its table.
        things.sort_by_key(|thing| std::cmp::Reverse(thing.columns.len()));
        while !things.is_empty() {
            let first = things.remove(0);
            let alike = |thing: &Thing<'_>| {
                thing.push.place.origin.source() == first.push.place.origin.source()
                    && thing.push.payload == first.push.payload
                    && same_shape(&thing.columns, &first.columns)
            };
            let (mut group, others): (Vec<Thing<'_>>, Vec<Thing<'_>>) = things.into_iter().partition(alike);
            things = others;
            group.insert(0, first);
            self.own_table(&group);
        }
    }

    fn own_table(&mut self, group: &[Thing<'_>]) {
        let Some(first) = group.first() else { return };
        if let Some((path, table, link, _)) = self.best_link(&first.push) {
            for thing in group {
                let node = self.tree.at(thing.push.place.root, &path).unwrap_or(thing.push.node);
                let (columns, _) = columns(self.tree, node);
                self.linked(&thing.push, (&path, table), &link, &columns);
            }
            return;
        }
        let nodes: Vec<_> = group.iter().map(|thing| thing.push.node).collect();
        let rows = if nodes.len() == 1 { first.push.node } else { self.tree.union(&nodes) };
        let timed = first.columns.iter().any(|column| matches!(column.kind, ColumnType::Time(_)));
        let (place, path) = (first.push.place, first.push.payload.clone());
        let (mut columns, _) = columns(self.tree, rows);
        columns.retain(|column| !says_kind(place, &path, column));
        let keyed = key::of_messages(self.tree, rows, &columns, &[]).is_some();
        let answered = self.choice(&subject(place)) == Some(&Alternative::Rows);
        if !keyed && !timed && !answered {
            group.iter().for_each(|thing| self.measured(thing));
            return;
        }
        let plan = Plan { place, path, rows, list: None, kind: RowKind::Things };
        let table = self.table(&plan).and_then(|table| self.tables.get(table)).cloned();
        for thing in group {
            let Some(table) = &table else {
                self.leave(thing.push.place, &thing.push.payload, Why::NoKey);
                continue;
            };
            let effect = json!({ "upsert": table.id, "from": pointer(&thing.push.payload) });
            let proof = self.proof(thing.push.place);
            let guessed = Guessed {
                id: subject(thing.push.place),
                confidence: table.key.confidence,
                claim: Claim::Upserts,
                proof,
                alternatives: vec![Alternative::Notification, Alternative::Ignore],
            };
            self.guess(Spot::Rule(self.rules.len()), guessed);
            self.rule(thing.push.place, vec![effect]);
        }
    }

    /// A record of numbers without a time or a key holds facts.
    fn measured(&mut self, thing: &Thing<'_>) {
        let measures = thing.columns.iter().any(|column| {
            let by = thing.push.place.by.iter().any(|(path, _)| *path == column.path);
            let leaf = &self.tree.get(column.node).leaf;
            !by && leaf.numbers().saturating_add(leaf.booleans) > 0
                && !crate::words::says_key(&words(column.path.last().map_or("", String::as_str)))
        });
        let spot = Spot::Rule(self.rules.len());
        let facts = if measures { self.facts(thing.push.place, spot) } else { Vec::new() };
        if facts.is_empty() {
            self.leave(thing.push.place, &thing.push.payload, Why::NoKey);
        } else {
            self.rule(thing.push.place, facts);
        }
    }
}
