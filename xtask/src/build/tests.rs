//! The options of a build.
use super::Options;
use crate::bundle::Saving;

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
fn each_saving_can_be_left_out() {
    let options = Options::parse(&["--without", "deferred", "--without=minify"]).expect("options");
    assert!(!options.savings.uses(Saving::Deferred) && !options.savings.uses(Saving::Minify));
    assert!(options.savings.uses(Saving::OwnStd));
    assert!(Options::parse(&["--without", "everything"]).is_err());
}
