#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

fn known() -> Known<'static> {
    Known { languages: &["es", "en"], is_zone: &|zone| zone == "America/Santiago" }
}

/// What is read of a text, and the pointers of its mistakes.
fn read(text: &str) -> (Preferences, Vec<String>) {
    let (preferences, problems) = Preferences::parse(text, known());
    assert!(problems.iter().all(|problem| problem.file == FILE && !problem.expected.is_empty()));
    (preferences, problems.into_iter().map(|problem| problem.pointer).collect())
}

const WHOLE: &str = r#"{
  "lang": "en", "theme": "contrast", "density": "dense", "times": "absolute", "zone": "America/Santiago",
  "start": "hub/files", "shortcuts": "off", "toasts": false, "desktop": true,
  "sounds": { "on": true, "volume": 80, "kinds": ["info", "error"] },
  "quiet": {
    "until": 1764212400000,
    "hours": [{ "days": ["mon", "sun"], "from": "22:00", "to": "07:30" }],
    "errors": false,
    "muted": [{ "hub": "files" }, { "hub": "files", "title": "Disk" }, { "hub": "portal", "kind": "info" }]
  },
  "history": { "days": 30 }
}"#;

#[test]
fn what_is_written_is_read_again_and_what_nobody_knows_is_kept() {
    let (preferences, problems) = read(WHOLE);
    assert_eq!(problems, Vec::<String>::new());
    let written = preferences.text();
    assert_eq!(read(&written), (preferences, Vec::new()));
    let (written, whole) = (json::strict(&written).unwrap(), json::strict(WHOLE).unwrap());
    assert!(json::equal(&written, &whole), "{written}");
}

#[test]
fn an_empty_document_is_the_default() {
    assert_eq!(read("{}"), (Preferences::default(), Vec::new()));
    let (again, problems) = read(&Preferences::default().text());
    assert_eq!((again, problems), (Preferences::default(), Vec::new()));
}

#[test]
fn every_mistake_is_named_and_the_rest_holds() {
    for (text, pointers) in [
        ("", &[""] as &[&str]),
        ("[]", &[""]),
        ("null", &[""]),
        (r#"{ "lang": "xx", "theme": 1, "zone": "Mars/Base" }"#, &["/lang", "/theme", "/zone"]),
        (r#"{ "start": "settings" }"#, &["/start"]),
        (r#"{ "start": "hub//evil" }"#, &["/start"]),
        (r#"{ "toasts": "yes", "sounds": true, "quiet": [] }"#, &["/sounds", "/toasts", "/quiet"]),
        (r#"{ "sounds": { "volume": 101, "kinds": ["loud"] } }"#, &["/sounds/kinds/0", "/sounds/volume"]),
        (r#"{ "quiet": { "until": "soon", "hours": {} } }"#, &["/quiet/until", "/quiet/hours"]),
        (
            r#"{ "quiet": { "hours": [{ "days": ["mo"], "from": "24:00" }] } }"#,
            &["/quiet/hours/0/from", "/quiet/hours/0", "/quiet/hours/0/days/0"],
        ),
        (
            r#"{ "quiet": { "muted": [1, {}, { "hub": "a", "kind": "x" }, { "hub": "a", "title": 1 }] } }"#,
            &["/quiet/muted/0", "/quiet/muted/1", "/quiet/muted/2/kind", "/quiet/muted/3/title"],
        ),
    ] {
        let (preferences, mut found) = read(text);
        let mut expected: Vec<_> = pointers.iter().map(|pointer| (*pointer).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
        assert_eq!(preferences, Preferences::default(), "{text}");
    }
    let (preferences, problems) = read(r#"{ "times": "absolute", "theme": "pink", "toasts": false }"#);
    assert_eq!(problems, ["/theme"]);
    assert_eq!(preferences.choices.get("times"), Some("absolute"));
    assert!(!preferences.channels.toasts);
}

#[test]
fn only_known_choices_are_set() {
    let mut choices = Choices::default();
    choices.set("theme", "dark");
    choices.set("theme", "light");
    choices.set("colour", "pink");
    choices.set("zone", "Europe/Madrid");
    choices.set("zone", "");
    assert_eq!(choices.iter().collect::<Vec<_>>(), [("theme", "light")]);
}

proptest! {
    /// Storage and files may hold anything.
    #[test]
    fn no_text_stops_the_page(text in ".{0,200}") {
        let _ = Preferences::parse(&text, known());
    }

    /// Neither may one that is nearly right.
    #[test]
    fn a_damaged_document_is_read_as_far_as_it_is_right(at in 0..WHOLE.len(), with in "[0-9\"{}\\[\\],a]") {
        let mut text: String = WHOLE.to_owned();
        text.replace_range(at..=at, &with);
        let (preferences, _) = Preferences::parse(&text, known());
        let (again, problems) = read(&preferences.text());
        prop_assert_eq!((again, problems), (preferences, Vec::new()));
    }
}
