//! Looks for words in notifications, in any case and with any accents.

use std::ops::Range;

use crate::fold::{Alphabet, Fold, contains};

/// Looks for words in texts.
pub struct TextSearch<'a> {
    fold: Fold<'a>,
    /// Folded.
    words: Vec<String>,
    text: String,
}

impl<'a> TextSearch<'a> {
    /// Looks for these words; a word may have spaces in it.
    #[must_use]
    pub fn new(words: &[String], alphabet: &'a dyn Alphabet) -> Self {
        let fold = Fold::for_wanted(&words.concat(), alphabet);
        let folded = |word: &String| {
            let mut folded = String::new();
            fold.push(word, &mut folded);
            folded
        };
        let words = words.iter().map(folded).filter(|word| !word.is_empty()).collect();
        Self { fold, words, text: String::new() }
    }

    /// Whether each of the words stands in one of the texts.
    pub fn finds(&mut self, texts: &[&str]) -> bool {
        if self.words.is_empty() {
            return true;
        }
        self.text.clear();
        for text in texts {
            self.fold.push(text, &mut self.text);
            // No word reaches from one text into the next: users write no line breaks.
            self.text.push('\n');
        }
        self.words.iter().all(|word| contains(&self.text, word))
    }

    /// A text in pieces, and of each whether it is one of the words. Together the pieces are the text.
    #[must_use]
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        let mut pieces = Vec::new();
        let mut end = 0;
        for hit in self.hits(text) {
            pieces.extend(
                text.get(end..hit.start).filter(|piece| !piece.is_empty()).map(|piece| (piece, false)),
            );
            pieces.extend(text.get(hit.clone()).map(|piece| (piece, true)));
            end = hit.end;
        }
        pieces.extend(text.get(end..).filter(|piece| !piece.is_empty()).map(|piece| (piece, false)));
        pieces
    }

    /// Where words stand in a text, from its beginning on; what overlaps or touches is one.
    fn hits(&self, text: &str) -> Vec<Range<usize>> {
        // Of each byte of the folded text: where in the text its letter begins.
        let (mut folded, mut origins) = (String::new(), Vec::new());
        for (at, letter) in text.char_indices() {
            self.fold.push(letter.encode_utf8(&mut [0; 4]), &mut folded);
            origins.resize(folded.len(), at);
        }
        // What follows a letter that is folded away belongs to it: an accent behind it.
        origins.push(text.len());
        let mut hits: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            for (begin, _) in folded.match_indices(word.as_str()) {
                let end = begin.saturating_add(word.len());
                if let (Some(begin), Some(end)) = (origins.get(begin), origins.get(end)) {
                    hits.push(*begin..*end);
                }
            }
        }
        hits.sort_unstable_by_key(|hit| hit.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for hit in hits {
            match merged.last_mut() {
                Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
                _ => merged.push(hit),
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests;
