//! The letters of a language: which are the same but for an accent, as the browser's collation counts them.

use std::cell::RefCell;

use js_sys::Intl::Collator;
use js_sys::JsString;
use litemap::LiteMap;
use model::{Alphabet, Letter};
use wasm_bindgen::JsValue;

use super::Lang;
use super::format::{has, locales, options};

thread_local! {
    /// Of the language that was asked for last. A text has few kinds of letters, and a call to the browser for each of a
    /// hundred thousand rows is slow.
    static LETTERS: RefCell<(Option<Lang>, LiteMap<char, Letter>)> =
        const { RefCell::new((None, LiteMap::new())) };
}

impl Alphabet for Lang {
    fn letter(&self, letter: char) -> Letter {
        known(*self, letter)
    }
}

fn known(lang: Lang, letter: char) -> Letter {
    LETTERS.with_borrow_mut(|(of, letters)| {
        if of.replace(lang) != Some(lang) {
            letters.clear();
        }
        *letters.entry(letter).or_insert_with(|| {
            let base = base(letter);
            Letter { base, is_own: base != letter && differ(lang, letter, base) }
        })
    })
}

/// Without the marks that its decomposition ends with. What decomposes into letters is left as it is.
fn base(letter: char) -> char {
    let decomposed = String::from(JsString::from(String::from(letter)).normalize("NFD"));
    let mut parts = decomposed.chars();
    let first = parts.next().unwrap_or(letter);
    if parts.all(|part| ('\u{300}'..='\u{36f}').contains(&part)) { first } else { letter }
}

/// Whether the language has them as two letters.
fn differ(lang: Lang, letter: char, base: char) -> bool {
    if !has("Collator") {
        return false;
    }
    let collator = Collator::new(&locales(lang), &options(&[("sensitivity", "base".into())]));
    let [letter, base] = [letter, base].map(|letter| JsValue::from(String::from(letter)));
    collator.compare().call2(&JsValue::UNDEFINED, &letter, &base).is_ok_and(|order| order != 0)
}

#[cfg(test)]
mod tests;
