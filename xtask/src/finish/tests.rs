//! What becomes of the page.
use super::{hashed, only, stylesheets, with_one_stylesheet};

const PAGE: &str = "<head>\n  <link rel=\"icon\" href=\"/x/i.svg\"/>\n  <link rel=\"stylesheet\" href=\"/x/a-1.css\" integrity=\"sha384-a\"/>\n  <link rel=\"stylesheet\" href=\"/x/b-2.css\" integrity=\"sha384-b\"/>\n</head>";

#[test]
fn stylesheets_keep_their_order_and_become_one() {
    assert_eq!(stylesheets(PAGE, "/x/"), ["a-1.css", "b-2.css"]);
    assert_eq!(
        with_one_stylesheet(PAGE, "/x/style-3.css").expect("a page"),
        "<head>\n  <link rel=\"icon\" href=\"/x/i.svg\"/>\n  <link rel=\"stylesheet\" href=\"/x/style-3.css\">\n</head>"
    );
}

#[test]
fn a_page_without_a_stylesheet_is_a_mistake() {
    assert!(with_one_stylesheet("<head></head>", "/style.css").is_err());
}

#[test]
fn a_name_changes_with_the_bytes() {
    assert_eq!(hashed("a", b"one", "css"), hashed("a", b"one", "css"));
    assert_ne!(hashed("a", b"one", "css"), hashed("a", b"two", "css"));
}

#[test]
fn two_scripts_are_not_guessed_between() {
    let dist = std::env::temp_dir().join(format!("atalaya-finish-{}", std::process::id()));
    std::fs::create_dir_all(dist.join("profiles")).expect("a folder");
    let write = |name: &str| std::fs::write(dist.join(name), "").expect("written");
    write("boot.js");
    write("profiles/not-at-the-top.js");
    assert!(only(&dist, ".js").is_err(), "none");
    write("app-1.js");
    assert_eq!(only(&dist, ".js").expect("one"), dist.join("app-1.js"));
    write("app-2.js");
    assert!(only(&dist, ".js").is_err(), "two");
    std::fs::remove_dir_all(&dist).expect("removed");
}
