//! Columns: which there are, and of which types.

use std::collections::BTreeMap;

use super::pointer::{can_be_named, pointer};
use super::status;
use super::time::{TimeFinding, moment};
use crate::draft::{Alternative, ColumnType, Confidence, Level, Proof};
use crate::leaf::Leaf;
use crate::text_shape::{BOOLEAN, LINK, NUMBER, SHORT};
use crate::tree::{COLUMNS, NodeId, Tree, cell_hash};
use crate::words::{self, last, says_key, words};

/// Objects in a row with more members stay one column.
const SPREAD: usize = 12;
/// How deep in a row columns are found.
const LEVELS: usize = 3;
/// Statuses: samples that it takes, and how many different ones are always few.
const SAMPLES: u64 = 10;
const FEW: usize = 8;
/// Words of names that are answered by 0 or 1: their first, or their last.
const QUESTIONS: &str = "is has can should was es tiene esta tem";
const ANSWERS: &str = "enabled disabled active activo ativo";
/// Largest whole number that may be a status.
const SMALL: f64 = 999.0;

/// A column that was found.
#[derive(Clone, Debug)]
pub(crate) struct DraftColumn {
    pub path: Vec<String>,
    pub node: NodeId,
    pub words: Vec<String>,
    pub pointer: String,
    pub kind: ColumnType,
    pub confidence: Confidence,
    pub alternatives: Vec<Alternative>,
}

/// A type, how sure it is, and what else it might be.
type Decision = (ColumnType, Confidence, Vec<ColumnType>);

/// Columns of rows, and how many more there are than a table has.
pub(crate) fn columns(tree: &Tree, rows: NodeId) -> (Vec<DraftColumn>, usize) {
    let mut paths = Vec::new();
    collect(tree, rows, &mut Vec::new(), &mut paths);
    let more = paths.len().saturating_sub(COLUMNS);
    paths.truncate(COLUMNS);
    let column = |(path, node): (Vec<String>, NodeId)| {
        let words = column_words(&path);
        let (kind, confidence, others) = decide(tree, node, &words);
        let alternatives = others.into_iter().map(Alternative::Column).collect();
        DraftColumn { pointer: pointer(&path), path, node, words, kind, confidence, alternatives }
    };
    (paths.into_iter().map(column).collect(), more)
}

/// The words of a column's name. Where that only says that it is a name or a value, what has it says what it is.
fn column_words(path: &[String]) -> Vec<String> {
    let own = path.last().map(|name| words(name)).unwrap_or_default();
    let parent = path.len().checked_sub(2).and_then(|place| path.get(place)).map(|name| words(name));
    let generic = own.len() == 1 && words::any(&own, "name value label text code key");
    match parent {
        Some(parent) if generic && last(&parent, words::STATUS_WORDS) => parent,
        _ => own,
    }
}

fn collect(tree: &Tree, rows: NodeId, at: &mut Vec<String>, paths: &mut Vec<(Vec<String>, NodeId)>) {
    let mut members: Vec<(&String, NodeId)> =
        tree.get(rows).members.iter().map(|(name, node)| (name, *node)).collect();
    members.sort_by_key(|(_, node)| tree.get(*node).order);
    for (name, node) in members {
        if !can_be_named(name) {
            continue;
        }
        at.push(name.clone());
        if spreads(tree, node, at.len()) {
            collect(tree, node, at, paths);
        } else {
            paths.push((at.clone(), node));
        }
        at.pop();
    }
}

/// Whether the members of an object in a row are columns of their own.
fn spreads(tree: &Tree, node: NodeId, level: usize) -> bool {
    let node = tree.get(node);
    let mostly = node.leaf.objects.saturating_mul(2) > node.leaf.present();
    let few = (1..=SPREAD).contains(&node.members.len());
    mostly && few && node.any.is_none() && node.leaf.arrays == 0 && level < LEVELS
}

fn decide(tree: &Tree, node: NodeId, name: &[String]) -> Decision {
    let node = tree.get(node);
    let leaf = &node.leaf;
    if leaf.objects > 0 {
        return (ColumnType::Json, Confidence::Sure, vec![]);
    }
    if leaf.arrays > 0 {
        let scalars = node.items.is_none_or(|items| tree.get(items).leaf.is_scalar());
        let list = scalars && leaf.only(leaf.arrays);
        return (if list { ColumnType::List } else { ColumnType::Json }, Confidence::Sure, vec![]);
    }
    if leaf.present() == 0 {
        return (ColumnType::Text, Confidence::Asked, vec![]);
    }
    match moment(leaf, name) {
        Some(TimeFinding::Formats(formats, confidence)) => {
            let number = (leaf.numbers() > 0).then(|| plain(leaf));
            return (
                ColumnType::Time(formats),
                confidence,
                number.into_iter().chain([ColumnType::Text]).collect(),
            );
        }
        Some(TimeFinding::Ambiguous(one, other)) => {
            let both = vec![ColumnType::Time(one), ColumnType::Time(other)];
            return (ColumnType::Text, Confidence::Asked, both);
        }
        None => {}
    }
    if leaf.only(leaf.booleans) {
        return boolean(name);
    }
    let digits = leaf.texts == leaf.empty || leaf.shapes & NUMBER != 0;
    if leaf.only(leaf.numbers().saturating_add(leaf.texts)) && digits && leaf.texts < leaf.present() {
        return number(leaf, name);
    }
    if leaf.only(leaf.texts) {
        return text(leaf, name);
    }
    (ColumnType::Text, Confidence::Sure, vec![])
}

