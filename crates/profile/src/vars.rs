//! Settings of a profile: `{vars.name}` in its texts, substituted before it is read.

use serde_json::{Map, Value};

use crate::node::{Node, Problems};

/// Substitute `{vars.name}` everywhere, from what the configuration gives, else from the profile's own `vars`.
pub(crate) fn fill_in(profile: &Value, given: &[(String, String)], problems: &Problems) -> Value {
    let root = Node::root(profile, problems);
    let declared = profile.get("vars").and_then(Value::as_object);
    let mut values: Vec<(&str, &str)> = Vec::new();
    for (name, value) in declared.into_iter().flatten() {
        match value.as_str() {
            Some(default) => values.push((name, default)),
            None => problems.add(pointer(name), crate::node::quote(value), "text"),
        }
    }
    for (name, value) in given {
        match values.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => {
                let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
                let expected = format!("the name of a setting of the profile: {}", names.join(", "));
                problems.add(pointer(name), crate::node::quoted(name), &expected);
            }
        }
    }
    substitute(&root, &values)
}

/// Where a setting stands.
fn pointer(name: &str) -> String {
    format!("/vars/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn substitute(node: &Node<'_>, values: &[(&str, &str)]) -> Value {
    match node.value {
        Value::String(text) if text.contains("{vars.") => text_of(node, text, values),
        Value::Array(_) => Value::Array(node.items().iter().map(|item| substitute(item, values)).collect()),
        Value::Object(_) => {
            let mut object = Map::new();
            for (name, member) in node.members() {
                object.insert(name.to_owned(), substitute(&member, values));
            }
            Value::Object(object)
        }
        other => other.clone(),
    }
}

fn text_of(node: &Node<'_>, text: &str, values: &[(&str, &str)]) -> Value {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{vars.") {
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        let Some((value, after)) = value else {
            node.wrong::<()>("a setting that stands in /vars");
            return Value::from(text);
        };
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Value::String(filled)
}
