//! What a value is, in words.
use super::schema::{branches, reference};
use crate::json_text::{Value, compact, items, member, members, text};

/// Says where what a definition means is told: its name as a link.
pub type LinkTo<'l> = dyn Fn(&str) -> String + 'l;

/// What values are of which these schemas speak: `text`, `list of …`, words. The first that says so counts; a word that
/// is something else in each case has its cases in the others.
pub fn kind(views: &[&Value<'_>], link: &LinkTo<'_>) -> String {
    let own = views.first().map(|view| kinds(view, link)).unwrap_or_default();
    let mut all: Vec<String> = Vec::new();
    let others = views.iter().skip(1).filter(|_| own.is_empty()).flat_map(|view| kinds(view, link));
    for kind in own.iter().cloned().chain(others) {
        if !all.contains(&kind) {
            all.push(kind);
        }
    }
    if all.is_empty() { "any JSON".to_owned() } else { all.join(", or ") }
}

/// The alternatives of one schema.
fn kinds(schema: &Value<'_>, link: &LinkTo<'_>) -> Vec<String> {
    if let Some(name) = reference(schema) {
        return vec![link(name)];
    }
    if let Some(address) = member(schema, "$ref").and_then(text) {
        return vec![link(address)];
    }
    if let Some(words) = member(schema, "enum") {
        return vec![words_of(items(words))];
    }
    if let Some(only) = member(schema, "const") {
        return vec![code(only)];
    }
    let types: Vec<&str> = member(schema, "type")
        .map(|kind| text(kind).map_or_else(|| items(kind).iter().filter_map(text).collect(), |one| vec![one]))
        .unwrap_or_default();
    if !types.is_empty() {
        return types.iter().map(|kind| of_type(kind, schema, link)).collect();
    }
    if let Some(condition) = member(schema, "if").and_then(|condition| text(member(condition, "type")?)) {
        let then = match (member(schema, "then"), condition) {
            (Some(then), kind @ ("object" | "array")) => vec![of_type(kind, then, link)],
            (Some(then), kind) if kinds(then, link).is_empty() => vec![of_type(kind, then, link)],
            (Some(then), _) => kinds(then, link),
            (None, kind) => vec![of_type(kind, schema, link)],
        };
        let other =
            member(schema, "else").map_or_else(|| vec!["any JSON".to_owned()], |other| kinds(other, link));
        return then.into_iter().chain(other).collect();
    }
    if member(schema, "properties").is_some() {
        return vec!["object".to_owned()];
    }
    branches(schema).into_iter().skip(1).flat_map(|part| kinds(part, link)).collect()
}

/// A value of one of JSON's types.
fn of_type(kind: &str, schema: &Value<'_>, link: &LinkTo<'_>) -> String {
    let below =
        |keyword: &str| member(schema, keyword).filter(|below| !matches!(below, Value::BooleanLit(_)));
    match kind {
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" => format!("whole number{}", range(schema)),
        "number" => format!("number{}", range(schema)),
        "array" => match (member(schema, "prefixItems"), below("items")) {
            (Some(parts), _) => {
                let part = |part: &Value<'_>| self::kind(&[part], link);
                format!("list: {}", items(parts).iter().map(part).collect::<Vec<_>>().join(", "))
            }
            (None, Some(item)) => format!("list of {}", self::kind(&[item], link)),
            (None, None) => "list".to_owned(),
        },
        "object" => match below("additionalProperties") {
            Some(value) => {
                let name = member(schema, "propertyNames")
                    .and_then(reference)
                    .map_or_else(|| "name".to_owned(), link);
                format!("object: {name} → {}", self::kind(&[value], link))
            }
            None => "object".to_owned(),
        },
        other => other.to_owned(),
    }
}

/// From where to where a number may be.
fn range(schema: &Value<'_>) -> String {
    let bound = |keyword: &str| member(schema, keyword).map(compact);
    let least = bound("minimum").map(|it| format!("from {it}"));
    let above = bound("exclusiveMinimum").map(|it| format!("above {it}"));
    let most = bound("maximum").map(|it| format!("to {it}"));
    let all: Vec<String> = [least, above, most].into_iter().flatten().collect();
    if all.is_empty() { String::new() } else { format!(" {}", all.join(" ")) }
}

fn words_of(words: &[Value<'_>]) -> String {
    words.iter().map(code).collect::<Vec<_>>().join(", ")
}

/// A value as it stands in a text: words without their quotes.
fn code(value: &Value<'_>) -> String {
    format!("`{}`", text(value).map_or_else(|| compact(value), str::to_owned))
}

/// What an object must hold besides what is required by name.
pub fn conditions(schema: &Value<'_>) -> Vec<String> {
    let mut said = Vec::new();
    for (keyword, rule) in
        [("oneOf", "Exactly one of {} stands in it."), ("anyOf", "One of {} stands in it, or more.")]
    {
        let parts = member(schema, keyword).map(items).unwrap_or_default();
        let names: Vec<String> =
            parts.iter().filter_map(|part| items(member(part, "required")?).first()).map(code).collect();
        if !names.is_empty() && names.len() == parts.len() {
            said.push(rule.replace("{}", &listed(&names)));
        }
    }
    for (name, needed) in member(schema, "dependentRequired").into_iter().flat_map(members) {
        let needed: Vec<String> = items(needed).iter().map(code).collect();
        said.push(format!("`{name}` stands only beside {}.", listed(&needed)));
    }
    for (name, rule) in member(schema, "dependentSchemas").into_iter().flat_map(members) {
        let parts = member(rule, "anyOf").map(items).unwrap_or_default();
        let names: Vec<String> =
            parts.iter().filter_map(|part| items(member(part, "required")?).first()).map(code).collect();
        if !names.is_empty() {
            said.push(format!("`{name}` stands only beside one of {}.", listed(&names)));
        }
    }
    said
}

/// Names as a sentence has them.
fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}
