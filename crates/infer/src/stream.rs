//! Messages of one source, told apart by what they say that they are.

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::Origin;
use crate::tree::{NodeId, Tree};

mod discriminator;

pub(crate) use discriminator::discriminators;

/// Kinds of messages that are told apart in one stream.
const KINDS: usize = 32;
/// Kinds of text frames that are told apart.
const TEXTS: usize = 8;
/// Longest text frame that is a word of the protocol (bytes).
const WORD: usize = 32;
/// More messages of one kind in a minute than this are a log.
const A_MINUTE: usize = 20;
const MINUTE: u64 = 60_000;
/// Messages whose times are kept.
const TIMES: usize = 32;

/// Messages of one kind, or answers of one path.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub origin: Origin,
    /// What sets its messages apart from others of the stream: where, and the value there.
    pub by: Vec<(Vec<String>, Value)>,
    pub root: NodeId,
    pub seen: u64,
    /// When the newest of them came (milliseconds).
    pub times: VecDeque<u64>,
    /// More came in one minute than anybody reads.
    pub busy: bool,
}

impl Place {
    fn note(&mut self, now_ms: u64) {
        self.seen = self.seen.saturating_add(1);
        self.times.push_back(now_ms);
        if self.times.len() > TIMES {
            self.times.pop_front();
        }
        let before =
            self.times.len().checked_sub(A_MINUTE.saturating_add(1)).and_then(|at| self.times.get(at));
        self.busy |= before.is_some_and(|before| now_ms.saturating_sub(*before) <= MINUTE);
    }

    /// The interval between its messages (milliseconds) where it is the same within a fifth.
    pub fn interval(&self) -> Option<u64> {
        let gaps: Vec<u64> = self
            .times
            .iter()
            .zip(self.times.iter().skip(1))
            .map(|(one, next)| next.saturating_sub(*one))
            .collect();
        let mut sorted = gaps.clone();
        sorted.sort_unstable();
        let middle = *sorted.get(sorted.len() / 2).filter(|_| sorted.len() >= 2)?;
        let fifth = middle / 5;
        let even = gaps.iter().all(|gap| gap.abs_diff(middle) <= fifth);
        (even && middle > 0).then_some(middle)
    }
}

/// Everything of one path, one event, or one source of frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    /// Where messages say what they are; nothing as long as that is not decided.
    pub by: Option<Vec<Vec<String>>>,
    /// Messages that wait for that.
    pub waiting: Vec<(u64, Value)>,
    pub places: Vec<Place>,
}

impl Stream {
    /// The node for a message, which is counted.
    pub fn place(
        &mut self,
        origin: &Origin,
        message: &Value,
        (now_ms, tree): (u64, &mut Tree),
    ) -> Option<NodeId> {
        let by = self.key(message);
        let known = self.places.iter_mut().find(|place| place.by == by);
        if let Some(place) = known {
            place.note(now_ms);
            return Some(place.root);
        }
        if self.places.len() >= KINDS {
            self.collapse(tree);
            let place = self.places.first_mut()?;
            place.note(now_ms);
            return Some(place.root);
        }
        let root = tree.add()?;
        let mut place =
            Place { origin: origin.clone(), by, root, seen: 0, times: VecDeque::new(), busy: false };
        place.note(now_ms);
        self.places.push(place);
        Some(root)
    }

    fn key(&self, message: &Value) -> Vec<(Vec<String>, Value)> {
        if let Value::String(text) = message {
            let texts =
                self.places.iter().filter(|place| place.by.first().is_some_and(|(path, _)| path.is_empty()));
            let word = text.len() <= WORD && texts.count() < TEXTS;
            return if word { vec![(Vec::new(), message.clone())] } else { Vec::new() };
        }
        let by = self.by.iter().flatten();
        by.filter_map(|path| Some((path.clone(), said_at(message, path)?))).collect()
    }

    /// What so many values stand at says nothing about kinds.
    fn collapse(&mut self, tree: &mut Tree) {
        tree.bounds.insert(crate::tree::Bound::Kinds);
        self.by = Some(Vec::new());
        let mut places = std::mem::take(&mut self.places).into_iter();
        let Some(mut first) = places.next() else { return };
        first.by.clear();
        for place in places {
            tree.absorb(first.root, place.root);
            first.seen = first.seen.saturating_add(place.seen);
            first.busy |= place.busy;
        }
        self.places.push(first);
    }
}

/// What a message says of its kind at a path: what stands there, or that something does.
fn said_at(message: &Value, path: &[String]) -> Option<Value> {
    let wraps = || path.iter().try_fold(message, |value, name| value.get(name)).filter(|it| it.is_object());
    scalar_at(message, path).cloned().or_else(|| wraps().map(|_| json!({ "any": true })))
}

/// A text or a whole number at a path.
pub(crate) fn scalar_at<'v>(message: &'v Value, path: &[String]) -> Option<&'v Value> {
    let found = path.iter().try_fold(message, |value, name| value.get(name))?;
    let whole = found.as_i64().is_some();
    (found.is_string() || whole).then_some(found)
}

#[cfg(test)]
mod tests;
