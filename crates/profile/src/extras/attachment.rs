//! What is attached to a notification: links, never fetched by the page.

use serde_json::Value;

use crate::node::{Node, given};
use crate::notification::is_web;
use crate::pointer::Pointer;
use crate::selector::Selector;

/// Most attachments that a notification shows, and the longest name (characters).
const MOST: usize = 12;
const LONGEST_NAME: usize = 120;

/// Something that is attached to a notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// An http(s) address.
    pub link: String,
    /// What it is called; where the hub does not say it, the end of its address.
    pub name: String,
    /// How large it is (bytes).
    pub size: Option<f64>,
    /// What it is, as the hub says it: `image/png`.
    pub media_type: Option<String>,
}

/// How attachments are read from a message.
#[derive(Debug)]
pub(super) struct AttachmentSpec {
    from: Pointer,
    link: Selector,
    name: Option<Selector>,
    size: Option<Selector>,
    media_type: Option<Selector>,
}

impl AttachmentSpec {
    /// `{ "from": "/files", "link": "/url", "name": "/name", "size": "/size", "type": "/type" }`
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let from = fields.optional("from").map(|node| Pointer::read(&node));
        let link = Selector::required(&mut fields, "link");
        let mut read = |key| given(fields.optional(key).map(|node| Selector::read(&node)));
        let (name, size, media_type) = (read("name"), read("size"), read("type"));
        fields.finish();
        let from = given(from)?.unwrap_or_else(Pointer::whole);
        Some(Self { from, link: link?, name: name?, size: size?, media_type: media_type? })
    }

    fn attachment(&self, item: &Value) -> Option<Attachment> {
        let text = |selector: &Option<Selector>| {
            let text = selector.as_ref()?.text(item)?;
            Some(text.trim().chars().take(LONGEST_NAME).collect::<String>()).filter(|text| !text.is_empty())
        };
        let link = self.link.text(item).filter(|link| is_web(link))?;
        let size = text(&self.size).and_then(|size| size.parse().ok());
        Some(Attachment {
            name: text(&self.name).unwrap_or_else(|| end_of(&link)),
            size: size.filter(|size: &f64| size.is_finite() && *size >= 0.0),
            media_type: text(&self.media_type),
            link,
        })
    }
}

/// All attachments of a message.
pub(super) fn read_all(specs: &[AttachmentSpec], message: &Value) -> Vec<Attachment> {
    let of = |spec: &AttachmentSpec| {
        let items = items(spec.from.get(message));
        items.iter().filter_map(|item| spec.attachment(item)).collect::<Vec<_>>()
    };
    specs.iter().flat_map(of).take(MOST).collect()
}

/// The items of a list, or the one value.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// The last part of an address's path, or all of the address.
fn end_of(link: &str) -> String {
    let path = link.split(['?', '#']).next().unwrap_or(link);
    let end = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(link);
    end.chars().take(LONGEST_NAME).collect()
}
