#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]
//! Drafts as a whole: guesses, answers, and what stays from draft to draft.
use profile::Profile;
use serde_json::{Value, json};

use crate::draft::{Alternative, Claim, ColumnType, Confidence};
use crate::testing::{answer, evidence, frame, guess};
use crate::{Draft, Evidence, Was};

fn checked(draft: &Draft) {
    let text = json::text(&draft.profile);
    Profile::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
}

fn columns(draft: &Draft) -> Vec<String> {
    let columns = draft.profile["tables"][0]["columns"].as_array().unwrap();
    columns.iter().map(|column| column["at"].as_str().unwrap().to_owned()).collect()
}

/// A draft before and after the answer to a guess.
fn turned(evidence: &mut Evidence, claims: impl Fn(&Claim) -> bool, choice: &Alternative) -> Draft {
    let draft = evidence.draft();
    checked(&draft);
    let guess = guess(&draft, claims);
    assert!(guess.alternatives.contains(choice), "{guess:?}");
    let id = guess.id.clone();
    let answered = evidence.answer(&id, choice.clone());
    checked(&answered);
    assert!(
        answered
            .guesses
            .iter()
            .filter(|guess| guess.id == id)
            .all(|guess| guess.confidence == Confidence::Sure)
    );
    answered
}

#[test]
fn a_map_becomes_a_record_and_a_record_a_map_by_one_answer() {
    let rooms = json!({ "north": { "t": 1.5, "h": 60 }, "south": { "t": 2.5, "h": 61 } });
    let mut record = evidence(vec![(0, answer("/rooms"), rooms)]);
    assert!(record.draft().profile.get("tables").is_none());
    let map = turned(&mut record, |claim| *claim == Claim::Record, &Alternative::Map);
    assert_eq!(map.profile["tables"][0]["key"], "/@id");
    let back = turned(&mut record, |claim| *claim == Claim::Map, &Alternative::Record);
    assert!(back.profile.get("tables").is_none(), "{}", back.profile);
    let numbered = json!({ "17": { "t": 1.5 }, "204": { "t": 2.5 } });
    let mut map = evidence(vec![(0, answer("/rooms"), numbered)]);
    let record = turned(&mut map, |claim| *claim == Claim::Map, &Alternative::Record);
    assert!(record.profile.get("tables").is_none());
}

#[test]
fn another_key_is_one_answer_away() {
    let rows: Vec<Value> =
        (0..4).map(|it| json!({ "id": it, "code": format!("c{it}"), "name": "x" })).collect();
    let mut evidence = evidence(vec![(0, answer("/x"), json!(rows))]);
    let code = Alternative::Key(vec!["/code".to_owned()]);
    let draft = turned(&mut evidence, |claim| matches!(claim, Claim::Key(_)), &code);
    assert_eq!(draft.profile["tables"][0]["key"], "/code");
    let id = Alternative::Key(vec!["/id".to_owned()]);
    let draft = turned(&mut evidence, |claim| matches!(claim, Claim::Key(_)), &id);
    assert_eq!(draft.profile["tables"][0]["key"], "/id");
}

#[test]
fn a_date_is_read_as_the_user_says() {
    let rows = json!([{ "id": 1, "due_date": "05/06/2026" }, { "id": 2, "due_date": "07/08/2026" }]);
    let mut evidence = evidence(vec![(0, answer("/x"), rows)]);
    let asked = |claim: &Claim| matches!(claim, Claim::Column { kind: ColumnType::Text, .. });
    let month_first = Alternative::Column(ColumnType::Time(vec!["%m/%d/%Y".to_owned()]));
    let draft = turned(&mut evidence, asked, &month_first);
    let column = &draft.profile["tables"][0]["columns"][1];
    assert_eq!((&column["type"], &column["format"]), (&json!("time"), &json!("%m/%d/%Y")));
    let text = Alternative::Column(ColumnType::Text);
    let draft = turned(
        &mut evidence,
        |claim| matches!(claim, Claim::Column { kind: ColumnType::Time(_), .. }),
        &text,
    );
    assert_eq!(draft.profile["tables"][0]["columns"][1].get("type"), None);
}

#[test]
fn a_name_of_rows_can_be_taken_away() {
    let rows = json!([{ "id": 1, "name": "a" }, { "id": 2, "name": "b" }]);
    let mut evidence = evidence(vec![(0, answer("/x"), rows)]);
    assert_eq!(evidence.draft().profile["tables"][0]["label"], "name");
    let draft = turned(&mut evidence, |claim| matches!(claim, Claim::Label(_)), &Alternative::Label(None));
    assert_eq!(draft.profile["tables"][0].get("label"), None);
}

