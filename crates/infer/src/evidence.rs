//! What was heard so far, learned in slices.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use crate::conclude;
use crate::draft::{Alternative, Draft};
use crate::stream::{Stream, discriminators};
use crate::tree::{Bound, Tree, Walk, numbered};
use crate::{KnownHub, Origin};

/// A slice of learning takes at most so long (milliseconds).
pub const SLICE_MS: f64 = 8.0;
/// The clock is looked at after so many steps.
const STEPS: usize = 16;
/// Values that wait to be learned.
const WAITING: usize = 256;
/// Frames of one source that are looked at together, to find out where they say what they are.
const TOGETHER: usize = 32;
/// Tables whose columns keep their order.
pub(crate) type ColumnOrder = BTreeMap<String, Vec<String>>;

/// How far learning came in a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learned {
    /// Nothing is left to be learned now.
    pub done: bool,
    /// How many steps were made: a step is one value, and takes the same time however large what it stands in is.
    pub steps: usize,
}

/// Gathers what a hub sends, and concludes a draft of a profile from it.
///
/// It knows no clock: observations come with the wall clock, and learning gets a monotonic one. What an observation
/// holds is learned in slices of 8 ms by [`Evidence::learn`].
#[derive(Debug, Default)]
pub struct Evidence {
    hub: KnownHub,
    tree: Tree,
    walk: Walk,
    queue: VecDeque<(u64, Origin, Arc<Value>)>,
    streams: BTreeMap<Origin, Stream>,
    choices: BTreeMap<String, Alternative>,
    columns: ColumnOrder,
    lost: u64,
}

impl Evidence {
    /// Nothing was heard of this hub yet.
    #[must_use]
    pub fn new(hub: KnownHub) -> Self {
        Self { hub, ..Self::default() }
    }

    /// Take down a value that was heard at `now_ms` (wall clock, milliseconds since 1970). It costs next to nothing;
    /// [`Evidence::learn`] does the work. Values above 256 that wait are lost, and the draft says so.
    pub fn observe(&mut self, now_ms: u64, origin: Origin, value: impl Into<Arc<Value>>) {
        if self.queue.len() >= WAITING {
            self.lost = self.lost.saturating_add(1);
            self.tree.bounds.insert(Bound::Waiting);
            return;
        }
        self.queue.push_back((now_ms, origin, value.into()));
    }

    /// Learn for one slice: until 8 ms of `clock` (monotonic, milliseconds) have passed, or nothing is left. Whatever is
    /// left waits for the next call.
    pub fn learn(&mut self, clock: &mut dyn FnMut() -> f64) -> Learned {
        let start = clock();
        let mut steps = 0_usize;
        loop {
            if !self.walk.step(&mut self.tree) && !self.next() {
                return Learned { done: true, steps };
            }
            steps = steps.saturating_add(1);
            if steps.is_multiple_of(STEPS) && clock() - start >= SLICE_MS {
                return Learned { done: false, steps };
            }
        }
    }

    /// Decide with the frames that are there where a source says what its frames are. Without it the first 32 of each
    /// source wait for each other. Learn afterwards, before a draft is made.
    pub fn decide(&mut self) {
        let undecided: Vec<Origin> = self
            .streams
            .iter()
            .filter(|(_, stream)| stream.by.is_none())
            .map(|(origin, _)| origin.clone())
            .collect();
        undecided.iter().for_each(|origin| self.decide_one(origin));
    }

    /// The draft that follows from what was learned so far. Columns that were in an earlier draft keep their places.
    pub fn draft(&mut self) -> Draft {
        let mark = self.tree.mark();
        let places = self.streams.values().flat_map(|stream| &stream.places);
        let draft = conclude::draft(&self.hub, (&mut self.tree, places), &self.choices, &mut self.columns);
        self.tree.forget(mark);
        draft
    }

    /// Answer a guess: the draft that follows when `choice`, one of its alternatives or [`Alternative::Yes`], holds.
    pub fn answer(&mut self, guess: &str, choice: Alternative) -> Draft {
        self.choices.insert(guess.to_owned(), choice);
        self.draft()
    }

    /// How many values were lost because too many waited.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// Begin with the next value that waits; false where there is none.
    fn next(&mut self) -> bool {
        let Some((now_ms, origin, value)) = self.queue.pop_front() else { return false };
        let value = as_message(&origin, Arc::unwrap_or_clone(value));
        let stream = self.streams.entry(origin.clone()).or_default();
        if stream.by.is_none() {
            if origin.is_answer() {
                stream.by = Some(Vec::new());
            } else {
                stream.waiting.push((now_ms, value));
                if stream.waiting.len() >= TOGETHER {
                    self.decide_one(&origin);
                }
                return true;
            }
        }
        if let Some(root) = stream.place(&origin, &value, (now_ms, &mut self.tree)) {
            let is_tuple = is_numbered(&origin, &value);
            self.walk.start(root, (value, is_tuple), now_ms);
        }
        true
    }

    fn decide_one(&mut self, origin: &Origin) {
        let Some(stream) = self.streams.get_mut(origin) else { return };
        let is_event = matches!(origin, Origin::Event { .. });
        stream.by = Some(discriminators(&stream.waiting, is_event));
        // They came before what else waits.
        for (now_ms, message) in std::mem::take(&mut stream.waiting).into_iter().rev() {
            self.queue.push_front((now_ms, origin.clone(), Arc::new(message)));
        }
    }
}

/// Whether [`as_message`] gave its parts their names.
fn is_numbered(origin: &Origin, value: &Value) -> bool {
    let names = || value.as_object().into_iter().flat_map(serde_json::Map::keys);
    !origin.is_answer()
        && names().count() < 10
        && names().enumerate().all(|(place, name)| *name == place.to_string())
}

/// The arguments of an event, and the parts of a frame that is a list of unlike things, are members with numbers for names.
fn as_message(origin: &Origin, value: Value) -> Value {
    match (origin, value) {
        (Origin::Event { .. }, Value::Array(arguments)) => numbered(arguments),
        (Origin::Frame { .. }, Value::Array(parts))
            if parts.first().is_some_and(|it| !it.is_object() && !it.is_array()) =>
        {
            numbered(parts)
        }
        (_, value) => value,
    }
}
