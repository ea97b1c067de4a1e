//! Recorded shapes of unlike hubs: the draft reads its own hub's messages, and says of them what a person would say.
//!
//! Each file of `tests/hubs` is one hub: what was heard, in order, and what is expected. Another hub is another file.
//! `HUB` names the only one that is looked at, and with `SHOW` the drafts are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use infer::{Draft, Evidence, KnownHub, Origin};
use model::{Change, Notification, RowKey};
use profile::Profile;
use serde_json::Value;

/// What was heard, and where.
fn heard(message: &Value) -> (u64, Origin, Value) {
    let text = |name: &str| message[name].as_str().map(str::to_owned);
    let source = text("source").expect("a source");
    let at = message["at"].as_u64().expect("a time");
    if let Some(path) = text("answer") {
        return (at, Origin::Answer { source, path }, message["value"].clone());
    }
    if let Some(name) = text("event") {
        return (at, Origin::Event { source, name }, message["value"].clone());
    }
    (at, Origin::Frame { source }, message["frame"].clone())
}

fn learned(hub: &Value) -> Draft {
    let known = KnownHub {
        name: "draft".to_owned(),
        title: "Draft".to_owned(),
        sources: hub["sources"].as_object().expect("sources").clone(),
    };
    let mut evidence = Evidence::new(known);
    let mut now = 0.0;
    let mut clock = || {
        now += 0.01;
        now
    };
    for message in hub["heard"].as_array().expect("messages") {
        let (at, origin, value) = heard(message);
        evidence.observe(at, origin, value);
        while !evidence.learn(&mut clock).done {}
    }
    evidence.decide();
    while !evidence.learn(&mut clock).done {}
    evidence.draft()
}

/// What came of all messages, as the page would read them.
#[derive(Default)]
struct Played {
    rows: BTreeMap<String, BTreeSet<RowKey>>,
    patched: BTreeMap<String, usize>,
    notifications: Vec<Notification>,
    unmatched: usize,
    rejected: Vec<String>,
}

fn play(profile: &Profile, draft: &Draft, hub: &Value) -> Played {
    let mut played = Played::default();
    for message in hub["heard"].as_array().expect("messages") {
        let (_, origin, value) = heard(message);
        let source = profile.sources.iter().position(|it| it.name == origin.source()).expect("the source");
        let outcome = match &origin {
            Origin::Answer { path, .. } => {
                let polls = draft.profile["poll"].as_array().map(Vec::as_slice).unwrap_or_default();
                match polls.iter().position(|poll| poll["get"] == *path.as_str()) {
                    Some(poll) => profile.on_answer(poll, &value),
                    None => profile::Interpretation::default(),
                }
            }
            Origin::Event { name, .. } => profile.on_message(source, Some(name), &value),
            Origin::Frame { .. } => profile.on_message(source, None, &value),
        };
        played.unmatched += usize::from(!outcome.matched);
        played.rejected.extend(outcome.rejected.iter().map(|it| format!("{}: {}", it.why, it.sample)));
        for change in outcome.changes {
            played.take(change);
        }
    }
    played
}

impl Played {
    fn take(&mut self, change: Change) {
        match change {
            Change::Notify(notification) => self.notifications.push(notification),
            Change::Merge(list) => self.notifications.extend(list),
            Change::Snapshot { table, rows, .. } => {
                let keys = rows.into_iter().map(|row| row.key).collect();
                self.rows.insert(table.as_str().to_owned(), keys);
            }
            Change::Upsert { table, rows } => {
                self.rows
                    .entry(table.as_str().to_owned())
                    .or_default()
                    .extend(rows.into_iter().map(|row| row.key));
            }
            Change::Remove { table, keys } => {
                let rows = self.rows.entry(table.as_str().to_owned()).or_default();
                for key in keys {
                    assert!(rows.remove(&key), "{key} was there before it was removed");
                }
            }
            Change::Patch { table, row, .. } => {
                assert!(
                    self.rows.get(table.as_str()).is_some_and(|rows| rows.contains(&row.key)),
                    "{} is known",
                    row.key
                );
                *self.patched.entry(table.as_str().to_owned()).or_default() += 1;
            }
            _ => {}
        }
    }
}

