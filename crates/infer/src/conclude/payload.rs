//! Where in a message what it means lies.

use super::Draftsman;
use super::pointer::can_be_named;
use crate::stream::Place;
use crate::tree::NodeId;
use crate::words::{self, words};

/// How deep in a message its payload lies.
const LEVELS: usize = 3;
/// Members that hold what was before.
const BEFORE: &str = "old previous prev before from anterior antes viejo antigo";

impl Draftsman<'_> {
    /// Where what a message means lies: below members that only wrap it.
    pub fn payload(&self, place: &Place) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut node = place.root;
        while path.len() < LEVELS {
            let members = &self.tree.get(node).members;
            let is_by = |name: &String| {
                let mut at = path.clone();
                at.push(name.clone());
                place.by.iter().any(|(by, _)| *by == at)
            };
            let objects: Vec<(&String, NodeId)> = members
                .iter()
                .filter(|(name, member)| {
                    let leaf = &self.tree.get(**member).leaf;
                    leaf.objects > 0
                        && leaf.only(leaf.objects)
                        && self.tree.get(**member).any.is_none()
                        && can_be_named(name)
                })
                .map(|(name, member)| (name, *member))
                .collect();
            let scalars = members
                .iter()
                .filter(|(name, member)| self.tree.get(**member).leaf.is_scalar() && !is_by(name));
            let own = scalars
                .filter(|(name, _)| !words::last(&words(name), words::META_WORDS) && !is_number(name))
                .count();
            let named = |name: &String| {
                let words = words(name);
                words::any(&words, words::WRAPPER_WORDS)
                    || words::any(&words, words::ALERT_WORDS)
                    || is_number(name)
            };
            let next = match objects.as_slice() {
                [(name, inner)] if own == 0 || (named(name) && own <= 1) => Some(((*name).clone(), *inner)),
                several => several
                    .iter()
                    .find(|(name, _)| own == 0 && named(name))
                    .map(|(name, inner)| ((*name).clone(), *inner)),
            };
            let Some((name, inner)) = next else { break };
            path.push(name);
            node = inner;
        }
        path
    }

    /// Where else the row of a table may lie: in members of the payload, but for what was before.
    pub fn inner(&self, place: &Place, payload: &[String]) -> Vec<(Vec<String>, NodeId)> {
        let Some(node) = self.tree.at(place.root, payload) else { return Vec::new() };
        let mut found = vec![(payload.to_vec(), node)];
        for (name, member) in &self.tree.get(node).members {
            let leaf = &self.tree.get(*member).leaf;
            if leaf.objects > 0
                && leaf.only(leaf.objects)
                && can_be_named(name)
                && !words::any(&words(name), BEFORE)
            {
                let mut path = payload.to_vec();
                path.push(name.clone());
                found.push((path, *member));
            }
        }
        found
    }
}

/// The name of a part of a tuple.
fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}
