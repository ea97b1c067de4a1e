#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

fn names(searches: &SavedSearches) -> Vec<&str> {
    searches.all().iter().map(|search| search.name.as_str()).collect()
}

#[test]
fn what_is_saved_is_read_again_in_its_order() {
    let mut searches = SavedSearches::default();
    assert!(searches.save("Discos", "?q=disco&kind=error".to_owned()));
    assert!(searches.save("  «Ñandú» \"x\" ", "?q=%22x%22".to_owned()));
    let read = SavedSearches::read(&searches.write());
    assert_eq!(read, searches);
    assert_eq!(names(&read), ["Discos", "«Ñandú» \"x\""]);
}

#[test]
fn a_name_is_taken_once_and_goes() {
    let mut searches = SavedSearches::default();
    searches.save("a", "?q=1".to_owned());
    searches.save("b", "?q=2".to_owned());
    searches.save("a", "?q=3".to_owned());
    assert_eq!((names(&searches), searches.all()[0].query.as_str()), (vec!["a", "b"], "?q=3"));
    searches.remove("a");
    searches.remove("unknown");
    assert_eq!(names(&searches), ["b"]);
}

#[test]
fn what_makes_no_sense_is_left_out_and_there_is_an_end() {
    let mut searches = SavedSearches::default();
    assert!(!searches.save("  ", "?q=1".to_owned()));
    for number in 0..MOST {
        assert!(searches.save(&number.to_string(), String::new()));
    }
    assert!(!searches.save("one more", String::new()) && searches.save("7", "?q=7".to_owned()));
    searches.save(&"x".repeat(1_000), String::new());
    assert_eq!(searches.all().len(), MOST);
    for text in ["", "{}", "nonsense", "[1,{}]", r#"[{"name":"","query":""},{"name":"n"}]"#] {
        assert_eq!(SavedSearches::read(text).all(), [], "{text}");
    }
    let long = SavedSearches::read(&format!(r#"[{{"name":"{}","query":""}}]"#, "ñ".repeat(500)));
    assert_eq!(long.all()[0].name.chars().count(), NAME_CHARS);
}
