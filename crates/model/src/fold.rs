//! Texts made comparable, for filters and orders: letters of either case as one, accents as the language counts them,
//! digits as numbers.

/// The letters of a language.
pub trait Alphabet {
    /// A letter that is not ASCII.
    fn letter(&self, letter: char) -> Letter;
}

/// A letter in a language's alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same without accents.
    pub base: char,
    /// The language counts it as a letter of its own, as Spanish does ñ: in an order it follows its base.
    pub is_own: bool,
}

/// Accents that stand behind their letter, as a decomposed text has them.
const COMBINING: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Folds texts for a filter.
pub(crate) struct Fold<'a> {
    alphabet: &'a dyn Alphabet,
    /// Letters of their own keep their accents: only where the wanted text has one, so that who cannot type it
    /// finds it all the same.
    keep_own: bool,
}

impl<'a> Fold<'a> {
    /// As the wanted text asks for.
    pub(crate) fn for_wanted(wanted: &str, alphabet: &'a dyn Alphabet) -> Self {
        let is_own = |letter: char| !letter.is_ascii() && alphabet.letter(fold_letter(letter)).is_own;
        Self { alphabet, keep_own: wanted.chars().any(is_own) }
    }

    /// Append a text, folded.
    pub(crate) fn push(&self, text: &str, folded: &mut String) {
        let mut rest = text;
        while let Some(letter) = push_ascii(&mut rest, folded) {
            if !COMBINING.contains(&letter) {
                let small = fold_letter(letter);
                let Letter { base, is_own } = self.alphabet.letter(small);
                folded.push(if is_own && self.keep_own { small } else { base });
            }
        }
    }
}

/// Take what is ASCII from the head of a text and append it, folded; then take the letter that follows.
fn push_ascii(rest: &mut &str, folded: &mut String) -> Option<char> {
    let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
    let end = folded.len();
    let (head, tail) = rest.split_at_checked(ascii)?;
    folded.push_str(head);
    if let Some(head) = folded.get_mut(end..) {
        head.make_ascii_lowercase();
    }
    let mut letters = tail.chars();
    let letter = letters.next();
    *rest = letters.as_str();
    letter
}

/// Whether one folded text is part of another. The standard library prepares each search for long texts; cells are short.
pub(crate) fn contains(text: &str, wanted: &str) -> bool {
    let Some((first, rest)) = wanted.as_bytes().split_first() else { return true };
    let text = text.as_bytes();
    let begins = |(at, byte): (usize, &u8)| {
        byte == first && text.get(at.saturating_add(1)..).is_some_and(|text| text.starts_with(rest))
    };
    text.iter().enumerate().any(begins)
}

/// Bytes that order a text as the language does: signs, then digits as numbers, then letters without their accents, a
/// letter of its own behind its base; what is the same so far, by its code points.
pub(crate) fn collation_key(text: &str, alphabet: &dyn Alphabet) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len().saturating_mul(2).saturating_add(2));
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '0'..='9' => {
                let digits = rest.as_str().bytes().take_while(u8::is_ascii_digit).count();
                push_number(&mut key, std::iter::once(letter).chain(rest.by_ref().take(digits)));
            }
            // Signs that ASCII has behind the digits come before them, into places that no other sign has.
            ':'..='@' => key.push(u8::try_from(letter).unwrap_or(0).wrapping_sub(0x37)),
            '['..='`' => key.push(u8::try_from(letter).unwrap_or(0).wrapping_sub(0x51)),
            '{'..='~' => key.push(u8::try_from(letter).unwrap_or(0).wrapping_sub(0x6b)),
            _ if letter.is_ascii_whitespace() => key.push(1),
            _ if letter.is_ascii() => key.push(letter.to_ascii_lowercase() as u8),
            _ if COMBINING.contains(&letter) => {}
            _ => {
                let small = fold_letter(letter);
                let Letter { base, is_own } = alphabet.letter(small);
                key.extend(base.encode_utf8(&mut [0; 4]).as_bytes());
                if is_own {
                    // More than any letter begins with.
                    key.push(0xff);
                }
            }
        }
    }
    key.push(0);
    key.extend(text.as_bytes());
    key
}

/// The longer of two numbers without leading zeros is the larger.
fn push_number(key: &mut Vec<u8>, digits: impl Iterator<Item = char>) {
    let digits: Vec<u8> = digits.skip_while(|digit| *digit == '0').map(|digit| digit as u8).collect();
    key.push(b'0');
    key.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
    key.extend(digits);
}

/// The small letter of a capital of the Latin, Greek and Cyrillic alphabets, by its place in Unicode; anything else as
/// it is. The standard library's table of all that exists is 12 KB of program.
fn fold_letter(letter: char) -> char {
    let code = u32::from(letter);
    let even = |code: u32| code | 1;
    let odd = |code: u32| code.saturating_add(code & 1);
    let small = match code {
        // Basic Latin, Latin-1 (without ×), Greek, Cyrillic.
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code.saturating_add(32)
        }
        0x386 => 0x3ac,
        0x388..=0x38a => code.saturating_add(37),
        0x38c => 0x3cc,
        0x38e | 0x38f => code.saturating_add(63),
        0x400..=0x40f => code.saturating_add(80),
        // Latin Extended-A: pairs of a capital and its small letter.
        0x130 => 0x69,
        0x178 => 0xff,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 => even(code),
        0x139..=0x148 | 0x179..=0x17e => odd(code),
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
pub(crate) mod tests;
