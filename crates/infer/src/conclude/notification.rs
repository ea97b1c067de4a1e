//! Messages for the user.

use serde_json::{Map, Value, json};

use super::column::{DraftColumn, columns};
use super::pointer::pointer;
use super::status;
use crate::draft::{ColumnType, Confidence, Envelope};
use crate::leaf::Leaf;
use crate::tree::{NodeId, Tree};
use crate::words::{self, GRADE_WORDS, MESSAGE_WORDS, SENDER_WORDS, SURE_MESSAGE_WORDS, TITLE_WORDS};

mod envelope;

/// A notification as a profile reads it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub spec: Map<String, Value>,
    pub envelope: Envelope,
    pub confidence: Confidence,
    /// The member that holds the text.
    pub text: NodeId,
}

/// Whether messages are for the user. `place`: the words of the event, or of what sets the messages apart.
pub(crate) fn notification(tree: &Tree, node: NodeId, place: &[String]) -> Option<Found> {
    envelope::known(tree, node).or_else(|| plain(tree, node, place)).or_else(|| spoken(tree, node, place))
}

fn plain(tree: &Tree, node: NodeId, place: &[String]) -> Option<Found> {
    let (columns, _) = columns(tree, node);
    let own: Vec<&DraftColumn> = columns.iter().filter(|column| column.path.len() == 1).collect();
    let (rank, text) = text(tree, node, &own)?;
    let grade = grade(tree, &own, text);
    let time = time(&own);
    let alert = words::any(place, words::ALERT_WORDS);
    let sure = rank < SURE_MESSAGE_WORDS;
    if !(alert || grade.is_some() || (sure && time.is_some())) {
        return None;
    }
    let confidence = match (alert || grade.is_some(), sure, time.is_some()) {
        (true, true, true) => Confidence::Sure,
        (_, true, _) => Confidence::Likely,
        _ => Confidence::Asked,
    };
    let mut spec = Map::new();
    if let Some(id) = id(tree, node, &own) {
        spec.insert("id".to_owned(), Value::from(id.pointer.clone()));
    }
    if let Some(kind) =
        grade.map(|column| mapped(column, &tree.get(column.node).leaf)).or_else(|| constant(place))
    {
        spec.insert("kind".to_owned(), kind);
    }
    let said =
        |column: &&&DraftColumn| column.pointer != text.pointer && is_text(&tree.get(column.node).leaf);
    let title = named(&own, TITLE_WORDS).into_iter().find(|column| said(&column));
    let sender = named(&own, SENDER_WORDS).into_iter().find(|column| said(&column));
    match title.or(sender) {
        Some(title) => {
            spec.insert("title".to_owned(), json!([title.pointer, text.pointer]));
            spec.insert("message".to_owned(), Value::from(text.pointer.clone()));
        }
        None => {
            spec.insert("title".to_owned(), Value::from(text.pointer.clone()));
        }
    }
    if let Some(time) = time {
        spec.insert("time".to_owned(), stamp(time));
    }
    rest(&mut spec, &own);
    Some(Found { spec, envelope: Envelope::Plain, confidence, text: text.node })
}

/// Events whose arguments are texts and no objects: what is said, or who says it and what.
fn spoken(tree: &Tree, node: NodeId, place: &[String]) -> Option<Found> {
    let says = words::any(place, words::ALERT_WORDS) || words::any(place, SPOKEN);
    let (columns, _) = columns(tree, node);
    let is_said = |column: &DraftColumn| is_text(&tree.get(column.node).leaf);
    let numbered =
        columns.iter().zip(0..).all(|(column, place): (_, usize)| column.pointer == format!("/{place}"));
    if !says || !numbered || !columns.iter().all(is_said) {
        return None;
    }
    let mut spec = Map::new();
    if let Some(kind) = constant(place) {
        spec.insert("kind".to_owned(), kind);
    }
    let (title, text) = match columns.as_slice() {
        [text] => (text, None),
        [title, text] => (title, Some(text)),
        _ => return None,
    };
    spec.insert("title".to_owned(), Value::from(title.pointer.clone()));
    if let Some(text) = text {
        spec.insert("message".to_owned(), Value::from(text.pointer.clone()));
    }
    let text = text.unwrap_or(title).node;
    Some(Found { spec, envelope: Envelope::Plain, confidence: Confidence::Likely, text })
}

/// Names of events whose texts are said to somebody.
const SPOKEN: &str = "message msg chat mensaje mensagem say";

/// Read marks and links.
fn rest(spec: &mut Map<String, Value>, columns: &[&DraftColumn]) {
    let read = columns.iter().find(|column| {
        let boolean = matches!(column.kind, ColumnType::Boolean);
        boolean && words::any(&column.words, "read seen leido leida visto lido lida")
    });
    if let Some(read) = read {
        spec.insert("read".to_owned(), Value::from(read.pointer.clone()));
    }
    if let Some(link) = columns.iter().find(|column| column.kind == ColumnType::Link) {
        spec.insert("link".to_owned(), Value::from(link.pointer.clone()));
    }
}

/// Columns in the order of the words that name them.
fn named<'c>(columns: &[&'c DraftColumn], list: &str) -> Vec<&'c DraftColumn> {
    let of = |word: &str| -> Vec<&'c DraftColumn> {
        columns.iter().copied().filter(|column| words::last(&column.words, word)).collect()
    };
    list.split(' ').flat_map(of).collect()
}

