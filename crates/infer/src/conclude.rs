//! From evidence to a draft: first what answers list, then what messages list, then what messages say of it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::draft::{Alternative, Claim, Confidence, Draft, Proof, Unused, Why};
use crate::evidence::ColumnOrder;
use crate::stream::Place;
use crate::tree::Tree;
use crate::words;
use crate::{KnownHub, Origin};

mod answer;
mod beat;
mod column;
mod key;
mod link;
mod listing;
mod lists;
mod notification;
mod own;
mod pages;
mod payload;
mod pointer;
mod push;
mod status;
mod table;
mod time;
mod write;

use table::DraftTable;

/// What draws a draft up.
pub(crate) struct Draftsman<'a> {
    pub tree: &'a mut Tree,
    choices: &'a BTreeMap<String, Alternative>,
    order: &'a mut ColumnOrder,
    pub tables: Vec<DraftTable>,
    pub rules: Vec<DraftRule>,
    pub polls: Vec<Value>,
    guesses: Vec<(Spot, Guessed)>,
    unused: Vec<Unused>,
}

/// A rule, before its place among the others is known.
pub(crate) struct DraftRule {
    pub place: Place,
    pub effects: Vec<Value>,
    /// What is in every message of an envelope, whatever kind of message it says that it is.
    pub envelope: &'static [&'static str],
}

/// Where in the profile a guess stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A table and what of it: `""`, `/key`, `/label`.
    Table(usize, &'static str),
    /// A table and the pointer of one of its columns.
    Column(usize, String),
    /// A rule.
    Rule(usize),
    /// A poll and what of it.
    Poll(usize, &'static str),
    /// Nowhere: what it is about is not in the draft.
    Nowhere,
}

/// A guess, before its place in the profile is known.
pub(crate) struct Guessed {
    pub id: String,
    pub confidence: Confidence,
    pub claim: Claim,
    pub proof: Proof,
    pub alternatives: Vec<Alternative>,
}

/// The draft that follows from what was learned.
pub(crate) fn draft<'p>(
    hub: &KnownHub,
    (tree, places): (&mut Tree, impl Iterator<Item = &'p Place>),
    choices: &BTreeMap<String, Alternative>,
    order: &mut ColumnOrder,
) -> Draft {
    let places: Vec<&Place> = places.collect();
    let mut draftsman = Draftsman {
        tree,
        choices,
        order,
        tables: Vec::new(),
        rules: Vec::new(),
        polls: Vec::new(),
        guesses: Vec::new(),
        unused: Vec::new(),
    };
    places.iter().filter(|place| place.origin.is_answer()).for_each(|place| draftsman.answer(place));
    draftsman.pushes(places.iter().copied().filter(|place| !place.origin.is_answer()).collect());
    let origins: Vec<&Origin> = places.iter().map(|place| &place.origin).collect();
    draftsman.finish(hub, &origins)
}

impl Draftsman<'_> {
    /// What the user answered to a guess.
    pub fn choice(&self, id: &str) -> Option<&Alternative> {
        self.choices.get(id)
    }

    /// Note a guess. Where the user said yes to it or to another, it is sure.
    pub fn guess(&mut self, spot: Spot, mut guessed: Guessed) {
        if self.choices.contains_key(&guessed.id) {
            guessed.confidence = Confidence::Sure;
        }
        self.guesses.push((spot, guessed));
    }

    /// Note what is not used.
    pub fn leave(&mut self, place: &Place, path: &[String], why: Why) {
        let by = place.by.iter().map(|(path, value)| (pointer::pointer(path), json::text(value))).collect();
        self.unused.push(Unused {
            origin: place.origin.clone(),
            by,
            at: pointer::pointer(path),
            why,
            seen: place.seen,
        });
    }

    /// What is known of the messages of a place as a whole.
    pub fn proof(&self, place: &Place) -> Proof {
        let leaf = &self.tree.get(place.root).leaf;
        Proof {
            seen: place.seen,
            of: place.seen,
            distinct: None,
            first_ms: leaf.first_ms,
            last_ms: leaf.last_ms,
            samples: Vec::new(),
        }
    }
}

/// What guesses about a place are named after.
pub(crate) fn subject(place: &Place) -> String {
    let (kind, source) = (place.origin.kind(), place.origin.source());
    let what = match &place.origin {
        Origin::Answer { path, .. } => path.as_str(),
        Origin::Event { name, .. } => name.as_str(),
        Origin::Frame { .. } => "",
    };
    let by: Vec<String> = place
        .by
        .iter()
        .map(|(path, value)| format!("{}={}", pointer::pointer(path), json::text(value)))
        .collect();
    format!("{kind} {source} {what} {}", by.join(" "))
}

/// The words of an event's name, and of the values that set messages apart.
pub(crate) fn place_words(place: &Place) -> Vec<String> {
    let mut all = match &place.origin {
        Origin::Event { name, .. } => words::words(name),
        _ => Vec::new(),
    };
    for (path, value) in &place.by {
        match (value.is_object(), path.last()) {
            (true, Some(name)) => all.extend(words::words(name)),
            _ => all.extend(words::words(&json::unquoted(value))),
        }
    }
    all
}

#[cfg(test)]
mod tests;
