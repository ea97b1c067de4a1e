//! What the user is offered to do, before anything of it is read in full.

use compact::Compact;
use model::Texts;
use serde_json::Value;

use crate::node::{Node, Problems};

/// The button of an action.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct Offer {
    /// The action's name.
    pub id: String,
    /// What the button says.
    pub title: Texts,
    /// The user is asked before.
    pub asks: bool,
}

/// The buttons of a profile's actions, each after its place. Their mistakes are reported with those of the actions.
pub(crate) fn read_offers(actions: &Node<'_>) -> Vec<(String, Offer)> {
    let problems = Problems::default();
    let read = |action: &Value| {
        let place = action.get("on").and_then(Value::as_str).unwrap_or("hub").to_owned();
        let asks = action.get("confirm").is_some_and(|confirm| *confirm != false);
        let mut fields = Node::root(action, &problems).fields()?;
        Some((place, Offer { id: fields.string("id")?, title: fields.label("title")?, asks }))
    };
    actions.value.as_array().into_iter().flatten().filter_map(read).collect()
}
