#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

#[test]
fn a_value_is_encoded_as_encode_uri_component_does() {
    let table = [
        ("", ""),
        ("plain-_.!~*'()", "plain-_.!~*'()"),
        ("a b&c=d", "a%20b%26c%3Dd"),
        ("ñ→🏰", "%C3%B1%E2%86%92%F0%9F%8F%B0"),
        ("50%", "50%25"),
        ("a,b:c/d?e#f", "a%2Cb%3Ac%2Fd%3Fe%23f"),
    ];
    for (text, encoded) in table {
        assert_eq!(encode_component(text), encoded);
        assert_eq!(decode_component(encoded), text);
    }
}

#[test]
fn a_segment_keeps_what_a_browser_keeps() {
    let table = [
        ("nodes", "nodes"),
        ("a:b@c,d;e", "a:b@c,d;e"),
        ("dos palabras", "dos%20palabras"),
        ("a/b", "a%2Fb"),
        ("100%?#", "100%25%3F%23"),
        ("año", "a%C3%B1o"),
    ];
    for (text, encoded) in table {
        assert_eq!(encode_segment(text), encoded);
        assert_eq!(decode_segment(encoded), text);
    }
}

#[test]
fn a_plus_is_a_space_in_a_query_alone_and_what_is_broken_stays() {
    assert_eq!(decode_component("a+b%2B"), "a b+");
    assert_eq!(decode_segment("a+b"), "a+b");
    for broken in ["%zz", "%", "%4", "%C3", "%FF%20"] {
        assert_eq!(decode_component(broken), broken);
    }
}

#[test]
fn a_query_is_read_pair_by_pair() {
    let all = |query| pairs(query).collect::<Vec<_>>();
    assert_eq!(
        all("?a=1&b=%20&c&=d&&a=2=3"),
        [
            ("a", "1".to_owned()),
            ("b", " ".to_owned()),
            ("c", String::new()),
            ("", "d".to_owned()),
            ("a", "2=3".to_owned()),
        ]
    );
    for nothing in ["", "?", "&", "?&&"] {
        assert_eq!(all(nothing), [], "{nothing}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(text in any::<String>()) {
        prop_assert_eq!(decode_component(&encode_component(&text)), text.clone());
        prop_assert_eq!(decode_segment(&encode_segment(&text)), text);
    }
}
