//! Which members of messages say what kind of message they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::scalar_at;
use crate::text_shape::{NAME, shapes};
use crate::words::{self, ACTION_WORDS, SURE_TYPE_WORDS, TYPE_WORDS};

/// Most kinds that one member tells apart.
const KINDS: usize = 24;
/// A member without a telling name tells apart at most so many.
const UNNAMED: usize = 8;
/// Longest value that says a kind (bytes).
const LONGEST: usize = 64;
/// Members of one object that are looked at.
const LOOKED_AT: usize = 32;

/// A member that may say what kind of message it is.
#[derive(Default)]
struct Candidate {
    values: BTreeMap<String, BTreeSet<String>>,
    count: usize,
    refuted: bool,
}

/// Where the messages of a stream say what they are: nowhere, at one path, or at two.
pub(crate) fn discriminators(messages: &[(u64, Value)], is_event: bool) -> Vec<Vec<String>> {
    let objects: Vec<&Value> =
        messages.iter().map(|(_, message)| message).filter(|it| it.is_object()).collect();
    let candidates = candidates(&objects, is_event);
    // An event has its name.
    let first = if is_event { None } else { primary(&candidates, objects.len()) };
    let second = secondary(&candidates, first.as_deref());
    if first.is_none() && second.is_none() && !is_event {
        return wrappers(&objects);
    }
    first.into_iter().chain(second).collect()
}

/// The only members of messages that hold all they say in one: which of them is there says what kind it is.
fn wrappers(objects: &[&Value]) -> Vec<Vec<String>> {
    let mut names = BTreeSet::new();
    for object in objects {
        let mut members = object.as_object().into_iter().flatten();
        match (members.next(), members.next()) {
            (Some((name, Value::Object(_))), None) if !name.contains("{vars.") => names.insert(name.clone()),
            _ => return Vec::new(),
        };
    }
    let repeated = names.len().saturating_mul(3) <= objects.len();
    if (2..=UNNAMED).contains(&names.len()) && repeated {
        names.into_iter().map(|name| vec![name]).collect()
    } else {
        Vec::new()
    }
}

fn candidates(objects: &[&Value], is_event: bool) -> BTreeMap<Vec<String>, Candidate> {
    let mut found: BTreeMap<Vec<String>, Candidate> = BTreeMap::new();
    let levels = if is_event { 3 } else { 2 };
    for object in objects {
        let mut paths = Vec::new();
        collect(object, &mut Vec::new(), levels, &mut paths);
        let signature = signature(object);
        for path in paths {
            let Some(value) = scalar_at(object, &path) else { continue };
            let text = json::unquoted(value);
            let candidate = found.entry(path).or_default();
            let named = text.len() <= LONGEST && shapes(&text) & NAME != 0 && !text.contains("{vars.");
            candidate.refuted |= !named || (value.is_number() && text.len() > 2);
            candidate.count = candidate.count.saturating_add(1);
            if candidate.values.len() <= KINDS {
                candidate.values.entry(json::text(value)).or_default().insert(signature.clone());
            }
        }
    }
    found.retain(|_, candidate| !candidate.refuted && candidate.values.len() <= KINDS);
    found
}

fn collect(value: &Value, at: &mut Vec<String>, levels: u8, paths: &mut Vec<Vec<String>>) {
    let Value::Object(members) = value else { return };
    let nameable = members.iter().filter(|(name, _)| !name.contains("{vars."));
    for (name, member) in nameable.take(LOOKED_AT) {
        at.push(name.clone());
        match member {
            Value::Object(_) => {
                if let Some(levels) = levels.checked_sub(1).filter(|levels| *levels > 0) {
                    collect(member, at, levels, paths);
                }
            }
            Value::String(_) | Value::Number(_) => paths.push(at.clone()),
            _ => {}
        }
        at.pop();
    }
}

/// The names of all members of the first two levels.
fn signature(message: &Value) -> String {
    let mut names = Vec::new();
    for (name, member) in message.as_object().into_iter().flatten().take(LOOKED_AT) {
        names.push(name.clone());
        names.extend(
            member
                .as_object()
                .into_iter()
                .flatten()
                .take(LOOKED_AT)
                .map(|(inner, _)| format!("{name}/{inner}")),
        );
    }
    names.join(" ")
}

impl Candidate {
    /// Messages of one value look alike, those of different ones do not.
    fn predicts(&self) -> bool {
        let all: BTreeSet<&String> = self.values.values().flatten().collect();
        let single = self.values.values().filter(|signatures| signatures.len() == 1).count();
        all.len() > 1 && single.saturating_mul(4) >= self.values.len().saturating_mul(3)
    }

    /// All messages look the same.
    fn is_uniform(&self) -> bool {
        let all: BTreeSet<&String> = self.values.values().flatten().collect();
        all.len() <= 1
    }

    /// A value says what became of something, or that it is a sign of life or a message to the user.
    fn has(&self, lists: &[&str]) -> bool {
        self.values.keys().any(|value| {
            let words = words::words(value);
            lists.iter().any(|list| words::any(&words, list))
        })
    }
}

const TELLING: [&str; 4] =
    [words::REMOVED_WORDS, words::CHANGED_WORDS, words::BEAT_WORDS, words::ALERT_WORDS];

fn primary(candidates: &BTreeMap<Vec<String>, Candidate>, messages: usize) -> Option<Vec<String>> {
    for level in [1, 2] {
        for (place, name) in TYPE_WORDS.split(' ').enumerate() {
            let named = candidates.iter().find(|(path, _)| {
                path.len() == level && path.last().is_some_and(|last| words::slug(last) == name)
            });
            let Some((path, candidate)) = named else { continue };
            let mostly = candidate.count.saturating_mul(10) >= messages.saturating_mul(6);
            // Things of several types that all look the same are of one kind.
            let kinds = candidate.values.len() == 1 || !candidate.is_uniform() || candidate.has(&TELLING);
            let sure = place < SURE_TYPE_WORDS && level == 1;
            if mostly && kinds && (sure || candidate.predicts()) {
                return Some(path.clone());
            }
        }
    }
    let unnamed = candidates.iter().filter(|(path, candidate)| {
        let kinds = candidate.values.len();
        let repeated = kinds.saturating_mul(3) <= messages;
        path.len() == 1
            && candidate.count == messages
            && (2..=UNNAMED).contains(&kinds)
            && repeated
            && candidate.predicts()
    });
    unnamed.min_by_key(|(_, candidate)| candidate.values.len()).map(|(path, _)| path.clone())
}

fn secondary(candidates: &BTreeMap<Vec<String>, Candidate>, first: Option<&[String]>) -> Option<Vec<String>> {
    let others = || candidates.iter().filter(|(path, _)| first != Some(path.as_slice()));
    for name in ACTION_WORDS.split(' ') {
        let named = others().find(|(path, candidate)| {
            let last = path.last().is_some_and(|last| words::slug(last) == name);
            last && candidate.values.len() <= UNNAMED
                && candidate.has(&[words::REMOVED_WORDS, words::CHANGED_WORDS])
        });
        if let Some((path, _)) = named {
            return Some(path.clone());
        }
    }
    None
}
