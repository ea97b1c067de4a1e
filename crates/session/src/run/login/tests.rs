#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use profile::{Profile, Settings};
use serde_json::json;

use super::*;

fn run(asks_hub: bool) -> LoginRun {
    let mut auth = json!({
        "ask": ["token"],
        "attach": [{ "source": "rest", "as": "header", "name": "T", "value": "{auth.token}" }]
    });
    if asks_hub {
        auth["login"] = json!({ "source": "rest", "post": "/login", "keep": { "token": "/t" } });
    }
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } }, "auth": auth,
        "errors": ["/error", "fields"]
    });
    let forms = Rc::new(Profile::with(&profile.to_string(), &Settings::default()).unwrap().forms());
    let mut given = FormValues::default();
    given.texts.insert("token".to_owned(), "secret".to_owned());
    LoginRun::new(forms.login.clone().unwrap(), forms, &given, true, Millis(0))
}

fn logged_in(credentials: Credentials) -> RunStep {
    RunStep::LogIn(credentials, true)
}

fn token(token: &str) -> Credentials {
    json!({ "token": token }).as_object().cloned().unwrap()
}

#[test]
fn where_no_hub_is_asked_what_was_filled_in_are_the_credentials() {
    assert_eq!(run(false).begin(), logged_in(token("secret")));
}

#[test]
fn what_a_hub_answers_to_a_login() {
    let mut run = run(true);
    let RunStep::Request(request) = run.begin() else { panic!("no request") };
    assert_eq!((request.method, request.path.as_str()), (Method::Post, "/login"));
    assert_eq!(request.body, RequestBody::Json(r#"{"token":"secret"}"#.to_owned()));
    let refused = |text: &str| Outcome::Refused(400, Refusal { text: text.to_owned(), fields: Vec::new() });
    let lost = RequestFailure::Unreachable("network".to_owned());
    let cases = [
        (RunAnswer::Done(200, "{}".to_owned()), Outcome::Lacks("token".to_owned())),
        (RunAnswer::Done(200, "<html>".to_owned()), Outcome::Lacks("token".to_owned())),
        (RunAnswer::Done(400, r#"{"error":"No"}"#.to_owned()), refused("No")),
        (RunAnswer::Done(400, r#"{"token":["is short"]}"#.to_owned()), refused("is short")),
        (RunAnswer::Failed(lost.clone()), Outcome::Failed(lost)),
        (RunAnswer::Unsent, Outcome::Unsent),
    ];
    for (answer, outcome) in cases {
        assert_eq!(run.handle(&answer), RunStep::End(outcome), "{answer:?}");
    }
    assert_eq!(run.handle(&RunAnswer::Done(200, r#"{"t":"x"}"#.to_owned())), logged_in(token("x")));
}

#[test]
fn a_login_says_what_the_profile_makes_of_what_was_asked() {
    let login = json!({
        "source": "rest", "post": "/client", "keep": { "token": "/token" },
        "send": { "name": "Atalaya", "of": { "user": "{user}" }, "at": ["{level}", "{user}!"] },
        "headers": { "X-User": "u={user}", "X-None": "{empty}" },
        "basic": { "user": "{user}", "password": "{password}" }
    });
    let call = call(login, &[("user", "ñu"), ("password", "a:b"), ("level", "3"), ("empty", "")]);
    assert_eq!(call.path, "/client");
    let body = r#"{"at":["3","ñu!"],"name":"Atalaya","of":{"user":"ñu"}}"#;
    assert_eq!(call.body, RequestBody::Json(body.to_owned()));
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected =
        [header("X-User", "u=ñu"), header("X-None", ""), header("Authorization", "Basic w7F1OmE6Yg==")];
    assert_eq!(call.headers.len(), 3);
    assert!(expected.iter().all(|header| call.headers.contains(header)), "{:?}", call.headers);
}

#[test]
fn a_login_with_nothing_to_send_sends_nothing_of_what_was_asked() {
    let login = |body: &str| {
        json!({ "source": "rest", "post": "/in", "send": {}, "body": body, "keep": { "token": "/t" },
            "basic": { "user": "{user}", "password": "{password}" } })
    };
    let given = [("user", "u"), ("password", "secret")];
    assert_eq!(call(login("json"), &given).body, RequestBody::Json("{}".to_owned()));
    assert_eq!(call(login("form"), &given).body, RequestBody::Form(String::new()));
}

/// The request of a login that asks for these.
fn call(login: serde_json::Value, given: &[(&str, &str)]) -> RunRequest {
    let ask: Vec<_> = given.iter().map(|(id, _)| json!({ "id": id, "title": "T", "type": "text" })).collect();
    let attach = json!([{ "source": "rest", "as": "header", "name": "T", "value": "{auth.token}" }]);
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } },
        "auth": { "ask": ask, "login": login, "attach": attach }
    });
    let forms = Rc::new(Profile::with(&profile.to_string(), &Settings::default()).unwrap().forms());
    let mut values = FormValues::default();
    values.texts.extend(given.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())));
    let RunStep::Request(request) =
        LoginRun::new(forms.login.clone().unwrap(), forms, &values, false, Millis(0)).begin()
    else {
        panic!("no request")
    };
    request
}

/// A name is shown later; another word that was asked may be a secret.
#[test]
fn of_what_was_asked_the_name_is_kept_and_nothing_else() {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } },
        "auth": {
            "ask": ["username", "password", "pin"],
            "login": { "source": "rest", "post": "/login", "keep": { "token": "/t" } },
            "attach": [{ "source": "rest", "as": "header", "name": "T", "value": "{auth.token}" }]
        }
    });
    let forms = Rc::new(Profile::with(&profile.to_string(), &Settings::default()).unwrap().forms());
    let mut given = FormValues::default();
    for name in ["username", "password", "pin"] {
        given.texts.insert(name.to_owned(), format!("my {name}"));
    }
    let login = forms.login.clone().unwrap();
    let mut run = LoginRun::new(login.clone(), forms, &given, true, Millis(0));
    run.begin();
    let kept = json!({ "token": "x", "username": "my username" }).as_object().cloned().unwrap();
    assert_eq!(login.who(&kept), Some("my username"));
    assert_eq!(login.who(&token("x")), None);
    assert_eq!(run.handle(&RunAnswer::Done(200, r#"{"t":"x"}"#.to_owned())), logged_in(kept));
}
