//! What answers list.

use serde_json::{Map, Value, json};

use super::column::columns;
use super::lists::{List, lists, possible_maps};
use super::notification::notification;
use super::pages::pages;
use super::pointer::{can_be_fetched, pointer};
use super::table::{Plan, RowKind};
use super::{Draftsman, Guessed, Spot, column};
use crate::Origin;
use crate::draft::{Alternative, Claim, Confidence, Why};
use crate::stream::Place;
use crate::words::{self, words};

/// A list is fetched again after so many seconds.
const EVERY: u64 = 30;
/// Facts of one answer.
const FACTS: usize = 12;

/// What the guess is named after whether a path is a map.
pub(crate) fn shape_subject(place: &Place, path: &[String]) -> String {
    format!("{}{}|shape", super::subject(place), pointer(path))
}

impl Draftsman<'_> {
    /// Lists, maps and facts of an answer.
    pub fn answer(&mut self, place: &Place) {
        let Origin::Answer { source, path } = &place.origin else { return };
        if !can_be_fetched(path) {
            self.leave(place, &[], Why::Name);
            return;
        }
        let subject = super::subject(place);
        if self.choice(&subject) == Some(&Alternative::Ignore) {
            self.leave(place, &[], Why::Answered);
            return;
        }
        let found = self.lists_of(place);
        let mut effects = Vec::new();
        let poll = self.polls.len();
        for list in &found {
            effects.extend(self.list_of_answer(place, list));
        }
        if found.is_empty() {
            effects.extend(self.facts(place, Spot::Poll(poll, "")));
        } else {
            self.leave_envelope(place, &found);
        }
        if effects.is_empty() {
            if found.is_empty() {
                self.leave(place, &[], Why::Scalar);
            }
            return;
        }
        let mut written = Map::new();
        written.insert("source".to_owned(), Value::from(source.clone()));
        written.insert("get".to_owned(), Value::from(path.clone()));
        written.insert("when".to_owned(), json!(["connected", "recovered"]));
        written.insert("every_s".to_owned(), Value::from(EVERY));
        let query = path.split_once('?').map_or("", |(_, query)| query);
        if let Some((pages, node)) = pages(self.tree, place.root, query).filter(|_| !found.is_empty()) {
            written.insert("pages".to_owned(), pages);
            let proof = column::proof(&self.tree.get(node).leaf, place.seen);
            let guessed = Guessed {
                id: format!("{subject}|pages"),
                confidence: Confidence::Likely,
                claim: Claim::Pages,
                proof,
                alternatives: vec![Alternative::Ignore],
            };
            if self.choice(&guessed.id) == Some(&Alternative::Ignore) {
                written.remove("pages");
            } else {
                self.guess(Spot::Poll(poll, "/pages"), guessed);
            }
        }
        written.insert("do".to_owned(), Value::Array(effects));
        self.polls.push(Value::Object(written));
    }

    /// The lists of a message; what could be a map is a guess even where it is not taken for one.
    pub fn lists_of(&mut self, place: &Place) -> Vec<List> {
        let answered = |path: &[String]| match self.choices.get(&shape_subject(place, path)) {
            Some(Alternative::Map) => Some(true),
            Some(Alternative::Record) => Some(false),
            _ => None,
        };
        let found = lists(self.tree, place.root, &answered);
        let possible = possible_maps(self.tree, place.root);
        for path in possible.iter().filter(|path| !found.iter().any(|list| list.path == **path)) {
            let proof = self.proof(place);
            let id = shape_subject(place, path);
            let guessed = Guessed {
                id,
                confidence: Confidence::Asked,
                claim: Claim::Record,
                proof,
                alternatives: vec![Alternative::Map],
            };
            self.guess(Spot::Nowhere, guessed);
        }
        found
    }

    fn list_of_answer(&mut self, place: &Place, list: &List) -> Vec<Value> {
        if let Some(effect) = self.merge(place, list) {
            return vec![effect];
        }
        // The same list in another order or part would take the rows of the first one away.
        let same = |poll: &Value| {
            let way = |path: &str| path.split('?').next().unwrap_or_default().to_owned();
            let Origin::Answer { source, path } = &place.origin else { return false };
            let there = poll.get("get").and_then(Value::as_str).map(way);
            there == Some(way(path)) && poll.get("source").and_then(Value::as_str) == Some(source)
        };
        if self.polls.iter().any(same) {
            self.leave(place, &list.path, Why::Elsewhere);
            return Vec::new();
        }
        let plan =
            Plan { place, path: list.path.clone(), rows: list.rows, list: Some(list), kind: RowKind::Listed };
        let Some(table) = self.table(&plan).and_then(|table| self.tables.get(table)) else {
            self.leave(place, &list.path, Why::NoKey);
            return Vec::new();
        };
        let mut effect = json!({ "rows": table.id, "from": pointer(&list.path) });
        if let (Value::Object(effect), false) = (&mut effect, table.keys.is_empty()) {
            effect.insert("keys".to_owned(), json!(table.keys));
        }
        vec![effect]
    }

    /// A list of notifications: its name says so, and its items are messages for the user.
    pub fn merge(&mut self, place: &Place, list: &List) -> Option<Value> {
        let mut names: Vec<String> = list.path.iter().flat_map(|name| words(name)).collect();
        names.extend(super::place_words(place));
        if let Origin::Answer { path, .. } = &place.origin {
            names.extend(words(path.split('?').next().unwrap_or_default()));
        }
        let id = format!("{}{}|what", super::subject(place), pointer(&list.path));
        let answer = self.choice(&id).cloned();
        let alerts = words::any(&names, words::ALERT_WORDS) || answer == Some(Alternative::Notification);
        if list.maps > 0 || !alerts || answer == Some(Alternative::Rows) {
            return None;
        }
        let found = notification(self.tree, list.rows, &[])?;
        let proof = column::proof(&self.tree.get(found.text).leaf, self.tree.get(list.rows).leaf.objects);
        let spot = if place.origin.is_answer() {
            Spot::Poll(self.polls.len(), "")
        } else {
            Spot::Rule(self.rules.len())
        };
        let guessed = Guessed {
            id,
            confidence: found.confidence,
            claim: Claim::Notification(found.envelope),
            proof,
            alternatives: vec![Alternative::Rows],
        };
        self.guess(spot, guessed);
        Some(json!({ "merge": found.spec, "from": pointer(&list.path) }))
    }

    /// Single values of a record are facts.
    pub fn facts(&mut self, place: &Place, spot: Spot) -> Vec<Value> {
        let (columns, _) = columns(self.tree, place.root);
        let mut names = Vec::new();
        let mut effects = Vec::new();
        for column in &columns {
            let leaf = &self.tree.get(column.node).leaf;
            let by = place.by.iter().any(|(path, _)| *path == column.path);
            let name = words::slug(&column.path.join(" "));
            // The place of an argument is no name.
            let named = name.chars().any(|letter| letter.is_ascii_alphabetic());
            let always = leaf.is_scalar() && leaf.present() == self.tree.get(place.root).leaf.objects;
            if !always || by || !named || names.contains(&name) || effects.len() >= FACTS {
                continue;
            }
            effects.push(json!({ "fact": name, "at": column.pointer }));
            names.push(name);
        }
        if !effects.is_empty() {
            let guessed = Guessed {
                id: format!("{}|facts", super::subject(place)),
                confidence: Confidence::Likely,
                claim: Claim::Facts,
                proof: self.proof(place),
                alternatives: vec![Alternative::Ignore],
            };
            if self.choice(&guessed.id) == Some(&Alternative::Ignore) {
                return Vec::new();
            }
            self.guess(spot, guessed);
        }
        effects
    }

    /// What stands beside a list.
    fn leave_envelope(&mut self, place: &Place, lists: &[List]) {
        let is_whole = lists.iter().any(|list| list.path.is_empty());
        let members: Vec<String> = self.tree.get(place.root).members.keys().cloned().collect();
        for name in members.into_iter().filter(|_| !is_whole) {
            if !lists.iter().any(|list| list.path.first() == Some(&name)) {
                self.leave(place, &[name], Why::Envelope);
            }
        }
    }
}
