//! What the user can do on a hub beyond the app's own buttons: log in, act, open a row.
//!
//! Reading a profile reads it too, so that every mistake is found; a profile keeps none of it, and
//! [`Profile::forms`](crate::Profile::forms) reads it again when it is first needed.

use std::sync::Arc;

use model::TableId;
use serde_json::Value;

use crate::node::Node;
use crate::{Source, TableSpec};

mod action;
mod body;
mod details;
mod expiry;
mod field;
mod login;
mod lookup;
mod place;
mod refusal;
mod save;

pub use action::{Action, ActionAnswer, ActionRequest, Confirm};
pub use body::{Content, FormPart};
pub use details::Details;
pub use field::{Choice, Field, FieldKind, File, FormValues, Invalid};
pub use login::{Login, LoginCall, LoginRequest};
pub use lookup::Lookup;
pub use place::ActionPlace;
pub use refusal::Refusal;
pub use save::Save;

/// The parts of a profile that wait for the user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forms {
    /// How the user logs in, where the hub wants to know who asks.
    pub login: Option<Login>,
    /// In the order in which they are offered.
    pub actions: Vec<Action>,
    /// What is fetched for a row, by table.
    pub details: Vec<(TableId, Details)>,
    refusals: refusal::RefusalShapes,
}

impl Forms {
    pub(crate) fn read(root: &Node<'_>, sources: &[Source], tables: &[Arc<TableSpec>]) -> Self {
        let login = root.member("auth").and_then(|node| Login::read(&node, sources));
        let scope = action::ActionScope { sources, tables };
        let mut actions: Vec<Action> = Vec::new();
        for item in root.member("actions").map_or_else(Vec::new, |node| node.items()) {
            match Action::read(&item, &scope) {
                Some(action) if actions.iter().any(|other| other.id == action.id) => {
                    item.wrong::<()>("an action id that no other action has");
                }
                Some(action) => actions.push(action),
                None => {}
            }
        }
        check_triggers(root, root.member("actions").as_ref());
        let mut details = Vec::new();
        for item in root.member("tables").map_or_else(Vec::new, |node| node.items()) {
            let Some(node) = item.member("details") else { continue };
            let id = item.value.get("id").and_then(Value::as_str).unwrap_or_default();
            let table = tables.iter().find(|table| table.id.as_str() == id);
            // A table with mistakes of its own has no columns to name: those are reported elsewhere.
            let Some(table) = table else { continue };
            details.extend(
                Details::read(&node, sources, &table.names()).map(|details| (table.id.clone(), details)),
            );
        }
        let refusals = root
            .member("errors")
            .map_or_else(refusal::RefusalShapes::default, |node| refusal::RefusalShapes::read(&node));
        Self { login, actions, details, refusals }
    }

    /// What is fetched when a row of a table is opened.
    #[must_use]
    pub fn details(&self, table: &TableId) -> Option<&Details> {
        self.details.iter().find(|(id, _)| id == table).map(|(_, details)| details)
    }

    /// What a refusal says, in the hub's own words, and of which fields it says it.
    #[must_use]
    pub fn refusal(&self, body: &str) -> Refusal {
        self.refusals.refusal(body)
    }
}

/// Polls that follow an action must name one.
fn check_triggers(root: &Node<'_>, actions: Option<&Node<'_>>) {
    let ids: Vec<&str> = actions
        .and_then(|node| node.value.as_array())
        .into_iter()
        .flatten()
        .filter_map(|action| action.get("id")?.as_str())
        .collect();
    for (at, poll) in root.value.get("poll").and_then(Value::as_array).into_iter().flatten().enumerate() {
        for (nth, after) in poll.get("after").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let Some(id) = after.get("action") else { continue };
            // What is no text is reported where the poll is read.
            if id.as_str().is_some_and(|id| !ids.contains(&id)) {
                let pointer = format!("/poll/{at}/after/{nth}/action");
                root.report_below(&pointer, crate::node::quote(id), "the id of an action");
            }
        }
    }
}

#[cfg(test)]
mod tests;
