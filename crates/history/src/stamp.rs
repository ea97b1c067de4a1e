//! Times and texts in several languages as JSON.

use model::{Millis, Stamp, Texts, Zone};
use serde_json::{Map, Value};

/// A moment is its number of milliseconds; a wall clock has its zone beside it.
pub fn write_stamp(stamp: &Stamp) -> Value {
    match stamp {
        Stamp::At(at) => at.0.into(),
        Stamp::Naive { local, zone } => {
            let zone = match zone {
                Zone::Hub => "hub".to_owned(),
                Zone::Utc => "utc".to_owned(),
                Zone::Named(name) => format!("={name}"),
            };
            Value::Array(vec![local.0.into(), zone.into()])
        }
    }
}

/// What [`write_stamp`] wrote.
pub fn read_stamp(value: &Value) -> Option<Stamp> {
    if let Some(at) = value.as_i64() {
        return Some(Stamp::At(Millis(at)));
    }
    let zone = match value.get(1)?.as_str()? {
        "hub" => Zone::Hub,
        "utc" => Zone::Utc,
        name => Zone::Named(name.strip_prefix('=')?.to_owned()),
    };
    Some(Stamp::Naive { local: Millis(value.get(0)?.as_i64()?), zone })
}

/// One text is a string; texts of several languages are an object by tag.
pub fn write_texts(texts: &Texts) -> Value {
    let by_language: Map<String, Value> =
        texts.languages().map(|(tag, text)| (tag.to_owned(), Value::from(text.as_str()))).collect();
    if by_language.is_empty() { Value::from(texts.get("").as_str()) } else { Value::Object(by_language) }
}

/// What [`write_texts`] wrote.
pub fn read_texts(value: &Value) -> Option<Texts> {
    match value {
        Value::String(text) => Some(Texts::from(text.as_str())),
        Value::Object(texts) => Texts::by_language(
            texts.iter().filter_map(|(tag, text)| Some((tag.clone(), text.as_str()?.to_owned()))),
        ),
        _ => None,
    }
}
