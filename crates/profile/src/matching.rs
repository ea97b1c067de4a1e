//! What a message must look like.

use compact::Compact;
use serde_json::Value;

use crate::node::Node;
use crate::pointer::Pointer;
use crate::template::fill;

/// Tests on a message's fields; all must pass.
#[derive(Clone, Debug, Default, PartialEq, Compact)]
pub(crate) struct Match(Vec<(Pointer, Test)>);

#[derive(Clone, Debug, PartialEq, Compact)]
enum Test {
    Equals(Value),
    In(Vec<Value>),
    Any,
    Absent,
}

impl Match {
    /// `{ "/type": "error", "/code": { "in": [1, 2] }, "/id": { "any": true } }`
    pub fn read(node: &Node<'_>) -> Option<Self> {
        node.all_members(Test::read).map(Self)
    }

    /// How many tests it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn passes(&self, message: &Value) -> bool {
        self.0.iter().all(|(pointer, test)| test.passes(pointer.get(message)))
    }

    /// As [`Match::passes`], where `{seq}` in a value stands for a number.
    pub fn passes_for(&self, message: &Value, number: u64) -> bool {
        let of = |_: &str| Some(Value::from(number));
        self.0.iter().all(|(pointer, test)| match (test, pointer.get(message)) {
            (Test::Equals(wanted @ Value::String(_)), Some(value)) => json::equal(value, &fill(wanted, &of)),
            (test, value) => test.passes(value),
        })
    }
}

impl Test {
    fn passes(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Equals(wanted) => value.is_some_and(|value| json::equal(value, wanted)),
            Self::In(wanted) => {
                value.is_some_and(|value| wanted.iter().any(|wanted| json::equal(value, wanted)))
            }
            Self::Any => value.is_some(),
            Self::Absent => value.is_none(),
        }
    }

    fn read(pointer: &str, node: &Node<'_>) -> Option<(Pointer, Self)> {
        let pointer = Pointer::of_key(pointer, node)?;
        let Value::Object(_) = node.value else { return Some((pointer, Self::Equals(node.value.clone()))) };
        let mut fields = node.fields()?;
        let wanted =
            fields.optional("in").map(|node| node.items().iter().map(|item| item.value.clone()).collect());
        let mut says = |key| {
            let said = fields.optional(key);
            if let Some(node) = said.as_ref().filter(|node| node.flag() == Some(false)) {
                node.wrong::<()>("true");
            }
            said.is_some()
        };
        let any = says("any");
        let absent = says("absent");
        fields.finish();
        let test = match (wanted, any, absent) {
            (Some(wanted), false, false) => Self::In(wanted),
            (None, true, false) => Self::Any,
            (None, false, true) => Self::Absent,
            _ => return node.wrong("one of in, any, absent"),
        };
        Some((pointer, test))
    }
}
