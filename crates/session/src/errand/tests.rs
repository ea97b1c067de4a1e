#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use profile::{File, Profile, Settings};
use serde_json::json;

use super::*;

fn forms(profile: &str) -> Forms {
    Profile::checked(profile, &Settings::default()).unwrap().forms()
}

fn blocks() -> Forms {
    forms(include_str!("../../../../profiles/block-storage.json"))
}

fn begin(forms: &Forms, id: &str, object: Object, given: &FormValues) -> (Errand, Ask) {
    let action = forms.actions.iter().find(|action| action.id == id).cloned().unwrap();
    Errand::begin(action, object, given, 3).unwrap()
}

fn upload(forms: &Forms) -> (Errand, Ask) {
    let mut given = FormValues::default();
    given.files.insert("file".to_owned(), File { number: 4, name: "ñ.bin".to_owned(), size: 9 });
    let object = Object { known: vec!["ñ.bin_1".to_owned()], ..Object::default() };
    begin(forms, "upload", object, &given)
}

fn done(status: u16, body: &str) -> Answer {
    Answer::Done(status, body.to_owned())
}

/// hub 000 §5: an upload with a hung node answers 500 after 5 s, but the file is stored: a retry makes a second copy.
#[test]
fn an_upload_that_failed_is_looked_up_before_anything_is_sent_again() {
    let forms = blocks();
    let failures = [
        (Answer::Failed("timeout".to_owned()), "timeout"),
        (done(500, r#"{"error":"timed out"}"#), "HTTP 500: timed out"),
        (done(200, ""), "HTTP 200"),
    ];
    for (failure, why) in failures {
        let (mut errand, first) = upload(&forms);
        assert_eq!(first.path, "/api/files/upload/");
        let Step::Ask(look) = errand.answered(&forms, &failure) else { panic!("{failure:?}") };
        assert_eq!((look.method, look.path.as_str()), (Method::Get, "/api/files/"));
        let with =
            |id: &str| json!({ "files": [{ "file_id": id, "filename": "ñ.bin", "size": 9 }] }).to_string();
        let ends = [
            (done(200, &with("ñ.bin_2")), End::Done(None)),
            (done(200, &with("ñ.bin_1")), End::NotDone(why.to_owned())),
            (done(500, "{}"), End::Unknown(why.to_owned())),
            (done(200, "{}"), End::Unknown(why.to_owned())),
            (Answer::Failed("gone".to_owned()), End::Unknown(why.to_owned())),
        ];
        for (answer, end) in ends {
            assert_eq!(errand.clone().answered(&forms, &answer), Step::End(end), "{answer:?}");
        }
    }
}

/// hub 000 §5: after a node rejoined a download is 200 with no bytes.
#[test]
fn a_file_of_another_length_than_its_row_says_is_not_saved() {
    let forms = blocks();
    let object = |size: Cell| Object {
        values: json!({ "key": "a b_1", "name": "a b" }).as_object().cloned().unwrap(),
        cells: vec![Cell::Text("a b".to_owned()), size],
        known: Vec::new(),
    };
    let (mut errand, ask) = begin(&forms, "download", object(Cell::Integer(9)), &FormValues::default());
    assert_eq!((ask.path.as_str(), ask.file), ("/api/files/download/?file_id=a%20b_1", Some(3)));
    assert_eq!(errand.answered(&forms, &Answer::File(9)), Step::End(End::Saved(9)));
    assert_eq!(errand.answered(&forms, &Answer::File(0)), Step::End(End::Short { expected: 9, found: 0 }));
    let refused = done(500, r#"{"error":"Error descargando archivo"}"#);
    let Step::End(End::Refused(500, words)) = errand.answered(&forms, &refused) else { panic!() };
    assert_eq!(words.text, "Error descargando archivo");
    let (mut errand, _) = begin(&forms, "download", object(Cell::Empty), &FormValues::default());
    assert_eq!(
        errand.answered(&forms, &Answer::File(7)),
        Step::End(End::Saved(7)),
        "a row that tells no length"
    );
}

#[test]
fn what_can_be_neither_looked_up_nor_repeated_stays_unknown() {
    let forms = blocks();
    let (mut errand, _) = begin(&forms, "cleanup", Object::default(), &FormValues::default());
    let end = errand.answered(&forms, &Answer::Failed("network".to_owned()));
    assert_eq!(end, Step::End(End::Unknown("network".to_owned())));
    assert_eq!(errand.answered(&forms, &Answer::Unsent), Step::End(End::Unsent));
    let portal = self::forms(include_str!("../../../../profiles/open-data-portal.json"));
    let (mut errand, _) = begin(&portal, "check", Object::default(), &FormValues::default());
    let end = errand.answered(&portal, &Answer::Failed("network".to_owned()));
    assert_eq!(end, Step::End(End::Failed("network".to_owned())));
}

/// hub 003 §1: `{field: [texts]}`.
#[test]
fn a_refusal_names_its_fields() {
    let desks = forms(include_str!("../../../../profiles/desks.json"));
    let mut given = FormValues::default();
    for (name, text) in [("name", "Koto"), ("width", "1"), ("height", "2")] {
        given.texts.insert(name.to_owned(), text.to_owned());
    }
    let (mut errand, ask) = begin(&desks, "create", Object::default(), &given);
    assert_eq!(ask.body, Body::Json(json!({ "name": "Koto", "width": 1, "height": 2 }).to_string()));
    let answer = done(400, r#"{"name":["This field may not be blank."]}"#);
    let Step::End(End::Refused(400, words)) = errand.answered(&desks, &answer) else { panic!() };
    assert_eq!(words.fields, [("name".to_owned(), "This field may not be blank.".to_owned())]);
    // hub 003 §1: deleting what is gone is done.
    let object = Object { values: json!({ "key": "6b" }).as_object().cloned().unwrap(), ..Object::default() };
    let (mut errand, ask) = begin(&desks, "delete", object, &FormValues::default());
    assert_eq!((ask.method, ask.path.as_str()), (Method::Delete, "/api/v1/desk/6b"));
    assert_eq!(errand.answered(&desks, &done(404, "{}")), Step::End(End::Done(None)));
}
