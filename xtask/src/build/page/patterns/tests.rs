//! Patterns of Trunk.toml.
use super::Patterns;

#[test]
fn placeholders_become_names_below_the_base() {
    let text = "[build]\npattern_script = '<script src=\"{base}{js}\" data-wasm=\"{base}{wasm}\"></script>'\n\
        pattern_preload = '<link href=\"{base}{js}\">'";
    let filled = Patterns::of_trunk(text).expect("patterns").filled("/x/", "a.js", "a.wasm");
    let script = "<script src=\"/x/a.js\" data-wasm=\"/x/a.wasm\"></script>".to_owned();
    assert_eq!(filled, Ok(Patterns { script, preload: "<link href=\"/x/a.js\">".to_owned() }));
}

#[test]
fn a_missing_pattern_and_an_unknown_placeholder_are_mistakes() {
    assert!(Patterns::of_trunk("[build]\npattern_script = ''").is_err());
    assert!(Patterns::of_trunk("[build").is_err());
    let patterns = Patterns { script: "{nonce}".to_owned(), preload: String::new() };
    assert!(patterns.filled("/", "a.js", "a.wasm").is_err());
}
