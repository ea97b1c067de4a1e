//! The draft as a profile.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::pointer::{can_be_named, pointer};
use super::table::DraftTable;
use super::{DraftRule, Draftsman, Spot};
use crate::draft::{Draft, Guess};
use crate::{KnownHub, Origin};

/// Members that set messages apart that do not say what they are.
const MEMBERS: usize = 3;
/// Figures of the hub's card.
const FIGURES: usize = 4;

impl Draftsman<'_> {
    /// Put everything in its place.
    pub fn finish(mut self, hub: &KnownHub, origins: &[&Origin]) -> Draft {
        let rules = std::mem::take(&mut self.rules);
        let mut order: Vec<usize> = (0..rules.len()).collect();
        // The first rule that matches wins: what asks for more stands first.
        order.sort_by_key(|place| rules.get(*place).map(|rule| std::cmp::Reverse(rule.place.by.len())));
        let mut on = Vec::new();
        let mut places: Vec<Option<usize>> = vec![None; rules.len()];
        for from in order {
            let Some(written) = rules.get(from).and_then(|rule| self.write_rule(rule)) else { continue };
            let known = on.iter_mut().position(|rule| joined(rule, &written));
            if let Some(place) = places.get_mut(from) {
                *place = Some(known.unwrap_or(on.len()));
            }
            if known.is_none() {
                on.push(written);
            }
        }
        let tables: Vec<Value> = self.tables.iter().map(DraftTable::write).collect();
        let figures: Vec<Value> = self
            .tables
            .iter()
            .take(FIGURES)
            .map(|table| json!({ "title": table.title, "count": table.id }))
            .collect();
        let guesses = std::mem::take(&mut self.guesses);
        let columns: Vec<Columns<'_>> = self.tables.iter().map(column_places).collect();
        let guesses = guesses.into_iter().map(|(spot, guessed)| Guess {
            id: guessed.id,
            at: written_at(&spot, &places, &columns),
            confidence: guessed.confidence,
            claim: guessed.claim,
            proof: guessed.proof,
            alternatives: guessed.alternatives,
        });
        let guesses = guesses.collect();
        let mut profile = Map::new();
        profile.insert("name".to_owned(), Value::from(hub.name.clone()));
        profile.insert("title".to_owned(), Value::from(hub.title.clone()));
        let mut sources = hub.sources(origins);
        if sources.is_empty() {
            sources.insert("rest".to_owned(), json!({ "kind": "rest" }));
        }
        profile.insert("sources".to_owned(), Value::Object(sources));
        for (name, value) in [("on", on), ("poll", self.polls), ("tables", tables), ("figures", figures)] {
            if !value.is_empty() {
                profile.insert(name.to_owned(), Value::Array(value));
            }
        }
        Draft {
            profile: Value::Object(profile),
            guesses,
            unused: self.unused,
            stopped: self.tree.bounds.iter().copied().collect(),
        }
    }

    fn write_rule(&self, rule: &DraftRule) -> Option<Value> {
        let place = &rule.place;
        let mut written = Map::new();
        written.insert("source".to_owned(), Value::from(place.origin.source()));
        if let Origin::Event { name, .. } = &place.origin {
            written.insert("event".to_owned(), Value::from(name.clone()));
        }
        let mut tests = Map::new();
        for (path, value) in place.by.iter().filter(|_| rule.envelope.is_empty()) {
            tests.insert(pointer(path), value.clone());
        }
        for name in rule.envelope {
            tests.insert(pointer(&[(*name).to_owned()]), json!({ "any": true }));
        }
        if tests.is_empty() && !written.contains_key("event") {
            tests = self.members(rule);
        }
        if tests.is_empty() && !written.contains_key("event") {
            return None;
        }
        if !tests.is_empty() {
            written.insert("match".to_owned(), Value::Object(tests));
        }
        written.insert("do".to_owned(), Value::Array(rule.effects.clone()));
        Some(Value::Object(written))
    }

    /// Messages that do not say what they are: what is always in them.
    fn members(&self, rule: &DraftRule) -> Map<String, Value> {
        let node = self.tree.get(rule.place.root);
        let any = |path: &[String]| (pointer(path), json!({ "any": true }));
        if node.leaf.objects == 0 {
            return [any(&[])].into_iter().collect();
        }
        let always = node.members.iter().filter(|(name, member)| {
            can_be_named(name) && self.tree.get(**member).leaf.seen == node.leaf.objects
        });
        let tests: Map<String, Value> =
            always.take(MEMBERS).map(|(name, _)| any(std::slice::from_ref(name))).collect();
        if tests.is_empty() { [any(&[])].into_iter().collect() } else { tests }
    }
}

/// The columns of a table, by their pointers.
type Columns<'t> = BTreeMap<&'t str, usize>;

fn column_places(table: &DraftTable) -> Columns<'_> {
    table.columns.iter().map(|column| column.pointer.as_str()).zip(0..).collect()
}

/// Where in the profile a guess stands.
fn written_at(spot: &Spot, rules: &[Option<usize>], columns: &[Columns<'_>]) -> String {
    match spot {
        Spot::Table(table, what) => format!("/tables/{table}{what}"),
        Spot::Column(table, pointer) => {
            let place = columns.get(*table).and_then(|columns| columns.get(pointer.as_str()));
            place.map_or_else(String::new, |place| format!("/tables/{table}/columns/{place}"))
        }
        Spot::Rule(rule) => match rules.get(*rule).copied().flatten() {
            Some(place) => format!("/on/{place}"),
            None => String::new(),
        },
        Spot::Poll(poll, what) => format!("/poll/{poll}{what}"),
        Spot::Nowhere => String::new(),
    }
}

/// Whether a rule does what another does and now stands for its messages, too: they differ in one value at most.
fn joined(rule: &mut Value, other: &Value) -> bool {
    let same = |name: &str| rule.get(name) == other.get(name);
    if !["source", "event", "do"].into_iter().all(same) {
        return false;
    }
    if same("match") {
        return true;
    }
    let (Some(Value::Object(tests)), Some(Value::Object(others))) =
        (rule.get_mut("match"), other.get("match"))
    else {
        return false;
    };
    if tests.len() != 1 {
        return false;
    }
    let (Some((at, test)), Some((there, value))) = (tests.iter_mut().next(), others.iter().next()) else {
        return false;
    };
    if others.len() != 1 || at != there || value.is_object() {
        return false;
    }
    match test {
        Value::Object(test) => match test.get_mut("in") {
            Some(Value::Array(values)) => values.push(value.clone()),
            _ => return false,
        },
        test => *test = json!({ "in": [test.clone(), value.clone()] }),
    }
    true
}
