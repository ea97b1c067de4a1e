//! Answers of an address that may be any path of a hub: what its path says becomes a setting of the profile.

use super::AnswerSign;
use crate::node::{Node, ObjectFields};

/// What an address answers, whatever its path is, that gives a hub away.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressSign {
    /// The answer.
    pub answer: AnswerSign,
    variable: String,
    /// The variable's own value.
    default: String,
    /// The address ends in a slash that the profile adds by itself.
    has_slash: bool,
}

/// A setting of a profile that an address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundVar {
    /// The setting's name (`vars`).
    pub name: String,
    /// What it is: the end of the address.
    pub value: String,
}

impl AddressSign {
    /// What the path of an address says; nothing where the profile would ask for another address than this one. The hub's own
    /// paths begin where the first part of the setting's default stands, else with the last part.
    #[must_use]
    pub fn found(&self, path: &str) -> Option<FoundVar> {
        if path.contains(['?', '#']) || path.ends_with('/') != self.has_slash {
            return None;
        }
        let whole = if self.has_slash { path.strip_suffix('/')? } else { path };
        if !whole.is_empty() && whole.split('/').skip(1).any(str::is_empty) {
            return None;
        }
        let first = self.default.split('/').nth(1).filter(|part| !part.is_empty());
        let from_first = first.and_then(|first| {
            let mut parts = whole.split('/').skip(1).skip_while(|part| *part != first).peekable();
            parts.peek()?;
            Some(parts.flat_map(|part| ["/", part]).collect::<String>())
        });
        let last = || whole.rsplit_once('/').map_or_else(String::new, |(_, last)| format!("/{last}"));
        Some(FoundVar { name: self.variable.clone(), value: from_first.unwrap_or_else(last) })
    }

    /// `{ "address": "{path}/", "match": { … } }`
    pub(super) fn read(fields: &mut ObjectFields<'_>, vars: Option<&Node<'_>>) -> Option<Self> {
        let pattern = fields.required("address").and_then(|node| read_pattern(&node, vars));
        let answer = AnswerSign::read(fields, Some("/".to_owned()));
        let (variable, default, has_slash) = pattern?;
        Some(Self { answer: answer?, variable, default, has_slash })
    }
}

/// `{name}` or `{name}/`: the name of a setting with its default, and whether a slash follows.
fn read_pattern(node: &Node<'_>, vars: Option<&Node<'_>>) -> Option<(String, String, bool)> {
    let text = node.text()?;
    let (pattern, has_slash) = text.strip_suffix('/').map_or((text, false), |pattern| (pattern, true));
    let name = pattern.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let Some(name) = name.filter(|name| !name.is_empty() && !name.contains(['{', '}'])) else {
        return node.wrong("{name} or {name}/ with the name of a setting");
    };
    let Some(default) = vars.and_then(|vars| vars.value.get(name)) else {
        return node.wrong("a setting that stands in /vars");
    };
    Some((name.to_owned(), default.as_str()?.to_owned(), has_slash))
}
