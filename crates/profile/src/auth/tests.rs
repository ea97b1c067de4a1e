#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use serde_json::{Value, json};

use crate::{Attached, Auth, Credentials, Profile, Settings};

/// The sources below, in their order: by name.
const IO: usize = 0;
const OPEN: usize = 1;
const REST: usize = 2;
const WS: usize = 3;

fn profile(auth: Value) -> Result<Profile, Vec<crate::Problem>> {
    let profile = json!({
        "name": "a", "title": "A", "auth": auth,
        "sources": { "rest": { "kind": "rest" }, "ws": { "kind": "websocket" }, "io": { "kind": "socketio" }, "open": { "kind": "rest" } }
    });
    Profile::with(&profile.to_string(), &Settings::default())
}

fn auth(attach: Value) -> Auth {
    auth_of(json!(["token", "user_id"]), attach)
}

fn auth_of(ask: Value, attach: Value) -> Auth {
    profile(json!({ "ask": ask, "attach": attach })).unwrap().auth.unwrap()
}

fn given(value: Value) -> Credentials {
    value.as_object().cloned().unwrap()
}

/// hub 001 §4: the token stands in the query of one server, the user's id as a number in the first frame of another;
/// as text it is accepted and never receives anything.
#[test]
fn what_was_given_is_attached_where_the_profile_says_and_keeps_its_type() {
    let auth = auth(json!([
        { "source": "rest", "as": "query", "name": "token", "value": "{auth.token}" },
        { "source": "rest", "as": "header", "name": "Authorization", "value": "Bearer {auth.token}" },
        { "source": "ws", "as": "hello", "value": { "type": "auth", "user_id": "{auth.user_id}" } },
        { "source": "io", "as": "connect", "value": { "token": "{auth.token}" } }
    ]));
    let given = given(json!({ "token": "a b&c", "user_id": 1 }));
    let rest = auth.attached(REST, &given).unwrap();
    assert_eq!(rest.query, [("token".to_owned(), "a b&c".to_owned())]);
    assert_eq!(rest.headers, [("Authorization".to_owned(), "Bearer a b&c".to_owned())]);
    assert_eq!(auth.attached(WS, &given).unwrap().hello, [r#"{"type":"auth","user_id":1}"#]);
    assert_eq!(auth.attached(IO, &given).unwrap().connect, Some(json!({ "token": "a b&c" })));
    assert_eq!(auth.attached(OPEN, &given), Some(Attached::default()));
    assert!(auth.requires_auth(REST) && auth.requires_auth(WS) && !auth.requires_auth(OPEN));
}

#[test]
fn a_user_and_a_password_become_http_basic() {
    let auth = auth_of(
        json!(["user", "password"]),
        json!([
            { "source": "rest", "as": "basic", "value": { "user": "{auth.user}", "password": "{auth.password}" } }
        ]),
    );
    let headers = |user: &str, password: &str| {
        let given = given(json!({ "user": user, "password": password }));
        auth.attached(REST, &given).unwrap().headers
    };
    // RFC 7617 §2 and §2.1, a password with a colon, and what needs all of the alphabet.
    for (user, password, encoded) in [
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("test", "123\u{a3}", "dGVzdDoxMjPCow=="),
        ("ana", "a:b", "YW5hOmE6Yg=="),
        ("ñ", "??>>", "w7E6Pz8+Pg=="),
    ] {
        assert_eq!(headers(user, password), [("Authorization".to_owned(), format!("Basic {encoded}"))]);
    }
    assert_eq!(auth.attached(REST, &given(json!({ "user": "ana" }))), None);
}

#[test]
fn a_query_may_hold_a_value_in_base64url() {
    let auth = auth_of(
        json!(["token"]),
        json!([
            { "source": "ws", "as": "query", "name": "auth", "encode": "base64url", "value": "Bearer {auth.token}" }
        ]),
    );
    for (token, encoded) in [
        ("tk_1", "QmVhcmVyIHRrXzE"),
        ("ab", "QmVhcmVyIGFi"),
        // Plus and slash mean something else in an address.
        ("\u{fb}\u{ff}\u{fe}", "QmVhcmVyIMO7w7_Dvg"),
        ("", "QmVhcmVyIA"),
    ] {
        let attached = auth.attached(WS, &given(json!({ "token": token }))).unwrap();
        assert_eq!(attached.query, [("auth".to_owned(), encoded.to_owned())], "{token}");
    }
}

#[test]
fn what_is_missing_is_never_attached_half() {
    let auth = auth(json!([
        { "source": "rest", "as": "query", "name": "token", "value": "{auth.token}" },
        { "source": "rest", "as": "query", "name": "user", "value": "{auth.user_id}" }
    ]));
    assert_eq!(auth.attached(REST, &given(json!({ "token": "t" }))), None);
    assert_eq!(auth.attached(REST, &Credentials::new()), None);
}

#[test]
fn a_profile_says_which_statuses_refuse() {
    let one = |auth: Value| profile(auth).unwrap().auth.unwrap();
    let unsaid = one(json!({ "ask": [], "attach": [] }));
    assert!(unsaid.refuses(401) && !unsaid.refuses(403));
    let said = one(json!({ "ask": [], "attach": [], "refused": [{ "status": 403 }] }));
    assert!(said.refuses(403) && !said.refuses(401));
}

/// profiles, "auth": what a source cannot carry is a mistake.
#[test]
fn what_a_source_cannot_carry_is_a_mistake() {
    let table = [
        (json!({ "source": "ws", "as": "header", "name": "A", "value": "x" }), "/auth/attach/0/as"),
        (json!({ "source": "io", "as": "hello", "value": "x" }), "/auth/attach/0/as"),
        (json!({ "source": "rest", "as": "connect", "value": "x" }), "/auth/attach/0/as"),
        (json!({ "source": "rest", "as": "query", "value": "x" }), "/auth/attach/0/name"),
        (json!({ "source": "rest", "as": "query", "name": "a", "value": "{key}" }), "/auth/attach/0/value"),
        (
            json!({ "source": "rest", "as": "query", "name": "a", "value": ["{auth.pin}"] }),
            "/auth/attach/0/value/0",
        ),
        (json!({ "source": "nobody", "as": "query", "name": "a", "value": "x" }), "/auth/attach/0/source"),
    ];
    for (attach, pointer) in table {
        let problems = profile(json!({ "ask": ["token"], "attach": [attach] })).unwrap_err();
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, [pointer]);
    }
}

/// docs/surface.md, "`hubs.json`": its `auth` stands in place of the profile's.
#[test]
fn a_configuration_may_say_it_otherwise() {
    let own = json!({ "ask": ["key"], "attach": [{ "source": "rest", "as": "header", "name": "X-Key", "value": "{auth.key}" }] });
    let settings = Settings { vars: &[], auth: Some(&own) };
    let text = json!({ "name": "a", "title": "A", "sources": { "rest": { "kind": "rest" } } }).to_string();
    let profile = Profile::with(&text, &settings).unwrap();
    assert_eq!(profile.forms().login.unwrap().ask[0].id, "key");
    assert!(profile.auth.unwrap().requires_auth(0));
}
