//! What sets rows apart.

use super::column::DraftColumn;
use crate::draft::{Alternative, ColumnType, Confidence};
use crate::leaf::Leaf;
use crate::tree::{NodeId, Rows, Tree, cell_hash};
use crate::words::{self, singular};

/// Columns that are tried two by two.
const TRIED: usize = 12;
/// Columns of a key where nothing sets rows apart: all of them together, up to so many.
const ALL: usize = 6;
/// Columns that may be chosen instead.
const OTHERS: usize = 5;
/// Objects in rows whose members speak of the row itself.
const OWN: &str = "metadata meta attributes data properties props spec info header general datos dados";

/// A key that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// One pointer, or several together.
    pub pointers: Vec<String>,
    pub confidence: Confidence,
    /// Nothing sets rows apart; each message is a row of its own.
    pub is_all: bool,
    pub others: Vec<Alternative>,
}

/// How well a name suits a key: less is better.
fn rank(column: &DraftColumn, table: &[String]) -> usize {
    let name = &column.words;
    let of_table = |word: &String| table.iter().any(|it| singular(it) == singular(word));
    let stem_is_table = name.len() > 1 && name.first().is_some_and(of_table);
    // A text that is called as the things are names them, unless it says what is said of them.
    let says = words::any(name, words::STATUS_WORDS) || words::any(name, words::MESSAGE_WORDS);
    let is_table = name.first().is_some_and(of_table) && column.kind == ColumnType::Text && !says;
    let last = name.last().map_or("", String::as_str);
    let rank = match (last, name.len()) {
        ("id", 1) => 0,
        ("id", _) if stem_is_table => 1,
        ("uuid" | "guid" | "uid", 1) => 2,
        ("key" | "clave" | "chave", 1) => 4,
        ("code" | "codigo", 1) => 5,
        (_, 2..) if stem_is_table && words::last(name, words::KEY_WORDS) => 6,
        (_, 1) if is_table => 7,
        ("name" | "nombre" | "nome", 1) => 8,
        (_, 1) if words::last(name, words::KEY_WORDS) => 9,
        ("id" | "uuid" | "guid" | "uid", _) => 10,
        _ if words::last(name, words::KEY_WORDS) => 12,
        // A text is rather a name than what is counted or measured.
        _ if matches!(column.kind, ColumnType::Text | ColumnType::Status(_)) => UNNAMED,
        _ => UNNAMED.saturating_add(1),
    };
    let inner = column.path.len() > 1;
    let own = column.path.iter().rev().skip(1).all(|name| words::any(&words::words(name), OWN));
    if inner && !own { rank.saturating_add(FOREIGN) } else { rank }
}

/// Ranks of names that say that they are keys, of those that say nothing of it, and what is added for members of other things in the row.
const SURE: usize = 6;
const UNNAMED: usize = 20;
const FOREIGN: usize = 15;

/// Whether a column may be part of a key: always there, a text or a whole number, and no time.
fn may_be(leaf: &Leaf, column: &DraftColumn, rows: u64) -> bool {
    let scalar = leaf.only(leaf.texts) || leaf.only(leaf.integers);
    let time = matches!(column.kind, ColumnType::Time(_) | ColumnType::Link | ColumnType::Boolean);
    scalar && leaf.present() == rows && leaf.empty == 0 && !time
}

/// Candidates in the order in which they suit.
fn ranked<'c>(
    tree: &Tree,
    columns: &'c [DraftColumn],
    rows: u64,
    table: &[String],
) -> Vec<(usize, &'c DraftColumn)> {
    let suits = |column: &&DraftColumn| may_be(&tree.get(column.node).leaf, column, rows);
    let mut ranked: Vec<_> =
        columns.iter().filter(suits).map(|column| (rank(column, table), column)).collect();
    let length = |column: &DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        leaf.letters.checked_div(leaf.texts).unwrap_or(8)
    };
    ranked.sort_by_key(|(rank, column)| (*rank, column.path.len(), length(column)));
    ranked
}

/// The key of the rows of a list.
pub(crate) fn of_list(tree: &Tree, rows: NodeId, columns: &[DraftColumn], table: &[String]) -> Option<Key> {
    let node = tree.get(rows);
    let ranked = ranked(tree, columns, node.leaf.objects, table);
    let unique = |column: &DraftColumn| {
        let keys = &tree.get(column.node).leaf.keys;
        keys.duplicates == 0 && (keys.listings < 2 || keys.kept > 0 || keys.different() as u64 == keys.values)
    };
    // What stays from list to list is surer than what is only different.
    let mut single: Vec<&(usize, &DraftColumn)> =
        ranked.iter().filter(|(_, column)| unique(column)).collect();
    let kept = |column: &DraftColumn| tree.get(column.node).leaf.keys.kept > 0;
    if single.iter().any(|(_, column)| kept(column)) {
        single.retain(|(_, column)| kept(column));
    }
    if let Some((rank, best)) = single.first() {
        let many = node.leaf.objects >= 2;
        let confidence = match rank {
            0..=SURE if many => Confidence::Sure,
            0..UNNAMED => Confidence::Likely,
            _ => Confidence::Asked,
        };
        return Some(one(best, confidence, &single));
    }
    let pair = pairs(&ranked).into_iter().find(|pair| node.rows.set_apart(&hashes(pair)));
    if let Some(pair) = pair {
        return Some(several(&pair, Confidence::Likely));
    }
    all(tree, columns, node.leaf.objects)
}

