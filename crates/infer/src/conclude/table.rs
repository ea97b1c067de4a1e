//! Tables of the draft.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{DraftColumn, columns, find_changing, ids, proof};
use super::key::{self, Key};
use super::lists::List;
use super::pointer::{can_be_named, pointer};
use super::{Draftsman, Guessed, Spot};
use crate::draft::{Alternative, Claim, ColumnType, Confidence};
use crate::leaf::Keys;
use crate::stream::Place;
use crate::text_shape::hash;
use crate::tree::{NAME, NodeId, cell_hash};
use crate::words::{self, words};

mod name;
mod write;

use name::name;

/// A table that was concluded.
#[derive(Clone, Debug)]
pub(crate) struct DraftTable {
    pub id: String,
    pub title: String,
    /// What guesses about it are named after.
    pub subject: String,
    pub rows: NodeId,
    pub columns: Vec<DraftColumn>,
    /// Their ids.
    pub ids: Vec<String>,
    pub key: Key,
    /// A column's pointer.
    pub label: Option<String>,
    /// Names for the keys of maps.
    pub keys: Vec<String>,
    /// The values of the key, where it is one.
    pub known: Keys,
    pub words: Vec<String>,
}

/// What a table is made of.
pub(crate) struct Plan<'p> {
    pub place: &'p Place,
    pub path: Vec<String>,
    pub rows: NodeId,
    /// A list, where rows come in one.
    pub list: Option<&'p List>,
    pub kind: RowKind,
}

/// What rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// What a list holds.
    Listed,
    /// What messages speak of, each again and again.
    Things,
    /// Messages, each by itself.
    Log,
}

