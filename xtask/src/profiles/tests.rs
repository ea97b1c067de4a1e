//! Mistakes in profiles.
use super::{built_in, check, problems};
use crate::workspace::Workspace;

#[test]
fn every_mistake_is_told_with_its_place() {
    let found = problems("{}");
    assert!(found.len() > 1, "an empty profile lacks more than one thing: {found:?}");
    assert!(found.iter().all(|problem| problem.contains("expected")), "{found:?}");
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