/// The key of what comes message by message: what names the same thing again, or else two members that do together.
pub(crate) fn of_messages(
    tree: &Tree,
    rows: NodeId,
    columns: &[DraftColumn],
    table: &[String],
) -> Option<Key> {
    let node = tree.get(rows);
    let ranked = ranked(tree, columns, node.leaf.objects, table);
    let named: Vec<_> = ranked.iter().filter(|(rank, _)| *rank < FOREIGN).collect();
    if let Some((rank, best)) = named.first() {
        let keys = &tree.get(best.node).leaf.keys;
        let confidence =
            if *rank <= SURE && keys.repeats > 0 { Confidence::Sure } else { Confidence::Likely };
        return Some(one(best, confidence, &named));
    }
    let names: Vec<(usize, &DraftColumn)> = ranked
        .into_iter()
        .filter(|(_, column)| {
            let leaf = &tree.get(column.node).leaf;
            let names_again = !leaf.many && leaf.keys.repeats.saturating_mul(2) >= leaf.present();
            let says = words::any(&column.words, words::STATUS_WORDS)
                || words::any(&column.words, words::MESSAGE_WORDS);
            column.path.len() == 1 && leaf.only(leaf.texts) && names_again && !says
        })
        .collect();
    // Without anything that changes there would be nothing to see in the table.
    let measures = columns.iter().any(|column| {
        let leaf = &tree.get(column.node).leaf;
        leaf.numbers() > 0 || leaf.booleans > 0 || !matches!(column.kind, ColumnType::Text)
    });
    if !measures {
        return None;
    }
    let texts: Vec<u64> = names.iter().map(|(_, column)| cell_hash(&column.path)).collect();
    let determines = |set: &[&DraftColumn]| {
        let keys = hashes(set);
        let same = |text: &u64| keys.contains(text) || !node.rows.changes(&keys, *text);
        texts.iter().all(same) && repeats(&node.rows, &keys)
    };
    let ones = names.iter().map(|(_, column)| vec![*column]);
    let set = ones.chain(pairs(&names)).find(|set| determines(set))?;
    Some(several(&set, Confidence::Asked))
}

/// The key of messages that are rows by themselves: an id that none of them shares with another.
pub(crate) fn of_log(tree: &Tree, rows: NodeId, columns: &[DraftColumn], table: &[String]) -> Option<Key> {
    let ranked = ranked(tree, columns, tree.get(rows).leaf.objects, table);
    let single = |column: &DraftColumn| tree.get(column.node).leaf.keys.repeats == 0;
    let (_, best) = ranked.iter().find(|(rank, column)| *rank <= SURE && single(column))?;
    let pointers = vec![best.pointer.clone()];
    Some(Key { pointers, confidence: Confidence::Likely, is_all: false, others: vec![] })
}

/// A key of everything that is always there: each row is one of its own. It takes a time or a number among them.
pub(crate) fn all(tree: &Tree, columns: &[DraftColumn], rows: u64) -> Option<Key> {
    let is_scalar = |column: &&DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        leaf.is_scalar() && leaf.present() == rows && rows > 0
    };
    let mut always: Vec<&DraftColumn> = columns.iter().filter(is_scalar).collect();
    always.sort_by_key(|column| !matches!(column.kind, ColumnType::Time(_)));
    always.truncate(ALL);
    (!always.is_empty()).then(|| Key { is_all: true, ..several(&always, Confidence::Asked) })
}

/// The best of these, and what may be chosen instead.
fn one(best: &DraftColumn, confidence: Confidence, all: &[&(usize, &DraftColumn)]) -> Key {
    let others = all.iter().skip(1).take(OTHERS);
    let others = others.map(|(_, column)| Alternative::Key(vec![column.pointer.clone()])).collect();
    Key { pointers: vec![best.pointer.clone()], confidence, is_all: false, others }
}

fn several(columns: &[&DraftColumn], confidence: Confidence) -> Key {
    let mut pointers: Vec<String> = columns.iter().map(|column| column.pointer.clone()).collect();
    pointers.sort();
    let others = if pointers.len() > 1 && pointers.len() <= 2 {
        pointers.iter().map(|pointer| Alternative::Key(vec![pointer.clone()])).collect()
    } else {
        Vec::new()
    };
    Key { pointers, confidence, is_all: false, others }
}

fn pairs<'c>(ranked: &[(usize, &'c DraftColumn)]) -> Vec<Vec<&'c DraftColumn>> {
    let tried = || ranked.iter().take(TRIED).map(|(_, column)| *column);
    let mut pairs = Vec::new();
    for (place, one) in tried().enumerate() {
        pairs.extend(tried().skip(place.saturating_add(1)).map(|other| vec![one, other]));
    }
    pairs
}

fn hashes(columns: &[&DraftColumn]) -> Vec<u64> {
    columns.iter().map(|column| cell_hash(&column.path)).collect()
}

/// Whether messages speak of the same more than once.
fn repeats(rows: &Rows, keys: &[u64]) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let (mut all, mut new) = (0_usize, 0_usize);
    for row in rows.iter() {
        let key: Vec<Option<u64>> = keys.iter().map(|key| row.cells.get(key).copied()).collect();
        all = all.saturating_add(1);
        new = new.saturating_add(usize::from(seen.insert(key)));
    }
    new.saturating_mul(2) <= all
}

#[cfg(test)]
mod tests;