impl Draftsman<'_> {
    /// Add a table; nothing where there is nothing that sets its rows apart.
    pub fn table(&mut self, plan: &Plan<'_>) -> Option<usize> {
        let name = name(plan);
        let table_words = words(&name);
        let subject = format!("{}{}", super::subject(plan.place), pointer(&plan.path));
        let (mut columns, more) = columns(self.tree, plan.rows);
        if more > 0 {
            self.leave(plan.place, &plan.path, crate::draft::Why::TooMany);
            self.tree.bounds.insert(crate::tree::Bound::Columns);
        }
        columns.retain(|column| !says_kind(plan.place, &plan.path, column));
        if columns.is_empty() {
            return None;
        }
        self.columns_as_answered(&subject, &mut columns);
        let maps = plan.list.map_or(0, |list| list.maps);
        let keys = key_names(maps, &columns);
        let key = self.key(plan, &columns, &table_words, &keys)?;
        let key = self.key_as_answered(&subject, key);
        let mut hashes: Vec<u64> = columns
            .iter()
            .filter(|column| key.pointers.contains(&column.pointer))
            .map(|column| cell_hash(&column.path))
            .collect();
        if key.pointers.iter().any(|pointer| pointer.starts_with("/@")) {
            hashes.push(NAME);
        }
        // Of maps of maps a sampled row only knows its innermost name.
        if !key.is_all && maps < 2 {
            find_changing(self.tree, plan.rows, &hashes, &mut columns);
            self.columns_as_answered(&subject, &mut columns);
        }
        let known = self.known(plan, &columns, &key);
        let label = self.label(&subject, plan.rows, &columns, &key);
        for name in keys.iter().rev() {
            let shown = format!("@{name}");
            if maps > 1 || key.pointers.contains(&pointer(std::slice::from_ref(&shown))) {
                columns.insert(0, map_column(shown));
            }
        }
        self.put_in_order(&subject, (&key, label.as_deref()), &mut columns);
        let (id, ids) = (self.free_id(&name), ids(&columns));
        let title = words::title(&name);
        let rows = plan.rows;
        self.tables.push(DraftTable {
            id,
            title,
            subject,
            rows,
            columns,
            ids,
            key,
            label,
            keys,
            known,
            words: table_words,
        });
        let place = self.tables.len().saturating_sub(1);
        self.guesses_of(place, plan);
        Some(place)
    }

    fn key(
        &self,
        plan: &Plan<'_>,
        columns: &[DraftColumn],
        table: &[String],
        keys: &[String],
    ) -> Option<Key> {
        let one = |pointers: Vec<String>| Key {
            pointers,
            confidence: Confidence::Sure,
            is_all: false,
            others: vec![],
        };
        if !keys.is_empty() {
            let echo = self
                .tree
                .get(plan.rows)
                .echoes
                .as_ref()
                .and_then(|echoes| echoes.iter().find(|echo| can_be_named(echo)));
            return Some(match echo.filter(|_| keys.len() == 1) {
                Some(echo) => one(vec![pointer(std::slice::from_ref(echo))]),
                None => one(keys.iter().map(|name| pointer(&[format!("@{name}")])).collect()),
            });
        }
        let rows = self.tree.get(plan.rows).leaf.objects;
        let all = || key::all(self.tree, columns, rows);
        match plan.kind {
            RowKind::Listed => key::of_list(self.tree, plan.rows, columns, table),
            RowKind::Things => key::of_messages(self.tree, plan.rows, columns, table).or_else(all),
            RowKind::Log => key::of_log(self.tree, plan.rows, columns, table).or_else(all),
        }
    }

    fn key_as_answered(&self, subject: &str, key: Key) -> Key {
        match self.choice(&format!("{subject}|key")) {
            Some(Alternative::Key(pointers)) => {
                let mut others = key.others;
                others.push(Alternative::Key(key.pointers));
                others.retain(|other| *other != Alternative::Key(pointers.clone()));
                Key { pointers: pointers.clone(), confidence: Confidence::Sure, is_all: false, others }
            }
            _ => key,
        }
    }

    fn columns_as_answered(&self, subject: &str, columns: &mut [DraftColumn]) {
        if self.choices.is_empty() {
            return;
        }
        for column in columns {
            let answer = self.choice(&column_subject(subject, &column.pointer));
            let Some(Alternative::Column(kind)) = answer else { continue };
            if *kind != column.kind {
                let before = std::mem::replace(&mut column.kind, kind.clone());
                column.alternatives.push(Alternative::Column(before));
                column.alternatives.retain(|other| *other != Alternative::Column(kind.clone()));
            }
        }
    }

    fn known(&self, plan: &Plan<'_>, columns: &[DraftColumn], key: &Key) -> Keys {
        let [pointer] = key.pointers.as_slice() else { return Keys::default() };
        if let Some(column) = columns.iter().find(|column| column.pointer == *pointer) {
            return self.tree.get(column.node).leaf.keys.clone();
        }
        let Some(list) = plan.list else { return Keys::default() };
        let map = self.tree.get(list.list);
        let mut keys = map.names.keys.clone();
        map.members.keys().for_each(|name| keys.note(hash(name), 0));
        keys
    }

    /// What users call a row: a name, or the only text that is different in each.
    fn label(&self, subject: &str, rows: NodeId, columns: &[DraftColumn], key: &Key) -> Option<String> {
        if let Some(Alternative::Label(answer)) = self.choice(&format!("{subject}|label")) {
            return answer.clone();
        }
        let seen = self.tree.get(rows).leaf.objects;
        let texts: Vec<&DraftColumn> = columns
            .iter()
            .filter(|column| {
                let leaf = &self.tree.get(column.node).leaf;
                column.kind == ColumnType::Text
                    && leaf.only(leaf.texts)
                    && leaf.present() == seen
                    && leaf.empty == 0
            })
            .collect();
        let is_key = |column: &DraftColumn| key.pointers.contains(&column.pointer);
        let named = |column: &DraftColumn| words::last(&column.words, words::LABEL_WORDS);
        // A key that is a name needs no other.
        if key.is_all || key.pointers.len() > 1 || texts.iter().any(|column| is_key(column) && named(column))
        {
            return None;
        }
        let mut by_name: Vec<&&DraftColumn> = texts.iter().filter(|column| named(column)).collect();
        let foreign = |column: &DraftColumn| {
            column.path.len() > 1 && !words::any(&words(column.path.first().map_or("", String::as_str)), OWN)
        };
        by_name.retain(|column| !foreign(column));
        by_name.sort_by_key(|column| column.path.len());
        if let Some(column) = by_name.first() {
            return Some(column.pointer.clone());
        }
        let unique = |column: &&&DraftColumn| {
            let keys = &self.tree.get(column.node).leaf.keys;
            let is_word = |text: &str| {
                let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
                letters.saturating_mul(2) > text.chars().count()
            };
            let words = self.tree.get(column.node).leaf.samples.iter().all(|sample| is_word(&sample.text));
            words && !is_key(column) && keys.listings > 0 && keys.duplicates == 0 && keys.different() > 1
        };
        let mut unique = texts.iter().filter(unique);
        let only = unique.next().filter(|_| unique.next().is_none());
        only.map(|column| column.pointer.clone())
    }

    /// Columns that were in a draft before keep their places; others follow, the telling ones first.
    fn put_in_order(
        &mut self,
        subject: &str,
        (key, label): (&Key, Option<&str>),
        columns: &mut [DraftColumn],
    ) {
        let rank = |column: &DraftColumn| match &column.kind {
            _ if key.pointers.contains(&column.pointer) => 0,
            _ if label == Some(column.pointer.as_str()) => 1,
            ColumnType::Status(_) => 2,
            ColumnType::Json => 5,
            ColumnType::List | ColumnType::Link => 4,
            _ => 3,
        };
        columns.sort_by_key(rank);
        let order = self.order.entry(subject.to_owned()).or_default();
        let known: BTreeSet<String> = order.iter().cloned().collect();
        let new = columns.iter().map(|column| &column.pointer).filter(|pointer| !known.contains(*pointer));
        order.extend(new.cloned().collect::<Vec<_>>());
        let places: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
        columns.sort_by_key(|column| places.get(column.pointer.as_str()).copied());
    }

    fn free_id(&self, name: &str) -> String {
        let slug =
            Some(words::slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "table".to_owned());
        let taken = |id: &String| self.tables.iter().any(|table| table.id == *id);
        let numbered = (2_usize..).map(|number| format!("{slug}_{number}"));
        std::iter::once(slug.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(slug)
    }

    fn guesses_of(&mut self, place: usize, plan: &Plan<'_>) {
        let Some(table) = self.tables.get(place).cloned() else { return };
        let of = self.tree.get(table.rows).leaf.objects;
        if let Some(list) = plan.list {
            let (claim, alternatives) =
                if list.maps > 0 { (Claim::Map, vec![Alternative::Record]) } else { (Claim::List, vec![]) };
            let id = super::answer::shape_subject(plan.place, &plan.path);
            let proof = proof(&self.tree.get(table.rows).leaf, of);
            self.guess(
                Spot::Table(place, ""),
                Guessed { id, confidence: Confidence::Sure, claim, proof, alternatives },
            );
        }
        let key = table.columns.iter().find(|column| table.key.pointers.contains(&column.pointer));
        let key_proof = proof(&self.tree.get(key.map_or(NodeId::MAX, |column| column.node)).leaf, of);
        let claim = if table.key.is_all { Claim::NoKey } else { Claim::Key(table.key.pointers.clone()) };
        self.guess(
            Spot::Table(place, "/key"),
            Guessed {
                id: format!("{}|key", table.subject),
                confidence: table.key.confidence,
                claim,
                proof: key_proof,
                alternatives: table.key.others.clone(),
            },
        );
        if let Some(label) = &table.label {
            let column = table.columns.iter().find(|column| column.pointer == *label);
            let proof = proof(&self.tree.get(column.map_or(NodeId::MAX, |column| column.node)).leaf, of);
            self.guess(
                Spot::Table(place, "/label"),
                Guessed {
                    id: format!("{}|label", table.subject),
                    confidence: Confidence::Likely,
                    claim: Claim::Label(label.clone()),
                    proof,
                    alternatives: vec![Alternative::Label(None)],
                },
            );
        }
        for column in &table.columns {
            let leaf = &self.tree.get(column.node).leaf;
            let claim = Claim::Column { kind: column.kind.clone(), contradicted: leaf.contradicted };
            let guessed = Guessed {
                id: column_subject(&table.subject, &column.pointer),
                confidence: column.confidence,
                claim,
                proof: proof(leaf, of),
                alternatives: column.alternatives.clone(),
            };
            self.guess(Spot::Column(place, column.pointer.clone()), guessed);
        }
    }
}

