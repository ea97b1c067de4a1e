//! Texts that a hub writes in HTML, as plain text: the page draws no markup of a hub's.

use compact::Compact;

use crate::node::{ObjectFields, given};

/// What a hub's texts are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Compact)]
pub(crate) enum Markup {
    /// They are what they are.
    #[default]
    None,
    /// HTML: its text is shown, line by line.
    Html,
}

/// Elements that begin a line.
const LINES: [&str; 9] = ["br", "/p", "/div", "/li", "/tr", "/blockquote", "/pre", "/ul", "/ol"];
/// Elements whose content is no text.
const HIDDEN: [&str; 2] = ["script", "style"];
/// The names of characters that HTML itself needs, and of the space that joins words.
const NAMED: [(&str, char); 6] =
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}')];
/// No reference to a character is longer.
const LONGEST_REFERENCE: usize = 10;

impl Markup {
    /// From `"markup": "html"`, where it is given.
    pub fn read(fields: &mut ObjectFields<'_>) -> Option<Self> {
        let markup = fields.optional("markup").map(|node| node.word(&[("html", Self::Html)]));
        Some(given(markup)?.unwrap_or_default())
    }

    /// The text that users read.
    pub fn plain(self, text: String) -> String {
        match self {
            Self::Html if text.contains(['<', '&']) => plain(&text),
            Self::None | Self::Html => text,
        }
    }
}

fn plain(html: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, from)) = split_at_any(rest, ['<', '&']) {
        out.push_str(before);
        rest = if from.starts_with('&') { reference(from, &mut out) } else { tag(from, &mut out) };
    }
    out.push_str(rest);
    let kept = out.trim().len();
    let start = out.len().saturating_sub(out.trim_start().len());
    out.drain(..start);
    out.truncate(kept);
    out
}

/// What stands before one of these characters, and from there on.
fn split_at_any(text: &str, wanted: [char; 2]) -> Option<(&str, &str)> {
    text.split_at_checked(text.char_indices().find(|(_, it)| wanted.contains(it))?.0)
}

/// Pass a tag; gives what stands after it. A `<` without its end is a character like any other.
fn tag<'a>(from: &'a str, out: &mut String) -> &'a str {
    let inside = from.get(1..).unwrap_or_default();
    let name_starts = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
    // Another one before its end: it was none. So no character is looked at for more than one tag.
    let ended = split_at_any(inside, ['>', '<']).filter(|(tag, _)| tag.starts_with(name_starts));
    let Some((tag, after)) = ended.and_then(|(tag, end)| Some((tag, end.strip_prefix('>')?))) else {
        out.push('<');
        return inside;
    };
    let name = tag.split([' ', '\t', '\n']).next().unwrap_or_default().to_ascii_lowercase();
    let name = if name == "br/" { "br" } else { name.as_str() };
    if LINES.contains(&name) {
        out.push('\n');
    }
    let Some(hidden) = HIDDEN.iter().find(|hidden| **hidden == name) else { return after };
    let end = after.char_indices().find(|(place, _)| {
        let tag = after.get(*place..).and_then(|it| it.strip_prefix("</"));
        tag.and_then(|it| it.get(..hidden.len())).is_some_and(|it| it.eq_ignore_ascii_case(hidden))
    });
    end.and_then(|(place, _)| after.get(place..)).unwrap_or_default()
}

/// Write the character that a reference stands for; gives what stands after it. What nobody knows stays as it is.
fn reference<'a>(from: &'a str, out: &mut String) -> &'a str {
    let inside = from.get(1..).unwrap_or_default();
    let near = inside.char_indices().take(LONGEST_REFERENCE).find(|(_, it)| *it == ';');
    let found = near.and_then(|(place, _)| inside.split_at_checked(place));
    let meant = found.and_then(|(name, end)| Some((character(name)?, end.strip_prefix(';')?)));
    match meant {
        Some((character, after)) => {
            out.push(character);
            after
        }
        None => {
            out.push('&');
            inside
        }
    }
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    // A control character would be a way to draw what is no text.
    code.ok().and_then(char::from_u32).filter(|it| !it.is_control() || *it == '\n')
}

#[cfg(test)]
mod tests;
