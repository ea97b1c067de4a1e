//! What a build can be told.
use super::{EXAMPLE, Options};

#[test]
fn a_base_path_ends_with_one_slash() {
    for (words, base) in [
        (&[][..], Some("/")),
        (&["--base", "/"], Some("/")),
        (&["--base", "/x/"], Some("/x/")),
        (&["--base", "/x/y"], Some("/x/y/")),
        (&["--base=/x"], Some("/x/")),
        (&["--base"], None),
        (&["--base", "x"], None),
        (&["--base", "//other.example/"], None),
        (&["--base", "/x y/"], None),
        (&["--fast"], None),
    ] {
        assert_eq!(Options::parse(words).ok().map(|options| options.base).as_deref(), base, "{words:?}");
    }
}

#[test]
fn the_example_names_every_hub_once() {
    let example: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
    let hubs = example["hubs"].as_array().expect("hubs");
    let mut ids: Vec<_> = hubs.iter().filter_map(|hub| hub["id"].as_str()).collect();
    ids.dedup();
    assert_eq!(ids.len(), hubs.len());
    assert!(hubs.iter().all(|hub| hub["profile"].is_string() && hub["url"].is_string()), "{example}");
}
