//! What a build can be told.
use super::Options;

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
