#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use model::Cell;
use serde_json::{Map, Value, json};

use super::*;
use crate::{Problem, Profile, Settings};

/// A profile with these actions, on a table of files.
fn with(actions: Value) -> Result<Forms, Vec<Problem>> {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "rest": { "kind": "rest" } },
        "tables": [{ "id": "files", "title": "Files", "key": "/id", "columns": [
            { "id": "name", "title": "Name", "at": "/name" },
            { "id": "size", "title": "Size", "at": "/size", "type": "bytes" }
        ] }],
        "actions": actions,
        "errors": ["/error", "/detail", "fields"]
    });
    Profile::with(&profile.to_string(), &Settings::default()).map(|profile| profile.forms())
}

fn action(action: Value) -> Action {
    with(json!([action])).unwrap().actions.remove(0)
}

fn row(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn given(texts: &[(&str, &str)]) -> FormValues {
    let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    FormValues { texts, files: std::collections::BTreeMap::new() }
}

fn create() -> Action {
    action(
        json!({ "id": "create", "title": "Create", "on": "table:files", "source": "rest", "post": "/desks/", "fields": [
        { "id": "name", "required": true, "max": 5 },
        { "id": "width", "type": "integer", "min": 0 },
        { "id": "open", "type": "boolean" },
        { "id": "until", "type": "datetime", "pattern": "%Y-%m-%d %H:%M:%S" },
        { "id": "kind", "type": "choice", "options": [{ "value": 7, "title": "Seven" }] }
    ] }),
    )
}

#[test]
fn what_is_filled_in_keeps_its_type_and_what_is_not_is_left_out() {
    let filled = given(&[
        ("name", " Koto "),
        ("width", "200"),
        ("open", "true"),
        ("until", "2026-12-01T10:00"),
        ("kind", "7"),
    ]);
    let wanted = create().request(&Map::new(), &filled).unwrap();
    assert_eq!(wanted.path, "/desks/");
    let Content::Json(body) = wanted.content else { panic!("{:?}", wanted.content) };
    let expected =
        json!({ "name": "Koto", "width": 200, "open": true, "until": "2026-12-01 10:00:00", "kind": 7 });
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
    let little = create().request(&Map::new(), &given(&[("name", "Koto")])).unwrap();
    assert_eq!(little.content, Content::Json(json!({ "name": "Koto", "open": false }).to_string()));
}

#[test]
fn a_mistake_is_told_beside_its_field() {
    let table = [
        (vec![], vec![("name", Invalid::Missing)]),
        (vec![("name", "   ")], vec![("name", Invalid::Missing)]),
        (vec![("name", "ñandúes")], vec![("name", Invalid::TooLong(5.0))]),
        (vec![("name", "a"), ("width", "1.5")], vec![("width", Invalid::NotInteger)]),
        (vec![("name", "a"), ("width", "-1")], vec![("width", Invalid::TooSmall(0.0))]),
        (vec![("name", "a"), ("width", "18446744073709551616")], vec![]),
        (vec![("name", "a"), ("until", "tomorrow")], vec![("until", Invalid::NotTime)]),
        (vec![("name", "a"), ("width", "0"), ("until", "")], vec![]),
    ];
    for (filled, expected) in table {
        let expected: Vec<_> =
            expected.into_iter().map(|(id, invalid): (&str, _)| (id.to_owned(), invalid)).collect();
        assert_eq!(create().invalid(&given(&filled)), expected, "{filled:?}");
    }
}

/// hub 003 §2: any client can make the broker report a row whose id is `..`.
#[test]
fn a_row_whose_key_would_be_another_path_is_not_touched() {
    let delete = action(
        json!({ "id": "drop", "title": "Drop", "on": "row:files", "source": "rest", "delete": "/desks/{key}" }),
    );
    for key in ["..", ".", ""] {
        let problem = delete.request(&row(json!({ "key": key })), &FormValues::default()).unwrap_err();
        assert!(problem.to_string().contains("/desks/"), "{problem}");
    }
    let plain = delete.request(&row(json!({ "key": "../x?y#z" })), &FormValues::default()).unwrap();
    assert_eq!(plain.path, "/desks/..%2Fx%3Fy%23z");
}

#[test]
fn bodies_come_in_every_kind() {
    let of = |body: &str, fields: Value| {
        action(
            json!({ "id": "a", "title": "A", "on": "row:files", "source": "rest", "post": "/a", "body": body, "send": { "id": "{key}", "n": 1 }, "fields": fields }),
        )
    };
    let row = row(json!({ "key": "a b" }));
    let text = |body: &str| of(body, json!([])).request(&row, &FormValues::default()).unwrap();
    assert_eq!(text("form").content, Content::Form("id=a%20b&n=1".to_owned()));
    assert_eq!(text("query").path, "/a?id=a%20b&n=1");
    assert_eq!(text("none").content, Content::None);
    let mut given = FormValues::default();
    given.files.insert("file".to_owned(), File { number: 3, name: "ñ.bin".to_owned(), size: 9 });
    let upload = of("multipart", json!([{ "id": "file", "type": "file", "required": true }]));
    let parts = vec![
        FormPart::Text("id".to_owned(), "a b".to_owned()),
        FormPart::Text("n".to_owned(), "1".to_owned()),
        FormPart::File("file".to_owned(), 3),
    ];
    assert_eq!(upload.request(&row, &given).unwrap().content, Content::Multipart(parts));
    assert_eq!(upload.invalid(&FormValues::default()), [("file".to_owned(), Invalid::Missing)]);
}

/// hub 001 §2: 200 with `{"error"}`; hub 000 §5: 500 with the work done; hub 000 §1: 200 with nothing.
#[test]
fn an_answer_says_whether_it_was_done() {
    let strict = action(
        json!({ "id": "a", "title": "A", "source": "rest", "post": "/a", "success": { "/status": "ok" }, "said": "/message", "gone": [404] }),
    );
    let table = [
        (200, r#"{"status":"ok","message":"Guardado"}"#, ActionAnswer::Done(Some("Guardado".to_owned()))),
        (200, r#"{"error":"No soy el líder"}"#, ActionAnswer::Refused),
        (200, "", ActionAnswer::Indeterminate),
        (200, "<html>", ActionAnswer::Indeterminate),
        (404, "", ActionAnswer::Done(None)),
        (400, "{}", ActionAnswer::Refused),
        (500, r#"{"error":"timed out"}"#, ActionAnswer::Indeterminate),
    ];
    for (status, body, expected) in table {
        assert_eq!(strict.interpret(status, body), expected, "{status} {body}");
    }
    let lax = action(json!({ "id": "a", "title": "A", "source": "rest", "post": "/a" }));
    assert_eq!(lax.interpret(204, ""), ActionAnswer::Done(None));
}

/// hub 003 §1, hub 001 §2: the shapes of refusals.
#[test]
fn a_refusal_is_read_in_every_shape() {
    let forms = with(json!([])).unwrap();
    let said = |text: &str| Refusal { text: text.to_owned(), fields: Vec::new() };
    let of = |fields: &[(&str, &str)]| Refusal {
        text: String::new(),
        fields: fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
    };
    let table = [
        (r#"{"error":"No se encontró"}"#, said("No se encontró")),
        (r#"{"detail":"JSON parse error"}"#, said("JSON parse error")),
        (
            r#"{"detail":[{"loc":["body","title"],"msg":"Field required"},{"loc":["body"],"msg":"no"}]}"#,
            of(&[("title", "Field required"), ("body", "no")]),
        ),
        (
            r#"{"name":["This field may not be blank."],"width":["a","b"]}"#,
            of(&[("name", "This field may not be blank."), ("width", "a b")]),
        ),
        (r#"{"fields":{"name":"No puede estar vacío"}}"#, of(&[("name", "No puede estar vacío")])),
        (
            r#"{"errors":{"name":["is short","is odd"],"width":"is wide"}}"#,
            of(&[("name", "is short is odd"), ("width", "is wide")]),
        ),
        (r#"{"detail":{"name":["x"]}}"#, of(&[("name", "x")])),
        (r#"{"detail":["one","two"]}"#, said("one two")),
        (
            r#"{"error":"Validation failed","errors":{"name":["is short"]}}"#,
            Refusal { text: "Validation failed".to_owned(), ..of(&[("name", "is short")]) },
        ),
        ("Internal Server Error", said("Internal Server Error")),
        ("<!doctype html><html>", said("")),
        ("{}", said("")),
        ("[1]", said("")),
        (r#"{"name":{"deep":1}}"#, said("")),
    ];
    for (body, expected) in table {
        assert_eq!(forms.refusal(body), expected, "{body}");
    }
}

/// hub 000 §5: an upload that failed may be in the list.
#[test]
fn a_list_tells_whether_it_was_done() {
    let upload = action(json!({
        "id": "up", "title": "Up", "source": "rest", "post": "/up", "body": "multipart",
        "fields": [{ "id": "file", "type": "file" }], "retry": "lookup",
        "lookup": { "source": "rest", "get": "/files", "from": "/files", "like": { "/name": "{file}", "/size": "{file.size}" }, "new": "/id" }
    }));
    let mut filled = FormValues::default();
    filled.files.insert("file".to_owned(), File { number: 1, name: "a".to_owned(), size: 9 });
    let values = upload.values(&Map::new(), &filled);
    let lookup = upload.lookup.as_ref().unwrap();
    let done = |answer: Value| lookup.done(&answer, &values, &["old".to_owned()]);
    assert_eq!(done(json!({ "files": [{ "id": "new", "name": "a", "size": 9 }] })), Some(true));
    assert_eq!(
        done(json!({ "files": [{ "id": "old", "name": "a", "size": 9 }] })),
        Some(false),
        "it was there before"
    );
    assert_eq!(done(json!({ "files": [{ "id": "new", "name": "a", "size": 8 }] })), Some(false));
    assert_eq!(done(json!({ "error": "no" })), None);
}

/// The file's name as the browser writes it into the body, and as a hub may keep it.
#[test]
fn a_file_is_looked_up_under_the_name_that_multipart_sends() {
    let upload = action(json!({
        "id": "up", "title": "Up", "source": "rest", "post": "/u", "body": "multipart",
        "fields": [{ "id": "file", "type": "file", "min": 1, "max": 10 }], "retry": "lookup",
        "lookup": { "source": "rest", "get": "/files", "from": "/files", "like": { "/name": "{file}", "/size": "{file.size}" } }
    }));
    let given = |name: &str, size: u64| {
        let mut given = FormValues::default();
        given.files.insert("file".to_owned(), File { number: 1, name: name.to_owned(), size });
        given
    };
    for (name, kept, found) in [
        ("informe \"final\".txt", "informe %22final%22.txt", true),
        ("informe \"final\".txt", "informe \"final\".txt", true),
        ("a\nb.txt", "a%0Ab.txt", true),
        ("informe.txt", "informe%22.txt", false),
        ("100%.txt", "100%.txt", true),
        ("ñandú.txt", "ñandú.txt", true),
    ] {
        let values = upload.values(&Map::new(), &given(name, 3));
        let list = json!({ "files": [{ "name": kept, "size": 3 }] });
        assert_eq!(upload.lookup.as_ref().unwrap().done(&list, &values, &[]), Some(found), "{name} {kept}");
    }
    for (size, wrong) in [
        (0, Some(Invalid::FileTooSmall(1.0))),
        (1, None),
        (10, None),
        (11, Some(Invalid::FileTooLarge(10.0))),
    ] {
        let expected: Vec<_> = wrong.map(|wrong| ("file".to_owned(), wrong)).into_iter().collect();
        assert_eq!(upload.invalid(&given("a", size)), expected, "{size}");
    }
}

#[test]
fn a_row_offers_what_suits_it() {
    let accept = action(
        json!({ "id": "a", "title": "A", "on": "row:files", "when": { "name": ["x", "y"] }, "source": "rest", "post": "/a" }),
    );
    assert!(accept.offered(&[Cell::Text("y".to_owned()), Cell::Empty]));
    assert!(!accept.offered(&[Cell::Text("z".to_owned()), Cell::Empty]));
    assert!(!accept.offered(&[]));
}

#[test]
fn every_mistake_has_its_pointer() {
    let table = [
        (json!({ "on": "table:desks" }), "/actions/0/on"),
        (json!({ "on": "table:files", "post": "/x/{key}" }), "/actions/0/post"),
        (json!({ "get": "/b" }), "/actions/0"),
        (json!({ "fields": [{ "id": "a" }, { "id": "a" }] }), "/actions/0/fields/1"),
        (json!({ "fields": [{ "id": "a", "type": "file" }] }), "/actions/0"),
        (json!({ "retry": "lookup" }), "/actions/0"),
        (
            json!({ "fields": [{ "id": "a", "type": "choice", "of": { "table": "files", "shown": "nobody" } }] }),
            "/actions/0/fields/0/of/shown",
        ),
        (json!({ "save": { "name": "x", "length": "size" } }), "/actions/0/save/length"),
        (json!({ "send": { "token": "{auth.token}" } }), "/actions/0/send/token"),
        (json!({ "when": { "nobody": ["x"] } }), "/actions/0/when/nobody"),
    ];
    for (change, pointer) in table {
        let mut action = json!({ "id": "a", "title": "A", "source": "rest", "post": "/a" });
        action.as_object_mut().unwrap().extend(change.as_object().cloned().unwrap());
        let problems = with(json!([action])).unwrap_err();
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, [pointer], "{change}");
    }
}

#[test]
fn what_is_left_empty_is_sent_as_the_hub_wants_it() {
    for (empty, expected) in [
        (None, json!({})),
        (Some(json!("")), json!({ "note": "" })),
        (Some(json!(null)), json!({ "note": null })),
    ] {
        for kind in ["text", "integer", "number"] {
            let mut field = json!({ "id": "note", "type": kind });
            if let Some(empty) = &empty {
                field["empty"] = empty.clone();
            }
            let action =
                json!({ "id": "a", "title": "A", "source": "rest", "post": "/a", "fields": [field] });
            let content =
                self::action(action).request(&Map::new(), &given(&[("note", " ")])).unwrap().content;
            assert_eq!(content, Content::Json(expected.to_string()), "{kind}");
        }
    }
}

#[test]
fn a_lookup_finds_a_row_in_either_shape() {
    let leave = action(json!({
        "id": "leave", "title": "Leave", "on": "row:files", "source": "rest", "post": "/leave", "retry": "lookup",
        "lookup": { "source": "rest", "get": "/files", "from": "", "as": { "id": ["/0", "/id"] }, "like": { "/id": "{key}" }, "absent": true }
    }));
    let lookup = leave.lookup.as_ref().unwrap();
    for (list, done) in [
        (json!([[7, "a"]]), false),
        (json!([{ "id": 7 }]), false),
        (json!([[8, "a"], { "id": 9 }, {}, null]), true),
        (json!([]), true),
    ] {
        assert_eq!(lookup.done(&list, &row(json!({ "key": 7 })), &[]), Some(done), "{list}");
    }
}

#[test]
fn a_moment_is_asked_for_on_the_clock_that_its_pattern_means() {
    for (pattern, utc) in
        [("%Y-%m-%d %H:%M:%S", false), ("%Y-%m-%dT%H:%M:%SZ", true), ("%Y/%m/%d %H:%M UTC", true)]
    {
        let field = json!({ "id": "at", "type": "datetime", "pattern": pattern });
        let action = json!({ "id": "a", "title": "A", "source": "rest", "post": "/a", "fields": [field] });
        assert_eq!(self::action(action).fields[0].is_utc(), utc, "{pattern}");
    }
}
