#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]
use profile::{Profile, Settings};
use serde_json::{Value, json};

use super::*;
use crate::{Method, RequestBody};

const NOW: Millis = Millis(1_795_418_531_000);

fn run(refresh: Value, expires: Value, stored: Option<Credentials>) -> RenewalRun {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } },
        "auth": {
            "ask": ["user", "password"],
            "login": {
                "source": "rest", "post": "/login",
                "keep": { "token": "/access", "refresh": "/refresh" }
            },
            "attach": [{ "source": "rest", "as": "header", "name": "T", "value": "{auth.token}" }],
            "refresh": refresh,
            "expires": expires
        },
        "errors": ["/error"]
    });
    let forms = Profile::with(&profile.to_string(), &Settings::default()).unwrap().forms();
    let state = Rc::new(Cell::new(RenewalState::UnderWay));
    RenewalRun::new(forms, (kept("old", "r1"), true), NOW, state, move || stored.clone()).unwrap()
}

fn plain() -> (Value, Value) {
    let send = json!({ "grant_type": "refresh_token", "refresh_token": "{auth.refresh}" });
    (json!({ "source": "rest", "post": "/renew", "body": "form", "send": send }), json!({ "in_s": "/in" }))
}

fn kept(token: &str, refresh: &str) -> Credentials {
    json!({ "token": token, "refresh": refresh, "user": "ana" }).as_object().cloned().unwrap()
}

/// What goes along from then on, with when it ends.
fn renewed(mut kept: Credentials, lasts_ms: Option<i64>) -> RunStep {
    if let Some(lasts_ms) = lasts_ms {
        kept.insert("@until".to_owned(), json!(NOW.0 + lasts_ms));
    }
    RunStep::LogIn(kept, true)
}

fn done(status: u16, body: &Value) -> RunAnswer {
    RunAnswer::Done(status, body.to_string())
}

#[test]
fn what_is_kept_stands_in_what_renews_it() {
    let (refresh, expires) = plain();
    let RunStep::Request(request) = run(refresh, expires, None).begin() else { panic!("no request") };
    assert_eq!((request.method, request.path.as_str()), (Method::Post, "/renew"));
    assert_eq!(request.body, RequestBody::Form("grant_type=refresh_token&refresh_token=r1".to_owned()));
    let bare = json!({ "source": "rest", "post": "/renew", "headers": { "X-R": "Token {auth.refresh}" } });
    let RunStep::Request(request) = run(bare, json!({ "jwt": "token" }), None).begin() else {
        panic!("no request")
    };
    assert_eq!(request.body, RequestBody::Json("{}".to_owned()), "nothing goes along by itself");
    assert_eq!(request.headers, [("X-R".to_owned(), "Token r1".to_owned())]);
}

#[test]
fn what_comes_anew_takes_the_place_of_what_was_kept() {
    let (refresh, expires) = plain();
    let cases = [
        (json!({ "access": "new", "refresh": "r2", "in": 2 }), kept("new", "r2"), Some(2_000)),
        (json!({ "access": "new", "in": "900" }), kept("new", "r1"), Some(900_000)),
        (json!({ "access": "new", "refresh": null, "in": 0 }), kept("new", "r1"), None),
        (json!({ "access": "new" }), kept("new", "r1"), None),
    ];
    for (answer, credentials, lasts_ms) in cases {
        let step = run(refresh.clone(), expires.clone(), None).handle(&done(200, &answer));
        assert_eq!(step, renewed(credentials, lasts_ms), "{answer}");
    }
}

#[test]
fn a_token_that_says_when_it_ends_is_believed_by_the_hubs_own_clock() {
    let refresh = json!({ "source": "rest", "post": "/renew" });
    // {"exp":2000000100,"iat":2000000000}, {"exp":1795418591} and what says nothing.
    let cases = [
        ("h.eyJleHAiOjIwMDAwMDAxMDAsImlhdCI6MjAwMDAwMDAwMH0.s", Some(100_000)),
        ("h.eyJleHAiOjE3OTU0MTg1OTF9.s", Some(60_000)),
        ("h.e30.s", None),
        ("h.\u{f1}.s", None),
        ("opaque", None),
    ];
    for (token, lasts_ms) in cases {
        let mut run = run(refresh.clone(), json!({ "jwt": "token" }), None);
        let step = run.handle(&done(200, &json!({ "access": token })));
        assert_eq!(step, renewed(kept(token, "r1"), lasts_ms), "{token}");
    }
}

#[test]
fn a_hub_that_will_not_is_told_from_one_that_cannot() {
    let (refresh, expires) = plain();
    let refused = |why: &str| (RunStep::Refuse(why.to_owned()), RenewalState::Refused);
    let failed = |outcome| (RunStep::End(outcome), RenewalState::Failed);
    let broken = |status| Outcome::Failed(RequestFailure::Http { status, words: String::new() });
    let lost = RequestFailure::Unreachable("network".to_owned());
    let cases = [
        (done(400, &json!({ "error": "used twice" })), refused("used twice")),
        (done(401, &json!({})), refused("")),
        (done(200, &json!({})), failed(Outcome::Lacks("refresh".to_owned()))),
        (done(503, &json!({})), failed(broken(503))),
        (done(429, &json!({})), failed(broken(429))),
        (RunAnswer::Failed(lost.clone()), failed(Outcome::Failed(lost))),
        (RunAnswer::Unsent, failed(Outcome::Unsent)),
    ];
    for (answer, expected) in cases {
        let mut run = run(refresh.clone(), expires.clone(), Some(kept("old", "r1")));
        let step = run.handle(&answer);
        assert_eq!((step, run.state.get()), expected, "{answer:?}");
    }
}

/// The user logged out while it was on its way.
#[test]
fn what_is_not_wanted_any_more_is_not_taken() {
    let (refresh, expires) = plain();
    let mut run = run(refresh, expires, None);
    run.state.set(RenewalState::Idle);
    assert_eq!(run.handle(&done(200, &json!({ "access": "new" }))), RunStep::End(Outcome::Unsent));
}

#[test]
fn what_another_page_renewed_meanwhile_is_taken() {
    let (refresh, expires) = plain();
    let mut run = run(refresh, expires, Some(kept("theirs", "r2")));
    let step = run.handle(&done(401, &json!({})));
    assert_eq!(step, renewed(kept("theirs", "r2"), None));
}
