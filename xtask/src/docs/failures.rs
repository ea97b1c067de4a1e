//! docs/failures.md holds every kind of failure, each with the sentences of the catalogues.

use super::*;

/// The kinds of failures, the file that defines them, and those of their variants that are none.
const KINDS: [(&str, &str, &[&str]); 11] = [
    ("Reason", "crates/connection/src/state.rs", &[]),
    ("Diagnosis", "crates/session/src/delta.rs", &[]),
    ("RequestFailure", "crates/session/src/answer.rs", &[]),
    ("TableFailure", "crates/viewmodel/src/table_status.rs", &[]),
    ("Withheld", "crates/session/src/auth.rs", &[]),
    ("Outcome", "crates/session/src/run.rs", &["Done", "Saved", "LoggedIn", "Rows"]),
    ("HistoryFault", "src/hubs/history/status.rs", &["Database"]),
    ("DatabaseFault", "src/browser/database.rs", &[]),
    ("Lost", "src/browser/database.rs", &["Upgrade"]),
    ("FileFault", "crates/history/src/file.rs", &[]),
    ("Notice", "crates/session/src/delta.rs", &["Done"]),
];

const LANGUAGES: [&str; 3] = ["es", "en", "pt"];

/// The names of an enum's variants, where nothing else stands at their indentation.
fn variants(text: &str, name: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once(&format!("pub enum {name} {{\n")) else { return Vec::new() };
    let body = rest.split("\n}").next().unwrap_or_default();
    let named = body.lines().filter_map(|line| line.strip_prefix("    "));
    let begins = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_uppercase());
    let word = |line: &str| line.split(|letter: char| !letter.is_alphanumeric()).next().map(str::to_owned);
    named.filter(begins).filter_map(word).collect()
}

/// The cells of each line of a table: failure, message, and a sentence for each language.
fn lines(text: &str) -> Vec<[String; 5]> {
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains("Msg::"));
    rows.filter_map(|row| {
        let cells: Vec<String> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().ok()
    })
    .collect()
}

/// The arms of a message in a catalogue.
fn arms<'a>(catalogue: &'a str, message: &str) -> Vec<&'a str> {
    let is_it = |arm: &&str| arm.starts_with(|letter: char| !letter.is_alphanumeric());
    let ends = |arm: &'a str| arm.split("\n        Msg::").next().unwrap_or(arm);
    catalogue.split(&format!("        {message}")).skip(1).filter(is_it).map(ends).collect()
}

#[test]
fn every_kind_of_failure_has_a_line() {
    let workspace = Workspace::find().expect("cargo metadata");
    let document = read(&workspace.root.join("docs/failures.md")).expect("the document");
    for (kind, file, fine) in KINDS {
        let variants = variants(&read(&workspace.root.join(file)).expect(file), kind);
        assert!(!variants.is_empty(), "{file} has no enum {kind}");
        for variant in variants.iter().filter(|variant| !fine.contains(&variant.as_str())) {
            let named = format!("`{kind}::{variant}`");
            assert!(document.contains(&named), "docs/failures.md does not say what is shown for {named}");
        }
    }
}

#[test]
fn every_sentence_is_the_catalogues() {
    let workspace = Workspace::find().expect("cargo metadata");
    let lines = lines(&read(&workspace.root.join("docs/failures.md")).expect("the document"));
    assert!(lines.len() > 40, "{} lines were read", lines.len());
    for (place, language) in LANGUAGES.iter().enumerate() {
        let parts = ["", "/deferred", "/history"];
        let files = parts.map(|part| format!("src/i18n/{language}{part}.rs"));
        let catalogue = files.map(|file| read(&workspace.root.join(file)).expect("the catalogue")).join("\n");
        for line in &lines {
            let (message, sentence) = (line[1].trim_matches('`'), format!("\"{}\"", line[2 + place]));
            let says = arms(&catalogue, message).iter().any(|arm| arm.contains(&sentence));
            assert!(says, "{language}: {message} is not {sentence}");
        }
    }
}

/// What a program writes for its authors is no sentence: neither a value's `Debug` nor an error's own words.
#[test]
fn no_failure_falls_through_to_a_raw_text() {
    let workspace = Workspace::find().expect("cargo metadata");
    let rooms = ["src/i18n", "src/pages", "src/components"].map(|room| workspace.root.join(room));
    for file in files(&rooms).expect("the views") {
        let text = read(&file).expect("a view");
        let raw = text.lines().find(|line| line.contains(":?}") || line.contains("error.to_string()"));
        assert!(file.ends_with("tests.rs") || raw.is_none(), "{}: {raw:?}", file.display());
    }
}

#[test]
fn a_variant_and_an_arm_are_found() {
    let text = "pub enum Why {\n    /// Far.\n    Away,\n    Http {\n        status: u16,\n    },\n    Said(String),\n}\nA";
    assert_eq!(variants(text, "Why"), ["Away", "Http", "Said"]);
    let catalogue = "        Msg::Why => \"a\",\n        Msg::WhyNot { x } => \"b {x}\",\n        Msg::Why { .. } => \"c\",\n";
    assert_eq!(arms(catalogue, "Msg::Why").len(), 2);
    assert!(arms(catalogue, "Msg::WhyNot")[0].contains("\"b {x}\""));
    let row = "| `A::B`, so | `Msg::Why` | a | b | c |";
    assert_eq!(lines(row), [["`A::B`, so", "`Msg::Why`", "a", "b", "c"].map(str::to_owned)]);
}
