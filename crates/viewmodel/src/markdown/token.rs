//! What a message is cut into: text, code, links and runs of `*` and `_`.

use super::Address;

/// Longest text of a link, and longest code (bytes). What opens one and does not end within is text.
const LONGEST_LABEL: usize = 300;
const LONGEST_CODE: usize = 8_000;
/// Longest address with what surrounds it (bytes).
const LONGEST_ADDRESS: usize = 2_010;
/// What ends an address that stands alone in the text, and what is no part of its end.
const AFTER_ADDRESS: [char; 4] = ['<', '>', '"', '`'];
const TRAILING: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', ']', '*', '_', '~', '\''];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    Code(String),
    Link { to: Address, label: String },
    Run(Run),
}

/// Several `*` or `_` in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub mark: char,
    pub length: usize,
    pub opens: bool,
    pub closes: bool,
}

impl Token {
    /// What it says; of a run so many marks are text.
    pub fn text(&self, unused: usize) -> Option<String> {
        match self {
            Self::Text(text) | Self::Code(text) => Some(text.clone()),
            Self::Run(run) => (unused > 0).then(|| std::iter::repeat_n(run.mark, unused).collect()),
            Self::Link { .. } => None,
        }
    }
}

/// Cut a text. `links`: there may be some.
pub(super) fn tokens(text: &str, links: bool) -> Vec<Token> {
    let (mut tokens, mut rest) = (Vec::new(), text);
    let mut before = None;
    while let Some(next) = rest.chars().next() {
        let found = match next {
            '\\' => escaped(rest),
            '`' => code(rest),
            '[' if links && before != Some('!') => link(rest),
            '<' if links => bracketed(rest),
            'h' if links && !before.is_some_and(char::is_alphanumeric) => bare(rest),
            '*' | '_' => Some(run(rest, next, before)),
            _ => None,
        };
        let (token, taken) = found.unwrap_or_else(|| literal(rest, next));
        let (said, after) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        before = said.chars().next_back();
        rest = after;
        match (tokens.last_mut(), token) {
            (Some(Token::Text(text)), Token::Text(more)) => text.push_str(&more),
            (_, token) => tokens.push(token),
        }
    }
    tokens
}

/// A mark that opens nothing: the whole run of backticks, or the one character.
fn literal(rest: &str, mark: char) -> (Token, usize) {
    let length = if mark == '`' { run_length(rest, mark) } else { mark.len_utf8() };
    (Token::Text(rest.get(..length).unwrap_or_default().to_owned()), length)
}

/// How many bytes of a one-byte mark stand in a row.
fn run_length(rest: &str, mark: char) -> usize {
    rest.len().saturating_sub(rest.trim_start_matches(mark).len())
}

/// A backslash takes the meaning of the mark behind it away.
fn escaped(rest: &str) -> Option<(Token, usize)> {
    let next = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
    Some((Token::Text(next.to_string()), 2))
}

fn code(rest: &str) -> Option<(Token, usize)> {
    let length = run_length(rest, '`');
    let inside = rest.get(length..)?;
    let mut place = 0;
    let end = loop {
        let from = start(inside, LONGEST_CODE).get(place..)?;
        place = place.saturating_add(from.find('`')?);
        let ticks = run_length(inside.get(place..)?, '`');
        if ticks == length {
            break place;
        }
        place = place.saturating_add(ticks);
    };
    let text = inside.get(..end)?;
    let trimmed = text.strip_prefix(' ').and_then(|text| text.strip_suffix(' '));
    let text = trimmed.filter(|text| !text.trim().is_empty()).unwrap_or(text);
    Some((Token::Code(text.to_owned()), end.saturating_add(length.saturating_mul(2))))
}

/// `[text](address "title")`
fn link(rest: &str) -> Option<(Token, usize)> {
    let end = closing(start(rest.get(1..)?, LONGEST_LABEL), ('[', ']'))?;
    let (label, behind) = rest.get(1..)?.split_at_checked(end)?;
    let inside = start(behind.strip_prefix("](")?, LONGEST_ADDRESS);
    let close = closing(inside, ('(', ')'))?;
    let content = inside.get(..close)?.trim();
    let (address, title) = content.split_once([' ', '\n']).unwrap_or((content, ""));
    let quoted = |mark| title.trim_start().starts_with(mark) && title.ends_with(mark);
    if !title.is_empty() && !quoted('"') && !quoted('\'') {
        return None;
    }
    let bare = address.strip_prefix('<').and_then(|address| address.strip_suffix('>'));
    let to = Address::parse(bare.unwrap_or(address))?;
    // Four marks stand around the two.
    let taken = end.saturating_add(close).saturating_add(4);
    (!label.trim().is_empty()).then(|| (Token::Link { to, label: label.to_owned() }, taken))
}

/// Where what was opened just before ends.
fn closing(text: &str, (open, close): (char, char)) -> Option<usize> {
    let (mut depth, mut escaped) = (1_usize, false);
    for (place, it) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if it == '\\' {
            escaped = true;
        } else if it == open {
            depth = depth.saturating_add(1);
        } else if it == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(place);
            }
        }
    }
    None
}

/// `<https://hub.example>`
fn bracketed(rest: &str) -> Option<(Token, usize)> {
    let (address, _) = rest.get(1..)?.split_once(['<', '>', ' ', '\n'])?;
    let end = address.len().saturating_add(2);
    rest.get(..end)?.ends_with('>').then_some(())?;
    Some((alone(address)?, end))
}

/// An address that stands in the text as it is.
fn bare(rest: &str) -> Option<(Token, usize)> {
    if !(rest.starts_with("https://") || rest.starts_with("http://")) {
        return None;
    }
    let address = rest.split(|it: char| it.is_whitespace() || AFTER_ADDRESS.contains(&it)).next()?;
    let mut address = address.trim_end_matches(TRAILING);
    // The bracket that an address opens belongs to it.
    let with_bracket = rest.get(..address.len().saturating_add(1)).filter(|longer| longer.ends_with(')'));
    if let Some(longer) = with_bracket.filter(|_| address.contains('(')) {
        address = longer;
    }
    Some((alone(address).unwrap_or_else(|| Token::Text(address.to_owned())), address.len()))
}

/// A link that says its own address.
fn alone(address: &str) -> Option<Token> {
    let to = Address::parse(address)?;
    let label = if address.starts_with("mailto:") { to.place.clone() } else { to.link.clone() };
    Some(Token::Link { to, label: escaped_all(&label) })
}

/// With a backslash before all that could mean something.
fn escaped_all(text: &str) -> String {
    let escape = |it: char| [it.is_ascii_punctuation().then_some('\\'), Some(it)];
    text.chars().flat_map(escape).flatten().collect()
}

fn run(rest: &str, mark: char, before: Option<char>) -> (Token, usize) {
    let length = run_length(rest, mark);
    let after = rest.get(length..).and_then(|rest| rest.chars().next());
    let is_space = |it: Option<char>| it.is_none_or(char::is_whitespace);
    let is_mark = |it: Option<char>| it.is_some_and(|it| !it.is_alphanumeric() && !it.is_whitespace());
    // CommonMark §6.2: left-flanking and right-flanking.
    let left = !is_space(after) && (!is_mark(after) || is_space(before) || is_mark(before));
    let right = !is_space(before) && (!is_mark(before) || is_space(after) || is_mark(after));
    let inside_word = mark == '_';
    let opens = left && (!inside_word || !right || is_mark(before));
    let closes = right && (!inside_word || !left || is_mark(after));
    (Token::Run(Run { mark, length, opens, closes }), length)
}

/// The beginning of a text, of at most so many bytes.
fn start(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}
