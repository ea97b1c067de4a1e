//! Where in an answer or a message rows lie.

use std::collections::BTreeSet;

use super::pointer::can_be_named;
use crate::text_shape::are_written_alike;
use crate::tree::{NodeId, Tree};

/// How deep lists are looked for, and how many levels of maps are one.
const LEVELS: usize = 4;
const MAPS: usize = 3;

/// Rows that were found.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// Where, from the answer or message.
    pub path: Vec<String>,
    /// What holds the list.
    pub holder: NodeId,
    /// The list itself.
    pub list: NodeId,
    /// The rows, all as one.
    pub rows: NodeId,
    /// Levels of maps; 0 for a list.
    pub maps: usize,
}

/// How a user answered whether a path is a map: by its path.
pub(crate) type Shapes<'a> = &'a dyn Fn(&[String]) -> Option<bool>;

/// All lists of a message. Maps whose members were taken for those of a record are found here, too.
pub(crate) fn lists(tree: &mut Tree, root: NodeId, shapes: Shapes<'_>) -> Vec<List> {
    let mut found = Vec::new();
    look(tree, (root, root), &mut Vec::new(), shapes, &mut found);
    found
}

fn look(
    tree: &mut Tree,
    (holder, id): (NodeId, NodeId),
    path: &mut Vec<String>,
    shapes: Shapes<'_>,
    found: &mut Vec<List>,
) {
    let node = tree.get(id);
    if let Some(items) = node.items {
        let rows = &tree.get(items).leaf;
        if rows.objects.saturating_mul(2) > rows.present() {
            found.push(List { path: path.clone(), holder, list: id, rows: items, maps: 0 });
        }
        return;
    }
    let answer = shapes(path);
    if let Some(any) = node.any {
        if answer != Some(false) {
            let (rows, maps) = innermost(tree, any, 1);
            if tree.get(rows).leaf.objects > 0 {
                found.push(List { path: path.clone(), holder, list: id, rows, maps });
            }
        }
        return;
    }
    if answer != Some(false) && (answer == Some(true) || is_map(tree, id)) {
        let members: Vec<NodeId> = tree.get(id).members.values().copied().collect();
        let rows = tree.union(&members);
        if tree.get(rows).leaf.objects > 0 {
            found.push(List { path: path.clone(), holder, list: id, rows, maps: 1 });
            return;
        }
    }
    if path.len() >= LEVELS {
        return;
    }
    let members: Vec<(String, NodeId)> =
        tree.get(id).members.iter().map(|(name, member)| (name.clone(), *member)).collect();
    for (name, member) in members {
        if can_be_named(&name) {
            path.push(name);
            look(tree, (id, member), path, shapes, found);
            path.pop();
        }
    }
}

/// Maps of maps are one: down to what is no map.
fn innermost(tree: &Tree, rows: NodeId, maps: usize) -> (NodeId, usize) {
    match tree.get(rows).any {
        Some(any) if maps < MAPS && tree.get(any).leaf.objects > 0 => {
            innermost(tree, any, maps.saturating_add(1))
        }
        _ => (rows, maps),
    }
}

/// Whether members that have names of their own are rows: all objects and alike, and they come and go, each repeats its
/// name, or all names are written alike.
fn is_map(tree: &Tree, id: NodeId) -> bool {
    let node = tree.get(id);
    if !could_be_map(tree, id) {
        return false;
    }
    let comes_and_goes = node.members.values().any(|member| tree.get(*member).leaf.seen < node.leaf.objects);
    let repeat_names = node
        .members
        .values()
        .all(|member| tree.get(*member).echoes.as_ref().is_some_and(|it| !it.is_empty()));
    comes_and_goes || repeat_names || are_written_alike(node.members.keys().map(String::as_str))
}

/// Whether all members are objects and alike.
pub(crate) fn could_be_map(tree: &Tree, id: NodeId) -> bool {
    let node = tree.get(id);
    let mut names: Option<BTreeSet<&String>> = None;
    for member in node.members.values() {
        let member = tree.get(*member);
        let these: BTreeSet<&String> = member.members.keys().collect();
        if !member.leaf.only(member.leaf.objects) || these.is_empty() {
            return false;
        }
        let first = names.get_or_insert_with(|| these.clone());
        let shared = first.intersection(&these).count();
        if shared.saturating_mul(10) < first.union(&these).count().saturating_mul(6) {
            return false;
        }
    }
    node.members.len() >= 2
}

/// Objects that lie in the message and could be maps though nothing says so.
pub(crate) fn possible_maps(tree: &Tree, root: NodeId) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![(root, Vec::new())];
    while let Some((id, path)) = waiting.pop() {
        if could_be_map(tree, id) {
            found.push(path);
        } else if path.len() < LEVELS {
            let inner = tree.get(id).members.iter().map(|(name, member)| {
                let mut path = path.clone();
                path.push(name.clone());
                (*member, path)
            });
            waiting.extend(inner);
        }
    }
    found
}

#[cfg(test)]
mod tests;
