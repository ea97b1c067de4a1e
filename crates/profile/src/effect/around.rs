//! What stands around a value: its member without a name, so that `//host` is the `host` of what holds it.

use serde_json::Value;

use crate::pointer::Pointer;

/// Whether a profile's value speaks of what stands around.
pub(crate) fn is_meant(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.starts_with("//") || text.split('{').skip(1).any(|inside| inside.starts_with("//"))
        }
        Value::Array(items) => items.iter().any(is_meant),
        Value::Object(members) => members.values().any(is_meant),
        _ => false,
    }
}

/// What holds a value, without the value itself.
pub(super) fn without(holder: &Value, at: &Pointer) -> Value {
    let mut holder = holder.clone();
    at.empty(&mut holder);
    holder
}

/// Give an object, those of an array, or those of maps in one another, what stands around them. An object that has a member
/// without a name keeps it.
pub(super) fn enclose(value: &mut Value, holder: &Value, depth: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| enclose(item, holder, depth)),
        Value::Object(members) => match depth.checked_sub(1) {
            Some(depth) => members.values_mut().for_each(|value| enclose(value, holder, depth)),
            None => {
                if !members.contains_key("") {
                    members.insert(String::new(), holder.clone());
                }
            }
        },
        _ => {}
    }
}
