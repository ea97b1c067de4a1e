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
    /// A parameter of the query is how many rows come before it.
    Offset(String),
    /// A parameter of the query is what the answer says of it.
    Token(Selector, String),
}

/// What was read of a list so far, its last page included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadSoFar {
    /// Pages.
    pub pages: u64,
    /// Rows of all of them.
    pub rows: u64,
    /// Rows of the last one.
    pub last: u64,
}

impl Pages {
    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let most = fields.optional("most").map(|node| node.count());
        let first = fields.optional("first").map(|node| node.count());
        let at = fields.optional("next").map(|node| Selector::read(&node).map(NextPage::At));
        let link = fields.flag("link")?.then_some(Some(NextPage::Link));
        let number = fields.optional("number").map(|node| node.string());
        let offset = fields.optional("offset").map(|node| node.string().map(NextPage::Offset));
        let token = fields.optional("token").map(|node| Selector::read(&node));
        // Without a token it is a key that nobody knows.
        let parameter = token.as_ref().and_then(|_| fields.string("as"));
        let token = token.map(|token| Some(NextPage::Token(token?, parameter?)));
        fields.finish();
        let first = given(first)?;
        let number = number.map(|name| name.map(|name| NextPage::Number(name, first.unwrap_or(1))));
        let mut ways = [at, link, number, offset, token].into_iter().flatten();
        match (ways.next(), ways.next()) {
            (Some(how), None) => Some(Self { most: given(most)?.unwrap_or(MOST).max(1), how: how? }),
            _ => node.wrong("one of next, link, number, offset and token"),
        }
    }

    /// Path and query of the page after an answer, where there is one: `path` is that of the first, and this was `read`, the
    /// last of it with this answer and this `Link`. Of an address only the query counts: what the hub says leads to no other
    /// path.
    #[must_use]
    pub fn next(
        &self,
        path: &str,
        (answer, link): (&Value, Option<&str>),
        read: ReadSoFar,
    ) -> Option<String> {
        let named = match &self.how {
            NextPage::At(selector) => selector.text(answer)?,
            NextPage::Link => link?.to_owned(),
            NextPage::Number(name, first) => {
                return counted(path, name, first.saturating_add(read.pages), read);
            }
            NextPage::Offset(name) => return counted(path, name, read.rows, read),
            NextPage::Token(token, name) => {
                let token = token.text(answer).filter(|token| !token.is_empty())?;
                return Some(with_parameter(path, name, token));
            }
        };
        let (_, query) = named.split_once('?')?;
        let query = query.split('#').next().filter(|query| !query.is_empty())?;
        let path = path.split('?').next().unwrap_or_default();
        Some(format!("{path}?{query}"))
    }
}

/// The page with this number: there is none after an empty one.
fn counted(path: &str, name: &str, number: u64, read: ReadSoFar) -> Option<String> {
    (read.last > 0).then(|| with_parameter(path, name, number.to_string()))
}

/// A path with a parameter of its query, in place of one of that name that it has already.
fn with_parameter(path: &str, name: &str, value: String) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let others = query.split('&').filter(|pair| pair.split('=').next() != Some(name) && !pair.is_empty());
    let query: Vec<&str> = others.collect();
    let path = if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) };
    with_query(&path, &[(name.to_owned(), value)])
}

#[cfg(test)]
mod tests;
