//! Messages that only say that the hub lives.

use super::column::{DraftColumn, columns};
use crate::draft::ColumnType;
use crate::stream::Place;
use crate::tree::Tree;
use crate::words::{self, says_key, says_time};

/// Messages that it takes, where no name says so.
const MESSAGES: u64 = 3;
/// Messages that it takes where something in them stands still that might be measured.
const STILL: u64 = 10;
/// Names that say so whatever stands in the message.
const SURE: &str = "ping pong heartbeat heartbeats keepalive hb latido latidos batimento";
/// Members of a message whose name says so.
const MEMBERS: usize = 6;

/// Whether messages are signs of life: the same shape at even intervals in which only a time or a counter changes, or few
/// members under a name that says so. With the interval where it is even.
pub(crate) fn is_beat(tree: &Tree, place: &Place, name: &[String]) -> Option<Option<u64>> {
    let node = tree.get(place.root);
    let (columns, _) = columns(tree, place.root);
    // What stands still may be measured, or be which thing is meant.
    let still = |column: &DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        let by = place.by.iter().any(|(path, _)| *path == column.path);
        leaf.numbers() > 0 && leaf.rises == 0 && !by || (says_key(&column.words) && !by)
    };
    let telling = place.seen < STILL && columns.iter().any(still);
    let dull = columns.iter().all(|column| {
        let leaf = &tree.get(column.node).leaf;
        let same = !leaf.many && leaf.distinct.len() <= 1 && leaf.arrays == 0 && leaf.objects == 0;
        let time = matches!(column.kind, ColumnType::Time(_))
            || (says_time(&column.words) && leaf.only(leaf.numbers()));
        let counts =
            leaf.only(leaf.integers) && leaf.falls == 0 && leaf.rises.saturating_add(1) >= leaf.present();
        same || time || counts
    });
    let interval = place.interval();
    if words::any(name, SURE) && columns.len() <= MEMBERS {
        return Some(interval);
    }
    if words::any(name, words::BEAT_WORDS) && columns.len() <= MEMBERS && (dull || columns.len() <= 2) {
        return Some(interval);
    }
    let is_thing = node.leaf.objects == 0 && node.leaf.texts == 0;
    (place.seen >= MESSAGES && !telling && dull && !is_thing && interval.is_some()).then_some(interval)
}

#[cfg(test)]
mod tests;
