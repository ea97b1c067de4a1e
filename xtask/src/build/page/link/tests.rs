//! Lines of a page.
use super::{TrunkLine, replace};

const PAGE: &str = "<head>
  <title>Page</title>
  <link data-trunk rel=\"icon\" href=\"style/icon.svg\">
  <link data-trunk rel=\"copy-file\" href=\"boot.js\">
  <link data-trunk rel=\"rust\" data-bin=\"app\">
</head>";

#[test]
fn each_line_gives_way_to_what_is_made_of_it() {
    let mut seen = Vec::new();
    let filled = replace(PAGE, |link| {
        let rel = link.value("rel")?.to_owned();
        seen.push(rel.clone());
        Ok(if rel == "copy-file" { String::new() } else { format!("<{rel}>") })
    });
    assert_eq!(filled.expect("a page"), "<head>\n  <title>Page</title>\n  <icon>\n  <rust>\n</head>");
    assert_eq!(seen, ["icon", "copy-file", "rust"]);
}

#[test]
fn a_line_knows_its_attributes() {
    let link = TrunkLine::read("rel=\"css\" href=\"style/deferred.css\" disabled");
    assert_eq!(link.value("href"), Ok("style/deferred.css"));
    assert!(link.value("data-bin").is_err());
    assert!(link.has("disabled"));
    assert!(!TrunkLine::read("rel=\"css\" href=\"style/index.css\"").has("disabled"));
}

#[test]
fn a_page_without_such_a_line_and_a_broken_line_are_mistakes() {
    let fill = |_: &TrunkLine| Ok(String::new());
    assert!(replace("<head></head>", fill).is_err());
    assert!(replace("<link data-trunk rel=\"css\"", fill).is_err());
    assert!(replace(PAGE, |_| Err("not known".to_owned())).is_err());
}
