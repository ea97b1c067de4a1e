use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn accents_are_told_apart_where_the_language_has_a_letter_of_its_own() {
    for (tag, small, base, is_own) in [
        ("es", 'á', 'a', false),
        ("es", 'ñ', 'n', true),
        ("en", 'ñ', 'n', false),
        ("pt", 'ç', 'c', false),
        ("en", 'ế', 'e', false),
        ("en", 'й', 'и', true),
        ("en", '한', '한', false),
        ("en", 'ж', 'ж', false),
    ] {
        assert_eq!(Lang::of_tag(tag).letter(small), Letter { base, is_own }, "{tag} {small}");
    }
}
