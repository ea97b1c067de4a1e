#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

/// All profiles that come with the app, and one that uses every word of the language.
fn profiles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../profiles");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let profile = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.ends_with(".json") && !name.contains("schema") && *name != *"index.json"
    };
    let mut all: Vec<String> =
        files.filter(profile).map(|file| std::fs::read_to_string(file).unwrap()).collect();
    assert!(all.len() > 5, "the folder of profiles has moved");
    all.push(include_str!("../../tests/schema/whole.json").to_owned());
    all
}

#[test]
fn what_was_compiled_is_what_would_have_been_read() {
    for json in profiles() {
        let compiled = Profile::compile(&json).unwrap();
        let (read, taken) =
            (Profile::parse(&json).unwrap(), Profile::from_compiled(&compiled, &json).unwrap());
        assert_eq!(read, taken);
        assert_eq!(read.forms(), taken.forms());
    }
}

#[test]
fn a_text_that_was_edited_is_not_the_one_that_was_compiled() {
    for json in profiles() {
        let compiled = Profile::compile(&json).unwrap();
        for edited in [json.replacen("\"title\"", "\"title\" ", 1), json.replacen('s', "S", 1), String::new()]
        {
            assert_eq!(Profile::from_compiled(&compiled, &edited), None);
        }
    }
}

#[test]
fn bytes_that_are_cut_off_or_changed_are_no_profile_and_no_panic() {
    for json in profiles() {
        let compiled = Profile::compile(&json).unwrap();
        for end in (0..compiled.len()).step_by(13) {
            assert_eq!(Profile::from_compiled(&compiled[..end], &json), None, "{end}");
        }
        for place in (8..compiled.len()).step_by(7) {
            let mut changed = compiled.clone();
            changed[place] = 0xff;
            let _any = Profile::from_compiled(&changed, &json);
        }
    }
}

#[test]
fn a_profile_with_mistakes_is_not_compiled() {
    let problems = Profile::compile(r#"{ "name": "x", "titel": "X" }"#).unwrap_err();
    assert!(problems.iter().any(|problem| problem.pointer == "/titel"), "{problems:?}");
    assert_eq!(Profile::compile("{").unwrap_err()[0].expected, "JSON");
}