#[test]
fn pages_can_be_refused() {
    let answered = json!({ "next": "/x?page=2", "results": [{ "id": 1 }] });
    let mut evidence = evidence(vec![(0, answer("/x"), answered)]);
    assert_eq!(evidence.draft().profile["poll"][0]["pages"], json!({ "next": "/next" }));
    let draft = turned(&mut evidence, |claim| *claim == Claim::Pages, &Alternative::Ignore);
    assert_eq!(draft.profile["poll"][0].get("pages"), None);
}

#[test]
fn yes_makes_a_guess_sure_and_changes_nothing() {
    let mut evidence = evidence(vec![(0, answer("/x"), json!([{ "plate": "AB-12" }]))]);
    let draft = evidence.draft();
    let key = guess(&draft, |claim| matches!(claim, Claim::Key(_)));
    assert_eq!(key.confidence, Confidence::Asked);
    let id = key.id.clone();
    let answered = evidence.answer(&id, Alternative::Yes);
    assert_eq!(answered.profile, draft.profile);
    assert_eq!(guess(&answered, |claim| matches!(claim, Claim::Key(_))).confidence, Confidence::Sure);
}

#[test]
fn columns_keep_their_places_and_new_ones_go_to_the_right() {
    let list = |more: &str| json!([{ "id": 1, "zone": "a", "weight": 5, more: "x" }, { "id": 2, "zone": "b", "weight": 6, more: "y" }]);
    let mut evidence = evidence(vec![(0, answer("/x"), list("zone"))]);
    let before = columns(&evidence.draft());
    for more in ["aaa", "name"] {
        evidence.observe(crate::testing::NOW + 1, answer("/x"), list(more));
        while !evidence.learn(&mut || 0.0).done {}
    }
    let after = columns(&evidence.draft());
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.len(), before.len() + 2, "{after:?}");
}

#[test]
fn a_contradiction_makes_a_column_text_and_says_since_when() {
    let list = |time: &str| json!([{ "id": 1, "seen": time }, { "id": 2, "seen": "2026-11-26T10:00:00Z" }]);
    let mut evidence = evidence(vec![(0, answer("/x"), list("2026-11-26T10:00:00Z"))]);
    assert_eq!(evidence.draft().profile["tables"][0]["columns"][1]["type"], "time");
    for (after, text) in [(1, "never"), (2, "2026-11-26T10:00:00Z")] {
        evidence.observe(crate::testing::NOW + after, answer("/x"), list(text));
        while !evidence.learn(&mut || 0.0).done {}
    }
    let draft = evidence.draft();
    assert_eq!(
        draft.profile["tables"][0]["columns"][1].get("type"),
        None,
        "what is refuted does not come back"
    );
    let claimed = guess(&draft, |claim| matches!(claim, Claim::Column { contradicted: Some(_), .. }));
    let Claim::Column { contradicted, .. } = claimed.claim else { panic!("{claimed:?}") };
    assert_eq!(contradicted, Some((Was::Time, crate::testing::NOW + 1)));
    assert_eq!(claimed.at, "/tables/0/columns/1");
}

#[test]
fn a_claim_carries_its_proof() {
    let rows: Vec<Value> = (0..240).map(|it| json!({ "id": it, "seen_at": if it == 7 { Value::Null } else { json!("2026-11-26T10:00:00Z") } })).collect();
    let draft = evidence(vec![(5, answer("/x"), json!(rows))]).draft();
    let proof =
        &guess(&draft, |claim| matches!(claim, Claim::Column { kind: ColumnType::Time(_), .. })).proof;
    assert_eq!((proof.seen, proof.of, proof.distinct), (239, 240, Some(1)));
    assert_eq!((proof.first_ms, proof.last_ms), (crate::testing::NOW + 5, crate::testing::NOW + 5));
    assert_eq!(proof.samples[0].text, "2026-11-26T10:00:00Z");
    assert_eq!(guess(&draft, |claim| matches!(claim, Claim::Key(_))).proof.distinct, None, "more than 64");
}

#[test]
fn nothing_heard_is_a_profile_too() {
    checked(&Evidence::new(crate::KnownHub::default()).draft());
    let mut waiting = Evidence::new(crate::KnownHub::default());
    waiting.observe(crate::testing::NOW, frame(), json!({ "type": "x" }));
    while !waiting.learn(&mut || 0.0).done {}
    checked(&waiting.draft());
}
