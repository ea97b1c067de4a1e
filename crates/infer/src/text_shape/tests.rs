#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! A text's shape is all that is said of it here.
use super::{BOOLEAN, DATED, ISO, LINK, NAIVE, NAME, NUMBER, SHORT, ZONED, are_keys, dated, shapes};

#[test]
fn moments_are_known_with_their_offset_and_without() {
    for text in [
        "2026-11-26T10:00:00Z",
        "2026-11-26 10:00:00.123456+00:00",
        "2026-11-26T10:00:00-0300",
        "2026-11-26T10:00Z",
        "Sun, 07 Jul 2024 08:00:00 GMT",
    ] {
        assert_eq!(shapes(text) & (ISO | ZONED | NAIVE), ISO | ZONED, "{text}");
    }
    for text in ["2026-11-26T10:00:00", "2026-11-26", "2026-11-26 10:00", "2026-11-26 10:00:00,5"] {
        assert_eq!(shapes(text) & (ISO | ZONED | NAIVE), ISO | NAIVE, "{text}");
    }
    for text in ["2026-13-26", "2026-11-26T25:00", "10:00:00", "2026-11", "1.2.3", "26", "", "2026-11-26x"] {
        assert_eq!(shapes(text) & ISO, 0, "{text}");
    }
}

#[test]
fn other_dates_have_a_pattern() {
    for (text, pattern, first_two) in [
        ("26/11/2026 10:00", "%d/%m/%Y %H:%M", Some((26, 11))),
        ("11-26-2026", "%d-%m-%Y", Some((11, 26))),
        ("05.06.2026, 10:00:01", "%d.%m.%Y, %H:%M:%S", Some((5, 6))),
        ("2026/11/26 10:00:00 UTC", "%Y/%m/%d %H:%M:%S UTC", None),
        ("20261126T100000Z", "%Y%m%dT%H%M%SZ", None),
    ] {
        let dated = dated(text).unwrap();
        assert_eq!((dated.pattern.as_str(), dated.first_two), (pattern, first_two), "{text}");
        assert_ne!(shapes(text) & DATED, 0, "{text}");
    }
    for text in ["26/13/2026", "32/11/2026", "26/11-2026", "1/2/3", "99999999", "26/11/26", "26/11/2026 10"] {
        assert_eq!(dated(text), None, "{text}");
    }
}

#[test]
fn numbers_are_none_with_a_leading_zero_or_plus() {
    for (text, is_number) in [
        ("5", true),
        ("-1.5", true),
        ("0", true),
        ("0.5", true),
        ("1e3", true),
        ("007", false),
        ("+56", false),
        ("", false),
        ("5 %", false),
        ("0x10", false),
        ("NaN", false),
    ] {
        assert_eq!(shapes(text) & NUMBER != 0, is_number, "{text}");
    }
}

#[test]
fn links_booleans_words_and_names_are_told_apart() {
    for (text, shape, has) in [
        ("https://example.org/a", LINK, true),
        ("ftp://example.org", LINK, false),
        ("Yes", BOOLEAN, true),
        ("yes!", BOOLEAN, false),
        ("in progress", SHORT, true),
        ("a text of more than twenty-four letters", SHORT, false),
        ("job.updated", NAME, true),
        ("two words", NAME, false),
    ] {
        assert_eq!(shapes(text) & shape != 0, has, "{text}");
    }
}

#[test]
fn of_long_texts_the_beginning_is_looked_at() {
    let long = "ñ".repeat(1_000_000);
    assert_eq!(super::head(&long).len(), 1_024);
    assert_eq!(super::head(&format!("x{long}")).len(), 1_023, "no half of a letter");
    assert_eq!(super::head("short"), "short");
    assert_ne!(super::hash(&long), super::hash(&format!("{long}ñ")));
    assert_ne!(super::hash("ab"), super::hash("a"));
    assert_eq!(shapes(&format!("https://a.example/{long}")) & LINK, LINK);
}

#[test]
fn plates_are_written_alike_and_words_are_not() {
    for (names, expected) in [
        (&["KJ-RT-21", "BB-D-4"][..], true),
        (&["b12", "b7"], true),
        (&["north", "south"], false),
        (&["b12", "B7"], false),
        (&["b12", "b7x"], false),
        (&[], false),
    ] {
        assert_eq!(super::are_written_alike(names.iter().copied()), expected, "{names:?}");
    }
}

#[test]
fn names_of_maps_are_no_names_of_records() {
    for names in [
        &["1", "20", "300"][..],
        &["6f1c2a00-93b1-4c55-8a3e-0242ac120002", "6f1c2a01-93b1-4c55-8a3e-0242ac120002"],
        &["a4cf12100000", "a4cf1211eef9"],
        &["00:1a:2b:3c:4d:5e"],
        &["10.0.0.1:8080", "http://b:80"],
        &["node-1", "node-2", "node-17"],
    ] {
        assert!(are_keys(names.iter().copied()), "{names:?}");
    }
    for names in [
        &["cpu", "memory"][..],
        &["node-1", "disk-2"],
        &["temp1", "temp2"],
        &["deadbeef"],
        &["1", "a"],
        &["node-1"],
    ] {
        assert!(!are_keys(names.iter().copied()), "{names:?}");
    }
}
