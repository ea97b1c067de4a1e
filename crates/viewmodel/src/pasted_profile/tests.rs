#![allow(clippy::unwrap_used)]
use serde_json::json;

use super::*;
use crate::hubs_json::FILE;

#[test]
fn an_object_is_a_profile_and_anything_else_an_address() {
    for (written, read_as) in [
        ("{}", json!({})),
        ("\r\n\t{ \"name\": \"ñ\" }\n", json!({ "name": "ñ" })),
        (" /mine.json\n", json!("/mine.json")),
        ("", json!("")),
        ("[1]", json!("[1]")),
        ("\"/mine.json\"", json!("\"/mine.json\"")),
        ("ntfy", json!("ntfy")),
    ] {
        assert_eq!(read(written), Ok(read_as), "{written:?}");
    }
}

#[test]
fn what_begins_as_an_object_says_where_it_stops_being_json() {
    for (written, found) in [
        ("{\n  \"name\": \"n\",\n  \"title\": }", "`}` at line 3 column 12"),
        ("\n\n  { \"name\": \"x\" \"title\": \"X\" }", "`\"` at line 3 column 17"),
        ("{\r\n\"a\": 1,\r\n}", "`}` at line 3 column 1"),
        ("{", "an end at line 1 column 1"),
        ("{} {}", "`{` at line 1 column 4"),
    ] {
        let problem = read(written).unwrap_err();
        assert_eq!((problem.file.as_str(), problem.pointer.as_str()), ("{ … }", ""), "{written:?}");
        assert_eq!((problem.found.as_str(), problem.expected.as_str()), (found, "JSON"), "{written:?}");
    }
}

#[test]
fn a_mistake_in_the_profile_is_told_from_its_beginning_and_any_other_stays() {
    let at = |file: &str, pointer: &str| {
        let problem = ConfigProblem {
            pointer: pointer.to_owned(),
            ..ConfigProblem::of_file(file, "1".to_owned(), "text")
        };
        let problem = placed(problem);
        (problem.file, problem.pointer)
    };
    let table = [
        (FILE, "/hubs/0/profile/on/3/do", "{ … }", "/on/3/do"),
        (FILE, "/hubs/0/profile/a~1b", "{ … }", "/a~1b"),
        (FILE, "/hubs/0/profile", FILE, "/hubs/0/profile"),
        (FILE, "/hubs/0/profiles/on", FILE, "/hubs/0/profiles/on"),
        (FILE, "/hubs/0/url", FILE, "/hubs/0/url"),
        ("/mine.json", "/on/3", "/mine.json", "/on/3"),
    ];
    for (file, pointer, shown_file, shown_pointer) in table {
        assert_eq!(at(file, pointer), (shown_file.to_owned(), shown_pointer.to_owned()), "{pointer}");
    }
}
