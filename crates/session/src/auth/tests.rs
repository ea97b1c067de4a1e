#![allow(clippy::unwrap_used)]
use serde_json::json;

use super::*;
use crate::Mono;

/// Source 0 takes a token, source 1 requires no login.
fn auth(stored: Option<&str>, has_address: bool) -> Authentication {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "a": { "kind": "rest" }, "b": { "kind": "rest" } },
        "auth": {
            "ask": ["token"],
            "attach": [{ "source": "a", "as": "header", "name": "T", "value": "{auth.token}" }],
            "refused": [{ "status": 401 }, { "status": 403 }]
        },
        "errors": ["/error"]
    });
    let profile = Rc::new(Profile::parse(&profile.to_string()).unwrap());
    Authentication::new(profile, |_| has_address, stored.map(credentials))
}

fn credentials(token: &str) -> Credentials {
    json!({ "token": token }).as_object().cloned().unwrap()
}

/// An answer to a request, when those up to `last` have gone out.
fn answered(request: u64, source: usize, status: u16, last: u64) -> Input<'static> {
    let (request, source, last) = (Some(RequestId(request)), SourceId(source), RequestId(last));
    Input::Answered { request, source, status, body: r#"{"error":"Expired"}"#, last }
}

const NOW: Now = Now { mono: Mono(1_000), wall: model::Millis(1_795_418_531_000) };

fn outputs(auth: &mut Authentication) -> Vec<Output> {
    std::iter::from_fn(|| auth.poll_output()).collect()
}

#[test]
fn a_hub_asks_only_for_sources_that_have_an_address() {
    assert_eq!(auth(None, false).access(), &Access::NotRequired);
    assert_eq!(auth(None, true).access(), &Access::NeedsLogin);
    assert_eq!(auth(Some("t"), true).access(), &Access::Given(credentials("t")));
}

#[test]
fn a_login_opens_the_sources_that_require_one() {
    let mut auth = auth(None, true);
    assert_eq!([0, 1].map(|source| auth.needs_login(SourceId(source))), [true, false]);
    auth.handle(NOW, Input::LogIn { credentials: credentials("t"), longer: true, last: RequestId(5) });
    let stored = Output::Store(Some((credentials("t"), true)));
    assert_eq!(outputs(&mut auth), [stored, Output::Changed(SourceId(0), false)]);
    assert!(!auth.needs_login(SourceId(0)));
    assert_eq!(auth.attached(SourceId(0)).unwrap().headers, [("T".to_owned(), "t".to_owned())]);
    auth.handle(NOW, Input::LogOut);
    assert_eq!(
        outputs(&mut auth),
        [Output::Store(None), Output::Changed(SourceId(0), false), Output::Forget]
    );
    assert_eq!(auth.access(), &Access::NeedsLogin);
}

#[test]
fn only_an_answer_to_these_credentials_refuses_them() {
    let mut auth = auth(None, true);
    auth.handle(NOW, Input::LogIn { credentials: credentials("t"), longer: false, last: RequestId(5) });
    outputs(&mut auth);
    for (request, source, status) in [(5, 0, 401), (6, 1, 401), (6, 0, 200), (6, 0, 500)] {
        auth.handle(NOW, answered(request, source, status, 9));
        assert_eq!(outputs(&mut auth), [], "{request} {source} {status}");
    }
    auth.handle(NOW, answered(6, 0, 403, 7));
    assert_eq!(outputs(&mut auth), [Output::Doubted(SourceId(0), "Expired".to_owned())]);
    auth.handle(NOW, answered(7, 0, 401, 7));
    assert_eq!(outputs(&mut auth), [], "it went out before the first refusal came");
    auth.handle(NOW, answered(8, 0, 401, 8));
    assert_eq!(auth.access(), &Access::Refused("Expired".to_owned()));
    assert_eq!(outputs(&mut auth), [Output::Store(None), Output::Changed(SourceId(0), false)]);
    assert!(matches!(auth.locked_state(), Some(State::Refused { .. })));
    auth.handle(NOW, Input::Refused("again".to_owned()));
    assert_eq!(outputs(&mut auth), [], "it is refused once");
}

#[test]
fn what_another_page_did_is_followed_and_not_stored_again() {
    let elsewhere =
        |token: Option<&str>| Input::Elsewhere { credentials: token.map(credentials), last: RequestId(7) };
    let mut auth = auth(None, true);
    for (token, access, outputs) in [
        (None, Access::NeedsLogin, vec![]),
        (Some("t"), Access::Given(credentials("t")), vec![Output::Changed(SourceId(0), false)]),
        (Some("t"), Access::Given(credentials("t")), vec![]),
        (Some("u"), Access::Given(credentials("u")), vec![Output::Changed(SourceId(0), false)]),
        (None, Access::NeedsLogin, vec![Output::Changed(SourceId(0), false), Output::Forget]),
    ] {
        auth.handle(NOW, elsewhere(token));
        assert_eq!(auth.access(), &access);
        assert_eq!(self::outputs(&mut auth), outputs);
    }
    let mut free = self::auth(None, false);
    free.handle(NOW, elsewhere(Some("t")));
    assert_eq!(free.access(), &Access::NotRequired);
}

#[test]
fn one_refusal_between_good_answers_ends_no_login() {
    let mut auth = auth(Some("t"), true);
    for turn in 0..5 {
        let request = turn * 10 + 1;
        auth.handle(NOW, answered(request, 0, 401, request));
        assert_eq!(outputs(&mut auth), [Output::Doubted(SourceId(0), "Expired".to_owned())]);
        for (source, status) in [(1, 200), (0, 502), (0, 200)] {
            auth.handle(NOW, answered(request + 1, source, status, request + 1));
        }
        assert_eq!(outputs(&mut auth), []);
        assert!(!auth.needs_login(SourceId(0)));
    }
}
