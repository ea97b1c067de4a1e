//! What the tests of conclusions share.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use serde_json::{Value, json};

use crate::tree::{NodeId, Tree, Walk};
use crate::{Claim, Draft, Evidence, Guess, KnownHub, Origin};

/// When the first value came.
pub(crate) const NOW: u64 = 1_795_687_200_000;

/// A tree of values that came a second apart, and its root.
pub(crate) fn tree(values: &[Value]) -> (Tree, NodeId) {
    let (mut tree, mut walk) = (Tree::default(), Walk::default());
    let root = tree.add().unwrap();
    for (place, value) in values.iter().enumerate() {
        walk.start(root, (value.clone(), false), NOW + 1_000 * place as u64);
        while walk.step(&mut tree) {}
    }
    (tree, root)
}

/// The node of the rows of one list.
pub(crate) fn rows(values: &[Value]) -> (Tree, NodeId) {
    let (tree, root) = tree(&[Value::Array(values.to_vec())]);
    let rows = tree.get(root).items.unwrap();
    (tree, rows)
}

pub(crate) fn answer(path: &str) -> Origin {
    Origin::Answer { source: "rest".to_owned(), path: path.to_owned() }
}

pub(crate) fn frame() -> Origin {
    Origin::Frame { source: "live".to_owned() }
}

pub(crate) fn event(name: &str) -> Origin {
    Origin::Event { source: "io".to_owned(), name: name.to_owned() }
}

/// Evidence of what came, each so many milliseconds after the first.
pub(crate) fn evidence(heard: Vec<(u64, Origin, Value)>) -> Evidence {
    let hub = KnownHub { name: "hub".to_owned(), title: "Hub".to_owned(), ..KnownHub::default() };
    let mut evidence = Evidence::new(hub);
    for (after, origin, value) in heard {
        evidence.observe(NOW + after, origin, value);
        while !evidence.learn(&mut || 0.0).done {}
    }
    evidence.decide();
    while !evidence.learn(&mut || 0.0).done {}
    evidence
}

/// The draft of frames that came at uneven times.
pub(crate) fn frames(values: Vec<Value>) -> Draft {
    let frames = values.into_iter().enumerate();
    evidence(frames.map(|(place, value)| ((place * place * 5_000) as u64, frame(), value)).collect()).draft()
}

/// The effects of the rule for messages with this type.
pub(crate) fn effects(draft: &Draft, kind: &str) -> Value {
    let rules = draft.profile["on"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_for = |rule: &&Value| {
        let test = &rule["match"]["/type"];
        *test == kind || test["in"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
    };
    rules.iter().find(is_for).map_or(Value::Null, |rule| rule["do"].clone())
}

/// The guess that claims what is asked for.
pub(crate) fn guess(draft: &Draft, claims: impl Fn(&Claim) -> bool) -> &Guess {
    draft.guesses.iter().find(|guess| claims(&guess.claim)).unwrap()
}
