//! Data as a tree: each object and each list can be folded.

use leptos::prelude::*;
use serde_json::Value;

use crate::i18n::{InboxMsg, Lang, format};

/// So many members of an object or a list are drawn, and so many levels.
const MEMBERS: usize = 100;
const LEVELS: usize = 16;

/// A value; `level`: how deep it lies.
pub fn tree(lang: Lang, value: &Value, level: usize) -> AnyView {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(members) => {
            members.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect()
        }
        leaf => return view! { <code class=class(leaf)>{leaf_text(leaf)}</code> }.into_any(),
    };
    let more = members.len().saturating_sub(MEMBERS);
    let drawn = members.into_iter().take(MEMBERS).map(|(name, value)| member(lang, name, value, level));
    let more = (more > 0).then(|| {
        let count = format::integer(lang, more as i128);
        view! { <li><small>{lang.text(&InboxMsg::MoreData { count: &count })}</small></li> }.into_any()
    });
    view! { <ul class="tree">{drawn.collect::<Vec<_>>()} {more}</ul> }.into_any()
}

fn member(lang: Lang, name: String, value: &Value, level: usize) -> AnyView {
    let count = match value {
        Value::Object(members) => members.len(),
        Value::Array(members) => members.len(),
        _ => 0,
    };
    if count == 0 {
        return view! { <li><span class="name">{name}</span> {tree(lang, &flat(value), level)}</li> }
            .into_any();
    }
    let brackets = if value.is_array() { format!("[{count}]") } else { format!("{{{count}}}") };
    if level >= LEVELS {
        return view! { <li><span class="name">{name}</span> <small>{brackets}</small></li> }.into_any();
    }
    view! {
        <li>
            <details open=level < 1>
                <summary><span class="name">{name}</span> <small>{brackets}</small></summary>
                {tree(lang, value, level.saturating_add(1))}
            </details>
        </li>
    }
    .into_any()
}

/// What has no members is written as it is.
fn flat(value: &Value) -> Value {
    match value {
        Value::Object(_) => Value::String("{}".to_owned()),
        Value::Array(_) => Value::String("[]".to_owned()),
        leaf => leaf.clone(),
    }
}

fn leaf_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn class(value: &Value) -> &'static str {
    if value.is_string() { "text" } else { "other" }
}
