//! The Markdown of hubs' messages: emphasis, code and links (CommonMark §6.1 to §6.5); all else stays the text that it is.
//!
//! No tree is made, so that nothing can be nested too deep, and each step looks only so far: the time grows with the
//! length of the text and no faster.

mod address;
mod emphasis;
mod token;

pub use address::Address;
use token::{Token, tokens};

/// Longer texts stay as they are written (bytes).
const LONGEST: usize = 20_000;

/// How words are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// `*so*`
    pub emphasis: bool,
    /// `**so**`
    pub strong: bool,
    /// `` `so` ``
    pub code: bool,
}

/// Words that are drawn in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they say.
    pub text: String,
    /// How they are drawn.
    pub style: Style,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(Words),
    /// A link, and what it says.
    Link(Address, Vec<Words>),
}

/// The pieces of a message.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    if text.len() > LONGEST {
        return vec![Piece::Words(Words { text: text.to_owned(), style: Style::default() })];
    }
    let tokens = tokens(text, true);
    let styles = emphasis::resolve(&tokens);
    let mut pieces: Vec<Piece> = Vec::new();
    for (token, drawn) in tokens.into_iter().zip(styles) {
        if let Token::Link { to, label } = token {
            let words = words(&label, drawn.style);
            pieces.push(Piece::Link(to, words));
        } else if let Some(text) = token.text(drawn.unused) {
            let style = Style { code: matches!(token, Token::Code(_)), ..drawn.style };
            match pieces.last_mut() {
                Some(Piece::Words(last)) if last.style == style => last.text.push_str(&text),
                _ => pieces.push(Piece::Words(Words { text, style })),
            }
        }
    }
    pieces
}

/// What a link says; there is no link in it.
fn words(label: &str, around: Style) -> Vec<Words> {
    let tokens = tokens(label, false);
    let styles = emphasis::resolve(&tokens);
    let word = |(token, drawn): (&Token, emphasis::Drawn)| {
        let style = Style {
            emphasis: drawn.style.emphasis || around.emphasis,
            strong: drawn.style.strong || around.strong,
            code: matches!(token, Token::Code(_)),
        };
        Some(Words { text: token.text(drawn.unused)?, style })
    };
    tokens.iter().zip(styles).filter_map(word).collect()
}

#[cfg(test)]
mod tests;
