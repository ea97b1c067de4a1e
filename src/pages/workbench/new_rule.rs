//! A rule made of a message: what it may mean is concluded from all messages that were heard of the same source.

use std::sync::Arc;

use infer::{Evidence, KnownHub, Origin};
use leptos::prelude::*;
use profile::Profile;
use serde_json::{Map, Value, json};
use workbench::Heard;

use super::bench::{Bench, Numbered};
use crate::browser::clock;
use crate::pages::drafts::learn;

/// Make a rule of a message, and put it at the end of the profile's rules, with the table that it fills.
pub fn make(bench: Bench, heard: &Heard) {
    let sources = bench.written().and_then(|it| it.get("sources")?.as_object().cloned()).unwrap_or_default();
    let known = KnownHub { name: "rule".into(), title: String::new(), sources };
    let mut evidence = Evidence::new(known);
    let (now, wall) = (clock::now().mono.0, u64::try_from(clock::wall().0).unwrap_or_default());
    for message in bench.messages.get_untracked() {
        let Numbered { heard: other, .. } = message.as_ref();
        if other.question.is_none() && other.source == heard.source {
            let came = wall.saturating_sub(now.saturating_sub(other.at));
            evidence.observe(came, origin(other), other.message.clone());
        }
    }
    let evidence = StoredValue::new(Some(evidence));
    let heard = Arc::new(heard.clone());
    learn(evidence, false, move || {
        let draft = evidence.try_update_value(|it| it.as_mut().map(Evidence::draft)).flatten();
        let draft = draft.map(|draft| draft.profile).unwrap_or_default();
        let (rule, tables) = concluded(&draft, &heard).unwrap_or_else(|| (plain(&heard), Vec::new()));
        let has = bench.written().unwrap_or_default();
        for table in tables.iter().filter(|table| !holds(&has, table)) {
            bench.append("tables", table);
        }
        bench.append("on", &rule);
    });
}

fn origin(heard: &Heard) -> Origin {
    let source = heard.source.clone();
    match heard.event.clone() {
        Some(name) => Origin::Event { source, name },
        None => Origin::Frame { source },
    }
}

/// The rule of a draft that is for a message, and the tables that it fills.
fn concluded(draft: &Value, heard: &Heard) -> Option<(Value, Vec<Value>)> {
    let profile = Profile::parse(&json::text(draft)).ok()?;
    let source = profile.sources.iter().position(|source| source.name == heard.source)?;
    let place = profile.rule(source, heard.event.as_deref(), &heard.message)?;
    let rule = draft.get("on")?.get(place)?.clone();
    let tables = draft.get("tables").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_filled = |table: &Value| {
        table
            .get("id")
            .is_some_and(|id| ["upsert", "patch", "remove", "rows"].iter().any(|word| names(&rule, word, id)))
    };
    Some((rule.clone(), tables.into_iter().filter(is_filled).collect()))
}

/// Whether an effect of a rule names something under a word.
fn names(rule: &Value, word: &str, id: &Value) -> bool {
    let effects = rule.get("do").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    effects.iter().any(|effect| effect.get(word) == Some(id))
}

/// Whether a profile has a table of this name.
fn holds(profile: &Value, table: &Value) -> bool {
    let tables = profile.get("tables").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    tables.iter().any(|other| other.get("id") == table.get("id"))
}

/// A rule that takes the message and does nothing with it, for the user to go on.
fn plain(heard: &Heard) -> Value {
    let mut rule = Map::new();
    rule.insert("source".into(), Value::from(heard.source.clone()));
    match &heard.event {
        Some(event) => drop(rule.insert("event".into(), Value::from(event.clone()))),
        None => {
            let members = heard.message.as_object().into_iter().flatten();
            let sign = members.filter(|(_, value)| value.is_string()).map(|(name, value)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                (format!("/{name}"), value.clone())
            });
            drop(rule.insert("match".into(), Value::Object(sign.take(1).collect())));
        }
    }
    rule.insert("do".into(), json!(["ignore"]));
    Value::Object(rule)
}
