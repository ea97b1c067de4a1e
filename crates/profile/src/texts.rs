//! Texts of a profile: one for all languages, or one for each language tag.

use model::Texts;
use serde_json::Value;

use crate::node::{Node, quoted};

impl<'a> Node<'a> {
    /// One text for all languages, or an object with a text for each. `read` reads one.
    pub fn texts<T: Clone>(&self, read: impl Fn(&Node<'a>) -> Option<T>) -> Option<Texts<T>> {
        if self.value.is_object() {
            return self.by_language(self.members(), read);
        }
        read(self).map(Texts::plain)
    }

    /// Texts as they are.
    pub fn label(&self) -> Option<Texts> {
        match self.value {
            Value::String(_) | Value::Object(_) => self.texts(Node::string),
            _ => self.wrong("text, or an object with a text for each language"),
        }
    }

    /// Members of this object whose keys are language tags.
    pub fn by_language<T: Clone>(
        &self,
        members: Vec<(&'a str, Node<'a>)>,
        read: impl Fn(&Node<'a>) -> Option<T>,
    ) -> Option<Texts<T>> {
        let (mut texts, mut whole) = (Vec::new(), true);
        for (tag, member) in members {
            if !is_language_tag(tag) {
                member.report(quoted(tag), "a language tag such as es or pt-BR");
                whole = false;
            } else if let Some(text) = read(&member) {
                texts.push((tag.to_owned(), text));
            } else {
                whole = false;
            }
        }
        if texts.is_empty() && whole {
            return self.wrong("a text for one language at least");
        }
        Texts::by_language(texts).filter(|_| whole)
    }
}

/// A language of two or three letters, and what narrows it down (RFC 5646 §2.1).
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    let narrows = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(narrows)
}

#[cfg(test)]
mod tests;