fn check(name: &str, hub: &Value) {
    let draft = learned(hub);
    let written = serde_json::to_string_pretty(&draft.profile).expect("JSON");
    if std::env::var_os("SHOW").is_some() {
        println!("{name}: {written}\n{:#?}", draft.unused);
    }
    let profile =
        Profile::parse(&written).unwrap_or_else(|problems| panic!("{name}: {problems:?}\n{written}"));
    let played = play(&profile, &draft, hub);
    let expected = &hub["expected"];
    assert_eq!(played.rejected, Vec::<String>::new(), "{name}");
    assert_eq!(
        Some(played.unmatched as u64),
        expected["unmatched"].as_u64(),
        "{name}: messages without a rule"
    );
    let tables = expected["tables"].as_array().expect("tables");
    let drafted = draft.profile["tables"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(drafted.len(), tables.len(), "{name}: {written}");
    for (table, wanted) in drafted.iter().zip(tables) {
        check_table(name, table, wanted, &played);
    }
    let listed = expected["notifications"].as_array().expect("notifications");
    assert_eq!(played.notifications.len(), listed.len(), "{name}: {:?}", played.notifications);
    for (notification, wanted) in played.notifications.iter().zip(listed) {
        let text = |texts: &Option<model::Texts>| texts.as_ref().map(|texts| texts.get("en").clone());
        assert_eq!(text(&notification.title).as_deref(), wanted["title"].as_str(), "{name}");
        if let Some(message) = wanted["message"].as_str() {
            assert_eq!(text(&notification.message).as_deref(), Some(message), "{name}");
        }
        if let Some(kind) = wanted["kind"].as_str() {
            assert_eq!(notification.kind.as_str(), kind, "{name}: {wanted}");
        }
        let timed = wanted["timeless"] != true;
        assert_eq!(notification.stamp.is_some(), timed, "{name}: the time of {wanted}");
    }
    if expected["pages"].is_object() {
        assert_eq!(draft.profile["poll"][0]["pages"], expected["pages"], "{name}");
    }
    for guess in &draft.guesses {
        assert!(guess.at.is_empty() || draft.profile.pointer(&guess.at).is_some(), "{name}: {guess:?}");
    }
}

fn check_table(name: &str, table: &Value, wanted: &Value, played: &Played) {
    let id = table["id"].as_str().expect("an id");
    let key = if wanted["map"] == true { &Value::from("/@id") } else { &wanted["key"] };
    assert_eq!(table["key"], *key, "{name}: the key of {id}");
    let columns = table["columns"].as_array().expect("columns");
    let column =
        |at: &str| columns.iter().find(|column| column["at"] == at).unwrap_or_else(|| panic!("{name}: {at}"));
    for (at, kind) in wanted["types"].as_object().expect("types") {
        let found = column(at);
        assert_eq!(found["type"].as_str().unwrap_or("text"), kind, "{name}: {found}");
    }
    for (at, format) in wanted["formats"].as_object().into_iter().flatten() {
        assert_eq!(column(at)["format"], *format, "{name}: {at}");
    }
    for (at, levels) in wanted["levels"].as_object().into_iter().flatten() {
        for (word, level) in levels.as_object().expect("levels") {
            assert_eq!(column(at)["map"][word]["as"], *level, "{name}: {at} {word}");
        }
    }
    if let Some(label) = wanted["label"].as_str() {
        assert_eq!(table["label"], column(label)["id"], "{name}: the label of {id}");
    }
    assert_eq!(
        played.rows.get(id).map(BTreeSet::len),
        wanted["rows"].as_u64().map(|it| it as usize),
        "{name}: rows of {id}"
    );
    if let Some(patched) = wanted["patched"].as_u64() {
        assert_eq!(played.patched.get(id).copied(), Some(patched as usize), "{name}");
    }
}

#[test]
fn drafts_read_their_own_hubs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hubs");
    let mut count = 0;
    let only = std::env::var("HUB").ok();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let hub = json::strict(&std::fs::read_to_string(&file).expect("text")).expect("JSON");
        if std::panic::catch_unwind(|| check(&name, &hub)).is_err() {
            wrong.push(name);
        }
        count += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(only.is_some() || count >= 7, "{count} hubs");
}
