//! A message that a hub writes in Markdown.

use leptos::prelude::*;
use viewmodel::markdown::{Address, Piece, Words, pieces};

/// A message: emphasis, code and links, each an element of the page's own with text in it.
pub fn markdown(message: &str) -> AnyView {
    let piece = |piece: Piece| match piece {
        Piece::Words(words) => styled(words),
        Piece::Link(to, words) => link(to, words),
    };
    pieces(message).into_iter().map(piece).collect_view().into_any()
}

/// A link; beside it stands where it goes, unless it says so itself.
fn link(to: Address, words: Vec<Words>) -> AnyView {
    let said: String = words.iter().map(|words| words.text.as_str()).collect();
    let place = (!to.is_said_by(&said)).then(|| view! { <small>" (" {to.place.clone()} ")"</small> });
    view! {
        <a href=to.link.clone() title=to.link target="_blank" rel="noopener noreferrer">
            {words.into_iter().map(styled).collect_view()}
        </a>
        {place}
    }
    .into_any()
}

fn styled(Words { text, style }: Words) -> AnyView {
    let mut drawn = text.into_any();
    if style.code {
        drawn = view! { <code>{drawn}</code> }.into_any();
    }
    if style.emphasis {
        drawn = view! { <em>{drawn}</em> }.into_any();
    }
    if style.strong {
        drawn = view! { <strong>{drawn}</strong> }.into_any();
    }
    drawn
}
