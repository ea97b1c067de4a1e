//! What tables are called.

use super::Plan;
use crate::Origin;
use crate::conclude::place_words;
use crate::words::{self, words};

/// What a table is called: the last name on the way to it that names something.
pub(super) fn name(plan: &Plan<'_>) -> String {
    let telling = |name: &&String| {
        let words = words(name);
        !words.is_empty()
            && !words.iter().all(|word| words::has(words::WRAPPER_WORDS, word))
            && !words::slug(name).chars().all(|it| it.is_ascii_digit() || it == '_')
    };
    if let Some(name) = plan.path.iter().rev().find(telling) {
        return name.clone();
    }
    match &plan.place.origin {
        Origin::Answer { path, source } => {
            let way = path.split('?').next().unwrap_or_default();
            let steps = way.split('/').rev().map(|step| step.split('.').next().unwrap_or_default());
            let mut steps = steps.filter(|step| step.chars().any(char::is_alphabetic));
            let dull = |step: &str| words::has(words::PATH_WORDS, &words::slug(step));
            let last = steps.clone().next().unwrap_or(source);
            steps.find(|step| !dull(step)).unwrap_or(last).to_owned()
        }
        origin => {
            let words = place_words(plan.place);
            let verb = |word: &&String| {
                ![words::CHANGED_WORDS, words::REMOVED_WORDS, words::WHOLE_WORDS]
                    .iter()
                    .any(|list| words::has(list, word))
            };
            let words: Vec<&str> = words.iter().filter(verb).map(String::as_str).collect();
            if words.is_empty() { origin.source().to_owned() } else { words.join(" ") }
        }
    }
}

#[cfg(test)]
mod tests;
