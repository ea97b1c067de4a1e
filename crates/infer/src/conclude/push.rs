//! What messages mean that come by themselves.

use serde_json::{Map, Value, json};

use super::column::{DraftColumn, columns};
use super::link::{Does, Link, link};
use super::notification::{Found, notification};

use super::pointer::{can_be_named, pointer};
use super::table::{DraftTable, Plan, RowKind};
use super::{DraftRule, Draftsman, Guessed, Spot, beat, column, place_words, subject};
use crate::Origin;
use crate::draft::{Alternative, Claim, Confidence, Envelope, Why};
use crate::stream::Place;
use crate::tree::NodeId;
use crate::words;

/// A kind of messages that is looked at.
pub(crate) struct Push<'p> {
    pub place: &'p Place,
    pub words: Vec<String>,
    /// Where what is meant lies in it.
    pub payload: Vec<String>,
    pub node: NodeId,
}

impl Draftsman<'_> {
    /// All messages: signs of life and lists first, then what belongs to a table, at last what is gone from one.
    pub fn pushes(&mut self, places: Vec<&Place>) {
        let mut pushes = Vec::new();
        for place in places {
            if !is_named(place) {
                self.leave(place, &[], Why::Name);
                continue;
            }
            let payload = self.payload(place);
            let node = self.tree.at(place.root, &payload).unwrap_or(place.root);
            pushes.push(Push { place, words: place_words(place), payload, node });
        }
        pushes.retain(|push| !self.is_settled(push));
        pushes.retain(|push| !self.lists_of_push(push));
        let (gone, others): (Vec<_>, Vec<_>) =
            pushes.into_iter().partition(|push| words::any(&push.words, words::REMOVED_WORDS));
        let mut things = Vec::new();
        for push in others {
            if !self.known_push(&push) {
                things.push(push);
            }
        }
        self.own_tables(things);
        for push in gone {
            if !self.known_push(&push) {
                self.own_tables(vec![push]);
            }
        }
    }

    /// What the user said of it, texts that are no JSON, and signs of life.
    fn is_settled(&mut self, push: &Push<'_>) -> bool {
        let place = push.place;
        let id = subject(place);
        let leaf = &self.tree.get(place.root).leaf;
        let is_word = leaf.only(leaf.texts) && place.by.first().is_some_and(|(path, _)| path.is_empty());
        if self.choice(&id) == Some(&Alternative::Ignore) {
            self.leave(place, &[], Why::Answered);
            self.rule(place, vec![Value::from("ignore")]);
            return true;
        }
        let answered = matches!(self.choice(&id), Some(Alternative::Rows | Alternative::Notification));
        let beat = if answered { None } else { beat::is_beat(self.tree, place, &push.words) };
        if let Some(every_ms) =
            beat.filter(|every| is_word || self.tree.get(place.root).leaf.objects > 0 || every.is_some())
        {
            let proof = self.proof(place);
            let confidence = if every_ms.is_some() { Confidence::Sure } else { Confidence::Likely };
            let claim = Claim::Heartbeat { every_ms };
            let alternatives = vec![Alternative::Rows, Alternative::Ignore];
            let spot = Spot::Rule(self.rules.len());
            self.guess(spot, Guessed { id, confidence, claim, proof, alternatives });
            self.rule(place, vec![Value::from("beat")]);
            return true;
        }
        if self.tree.get(place.root).leaf.objects == 0 && self.tree.get(place.root).leaf.arrays == 0 {
            self.leave(place, &[], Why::Scalar);
            return true;
        }
        false
    }

    /// Messages for the user, and messages about the rows of a table that is known.
    fn known_push(&mut self, push: &Push<'_>) -> bool {
        let id = subject(push.place);
        let answer = self.choice(&id).cloned();
        let found = self.notification_of(push);
        let alert = words::any(&push.words, words::ALERT_WORDS);
        let is_confirmed = answer == Some(Alternative::Notification);
        if let Some((path, found)) =
            found.as_ref().filter(|_| (alert || is_confirmed) && answer != Some(Alternative::Rows))
        {
            self.notify(push, path, found);
            return true;
        }
        if let Some((path, table, link, columns)) = self.best_link(push).filter(|_| !is_confirmed) {
            self.linked(push, (&path, table), &link, &columns);
            return true;
        }
        let (columns, _) = columns(self.tree, push.node);
        let names_things = self.names_things(&columns);
        match found.filter(|(_, found)| {
            (!names_things || found.envelope != Envelope::Plain) && answer != Some(Alternative::Rows)
        }) {
            Some((path, found)) => {
                self.notify(push, &path, &found);
                true
            }
            None => false,
        }
    }

    /// The table that messages speak of, and where in them its row lies.
    pub fn best_link(&self, push: &Push<'_>) -> Option<(Vec<String>, usize, Link, Vec<DraftColumn>)> {
        let mut best: Option<(Vec<String>, usize, Link, Vec<DraftColumn>)> = None;
        for (path, node) in self.inner(push.place, &push.payload) {
            let (columns, _) = columns(self.tree, node);
            for (place, table) in self.tables.iter().enumerate() {
                let Some(link) = link(self.tree, table, &columns, &push.words) else { continue };
                if best.as_ref().is_none_or(|(_, _, best, _)| link.score > best.score) {
                    best = Some((path.clone(), place, link, columns.clone()));
                }
            }
        }
        best
    }

    /// Whether messages speak of the same things again and again.
    fn names_things(&self, columns: &[DraftColumn]) -> bool {
        columns.iter().any(|column| {
            let leaf = &self.tree.get(column.node).leaf;
            let scalar = leaf.only(leaf.texts) || leaf.only(leaf.integers);
            let id = column.path.len() == 1
                && words::last(&column.words, "id uuid key code codigo")
                && column.words.len() == 1;
            id && scalar && leaf.keys.repeats.saturating_mul(10) >= leaf.present().saturating_mul(3)
        })
    }

    /// A known envelope is looked for in the whole message, too.
    fn notification_of(&self, push: &Push<'_>) -> Option<(Vec<String>, Found)> {
        let first = push.payload.first().filter(|name| *name == "0").cloned();
        let mut outer: Vec<Vec<String>> = vec![Vec::new()];
        outer.extend(first.map(|first| vec![first]));
        let whole = outer.into_iter().find_map(|path| {
            let node = self.tree.at(push.place.root, &path)?;
            let found =
                notification(self.tree, node, &[]).filter(|found| found.envelope != Envelope::Plain)?;
            Some((path, found))
        });
        whole.or_else(|| Some((push.payload.clone(), notification(self.tree, push.node, &push.words)?)))
    }

    fn notify(&mut self, push: &Push<'_>, path: &[String], found: &Found) {
        let place = push.place;
        if place.busy && self.choice(&subject(place)) != Some(&Alternative::Notification) && self.log(push) {
            return;
        }
        let leaf = self.tree.get(found.text).leaf.clone();
        let guessed = Guessed {
            id: subject(place),
            confidence: found.confidence,
            claim: Claim::Notification(found.envelope),
            proof: column::proof(&leaf, place.seen),
            alternatives: vec![Alternative::Rows, Alternative::Ignore],
        };
        self.guess(Spot::Rule(self.rules.len()), guessed);
        let mut effect = Map::new();
        effect.insert("notify".to_owned(), Value::Object(found.spec.clone()));
        effect.insert("from".to_owned(), Value::from(pointer(path)));
        self.rule(place, vec![Value::Object(effect)]);
        let is_whole = path.is_empty() && found.envelope == Envelope::CloudEvents;
        if let Some(rule) = self.rules.last_mut().filter(|_| is_whole) {
            rule.envelope = &["specversion", "type"];
        }
    }

    /// Messages for the user that are too many: rows.
    fn log(&mut self, push: &Push<'_>) -> bool {
        let plan = Plan {
            place: push.place,
            path: push.payload.clone(),
            rows: push.node,
            list: None,
            kind: RowKind::Log,
        };
        let Some(table) = self.table(&plan).and_then(|table| self.tables.get(table)) else { return false };
        let effect = json!({ "upsert": table.id, "from": pointer(&push.payload) });
        let guessed = Guessed {
            id: subject(push.place),
            confidence: Confidence::Likely,
            claim: Claim::Log,
            proof: self.proof(push.place),
            alternatives: vec![Alternative::Notification, Alternative::Ignore],
        };
        self.guess(Spot::Rule(self.rules.len()), guessed);
        self.rule(push.place, vec![effect]);
        true
    }

    /// Messages about the rows of a table.
    pub fn linked(
        &mut self,
        push: &Push<'_>,
        (path, table): (&[String], usize),
        link: &Link,
        columns: &[DraftColumn],
    ) {
        let Some(table) = self.tables.get(table).cloned() else { return };
        let from = pointer(path);
        let (effect, claim) = match link.what {
            Does::Remove => (json!({ "remove": table.id, "from": from, "key": link.key }), Claim::Removes),
            Does::Upsert => (upsert(&table, &from, link, columns), Claim::Upserts),
            Does::Patch => (patch(&table, &from, link, columns), Claim::Patches),
        };
        let proof = self.proof(push.place);
        let guessed = Guessed {
            id: subject(push.place),
            confidence: if link.shared > 0 { Confidence::Sure } else { Confidence::Likely },
            claim,
            proof,
            alternatives: vec![Alternative::Notification, Alternative::Ignore],
        };
        self.guess(Spot::Rule(self.rules.len()), guessed);
        self.rule(push.place, vec![effect]);
    }

    pub fn rule(&mut self, place: &Place, effects: Vec<Value>) {
        self.rules.push(DraftRule { place: place.clone(), effects, envelope: &[] });
    }
}

