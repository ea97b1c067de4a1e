#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use serde_json::Value;

use super::{Place, words_at};

fn schema() -> Value {
    json::strict(include_str!("../../../../profiles/profile.schema.json")).expect("the schema")
}

fn path(steps: &str) -> Vec<String> {
    steps.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

fn texts(steps: &str, place: Place<'_>) -> Vec<String> {
    words_at(&schema(), &path(steps), place).into_iter().map(|word| word.text).collect()
}

#[test]
fn the_names_of_an_object_are_those_of_the_schema_but_the_ones_it_has() {
    let all = texts("", Place::Name(&[]));
    for name in ["sources", "tables", "on", "poll", "title"] {
        assert!(all.contains(&name.to_owned()), "{name}: {all:?}");
    }
    let have = ["sources".to_owned(), "on".to_owned()];
    let rest = texts("", Place::Name(&have));
    assert_eq!(rest.len() + 2, all.len());
    assert!(!rest.contains(&have[0]) && !rest.contains(&have[1]));
}

#[test]
fn a_place_is_found_below_lists_names_of_the_user_s_own_and_references() {
    for (steps, name) in [
        ("on/3", "event"),
        ("on/0/do/1", "upsert"),
        ("tables/0/columns/2", "type"),
        ("sources/live", "kind"),
        ("poll/0", "get"),
        ("watch/0", "table"),
    ] {
        let names = texts(steps, Place::Name(&[]));
        assert!(names.contains(&name.to_owned()), "{steps}: {names:?}");
    }
}

#[test]
fn words_say_what_they_hold_and_mean() {
    let words = words_at(&schema(), &path("tables/0/columns/0"), Place::Name(&[]));
    let hidden = words.iter().find(|word| word.text == "hidden").expect("hidden");
    assert_eq!(hidden.kind, "boolean");
    for word in &words {
        assert!(!word.meaning.is_empty(), "{}", word.text);
    }
}

#[test]
fn values_are_those_that_the_schema_names() {
    let types = texts("tables/0/columns/0/type", Place::Value);
    for value in ["\"text\"", "\"time\"", "\"status\""] {
        assert!(types.contains(&value.to_owned()), "{value}: {types:?}");
    }
    assert_eq!(types.iter().filter(|value| **value == "\"text\"").count(), 1);
    let flags = texts("tables/0/columns/0/hidden", Place::Value);
    assert!(flags.contains(&"true".to_owned()) && flags.contains(&"false".to_owned()), "{flags:?}");
}

#[test]
fn nowhere_has_no_words() {
    for steps in ["nothing/of/this", "on/x", "tables/0/columns/0/type/deeper", "__proto__/constructor"] {
        assert_eq!(texts(steps, Place::Name(&[])), Vec::<String>::new(), "{steps}");
    }
}

#[test]
fn a_schema_that_leads_in_a_circle_has_an_end() {
    let circle = json::strict(r##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"},{"properties":{"x":{"$ref":"#/$defs/a"}}}]}}}"##).expect("JSON");
    let words = words_at(&circle, &path("x/x/x"), Place::Name(&[]));
    assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["x"]);
}
