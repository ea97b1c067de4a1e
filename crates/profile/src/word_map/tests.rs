use super::*;

const KEYS: [&str; 7] = ["*", "0..3", "4..7", "5", "8..", "..-10", "a..b"];

fn key(word: &str) -> &'static str {
    place_of(KEYS.iter().copied(), word).and_then(|place| KEYS.get(place).copied()).unwrap_or_default()
}

#[test]
fn a_word_belongs_to_itself_then_to_a_range_then_to_what_is_for_all() {
    let expected = [
        ("5", "5"),
        ("4", "4..7"),
        ("0", "0..3"),
        ("3", "0..3"),
        (" 7 ", "4..7"),
        ("3.0", "0..3"),
        ("7.9", "4..7"),
        ("8", "8.."),
        ("9223372036854775807", "8.."),
        ("-10", "..-10"),
        ("-11.5", "..-10"),
        ("-1", "*"),
        ("a..b", "a..b"),
        ("up", "*"),
        ("", "*"),
        ("99999999999999999999", "*"),
    ];
    for (word, expected) in expected {
        assert_eq!(key(word), expected, "{word:?}");
    }
}

#[test]
fn without_a_key_for_all_others_they_belong_to_none() {
    let keys = ["up", "1..2"];
    assert_eq!(place_of(keys.into_iter(), "down"), None);
    assert_eq!(place_of(keys.into_iter(), "3"), None);
    assert_eq!(place_of(keys.into_iter(), "2"), Some(1));
}

#[test]
fn two_dots_are_a_range_only_between_whole_numbers() {
    for word in ["..", "a..", "1.5..2", "1..2..3", "1…3", "0x1..5"] {
        assert_eq!(range(word), None, "{word}");
    }
    assert_eq!(range("-5..-1"), Some((-5, -1)));
}
