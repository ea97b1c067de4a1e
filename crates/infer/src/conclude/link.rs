//! What pushes is what lists: which messages speak of the rows of which table.

use super::column::DraftColumn;
use super::table::DraftTable;
use crate::text_shape::hash;
use crate::tree::Tree;
use crate::words::{self, says_key, singular};

/// What messages do to a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub what: Does,
    /// Where in the message the row's key stands.
    pub key: String,
    /// How well it fits: more is better.
    pub score: usize,
    /// How many of the message's keys the table has.
    pub shared: usize,
}

/// What messages do to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    /// They bring whole rows.
    Upsert,
    /// They bring some members.
    Patch,
    /// They say that a row is gone.
    Remove,
}

/// Whether messages with these members speak of rows of the table.
pub(crate) fn link(
    tree: &Tree,
    table: &DraftTable,
    columns: &[DraftColumn],
    name: &[String],
) -> Option<Link> {
    if table.key.is_all {
        return None;
    }
    let key = key(tree, table, columns)?;
    let has = |pointer: &String| columns.iter().any(|column| column.pointer == *pointer);
    let own: Vec<&DraftColumn> = table
        .columns
        .iter()
        .filter(|column| !table.key.pointers.contains(&column.pointer) && !column.pointer.starts_with("/@"))
        .collect();
    let common = own.iter().filter(|column| has(&column.pointer)).count();
    let rows = tree.get(table.rows).leaf.objects;
    let always: Vec<&&DraftColumn> =
        own.iter().filter(|column| tree.get(column.node).leaf.seen >= rows && rows > 0).collect();
    let there = always.iter().filter(|column| has(&column.pointer)).count();
    let whole = there.saturating_mul(10) >= always.len().saturating_mul(8) && !always.is_empty();
    let others = columns.iter().filter(|column| column.pointer != key.pointer).count();
    let alike = common.saturating_mul(2) >= others;
    if words::any(name, words::REMOVED_WORDS) && (key.shared > 0 || key.is_same) {
        let what = Does::Remove;
        return Some(Link {
            what,
            key: key.pointer,
            score: key.shared.saturating_add(1_000),
            shared: key.shared,
        });
    }
    if common == 0 || (key.shared == 0 && !(alike && key.is_same)) {
        return None;
    }
    let what = if whole { Does::Upsert } else { Does::Patch };
    let score = common.saturating_mul(4).saturating_add(key.shared);
    Some(Link { what, key: key.pointer, score, shared: key.shared })
}

struct FoundKey {
    pointer: String,
    shared: usize,
    is_same: bool,
}

fn key(tree: &Tree, table: &DraftTable, columns: &[DraftColumn]) -> Option<FoundKey> {
    let [pointer] = table.key.pointers.as_slice() else {
        // Several members together: they must stand where they stand in the table.
        let all = table.key.pointers.iter().all(|it| columns.iter().any(|column| column.pointer == *it));
        return all.then(|| FoundKey { pointer: String::new(), shared: 1, is_same: true });
    };
    let shared = |column: &DraftColumn| {
        let keys = &tree.get(column.node).leaf.keys;
        keys.shared(&table.known)
    };
    if let Some(same) = columns.iter().find(|column| column.pointer == *pointer) {
        return Some(FoundKey { pointer: pointer.clone(), shared: shared(same), is_same: true });
    }
    let mut best: Option<FoundKey> = None;
    for column in columns {
        let leaf = &tree.get(column.node).leaf;
        let (shared, different) = (shared(column), leaf.keys.different());
        // A number is equal by chance.
        let named = says_key(&column.words)
            || column.words.iter().any(|word| table.words.iter().any(|it| singular(it) == singular(word)));
        let sure = leaf.only(leaf.texts) || (leaf.only(leaf.integers) && named);
        let mostly = shared > 0 && shared.saturating_mul(2) >= different;
        if sure && mostly && best.as_ref().is_none_or(|best| shared > best.shared) {
            best = Some(FoundKey { pointer: column.pointer.clone(), shared, is_same: false });
        }
    }
    best
}

/// Whether two shapes are the same but for a tenth.
pub(crate) fn same_shape(one: &[DraftColumn], other: &[DraftColumn]) -> bool {
    let hashes = |columns: &[DraftColumn]| -> std::collections::BTreeSet<u64> {
        columns.iter().map(|column| hash(&column.pointer)).collect()
    };
    let (one, other) = (hashes(one), hashes(other));
    let both = one.intersection(&other).count();
    both.saturating_mul(10) >= one.union(&other).count().saturating_mul(9)
}

#[cfg(test)]
mod tests;
