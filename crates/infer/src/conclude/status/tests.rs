#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! The worst word of a status counts.
use super::level;
use crate::draft::Level;

#[test]
fn words_have_colours_in_three_languages() {
    for (word, expected) in [
        ("CrashLoopBackOff", Some(Level::Error)),
        ("crashloopbackoff", Some(Level::Error)),
        ("DOWN", Some(Level::Error)),
        ("shutting_down", Some(Level::Error)),
        ("retry after failure", Some(Level::Error)),
        ("caído", Some(Level::Error)),
        ("falhou", Some(Level::Error)),
        ("degraded", Some(Level::Warning)),
        ("en pausa", None),
        ("pausado", Some(Level::Warning)),
        ("in progress", Some(Level::Info)),
        ("en cola", Some(Level::Info)),
        ("pendente", Some(Level::Info)),
        ("completed", Some(Level::Ok)),
        ("on time", Some(Level::Ok)),
        ("not ready", Some(Level::Warning)),
        ("sin conexión ok", Some(Level::Warning)),
        ("concluído", Some(Level::Ok)),
        ("idle", Some(Level::Neutral)),
        ("updown", None),
        ("xyzzy", None),
        ("", None),
    ] {
        assert_eq!(level(word, false), expected, "{word}");
    }
}

#[test]
fn high_is_bad_where_the_name_is_of_a_grade() {
    for (word, expected) in
        [("high", Level::Error), ("medium", Level::Warning), ("baja", Level::Info), ("P1", Level::Error)]
    {
        assert_eq!(level(word, true), Some(expected), "{word}");
        assert_eq!(level(word, false), None, "{word}");
    }
}
