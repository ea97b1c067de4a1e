#![allow(clippy::unwrap_used)]
use super::*;
use crate::fold::tests::Spanish;

fn search(words: &[&str]) -> TextSearch<'static> {
    TextSearch::new(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), &Spanish)
}

#[test]
fn every_word_must_stand_in_one_of_the_texts() {
    let texts = ["Conexión perdida", "El nodo Ñandú-7 no responde"];
    for (words, found) in [
        (vec![], true),
        (vec![""], true),
        (vec!["conexion"], true),
        (vec!["CONEXIÓN", "nandu"], true),
        (vec!["nodo ñandú"], true),
        (vec!["perdida el"], false),
        (vec!["ñodo"], false),
        (vec!["conexion", "disco"], false),
    ] {
        assert_eq!(search(&words).finds(&texts), found, "{words:?}");
    }
}

#[test]
fn a_text_in_pieces_is_the_text_and_its_hits_are_marked() {
    let marked = |words: &[&str], text: &str| {
        let pieces = search(words).pieces(text);
        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        pieces
            .iter()
            .map(|(piece, hit)| if *hit { format!("[{piece}]") } else { (*piece).to_owned() })
            .collect::<String>()
    };
    assert_eq!(marked(&["conexion"], "La CONEXIÓN, conexio\u{301}n"), "La [CONEXIÓN], [conexio\u{301}n]");
    assert_eq!(marked(&["nodo", "do-7"], "nodo-7 🐦 Nodo"), "[nodo-7] 🐦 [Nodo]");
    assert_eq!(marked(&["x"], ""), "");
    assert_eq!(marked(&[], "todo"), "todo");
    assert_eq!(marked(&["a"], "aaa"), "[aaa]");
    assert_eq!(marked(&["ñ"], "nñn"), "n[ñ]n");
}
