//! Words in names: what a name says by itself, in English, Spanish and Portuguese.

mod lists;

pub(crate) use lists::*;

/// Longest name that is looked at (letters), and most words of it.
const LONGEST: usize = 80;
const MOST: usize = 12;

/// The words of a name, in small letters without accents: `lastSeen_at` is `last`, `seen`, `at`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().take(LONGEST).collect();
    let (mut words, mut word) = (Vec::new(), String::new());
    for (place, letter) in letters.iter().copied().enumerate() {
        if !letter.is_alphanumeric() {
            end(&mut words, &mut word);
            continue;
        }
        let before = place.checked_sub(1).and_then(|place| letters.get(place)).copied();
        let after = place.checked_add(1).and_then(|place| letters.get(place)).copied();
        let hump = letter.is_uppercase()
            && (before.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit())
                || (before.is_some_and(char::is_uppercase) && after.is_some_and(char::is_lowercase)));
        if hump {
            end(&mut words, &mut word);
        }
        word.extend(letter.to_lowercase().map(plain));
    }
    end(&mut words, &mut word);
    words.truncate(MOST);
    words
}

fn end(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// Abbreviations that are written in capitals.
const CAPITALS: &str =
    "id url uri ip cpu ram gpu http https api uuid mac os tls ssl dns sku pid io ssh vm db";

/// A title out of a name: `lastSeen_at` is `Last seen at`. Accents and signs of other scripts stay.
pub(crate) fn title(name: &str) -> String {
    let mut title = String::new();
    for word in accented_words(name) {
        if !title.is_empty() {
            title.push(' ');
        }
        if has(CAPITALS, &word) {
            title.extend(word.chars().flat_map(char::to_uppercase));
        } else if title.is_empty() {
            let mut letters = word.chars();
            title.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            title.extend(letters);
        } else {
            title.push_str(&word);
        }
    }
    if title.is_empty() { name.chars().take(LONGEST).collect() } else { title }
}

/// As [`words`], with their accents.
fn accented_words(name: &str) -> Vec<String> {
    let plain_words = words(name);
    let mut letters = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    plain_words.iter().map(|word| letters.by_ref().take(word.chars().count()).collect()).collect()
}

/// A name for a table or a column: small letters, digits and `_`; empty where the name has none of them.
pub(crate) fn slug(name: &str) -> String {
    let ascii = |word: &String| -> String { word.chars().filter(char::is_ascii_alphanumeric).collect() };
    let words: Vec<String> = words(name).iter().map(ascii).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// A word for one of many; itself where it is none for many.
pub(crate) fn singular(word: &str) -> &str {
    if ["ches", "shes", "xes", "sses", "ones"]
        .iter()
        .any(|many| word.len() > many.len() && word.ends_with(many))
    {
        return word.strip_suffix("es").unwrap_or(word);
    }
    if word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        return word.strip_suffix('s').unwrap_or(word);
    }
    word
}

/// Whether a list, whose words are parted by spaces, has the word.
pub(crate) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|it| it == word)
}

/// Whether any of the words is in the list.
pub(crate) fn any(words: &[String], list: &str) -> bool {
    words.iter().any(|word| has(list, word))
}

/// Whether the last word is in the list.
pub(crate) fn last(words: &[String], list: &str) -> bool {
    words.last().is_some_and(|word| has(list, word))
}

/// Whether a name speaks of a moment: `created_at`, `ts`, `lastSeen`, `fecha`.
pub(crate) fn says_time(words: &[String]) -> bool {
    (last(words, TIME_ENDS) || any(words, TIME_WORDS)) && !last(words, UNIT_WORDS)
}

/// Whether a name speaks of which thing something is: `id`, `order_id`, `codigo`.
pub(crate) fn says_key(words: &[String]) -> bool {
    any(words, "id ids") || last(words, KEY_WORDS)
}

#[cfg(test)]
mod tests;
