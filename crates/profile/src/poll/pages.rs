//! Lists that come in pages.

use compact::Compact;
use serde_json::Value;

use crate::node::{Node, given};
use crate::request::with_query;
use crate::selector::Selector;

/// So many pages are read where the profile names no limit.
const MOST: u64 = 20;

/// How a hub gives a list in pages.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Pages {
    /// So many are read at the most.
    pub most: u64,
    how: NextPage,
}

#[derive(Clone, Debug, PartialEq, Compact)]
enum NextPage {
    /// The answer holds the next one's address.
    At(Selector),
    /// The `Link` header does.
    Link,
    /// A parameter of the query is its number; the first page's.
    Number(String, u64),
}

impl Pages {
    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let most = fields.optional("most").map(|node| node.count());
        let first = fields.optional("first").map(|node| node.count());
        let at = fields.optional("next").map(|node| Selector::read(&node).map(NextPage::At));
        let link = fields.flag("link")?.then_some(Some(NextPage::Link));
        let number = fields.optional("number").map(|node| node.string());
        fields.finish();
        let first = given(first)?;
        let number = number.map(|name| name.map(|name| NextPage::Number(name, first.unwrap_or(1))));
        let mut ways = [at, link, number].into_iter().flatten();
        match (ways.next(), ways.next()) {
            (Some(how), None) => Some(Self { most: given(most)?.unwrap_or(MOST).max(1), how: how? }),
            _ => node.wrong("one of next, link and number"),
        }
    }

    /// Path and query of the page after an answer, where there is one: `path` is that of the first, `read` pages were
    /// read, the last of them with this answer, this `Link` and this many rows. Of an address only the query counts:
    /// what the hub says leads to no other path.
    #[must_use]
    pub fn next(
        &self,
        path: &str,
        (answer, link): (&Value, Option<&str>),
        read: u64,
        rows: usize,
    ) -> Option<String> {
        let named = match &self.how {
            NextPage::At(selector) => selector.text(answer)?,
            NextPage::Link => link?.to_owned(),
            NextPage::Number(name, first) => {
                let number = first.saturating_add(read).to_string();
                return (rows > 0).then(|| with_query(path, &[(name.clone(), number)]));
            }
        };
        let (_, query) = named.split_once('?')?;
        let query = query.split('#').next().filter(|query| !query.is_empty())?;
        let path = path.split('?').next().unwrap_or_default();
        Some(format!("{path}?{query}"))
    }
}

#[cfg(test)]
mod tests;
