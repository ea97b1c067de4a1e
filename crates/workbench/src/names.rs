//! What rules and lists are called: they have no names of their own.

use serde_json::Value;

/// What a rule or a list is called, as it stands in the profile: its event, what it matches, or what it asks.
#[must_use]
pub fn entry_name(entry: &Value) -> String {
    let named = ["event", "get", "emit"].iter().find_map(|word| entry.get(word)?.as_str());
    if let Some(name) = named {
        return name.to_owned();
    }
    match entry.get("match").or_else(|| entry.get("send")) {
        Some(Value::Object(signs)) => {
            let sign = |(at, word): (&String, &Value)| {
                [at.trim_start_matches('/'), ": ", json::unquoted(word).as_str()].concat()
            };
            signs.iter().map(sign).collect::<Vec<_>>().join(", ")
        }
        Some(other) => json::text(other),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::entry_name;

    #[test]
    fn an_entry_is_called_by_what_it_takes() {
        for (entry, name) in [
            (json!({ "event": "added", "do": [] }), "added"),
            (json!({ "event": "added", "match": { "/x": 1 } }), "added"),
            (json!({ "match": { "/type": "alarm", "/level": 2 } }), "level: 2, type: alarm"),
            (json!({ "get": "/nodes" }), "/nodes"),
            (json!({ "emit": "list" }), "list"),
            (json!({ "send": { "id": "{seq}" } }), "id: {seq}"),
            (json!({ "do": [] }), ""),
            (json!("x"), ""),
        ] {
            assert_eq!(entry_name(&entry), name, "{entry}");
        }
    }
}
