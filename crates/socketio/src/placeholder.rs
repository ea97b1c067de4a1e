//! Placeholders for binary parts: `{"_placeholder":true,"num":0}`.

use serde_json::Value;

/// How many placeholders point at something that is not there; 0 when all is well. Walks with its own
/// stack, since depth is bounded only by the JSON parser.
pub(crate) fn dangling(data: &[Value], attachments: usize) -> usize {
    let mut stack: Vec<&Value> = data.iter().collect();
    let mut dangling = 0_usize;
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items),
            Value::Object(fields) => {
                if fields.get("_placeholder") == Some(&Value::Bool(true)) {
                    let number = fields.get("num").and_then(Value::as_u64);
                    let there = number.is_some_and(|n| usize::try_from(n).is_ok_and(|n| n < attachments));
                    dangling = dangling.saturating_add(usize::from(!there));
                } else {
                    stack.extend(fields.values());
                }
            }
            _ => {}
        }
    }
    dangling
}
