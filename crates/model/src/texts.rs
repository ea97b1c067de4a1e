//! Texts in several languages.

use compact::Compact;
use litemap::LiteMap;

/// A text in several languages, or one for all of them. `T` is the text, or what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Compact)]
pub struct Texts<T = String> {
    /// For every language that has none of its own.
    fallback: T,
    /// By language tag (BCP 47).
    by_language: LiteMap<String, T>,
}

impl<T> Texts<T> {
    /// One text for all languages.
    #[must_use]
    pub const fn plain(text: T) -> Self {
        Self { fallback: text, by_language: LiteMap::new_vec() }
    }

    /// The text in a language. Without one: that of its first variety (`pt-BR` for `pt`), else the plain text or
    /// that of the first tag.
    #[must_use]
    pub fn get(&self, language: &str) -> &T {
        let variety = || {
            let varieties = self.by_language.iter().filter(|(tag, _)| primary(tag) == primary(language));
            varieties.map(|(_, text)| text).next()
        };
        self.by_language.get(language).or_else(variety).unwrap_or(&self.fallback)
    }

    /// The text of each language that has one of its own, by its tag.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &T)> {
        self.by_language.iter().map(|(tag, text)| (tag.as_str(), text))
    }
}

impl<T: Clone> Texts<T> {
    /// A text for each language tag; nothing where there is none.
    #[must_use]
    pub fn by_language(texts: impl IntoIterator<Item = (String, T)>) -> Option<Self> {
        let mut by_language = LiteMap::new_vec();
        for (tag, text) in texts {
            by_language.insert(tag, text);
        }
        let (_, first) = by_language.first()?;
        Some(Self { fallback: first.clone(), by_language })
    }

    /// What is made of each text for its language; for those that have none the tag is that of the first.
    #[must_use]
    pub fn map<U>(&self, make: impl Fn(&str, &T) -> U) -> Texts<U> {
        let first = self.by_language.first().map_or("", |(tag, _)| tag);
        let mut made = Texts::plain(make(first, &self.fallback));
        for (tag, text) in self.by_language.iter() {
            made.by_language.insert(tag.clone(), make(tag, text));
        }
        made
    }

    /// The same in every language that `others` has, where there is one text for all.
    #[must_use]
    pub fn in_languages_of(mut self, others: &Texts) -> Self {
        if self.by_language.is_empty() {
            for (tag, _) in others.by_language.iter() {
                self.by_language.insert(tag.clone(), self.fallback.clone());
            }
        }
        self
    }

    /// Convert each text; drops those for which `make` gives nothing, and gives nothing where none is left.
    #[must_use]
    pub fn filter_map<U: Clone>(&self, make: impl Fn(&T) -> Option<U>) -> Option<Texts<U>> {
        let mut by_language = LiteMap::new_vec();
        for (tag, text) in self.by_language.iter() {
            if let Some(text) = make(text) {
                by_language.insert(tag.clone(), text);
            }
        }
        let first = || by_language.first().map(|(_, text)| text.clone());
        let fallback = make(&self.fallback).or_else(first)?;
        Some(Texts { fallback, by_language })
    }
}

impl From<&str> for Texts {
    fn from(text: &str) -> Self {
        Self::plain(text.to_owned())
    }
}

impl From<String> for Texts {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

/// The language itself, without script or region.
fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(language, _)| language)
}

#[cfg(test)]
mod tests;
