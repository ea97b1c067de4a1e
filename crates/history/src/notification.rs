//! A notification as it is kept: as the hub sent it, when it came, and what the user did to it.

use std::sync::Arc;

use model::{
    AlertOrigin, DedupKey, Entry, EventId, HubId, KeptNotification, LocalRead, Marks, Millis, Notification,
    RawExtras, Severity,
};
use serde_json::{Map, Value, json};

use crate::stamp::{read_stamp, read_texts, write_stamp, write_texts};

/// A notification as JSON.
#[must_use]
pub fn write_notification(entry: &Entry) -> Value {
    let of = &entry.notification;
    let mut kept = Members(Map::new());
    kept.put("id", of.id.as_str());
    kept.put("kind", of.kind.as_str());
    kept.put("received_at", entry.received_at.0);
    kept.put_some("title", of.title.as_ref().map(write_texts));
    kept.put_some("message", of.message.as_ref().map(write_texts));
    kept.put_some("time", of.stamp.as_ref().map(write_stamp));
    kept.put_some("unreadable_time", of.unreadable_time.as_deref());
    kept.put_true("read", of.read);
    kept.put_some("link", of.link.as_deref());
    kept.put_some("extras", of.extras.as_deref().map(write_extras));
    if !of.dedup_keys.is_empty() {
        let key = |dedup: &DedupKey| Value::Array(vec![dedup.key.as_str().into(), dedup.within_ms.into()]);
        kept.put("dedup", of.dedup_keys.iter().map(key).collect::<Value>());
    }
    kept.put_true("id_from_content", of.id_from_content);
    kept.put_some("alert", of.alert.map(write_origin));
    kept.put_some("marks", write_marks(entry.marks));
    Value::Object(kept.0)
}

/// What [`write_notification`] wrote; nothing where it cannot be read.
#[must_use]
pub fn read_notification(kept: &Value) -> Option<KeptNotification> {
    let text = |name: &str| kept.get(name).and_then(Value::as_str).map(str::to_owned);
    let yes = |name: &str| kept.get(name) == Some(&Value::Bool(true));
    let kind = Severity::from_word(kept.get("kind")?.as_str()?)?;
    let mut notification = Notification::new(EventId::from(text("id")?), kind);
    notification.title = kept.get("title").and_then(read_texts);
    notification.message = kept.get("message").and_then(read_texts);
    notification.stamp = kept.get("time").and_then(read_stamp);
    notification.unreadable_time = text("unreadable_time");
    notification.read = yes("read");
    notification.link = text("link").filter(|link| is_web_address(link));
    notification.extras = kept.get("extras").and_then(read_extras).map(Box::new);
    let dedup_keys = kept.get("dedup").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    notification.dedup_keys = dedup_keys.iter().filter_map(read_dedup_key).collect();
    notification.id_from_content = yes("id_from_content");
    notification.alert = kept.get("alert").and_then(read_origin);
    let received_at = Millis(kept.get("received_at")?.as_i64()?);
    let marks = kept.get("marks").map(read_marks).unwrap_or_default();
    Some(KeptNotification { notification, received_at, marks })
}

/// A file that a user imports may hold anything; only such links are opened.
fn is_web_address(link: &str) -> bool {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn write_extras(extras: &RawExtras) -> Value {
    let mut kept = Members(Map::new());
    kept.put("spec", &*extras.spec);
    kept.put("message", extras.message.as_str());
    kept.put_some("replaces", extras.replaces.as_ref().map(EventId::as_str));
    kept.put_some("expires", extras.expires.as_ref().map(write_stamp));
    Value::Object(kept.0)
}

fn read_extras(kept: &Value) -> Option<RawExtras> {
    Some(RawExtras {
        spec: Arc::from(kept.get("spec")?.as_str()?),
        message: kept.get("message")?.as_str()?.to_owned(),
        replaces: kept.get("replaces").and_then(Value::as_str).map(EventId::from),
        expires: kept.get("expires").and_then(read_stamp),
    })
}

fn read_dedup_key(kept: &Value) -> Option<DedupKey> {
    Some(DedupKey { key: kept.get(0)?.as_str()?.to_owned(), within_ms: json::whole(kept.get(1)?)? })
}

fn write_origin(origin: AlertOrigin) -> Value {
    match origin {
        AlertOrigin::Watch { place, unnamed } => Value::from(vec![place, unnamed]),
        AlertOrigin::TableUnread => Value::from("table"),
    }
}

fn read_origin(kept: &Value) -> Option<AlertOrigin> {
    if kept == "table" {
        return Some(AlertOrigin::TableUnread);
    }
    let number = |place: usize| usize::try_from(json::whole(kept.get(place)?)?).ok();
    Some(AlertOrigin::Watch { place: number(0)?, unnamed: number(1)? })
}

/// What the user did to notifications of a hub, as one page says it to the others.
#[must_use]
pub fn write_shared<'a>(hub: &HubId, entries: impl Iterator<Item = &'a Entry>) -> String {
    let mark = |entry: &Entry| {
        Value::Array(vec![
            entry.notification.id.as_str().into(),
            write_marks(entry.marks).unwrap_or_default(),
        ])
    };
    json::text(&json!({ "hub": hub.as_str(), "marks": entries.map(mark).collect::<Value>() }))
}

/// What [`write_shared`] wrote; nothing where it cannot be read.
#[must_use]
pub fn read_shared(text: &str) -> Option<(HubId, Vec<(EventId, Marks)>)> {
    let value = json::strict(text).ok()?;
    let mark = |mark: &Value| Some((EventId::from(mark.get(0)?.as_str()?), mark.get(1).map(read_marks)?));
    let marks = value.get("marks")?.as_array()?.iter().filter_map(mark).collect();
    Some((HubId::from(value.get("hub")?.as_str()?), marks))
}

/// Nothing where the user did nothing to it.
fn write_marks(marks: Marks) -> Option<Value> {
    let mut kept = Members(Map::new());
    kept.put_some("read", marks.read.map(|read| read == LocalRead::Read));
    kept.put_true("seen", marks.seen);
    kept.put_true("pinned", marks.pinned);
    kept.put_true("archived", marks.archived);
    kept.put_some("snoozed_until", marks.snoozed_until.map(|until| until.0));
    (!kept.0.is_empty()).then_some(Value::Object(kept.0))
}

fn read_marks(kept: &Value) -> Marks {
    let yes = |name: &str| kept.get(name).and_then(Value::as_bool);
    let read = yes("read").map(|read| if read { LocalRead::Read } else { LocalRead::Unread });
    Marks {
        read,
        seen: yes("seen").unwrap_or_default(),
        pinned: yes("pinned").unwrap_or_default(),
        archived: yes("archived").unwrap_or_default(),
        snoozed_until: kept.get("snoozed_until").and_then(Value::as_i64).map(Millis),
    }
}

/// Members of an object that is written: only those that say something.
struct Members(Map<String, Value>);

impl Members {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn put_true(&mut self, name: &str, yes: bool) {
        self.put_some(name, yes.then_some(true));
    }
}
