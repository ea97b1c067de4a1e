//! All paths of what was heard, and what stood there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::leaf::Leaf;
use crate::text_shape::are_keys;

mod rows;
mod walk;

pub(crate) use rows::{NAME, Rows, cell_hash};
pub(crate) use walk::{Walk, numbered};

/// Bounds of what is learned.
pub(crate) const PATHS: usize = 2_000;
pub(crate) const DEPTH: u8 = 12;
pub(crate) const COLUMNS: usize = 200;

/// Objects with so many members that are alike are maps.
const ALIKE: usize = 20;
/// Members that are looked at to say so.
const LOOKED_AT: usize = 64;

/// A node of the tree.
pub(crate) type NodeId = usize;

/// What learning stopped at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// 2 000 paths: what came at others is not known.
    Paths,
    /// 12 levels: what lies deeper is not known.
    Depth,
    /// 200 members of one object: further ones are not known.
    Columns,
    /// 32 kinds of messages of one source: further ones are not known.
    Kinds,
    /// 256 values that wait to be learned: further ones are lost.
    Waiting,
}

/// A path and what stood there.
#[derive(Clone, Debug, Default)]
pub(crate) struct PathNode {
    pub leaf: Leaf,
    /// Members of a record, by name.
    pub members: BTreeMap<String, NodeId>,
    /// When the path was first seen, among all paths.
    pub order: usize,
    /// What stands in the list.
    pub items: Option<NodeId>,
    /// Members of a map, all as one.
    pub any: Option<NodeId>,
    /// Names of such members.
    pub names: Leaf,
    pub rows: Rows,
    /// Members whose value is always the name of the member that the object is.
    pub echoes: Option<BTreeSet<String>>,
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<PathNode>,
    paths: usize,
    listings: u64,
    order: usize,
    pub bounds: BTreeSet<Bound>,
    nothing: PathNode,
}

impl Tree {
    /// The node; an empty one for an id of another tree.
    pub fn get(&self, id: NodeId) -> &PathNode {
        self.nodes.get(id).unwrap_or(&self.nothing)
    }

    fn get_mut(&mut self, id: NodeId) -> &mut PathNode {
        self.nodes.get_mut(id).unwrap_or(&mut self.nothing)
    }

    /// A node for a path that was not seen before; nothing where there are too many.
    pub fn add(&mut self) -> Option<NodeId> {
        if self.paths >= PATHS {
            self.bounds.insert(Bound::Paths);
            return None;
        }
        self.paths = self.paths.saturating_add(1);
        Some(self.push(PathNode::default()))
    }

    fn push(&mut self, node: PathNode) -> NodeId {
        self.order = self.order.saturating_add(1);
        self.nodes.push(PathNode { order: self.order, ..node });
        self.nodes.len().saturating_sub(1)
    }

    /// A mark to come back to with [`Tree::forget`].
    pub fn mark(&self) -> usize {
        self.nodes.len()
    }

    /// Forget the nodes that were made since the mark.
    pub fn forget(&mut self, mark: usize) {
        self.nodes.truncate(mark);
    }

    /// What a path below a node leads to.
    pub fn at(&self, node: NodeId, path: &[String]) -> Option<NodeId> {
        path.iter().try_fold(node, |node, name| self.get(node).members.get(name).copied())
    }

    /// A member of a record.
    fn member(&mut self, node: NodeId, name: &str) -> Option<NodeId> {
        let members = &self.get(node).members;
        if let Some(known) = members.get(name) {
            return Some(*known);
        }
        if members.len() >= COLUMNS {
            self.bounds.insert(Bound::Columns);
            return None;
        }
        let child = self.add()?;
        self.get_mut(node).members.insert(name.to_owned(), child);
        Some(child)
    }

    fn items(&mut self, node: NodeId) -> Option<NodeId> {
        if let Some(items) = self.get(node).items {
            return Some(items);
        }
        let items = self.add()?;
        self.get_mut(node).items = Some(items);
        Some(items)
    }

    /// The one node for all members of a map. What was taken for a record before joins it.
    fn any(&mut self, node: NodeId) -> Option<NodeId> {
        if let Some(any) = self.get(node).any {
            return Some(any);
        }
        let any = self.add()?;
        let members = std::mem::take(&mut self.get_mut(node).members);
        for (name, member) in members {
            let leaf = &self.get(member).leaf;
            let (times, at) = (leaf.seen, leaf.first_ms);
            self.note_name(node, &name, at, times);
            self.absorb(any, member);
        }
        self.get_mut(node).any = Some(any);
        Some(any)
    }