fn is_text(leaf: &Leaf) -> bool {
    leaf.only(leaf.texts) && leaf.texts > leaf.empty
}

/// The text of the message, and how surely its name says that it is.
fn text<'c>(tree: &Tree, node: NodeId, columns: &[&'c DraftColumn]) -> Option<(usize, &'c DraftColumn)> {
    let messages = tree.get(node).leaf.objects;
    let suits = |column: &DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        is_text(leaf)
            && leaf.present().saturating_mul(2) >= messages
            && !matches!(column.kind, ColumnType::Link | ColumnType::Time(_))
    };
    MESSAGE_WORDS.split(' ').enumerate().find_map(|(rank, word)| {
        let found = columns.iter().find(|column| words::last(&column.words, word) && suits(column));
        Some((rank, *found?))
    })
}

/// What says how severe it is.
fn grade<'c>(tree: &Tree, columns: &[&'c DraftColumn], text: &DraftColumn) -> Option<&'c DraftColumn> {
    let of_words = |column: &&DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        let known = |word: &String| status::level(word, true).is_some();
        column.pointer != text.pointer && is_text(leaf) && !leaf.many && leaf.distinct.keys().any(known)
    };
    let by_name =
        named(columns, GRADE_WORDS).into_iter().chain(named(columns, "type status tipo category class"));
    let mut by_name: Vec<&DraftColumn> = by_name.collect();
    by_name.retain(|column| of_words(column));
    by_name.first().copied()
}

fn time<'c>(columns: &[&'c DraftColumn]) -> Option<&'c DraftColumn> {
    let is_time = |column: &&&DraftColumn| matches!(column.kind, ColumnType::Time(_));
    columns
        .iter()
        .find(|column| is_time(column) && words::says_time(&column.words))
        .or_else(|| columns.iter().find(is_time))
        .copied()
}

fn id<'c>(tree: &Tree, node: NodeId, columns: &[&'c DraftColumn]) -> Option<&'c DraftColumn> {
    let messages = tree.get(node).leaf.objects;
    let own = |column: &&&DraftColumn| {
        let leaf = &tree.get(column.node).leaf;
        let first = column.words.first().map_or("", String::as_str);
        let own = column.words.len() == 1
            || ["event", "notification", "alert", "message", "msg", "evento", "aviso", "alerta", "mensaje"]
                .contains(&first);
        let scalar = leaf.only(leaf.texts) || leaf.only(leaf.integers);
        own && scalar && leaf.present() == messages && leaf.empty == 0
    };
    named(columns, "id uuid guid uid").iter().find(|column| own(column)).copied()
}

/// How a time is read.
pub(super) fn stamp(column: &DraftColumn) -> Value {
    match &column.kind {
        ColumnType::Time(formats) => match formats.as_slice() {
            [format] if format == "iso" => Value::from(column.pointer.clone()),
            [format] => json!({ "at": column.pointer, "format": format }),
            formats => json!({ "at": column.pointer, "format": formats }),
        },
        _ => Value::from(column.pointer.clone()),
    }
}

/// What most programs call severe, beside the words that were seen.
const USUAL: [(&str, &str); 8] = [
    ("critical", "error"),
    ("fatal", "error"),
    ("err", "error"),
    ("severe", "error"),
    ("emergency", "error"),
    ("alert", "error"),
    ("warn", "warning"),
    ("ok", "success"),
];

/// A kind out of the hub's words.
pub(super) fn mapped(column: &DraftColumn, leaf: &Leaf) -> Value {
    mapped_at(&column.pointer, leaf)
}

fn mapped_at(at: &str, leaf: &Leaf) -> Value {
    let mut map = Map::new();
    for word in leaf.distinct.keys() {
        let level = status::level(word, true).map_or("info", status::kind_word);
        if word != level {
            map.insert(word.clone(), Value::from(level));
        }
    }
    let upper = leaf.distinct.keys().all(|word| word.chars().all(|letter| !letter.is_lowercase()));
    for (word, kind) in
        USUAL.into_iter().chain([("error", "error"), ("warning", "warning"), ("success", "success")])
    {
        let word = if upper { word.to_uppercase() } else { word.to_owned() };
        if word != kind && !map.contains_key(&word) {
            map.insert(word, Value::from(kind));
        }
    }
    map.retain(|word, _| super::pointer::can_be_named(word));
    json!({ "at": at, "map": map })
}

/// The kind that the event's own name says.
fn constant(place: &[String]) -> Option<Value> {
    let words = [
        (
            "error",
            "error errors alarm alarms alarma alarmas alarme erro incident incidente incidencia critical failure",
        ),
        ("warning", "warn warning warnings alert alerts alerta alertas"),
    ];
    words.iter().find(|(_, list)| words::any(place, list)).map(|(kind, _)| Value::from(*kind))
}

/// A pointer below a node, where something is there.
pub(super) fn at(tree: &Tree, node: NodeId, path: &[&str]) -> Option<(String, NodeId)> {
    let path: Vec<String> = path.iter().map(|name| (*name).to_owned()).collect();
    let found = tree.at(node, &path)?;
    (tree.get(found).leaf.present() > 0).then(|| (pointer(&path), found))
}

#[cfg(test)]
mod tests;
