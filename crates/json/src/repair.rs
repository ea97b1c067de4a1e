//! What hubs write that is no JSON, replaced by what is.

/// serde_json's own names for a number and for raw text begin like this. An object with such a member would be read as
/// one of these, and refused with all that stands around it.
const PRIVATE: &str = "$serde_json::private::";

/// Replace what can be replaced, in one pass. Gives how many values are not any more what the hub meant.
pub(crate) fn repair(text: &str) -> (String, usize) {
    let mut mended = Mended { text: String::with_capacity(text.len()), replaced: 0 };
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while let Some((outside, after)) = rest.split_once('"') {
        mended.outside(outside);
        rest = mended.string(after);
    }
    mended.outside(rest);
    (mended.text, mended.replaced)
}

struct Mended {
    text: String,
    replaced: usize,
}

impl Mended {
    fn replace(&mut self, by: &str) {
        self.text.push_str(by);
        self.replaced = self.replaced.saturating_add(1);
    }

    /// What stands outside of strings: only words are of interest.
    fn outside(&mut self, text: &str) {
        for piece in text.split_inclusive(|c| !is_of_word(c)) {
            let word = piece.trim_end_matches(|c| !is_of_word(c));
            match piece.strip_prefix(word) {
                Some(after) if is_no_number(word) => {
                    self.replace("null");
                    self.text.push_str(after);
                }
                _ => self.text.push_str(piece),
            }
        }
    }

    /// A string from behind its opening quote. Gives what follows it.
    fn string<'t>(&mut self, text: &'t str) -> &'t str {
        self.text.push('"');
        if text.starts_with(PRIVATE) {
            self.replace("\u{fffd}");
        }
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => chars = self.escape(chars.as_str()).chars(),
                // A line break or a tab as it is: means what its escape means.
                '\0'..=' ' if c != ' ' => self.text.push_str(&format!("\\u{:04x}", u32::from(c))),
                _ => self.text.push(c),
            }
            if c == '"' {
                break;
            }
        }
        chars.as_str()
    }

    /// An escape from behind its backslash. Gives what follows it.
    fn escape<'t>(&mut self, text: &'t str) -> &'t str {
        let (unit, after) = match unit(text) {
            Some(found) => found,
            None => {
                let mut chars = text.chars();
                self.text.push('\\');
                self.text.extend(chars.next());
                return chars.as_str();
            }
        };
        let second = after.strip_prefix('\\').and_then(self::unit);
        let after = match (unit, second) {
            (0xD800..=0xDBFF, Some((0xDC00..=0xDFFF, after))) => after,
            (0xD800..=0xDFFF, _) => {
                self.replace("\u{fffd}");
                return after;
            }
            _ => after,
        };
        self.text.push('\\');
        self.text.push_str(text.strip_suffix(after).unwrap_or_default());
        after
    }
}

/// `u` and four hexadecimal digits, as a number, and what follows them.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, after) = text.strip_prefix('u')?.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, after))
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

/// `NaN`, `-Infinity` and how other languages write them.
fn is_no_number(word: &str) -> bool {
    let word = word.strip_prefix(['-', '+']).unwrap_or(word);
    ["nan", "inf", "infinity"].iter().any(|no_number| word.eq_ignore_ascii_case(no_number))
}
