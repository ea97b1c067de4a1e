//! How a value is taken in, one small step after the other, so that it can wait between any two of them.

use serde_json::{Map, Value};

use super::rows::SampledRow;
use super::{Bound, DEPTH, NodeId, Tree, is_map};

/// Longest tuple: a list of scalars of which each place has a meaning of its own.
const TUPLE: usize = 32;

/// What is still to be taken in of one value.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    tasks: Vec<Task>,
    now_ms: u64,
}

#[derive(Debug)]
enum Task {
    Value { node: NodeId, value: Value, place: Place, name: Option<String>, is_tuple: bool },
    Items { node: NodeId, items: std::vec::IntoIter<Value>, place: Place },
    Members { node: NodeId, members: serde_json::map::IntoIter, place: Place, is_map: bool },
}

/// Where in the whole a value stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    depth: u8,
    /// Which list it stands in; 0 for none.
    listing: u64,
    /// Inside of a row, which is not sampled again.
    in_row: bool,
}

impl Walk {
    /// Begin with a value; the members of a tuple have numbers for names, and are no map.
    pub fn start(&mut self, node: NodeId, (value, is_tuple): (Value, bool), now_ms: u64) {
        self.now_ms = now_ms;
        self.tasks.push(Task::Value { node, value, place: Place::default(), name: None, is_tuple });
    }

    /// One step; false where nothing is left.
    pub fn step(&mut self, tree: &mut Tree) -> bool {
        match self.tasks.pop() {
            None => return false,
            Some(Task::Value { node, value, place, name, is_tuple }) => {
                self.enter(tree, node, (value, is_tuple), (place, name.as_deref()));
            }
            Some(Task::Items { node, mut items, place }) => {
                let item = items.next();
                if items.len() > 0 {
                    self.tasks.push(Task::Items { node, items, place });
                }
                if let Some(item) = item {
                    let (value, is_tuple) = as_tuple(item);
                    self.tasks.push(Task::Value { node, value, place, name: None, is_tuple });
                }
            }
            Some(Task::Members { node, mut members, place, is_map }) => {
                let member = members.next();
                if members.len() > 0 {
                    self.tasks.push(Task::Members { node, members, place, is_map });
                }
                if let Some((name, value)) = member {
                    self.member(tree, node, (name, value), (place, is_map));
                }
            }
        }
        true
    }

    fn member(
        &mut self,
        tree: &mut Tree,
        node: NodeId,
        (name, value): (String, Value),
        (place, is_map): (Place, bool),
    ) {
        let child = if is_map {
            tree.note_name(node, &name, self.now_ms, 1);
            tree.any(node)
        } else {
            tree.member(node, &name)
        };
        if let Some(child) = child {
            self.tasks.push(Task::Value { node: child, value, place, name: Some(name), is_tuple: false });
        }
    }

    fn enter(
        &mut self,
        tree: &mut Tree,
        node: NodeId,
        (value, is_tuple): (Value, bool),
        (place, name): (Place, Option<&str>),
    ) {
        tree.get_mut(node).leaf.note(&value, self.now_ms, place.listing);
        let deeper = Place { depth: place.depth.saturating_add(1), ..place };
        let is_inner = matches!(&value, Value::Array(items) if !items.is_empty())
            || matches!(&value, Value::Object(members) if !members.is_empty());
        if is_inner && deeper.depth > DEPTH {
            tree.bounds.insert(Bound::Depth);
            return;
        }
        match value {
            Value::Array(items) if !items.is_empty() => {
                tree.listings = tree.listings.saturating_add(1);
                let place = Place { listing: tree.listings, ..deeper };
                if let Some(node) = tree.items(node) {
                    self.tasks.push(Task::Items { node, items: items.into_iter(), place });
                }
            }
            Value::Object(members) if !members.is_empty() => {
                if !place.in_row {
                    tree.get_mut(node).rows.push(SampledRow::of(&members, name, place.listing));
                }
                if let Some(name) = name {
                    note_echoes(tree, node, &members, name);
                }
                let in_row = place.in_row || place.listing > 0;
                let is_map = tree.get(node).any.is_some() || (!is_tuple && is_map(&members));
                if is_map && tree.any(node).is_none() {
                    return;
                }
                let place = Place { in_row, ..deeper };
                self.tasks.push(Task::Members { node, members: members.into_iter(), place, is_map });
            }
            _ => {}
        }
    }
}

/// Which members always say the name under which their object stands.
fn note_echoes(tree: &mut Tree, node: NodeId, members: &Map<String, Value>, name: &str) {
    let says = |value: &Value| match value {
        Value::String(text) => text == name,
        Value::Number(number) => number.as_str() == name,
        _ => false,
    };
    let node = tree.get_mut(node);
    if node.leaf.objects <= 1 {
        let echoes = members.iter().filter(|(_, value)| says(value));
        node.echoes = Some(echoes.take(4).map(|(name, _)| name.clone()).collect());
    } else if let Some(echoes) = &mut node.echoes {
        echoes.retain(|echo| members.get(echo).is_some_and(says));
    }
}

/// A list of scalars in a list is a row whose cells have numbers for names.
fn as_tuple(value: Value) -> (Value, bool) {
    match value {
        Value::Array(cells) if is_tuple(&cells) => (numbered(cells), true),
        other => (other, false),
    }
}

fn is_tuple(cells: &[Value]) -> bool {
    let scalars = cells.iter().all(|cell| !cell.is_array() && !cell.is_object());
    scalars && !cells.is_empty() && cells.len() <= TUPLE
}

/// The items of a list as members that have numbers for names: pointers of profiles write both alike.
pub(crate) fn numbered(items: Vec<Value>) -> Value {
    Value::Object(items.into_iter().enumerate().map(|(place, item)| (place.to_string(), item)).collect())
}