    fn note_name(&mut self, node: NodeId, name: &str, now_ms: u64, times: u64) {
        let value = Value::from(name);
        let names = &mut self.get_mut(node).names;
        for _ in 0..times.min(2) {
            names.note(&value, now_ms, 0);
        }
    }

    /// Move all that is known of a node, which is not used any more, into another.
    pub fn absorb(&mut self, into: NodeId, from: NodeId) {
        let taken = std::mem::take(self.get_mut(from));
        self.paths = self.paths.saturating_sub(1);
        let node = self.get_mut(into);
        let is_first = node.leaf.seen == 0;
        node.leaf.absorb(&taken.leaf);
        node.names.absorb(&taken.names);
        node.rows.absorb(taken.rows);
        node.echoes = match (is_first, node.echoes.take(), taken.echoes) {
            (true, _, echoes) => echoes,
            (false, Some(one), Some(other)) => Some(one.intersection(&other).cloned().collect()),
            (false, ..) => None,
        };
        for (child, place) in [(taken.items, true), (taken.any, false)] {
            let Some(child) = child else { continue };
            let node = self.get_mut(into);
            let slot = if place { &mut node.items } else { &mut node.any };
            match *slot {
                Some(known) => self.absorb(known, child),
                None => *slot = Some(child),
            }
        }
        for (name, child) in taken.members {
            match self.get(into).members.get(&name).copied() {
                Some(known) => self.absorb(known, child),
                None => {
                    self.get_mut(into).members.insert(name, child);
                }
            }
        }
    }

    /// A copy of a node and of all below it.
    pub fn copy(&mut self, id: NodeId) -> NodeId {
        let mut node = self.get(id).clone();
        let order = node.order;
        node.items = node.items.map(|items| self.copy(items));
        node.any = node.any.map(|any| self.copy(any));
        for child in node.members.values_mut() {
            *child = self.copy(*child);
        }
        let copy = self.push(node);
        self.get_mut(copy).order = order;
        copy
    }

    /// One node of several, which stay as they are.
    pub fn union(&mut self, ids: &[NodeId]) -> NodeId {
        let order = ids.iter().map(|id| self.get(*id).order).min().unwrap_or_default();
        let union = self.push(PathNode::default());
        for id in ids {
            let copy = self.copy(*id);
            self.absorb(union, copy);
            self.paths = self.paths.saturating_add(1);
        }
        self.get_mut(union).order = order;
        union
    }
}

/// Whether an object is a map by itself: its members' names are no names, or its members are many and alike.
fn is_map(object: &Map<String, Value>) -> bool {
    if object.len() < 2 {
        // One UUID says it, one number does not.
        return object.iter().all(|(name, value)| {
            value.is_object() && name.len() >= 12 && are_keys([name.as_str()].into_iter())
        }) && !object.is_empty();
    }
    let some = || object.values().take(LOOKED_AT);
    let of_kind = |is: fn(&Value) -> bool| some().all(is);
    if are_keys(object.keys().take(LOOKED_AT).map(String::as_str)) {
        return true;
    }
    if object.len() >= ALIKE && of_kind(Value::is_object) {
        return are_alike(some());
    }
    // Single values are no rows, and as members of a record they can be seen, as long as there are not too many.
    let scalars = [Value::is_number, Value::is_boolean, Value::is_array, Value::is_string];
    object.len() > COLUMNS && scalars.into_iter().any(of_kind)
}

/// Whether objects have at least half of the first one's members in common with it, mostly.
fn are_alike<'v>(mut objects: impl Iterator<Item = &'v Value>) -> bool {
    let names = |value: &Value| -> BTreeSet<String> {
        value.as_object().into_iter().flat_map(Map::keys).take(LOOKED_AT).cloned().collect()
    };
    let first = objects.next().map(names).unwrap_or_default();
    let (mut alike, mut all) = (0_usize, 0_usize);
    for object in objects {
        let these = names(object);
        let shared = first.intersection(&these).count();
        all = all.saturating_add(1);
        alike = alike.saturating_add(usize::from(shared.saturating_mul(2) >= first.len().max(these.len())));
    }
    alike.saturating_mul(4) >= all.saturating_mul(3)
}

#[cfg(test)]
mod tests;
