#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use profile::{File, Profile, Settings};
use serde_json::json;

use super::*;

fn forms(profile: &str) -> Rc<Forms> {
    Rc::new(Profile::with(profile, &Settings::default()).unwrap().forms())
}

fn blocks() -> Rc<Forms> {
    forms(include_str!("../../../../../profiles/block-storage.json"))
}

fn begin(forms: &Rc<Forms>, id: &str, target: Target, given: &FormValues) -> (ActionRun, RunRequest) {
    let action = forms.actions.iter().find(|action| action.id == id).cloned().unwrap();
    let mut run = ActionRun::new(action, Rc::clone(forms), target, given, 3).unwrap();
    let RunStep::Request(first) = run.begin() else { panic!("no request") };
    (run, first)
}

fn upload(forms: &Rc<Forms>) -> (ActionRun, RunRequest) {
    let mut given = FormValues::default();
    given.files.insert("file".to_owned(), File { number: 4, name: "ñ.bin".to_owned(), size: 9 });
    let target = Target { known: vec!["ñ.bin_1".to_owned()], ..Target::default() };
    begin(forms, "upload", target, &given)
}

fn done(status: u16, body: &str) -> RunAnswer {
    RunAnswer::Done(status, body.to_owned())
}

fn http(status: u16, words: &str) -> RequestFailure {
    RequestFailure::Http { status, words: words.to_owned() }
}

fn lost() -> RequestFailure {
    RequestFailure::Unreachable("network".to_owned())
}

/// hub 000 §5: an upload with a hung node answers 500 after 5 s, but the file is stored: a retry makes a second copy.
#[test]
fn an_upload_that_failed_is_looked_up_before_anything_is_sent_again() {
    let forms = blocks();
    let failures = [
        (
            RunAnswer::Failed(RequestFailure::TimedOut { after_ms: 9 }),
            RequestFailure::TimedOut { after_ms: 9 },
        ),
        (done(500, r#"{"error":"timed out"}"#), http(500, "timed out")),
        (done(200, ""), http(200, "")),
    ];
    for (failure, why) in failures {
        let (mut run, first) = upload(&forms);
        assert_eq!(first.path, "/api/files/upload/");
        let RunStep::LookUp { request: look, why: said } = run.handle(&failure) else {
            panic!("{failure:?}")
        };
        assert_eq!(said, why);
        assert_eq!((look.method, look.path.as_str()), (Method::Get, "/api/files/"));
        let with =
            |id: &str| json!({ "files": [{ "file_id": id, "filename": "ñ.bin", "size": 9 }] }).to_string();
        let ends = [
            (done(200, &with("ñ.bin_2")), Outcome::Done(None)),
            (done(200, &with("ñ.bin_1")), Outcome::NotDone(why.clone())),
            (done(500, "{}"), Outcome::Indeterminate(why.clone())),
            (done(200, "{}"), Outcome::Indeterminate(why.clone())),
            (RunAnswer::Failed(lost()), Outcome::Indeterminate(why.clone())),
        ];
        for (answer, end) in ends {
            assert_eq!(run.clone().handle(&answer), RunStep::End(end), "{answer:?}");
        }
    }
}

/// hub 000 §5: after a node rejoined a download is 200 with no bytes.
#[test]
fn a_file_of_another_length_than_its_row_says_is_not_saved() {
    let forms = blocks();
    let target = |size: Cell| Target {
        values: json!({ "key": "a b_1", "name": "a b" }).as_object().cloned().unwrap(),
        cells: vec![Cell::Text("a b".to_owned()), size],
        known: Vec::new(),
    };
    let (mut run, ask) = begin(&forms, "download", target(Cell::Integer(9)), &FormValues::default());
    assert_eq!((ask.path.as_str(), ask.file), ("/api/files/download/?file_id=a%20b_1", Some(3)));
    assert_eq!(run.handle(&RunAnswer::File(9)), RunStep::End(Outcome::Saved(9)));
    assert_eq!(run.handle(&RunAnswer::File(0)), RunStep::End(Outcome::Short { expected: 9, found: 0 }));
    let refused = done(500, r#"{"error":"Error descargando archivo"}"#);
    let RunStep::End(Outcome::Refused(500, words)) = run.handle(&refused) else { panic!() };
    assert_eq!(words.text, "Error descargando archivo");
    let (mut run, _) = begin(&forms, "download", target(Cell::Empty), &FormValues::default());
    assert_eq!(run.handle(&RunAnswer::File(7)), RunStep::End(Outcome::Saved(7)), "a row that says no length");
}

#[test]
fn what_can_be_neither_looked_up_nor_repeated_stays_unknown() {
    let forms = blocks();
    let (mut run, _) = begin(&forms, "cleanup", Target::default(), &FormValues::default());
    let end = run.handle(&RunAnswer::Failed(lost()));
    assert_eq!(end, RunStep::End(Outcome::Indeterminate(lost())));
    assert_eq!(run.handle(&RunAnswer::Unsent), RunStep::End(Outcome::Unsent));
    let portal = self::forms(include_str!("../../../../../profiles/open-data-portal.json"));
    let (mut run, _) = begin(&portal, "check", Target::default(), &FormValues::default());
    let end = run.handle(&RunAnswer::Failed(lost()));
    assert_eq!(end, RunStep::End(Outcome::Failed(lost())));
}

/// hub 003 §1: `{field: [texts]}`.
#[test]
fn a_refusal_names_its_fields() {
    let desks = forms(include_str!("../../../../../profiles/desks.json"));
    let mut given = FormValues::default();
    for (name, text) in [("name", "Koto"), ("width", "1"), ("height", "2")] {
        given.texts.insert(name.to_owned(), text.to_owned());
    }
    let (mut run, ask) = begin(&desks, "create", Target::default(), &given);
    assert_eq!(ask.body, RequestBody::Json(json!({ "name": "Koto", "width": 1, "height": 2 }).to_string()));
    let answer = done(400, r#"{"name":["This field may not be blank."]}"#);
    let RunStep::End(Outcome::Refused(400, words)) = run.handle(&answer) else { panic!() };
    assert_eq!(words.fields, [("name".to_owned(), "This field may not be blank.".to_owned())]);
    // hub 003 §1: deleting what is gone is done.
    let target = Target { values: json!({ "key": "6b" }).as_object().cloned().unwrap(), ..Target::default() };
    let (mut run, ask) = begin(&desks, "delete", target, &FormValues::default());
    assert_eq!((ask.method, ask.path.as_str()), (Method::Delete, "/api/v1/desk/6b"));
    assert_eq!(run.handle(&done(404, "{}")), RunStep::End(Outcome::Done(None)));
}
