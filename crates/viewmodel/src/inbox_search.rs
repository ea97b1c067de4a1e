//! What the user looks for in the inbox: words, "a phrase", and filters such as `kind:error` and `after:2026-11-24`.

use model::{Entry, Millis, Severity};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxSearch {
    /// Each of these must stand in the title, the message or the name of the hub.
    pub words: Vec<String>,
    /// Each of these must stand in the name of the hub.
    pub from: Vec<String>,
    /// One of these kinds; any where there is none.
    pub kinds: Vec<Severity>,
    /// Only unread ones, or only read ones.
    pub unread: Option<bool>,
    /// Since this moment.
    pub after: Option<Millis>,
    /// Until this moment.
    pub before: Option<Millis>,
    /// Filters that mean nothing here, as they were written.
    pub unknown: Vec<String>,
}

/// When a day begins where the user is; `None` where there is no such day.
pub type DayStart<'a> = &'a dyn Fn(i32, u32, u32) -> Option<Millis>;

impl InboxSearch {
    /// Read what the user wrote. A quotation mark that is not closed ends with the text.
    #[must_use]
    pub fn read(text: &str, day_start: DayStart<'_>) -> Self {
        let mut search = Self::default();
        for term in terms(text) {
            if !search.take_filter(&term, day_start) {
                search.words.push(term.text);
            }
        }
        search
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a notification is what the filters ask for. Words and names are for who knows the letters of the language.
    #[must_use]
    pub fn lets_through(&self, entry: &Entry) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&entry.notification.kind))
            && self.unread.is_none_or(|unread| unread != entry.read())
            && self.after.is_none_or(|after| entry.at >= after)
            && self.before.is_none_or(|before| entry.at < before)
    }

    /// Take a term that is a filter. What stands in quotation marks as a whole is none.
    fn take_filter(&mut self, term: &Term, day_start: DayStart<'_>) -> bool {
        let Some((name, value)) = term.text.split_once(':').filter(|_| !term.is_quoted) else { return false };
        let word = value.to_ascii_lowercase();
        let known = match (name.to_ascii_lowercase().as_str(), word.as_str()) {
            (_, "") => return false,
            ("from", _) => {
                self.from.push(value.to_owned());
                true
            }
            ("kind", word) => Severity::from_word(word).map(|kind| self.kinds.push(kind)).is_some(),
            ("is", "unread" | "read") => {
                self.unread = Some(word == "unread");
                true
            }
            ("after", day) => read_day(day, day_start).map(|day| self.after = Some(day)).is_some(),
            ("before", day) => read_day(day, day_start).map(|day| self.before = Some(day)).is_some(),
            ("is", _) => false,
            // A word with a colon in it, such as an address.
            _ => return false,
        };
        if !known {
            self.unknown.push(term.text.clone());
        }
        true
    }
}

/// `2026-11-24`
fn read_day(text: &str, day_start: DayStart<'_>) -> Option<Millis> {
    let mut numbers = text.split('-').map(str::parse::<u32>);
    let mut number = || numbers.next()?.ok();
    let (year, month, day) = (number()?, number()?, number()?);
    if numbers.next().is_some() {
        return None;
    }
    day_start(i32::try_from(year).ok()?, month, day)
}

/// A part of what the user wrote.
#[derive(Debug, Default, PartialEq)]
struct Term {
    text: String,
    /// It began with a quotation mark.
    is_quoted: bool,
}

/// The parts between spaces; what stands in quotation marks is not parted.
fn terms(text: &str) -> Vec<Term> {
    let (mut terms, mut term, mut quoted) = (Vec::new(), Term::default(), false);
    for letter in text.chars() {
        match letter {
            '"' => {
                term.is_quoted |= !quoted && term.text.is_empty();
                quoted = !quoted;
            }
            _ if letter.is_whitespace() && !quoted => terms.push(std::mem::take(&mut term)),
            _ => term.text.push(letter),
        }
    }
    terms.push(term);
    terms.retain(|term| !term.text.trim().is_empty());
    terms
}

#[cfg(test)]
mod tests;