/// Whether a rule can say which messages are meant.
fn is_named(place: &Place) -> bool {
    let event = match &place.origin {
        Origin::Event { name, .. } => can_be_named(name),
        _ => true,
    };
    event && place.by.iter().all(|(_, value)| value.as_str().is_none_or(can_be_named))
}

/// Rows as a whole; where the table's key is that of a map, they get it from a member.
fn upsert(table: &DraftTable, from: &str, link: &Link, columns: &[DraftColumn]) -> Value {
    let [key] = table.key.pointers.as_slice() else { return json!({ "upsert": table.id, "from": from }) };
    if *key == link.key {
        return json!({ "upsert": table.id, "from": from });
    }
    let mut members = Map::new();
    for column in columns {
        if let Some(name) = column.path.first() {
            members.insert(name.clone(), Value::from(pointer(std::slice::from_ref(name))));
        }
    }
    let inner =
        table.columns.iter().find(|column| column.pointer == *key).filter(|column| column.path.len() == 1);
    match inner.and_then(|column| column.path.first()) {
        Some(name) => {
            members.insert(name.clone(), Value::from(link.key.clone()));
            json!({ "upsert": table.id, "from": from, "as": members })
        }
        None => patch(table, from, link, columns),
    }
}

fn patch(table: &DraftTable, from: &str, link: &Link, columns: &[DraftColumn]) -> Value {
    let mut cells = Map::new();
    for column in columns {
        if let Some(id) = table.column_id(&column.pointer).filter(|_| column.pointer != link.key) {
            cells.insert(id, Value::from(column.pointer.clone()));
        }
    }
    json!({ "patch": table.id, "from": from, "key": link.key, "cells": cells })
}

#[cfg(test)]
mod tests;