/// What a number is where nothing else is known of it.
fn plain(leaf: &Leaf) -> ColumnType {
    if leaf.floats == 0 && leaf.fractions == 0 && leaf.present() > leaf.empty {
        ColumnType::Integer
    } else {
        ColumnType::Number { cents: false }
    }
}

fn boolean(name: &[String]) -> Decision {
    let says = |list| last(name, list) || (name.len() <= 2 && words::any(name, list));
    let coloured = |bad: &str, good: &str| {
        let map = vec![(bad.to_owned(), Level::Error), (good.to_owned(), Level::Ok)];
        (ColumnType::Status(map), Confidence::Likely, vec![ColumnType::Boolean])
    };
    match (says(words::BAD_WORDS), says(words::GOOD_WORDS)) {
        (true, false) => coloured("true", "false"),
        (false, true) => coloured("false", "true"),
        _ => (ColumnType::Boolean, Confidence::Sure, vec![]),
    }
}

fn number(leaf: &Leaf, name: &[String]) -> Decision {
    let plain = plain(leaf);
    if let Some(kind) = unit(leaf, name) {
        return (kind, Confidence::Sure, vec![plain]);
    }
    let one_or_none = leaf.only(leaf.integers) && leaf.min >= 0.0 && leaf.max <= 1.0;
    if one_or_none && (words::has(QUESTIONS, name.first().map_or("", String::as_str)) || last(name, ANSWERS))
    {
        let (kind, _, mut others) = boolean(name);
        // Colours go by the words for yes and no, which these are not.
        let kind = if matches!(kind, ColumnType::Status(_)) { ColumnType::Boolean } else { kind };
        others.retain(|other| *other != kind);
        others.push(plain);
        return (kind, Confidence::Likely, others);
    }
    let share = leaf.min >= 0.0 && leaf.max <= 1.0 && leaf.floats > 0;
    if share && last(name, words::SHARE_WORDS) {
        return (ColumnType::Percent { of_one: true }, Confidence::Likely, vec![plain]);
    }
    let named = last(name, words::STATUS_WORDS);
    if named && leaf.only(leaf.integers) && leaf.min >= 0.0 && leaf.max <= SMALL {
        return numbered_status(leaf, plain);
    }
    let mut others = vec![ColumnType::Text];
    if leaf.min >= 0.0 && leaf.max <= 100.0 {
        others.push(ColumnType::Percent { of_one: false });
    }
    if leaf.min >= 0.0 {
        others.extend([ColumnType::Bytes, ColumnType::Duration("s"), ColumnType::Duration("ms")]);
    }
    (plain, Confidence::Likely, others)
}

/// The unit that the end of a name says.
fn unit(leaf: &Leaf, name: &[String]) -> Option<ColumnType> {
    let long = name.len() > 1;
    let is = |list: &str| last(name, list);
    if is("ms millis milliseconds msec") {
        return Some(ColumnType::Duration("ms"));
    }
    if is("sec secs seconds segundos") || (long && is("s")) {
        return Some(ColumnType::Duration("s"));
    }
    let lasts = words::any(
        name,
        "delay duration wait elapsed eta age remaining interval timeout uptime retraso atraso espera",
    );
    if is("minutes mins minutos") || (lasts && is("min")) {
        return Some(ColumnType::Duration("min"));
    }
    if is("hours hrs horas") || (long && is("h")) {
        return Some(ColumnType::Duration("h"));
    }
    if is("bytes byte") && leaf.min >= 0.0 {
        return Some(ColumnType::Bytes);
    }
    if words::any(name, "pct percent percentage porcentaje porcentagem percentagem") {
        return Some(ColumnType::Percent { of_one: false });
    }
    let cents = is("cents centavos centimos") && leaf.floats == 0;
    cents.then_some(ColumnType::Number { cents: true })
}

/// Numbers for statuses: those of HTTP are known, others have no colour.
fn numbered_status(leaf: &Leaf, plain: ColumnType) -> Decision {
    if leaf.min >= 100.0 && leaf.max < 600.0 {
        let ranges = [
            ("..299", Level::Ok),
            ("300..399", Level::Info),
            ("400..499", Level::Warning),
            ("500..", Level::Error),
        ];
        let map = ranges.map(|(range, level)| (range.to_owned(), level)).to_vec();
        return (ColumnType::Status(map), Confidence::Likely, vec![plain]);
    }
    let map = neutral(leaf);
    let status = ColumnType::Status(map);
    if is_few(leaf) {
        (status, Confidence::Asked, vec![plain])
    } else {
        (plain, Confidence::Asked, vec![status])
    }
}

