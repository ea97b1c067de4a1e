//! Lists that messages bring.

use serde_json::{Value, json};

use super::column::columns;
use super::link::{Does, link};
use super::lists::List;
use super::pointer::pointer;
use super::push::Push;
use super::table::{Plan, RowKind};
use super::{Draftsman, Guessed, Spot, subject};
use crate::draft::{Alternative, Claim, Confidence, Why};
use crate::words::{self, says_key, words};

/// Members beside a list in a message that is nothing but that list.
const BESIDE: usize = 3;

impl Draftsman<'_> {
    /// Messages that bring lists, whole or in part.
    pub fn lists_of_push(&mut self, push: &Push<'_>) -> bool {
        let place = push.place;
        let lists: Vec<List> =
            self.lists_of(place).into_iter().filter(|list| self.is_list_of(push, list)).collect();
        let mut effects = Vec::new();
        for list in &lists {
            if let Some(effect) = self.merge(place, list) {
                effects.push(effect);
                continue;
            }
            effects.extend(self.rows_of(push, list));
        }
        let used = !effects.is_empty();
        if used {
            self.rule(place, effects);
        }
        used
    }

    /// A thing that has a list among its members is no list.
    fn is_list_of(&self, push: &Push<'_>, list: &List) -> bool {
        if list.list == list.holder {
            return true;
        }
        let members = &self.tree.get(list.holder).members;
        let by = |name: &String| push.place.by.iter().any(|(path, _)| path.last() == Some(name));
        let beside = members.iter().filter(|(name, member)| {
            let words = words(name);
            let meta = words::last(&words, words::META_WORDS) && !says_key(&words);
            self.tree.get(**member).leaf.is_scalar() && !meta && !by(name)
        });
        let (mut count, mut keyed) = (0_usize, false);
        for (name, _) in beside {
            count = count.saturating_add(1);
            keyed |= says_key(&words(name));
        }
        count <= BESIDE && !keyed
    }

    fn rows_of(&mut self, push: &Push<'_>, list: &List) -> Option<Value> {
        let (columns, _) = columns(self.tree, list.rows);
        let known = self.tables.iter().position(|table| {
            let link = link(self.tree, table, &columns, &[]);
            (table.keys.is_empty() == (list.maps == 0))
                && link
                    .is_some_and(|link| link.what == Does::Upsert && table.key.pointers.contains(&link.key))
        });
        let place = push.place;
        let table = match known {
            Some(table) => Some(table),
            None => self.table(&Plan {
                place,
                path: list.path.clone(),
                rows: list.rows,
                list: Some(list),
                kind: RowKind::Listed,
            }),
        };
        let Some(index) = table else {
            self.leave(place, &list.path, Why::NoKey);
            return None;
        };
        let table = self.tables.get(index)?.clone();
        let kept = table.columns.iter().filter(|column| table.key.pointers.contains(&column.pointer)).any(
            |column| {
                let keys = &self.tree.get(column.node).leaf.keys;
                keys.listings < 2
                    || keys.kept.saturating_mul(2) >= keys.values.saturating_sub(keys.different() as u64)
            },
        );
        let part =
            words::any(&push.words, words::CHANGED_WORDS) && !words::any(&push.words, words::WHOLE_WORDS);
        let whole = !part
            && (kept || list.maps > 0)
            && (known.is_none() || words::any(&push.words, words::WHOLE_WORDS));
        let mut effect = if whole {
            json!({ "rows": table.id, "from": pointer(&list.path) })
        } else {
            json!({ "upsert": table.id, "from": pointer(&list.path), "list": true })
        };
        if let (Value::Object(effect), false) = (&mut effect, table.keys.is_empty()) {
            effect.insert("keys".to_owned(), json!(table.keys));
        }
        if known.is_some() {
            let proof = self.proof(place);
            let id = format!("{}{}|rows", subject(place), pointer(&list.path));
            let guessed = Guessed {
                id,
                confidence: Confidence::Likely,
                claim: Claim::Upserts,
                proof,
                alternatives: vec![Alternative::Ignore],
            };
            self.guess(Spot::Rule(self.rules.len()), guessed);
        }
        Some(effect)
    }
}
