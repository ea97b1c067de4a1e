//! How to find out whether something was done, when the answer to it did not come.

use serde_json::{Map, Value};

use crate::Source;
use crate::node::{Node, given};
use crate::pointer::Pointer;
use crate::request::UrlTemplate;
use crate::selector::Selector;
use crate::source::source_index;
use crate::template::{known_names, substitute};

/// How to find out whether something was done: a list is fetched and looked through.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// The source, by its index in the profile.
    pub source: usize,
    /// Path and query.
    pub path: String,
    from: Pointer,
    /// What of a row is looked at, by name; the row itself where there is nothing.
    members: Vec<(String, Selector)>,
    like: Vec<(Pointer, Value)>,
    new: Option<Selector>,
    absent: bool,
}

impl Lookup {
    pub(super) fn read(node: &Node<'_>, sources: &[Source], names: &[&str]) -> Option<Self> {
        let mut fields = node.fields()?;
        let source = fields.required("source").and_then(|node| source_index(&node, sources));
        let get = fields.required("get").and_then(|node| {
            UrlTemplate::read(&node, &[], "a path without placeholders")?;
            node.string()
        });
        let from = fields.required("from").and_then(|node| Pointer::read(&node));
        let members = fields
            .optional("as")
            .map(|node| node.all_members(|name, node| Some((name.to_owned(), Selector::read(node)?))));
        let like = fields.required("like").and_then(|node| {
            node.all_members(|pointer, value| {
                let known = |name: &str| names.contains(&name) || name.ends_with(".size");
                known_names(value, &known, "{key}, columns of the row's table and fields as placeholders")?;
                Some((Pointer::of_key(pointer, value)?, value.value.clone()))
            })
        });
        let new = fields.optional("new").map(|node| Selector::read(&node));
        let absent = fields.flag("absent");
        fields.finish();
        Some(Self {
            source: source?,
            path: get?,
            from: from?,
            members: given(members)?.unwrap_or_default(),
            like: like?,
            new: given(new)?,
            absent: absent?,
        })
    }

    /// Whether it was done, as far as the list shows; nothing where it is no such list. `values` are those of the
    /// action, `known` the keys of the rows that were there before.
    #[must_use]
    pub fn done(&self, answer: &Value, values: &Map<String, Value>, known: &[String]) -> Option<bool> {
        let rows = self.from.get(answer)?.as_array()?;
        let wanted: Vec<(&Pointer, Value)> = self
            .like
            .iter()
            .map(|(pointer, value)| Some((pointer, substitute(value, &|name| values.get(name).cloned())?)))
            .collect::<Option<_>>()?;
        let alike = |row: &&Value| {
            let picked;
            let row = if self.members.is_empty() {
                *row
            } else {
                let mut object = Map::new();
                for (name, selector) in &self.members {
                    object.extend(selector.get(row).map(|value| (name.clone(), value)));
                }
                picked = Value::Object(object);
                &picked
            };
            let same = wanted
                .iter()
                .all(|(pointer, value)| pointer.get(row).is_some_and(|found| is_same(found, value)));
            let new = self.new.as_ref().and_then(|new| new.text(row));
            same && new.is_none_or(|key| !known.contains(&key))
        };
        Some(rows.iter().any(|row| alike(&row)) != self.absent)
    }
}

/// Whether the hub holds what was sent. A name in a multipart body has its quotes and line ends written as browsers do
/// (HTML, "multipart/form-data encoding algorithm"), and not every hub reads them back.
fn is_same(found: &Value, sent: &Value) -> bool {
    let as_multipart = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    json::equal(found, sent)
        || found.as_str().is_some_and(|found| sent.as_str().map(as_multipart).as_deref() == Some(found))
}
