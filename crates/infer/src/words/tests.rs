#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! Names say their words, in whatever way they are written.
use super::{says_key, says_time, singular, slug, title, words};

#[test]
fn names_are_taken_apart_at_humps_signs_and_accents() {
    for (name, expected) in [
        ("lastSeen_at", "last seen at"),
        ("HTTPServerName", "http server name"),
        ("duración-máxima", "duracion maxima"),
        ("org.example.pod.killed", "org example pod killed"),
        ("temp2C", "temp2 c"),
        ("SCREAMING_SNAKE", "screaming snake"),
        ("", ""),
        ("___", ""),
        ("日本", "日本"),
    ] {
        assert_eq!(words(name).join(" "), expected, "{name}");
    }
    assert!(words(&"a_".repeat(10_000)).len() <= 12);
}

#[test]
fn titles_are_words_with_a_capital_and_their_accents() {
    for (name, expected) in [
        ("created_at", "Created at"),
        ("userID", "User ID"),
        ("ip-address", "IP address"),
        ("número_de_serie", "Número de serie"),
        ("éclair", "Éclair"),
        ("*", "*"),
    ] {
        assert_eq!(title(name), expected, "{name}");
    }
}

#[test]
fn slugs_are_small_and_plain() {
    for (name, expected) in
        [("userID", "user_id"), ("Año-2", "ano_2"), ("日本", ""), ("/", ""), ("a/b", "a_b")]
    {
        assert_eq!(slug(name), expected, "{name}");
    }
}

#[test]
fn one_of_many_is_known() {
    for (many, one) in [
        ("jobs", "job"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("ordenes", "ordene"),
        ("status", "status"),
        ("class", "class"),
        ("bus", "bus"),
        ("avisos", "aviso"),
    ] {
        assert_eq!(singular(many), one, "{many}");
    }
}

#[test]
fn names_of_times_and_keys_are_known_in_three_languages() {
    for name in [
        "created_at",
        "ts",
        "lastSeen",
        "startTime",
        "fecha",
        "actualizado",
        "criado",
        "expires",
        "date_of_birth",
    ] {
        assert!(says_time(&words(name)), "{name}");
    }
    for name in ["duration_ms", "uptime_s", "name", "temperature", "update_count", "meter"] {
        assert!(!says_time(&words(name)), "{name}");
    }
    for name in ["id", "order_id", "codigo", "uuid", "idPedido", "deviceKey"] {
        assert!(says_key(&words(name)), "{name}");
    }
    assert!(!says_key(&words("identity")) && !says_key(&words("width")));
}