/// Objects in rows whose names are those of the row.
pub(super) const OWN: &str = "metadata meta attributes data properties props info datos dados";

/// Whether a column only says which kind of message its row was.
pub(crate) fn says_kind(place: &Place, payload: &[String], column: &DraftColumn) -> bool {
    let whole = || payload.iter().chain(&column.path);
    place.by.iter().any(|(path, _)| path.iter().eq(whole()))
}

pub(crate) fn column_subject(table: &str, pointer: &str) -> String {
    format!("{table}|column {pointer}")
}

/// Names for the keys of maps, outermost first; none that a member of the row has.
fn key_names(maps: usize, columns: &[DraftColumn]) -> Vec<String> {
    let taken = |name: &str| {
        columns.iter().any(|column| {
            column.path.len() == 1 && column.path.first().is_some_and(|it| *it == format!("@{name}"))
        })
    };
    let inner = if taken("id") { "key" } else { "id" };
    match maps {
        0 => Vec::new(),
        1 => vec![inner.to_owned()],
        2 => vec!["group".to_owned(), inner.to_owned()],
        _ => vec!["group".to_owned(), "subgroup".to_owned(), inner.to_owned()],
    }
}

fn map_column(name: String) -> DraftColumn {
    let path = vec![name.clone()];
    DraftColumn {
        pointer: pointer(&path),
        path,
        node: NodeId::MAX,
        words: words(&name),
        kind: ColumnType::Text,
        confidence: Confidence::Sure,
        alternatives: vec![],
    }
}