fn text(leaf: &Leaf, name: &[String]) -> Decision {
    if leaf.texts == leaf.empty {
        return (ColumnType::Text, Confidence::Asked, vec![]);
    }
    if leaf.shapes & LINK != 0 {
        return (ColumnType::Link, Confidence::Sure, vec![ColumnType::Text]);
    }
    if leaf.shapes & BOOLEAN != 0 {
        return (ColumnType::Boolean, Confidence::Likely, vec![ColumnType::Text]);
    }
    if leaf.shapes & NUMBER != 0 && !says_key(name) && !words::any(name, words::CODE_WORDS) {
        let (kind, _, mut others) = number(leaf, name);
        others.push(ColumnType::Text);
        return (kind, Confidence::Likely, others);
    }
    if let Some(status) = named_status(leaf, name) {
        return (status, Confidence::Likely, vec![ColumnType::Text]);
    }
    let named = last(name, words::STATUS_WORDS);
    let few = !leaf.many && leaf.distinct.len() <= FEW && (named || leaf.distinct.len() > 1);
    let might_be = few && leaf.shapes & SHORT != 0 && !says_key(name);
    let others = if might_be { vec![ColumnType::Status(levels(leaf, name))] } else { vec![] };
    let asked = named && might_be;
    (ColumnType::Text, if asked { Confidence::Asked } else { Confidence::Sure }, others)
}

/// A status whose name says that it is one, and whose words are few, or all known.
fn named_status(leaf: &Leaf, name: &[String]) -> Option<ColumnType> {
    if !words::any(name, words::STATUS_WORDS) || leaf.shapes & SHORT == 0 || leaf.many {
        return None;
    }
    let graded = words::any(name, words::GRADE_WORDS);
    let known = leaf.distinct.keys().all(|word| status::level(word, graded).is_some());
    let few = leaf.distinct.len() <= FEW;
    ((known && few) || is_few(leaf)).then(|| ColumnType::Status(levels(leaf, name)))
}

/// At least ten samples of at least two, and at most some words.
fn is_few(leaf: &Leaf) -> bool {
    let (samples, kinds) = (leaf.present().saturating_sub(leaf.empty), leaf.distinct.len());
    let root = samples.isqrt().max(FEW as u64);
    samples >= SAMPLES && kinds >= 2 && kinds as u64 <= root && !leaf.many
}

fn levels(leaf: &Leaf, name: &[String]) -> Vec<(String, Level)> {
    let graded = words::any(name, words::GRADE_WORDS);
    let words = leaf.distinct.keys().filter(|word| can_be_named(word) && word.as_str() != "as");
    words.map(|word| (word.clone(), status::level(word, graded).unwrap_or(Level::Neutral))).collect()
}

fn neutral(leaf: &Leaf) -> Vec<(String, Level)> {
    leaf.distinct.keys().map(|word| (word.clone(), Level::Neutral)).collect()
}

/// Texts that change for the same row, and are few, are statuses whatever their name says.
pub(crate) fn find_changing(tree: &Tree, rows: NodeId, keys: &[u64], columns: &mut [DraftColumn]) {
    for column in columns {
        let leaf = &tree.get(column.node).leaf;
        let candidate = column.kind == ColumnType::Text
            && column.confidence != Confidence::Asked
            && leaf.only(leaf.texts)
            && leaf.shapes & SHORT != 0
            && is_few(leaf);
        let cell = cell_hash(&column.path);
        if candidate && !keys.contains(&cell) && tree.get(rows).rows.changes(keys, cell) {
            column.kind = ColumnType::Status(levels(leaf, &column.words));
            column.confidence = Confidence::Likely;
            column.alternatives = vec![Alternative::Column(ColumnType::Text)];
        }
    }
}

/// What a leaf proves.
pub(crate) fn proof(leaf: &Leaf, of: u64) -> Proof {
    Proof {
        seen: leaf.present(),
        of,
        distinct: (!leaf.many).then_some(leaf.distinct.len()),
        first_ms: leaf.first_ms,
        last_ms: leaf.last_ms,
        samples: leaf.samples.clone(),
    }
}

/// Ids that are all different, of columns in their order.
pub(crate) fn ids(columns: &[DraftColumn]) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = Vec::new();
    for column in columns {
        let last = column.path.last().map(|name| words::slug(name)).unwrap_or_default();
        let whole = words::slug(&column.path.join(" "));
        let free = [last, whole].into_iter().find(|id| !id.is_empty() && !taken.contains_key(id));
        let mut number = ids.len();
        let id = free.unwrap_or_else(|| {
            loop {
                number = number.saturating_add(1);
                let id = format!("column_{number}");
                if !taken.contains_key(&id) {
                    break id;
                }
            }
        });
        taken.insert(id.clone(), ids.len());
        ids.push(id);
    }
    ids
}

#[cfg(test)]
mod tests;
