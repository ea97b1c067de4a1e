use super::*;

#[test]
fn a_name_is_any_text_that_is_no_path() {
    let long = "ñ".repeat(127);
    for name in ["a", "informe anual.pdf", "ñandú 🐦.csv", "...", ".hidden", "%2F", "\"x\"", &long] {
        assert!(valid_name(name).is_ok(), "{name}");
    }
    let too_long = "ñ".repeat(128);
    let wrong = ["", ".", "..", "a/b", "a\\b", "a\0", "a\nb", "\u{7f}", "\u{85}", "a\u{2028}b", &too_long];
    for name in wrong {
        assert!(valid_name(name).is_err(), "{name:?}");
    }
}

#[test]
fn a_file_is_saved_under_its_name_and_breaks_no_header() {
    let cases = [
        ("a b.txt", "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b%2Etxt"),
        ("ñ\"\\%.txt", "attachment; filename=\"____.txt\"; filename*=UTF-8''%C3%B1%22%5C%25%2Etxt"),
        ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
    ];
    for (name, header) in cases {
        assert_eq!(disposition(name), header, "{name:?}");
    }
}

#[test]
fn a_digest_is_64_hexadecimal_digits() {
    assert!(is_sha256(&"aF0".repeat(22)[..64]));
    for wrong in ["", "aF0", &"g".repeat(64), &"a".repeat(65)] {
        assert!(!is_sha256(wrong), "{wrong}");
    }
}
