//! Mistakes in profiles.
use super::{built_in, check, problems};
use crate::workspace::{Workspace, read};

#[test]
fn every_mistake_is_listed_with_its_place() {
    let found = problems("{}");
    assert!(found.len() > 1, "an empty profile lacks more than one thing: {found:?}");
    assert!(found.iter().all(|(_, problem)| problem.contains("expected")), "{found:?}");
    assert_eq!(problems("{").len(), 1, "text that is no JSON is one mistake");
}

#[test]
fn the_profiles_that_come_with_the_app_are_good() {
    let workspace = Workspace::find().expect("cargo metadata");
    let files: Vec<String> =
        built_in(&workspace).expect("profiles/").iter().map(|file| file.display().to_string()).collect();
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(check(&names), Ok(()));
}

/// The app is given the same file, and shows the same places (e2e/specs/mistakes.spec.js).
#[test]
fn ten_mistakes_are_ten_problems_in_ten_places() {
    let folder = Workspace::find().expect("cargo metadata").root.join("e2e/profiles");
    let file = folder.join("ten-mistakes.json");
    let expected = read(&folder.join("ten-mistakes.pointers.json")).expect("the places");
    let expected: Vec<String> = serde_json::from_str(&expected).expect("a list of texts");
    let found = problems(&read(&file).expect("the profile"));
    let mut places: Vec<&str> = found.iter().filter_map(|(_, problem)| problem.split(": ").next()).collect();
    places.sort_unstable();
    assert_eq!(places, expected, "{found:#?}");
    assert_eq!(check(&[&file.display().to_string()]), Err("profiles: 10 mistakes".to_owned()));
}
