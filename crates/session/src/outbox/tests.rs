#![allow(clippy::unwrap_used)]
use serde_json::json;

use super::*;
use crate::{AnswerHeaders, RequestFailure};

const HERE: Reach = Reach { reads: true, clear: true };
const AWAY: Reach = Reach { reads: false, clear: false };

fn outbox(retry: &str, unacknowledged: &[&str]) -> Outbox {
    let profile = json!({
        "name": "a", "title": "A",
        "sources": { "rest": { "kind": "rest" } },
        "intents": {
            "mark_read": { "source": "rest", "post": "/n/{id}/read", "retry": retry, "gone": [404] },
            "clear": { "source": "rest", "post": "/clear" }
        },
        "errors": ["/error"]
    });
    let profile = Rc::new(Profile::parse(&profile.to_string()).unwrap());
    Outbox::new(profile, ids(unacknowledged))
}

fn ids(ids: &[&str]) -> Vec<EventId> {
    ids.iter().map(|id| EventId::from(*id)).collect()
}

fn sent(kind: IntentKind, id: Option<&str>) -> SentIntent {
    SentIntent { kind, id: id.map(EventId::from) }
}

fn done(status: u16, body: &str) -> HttpOutcome<'_> {
    static NONE: AnswerHeaders = AnswerHeaders { retry_after: None, etag: None, link: None };
    HttpOutcome::Done { status, headers: &NONE, body }
}

fn failed() -> HttpOutcome<'static> {
    HttpOutcome::Failed(RequestFailure::Unreachable("network".to_owned()))
}

fn outputs(outbox: &mut Outbox) -> Vec<Output> {
    std::iter::from_fn(|| outbox.poll_output()).collect()
}

/// Paths of what was sent, and whether it outlives the page.
fn paths(outbox: &mut Outbox) -> Vec<(String, bool)> {
    let path = |output| match output {
        Output::Send(_, request) => Some((request.path_and_query, request.keepalive)),
        _ => None,
    };
    outputs(outbox).into_iter().filter_map(path).collect()
}

#[test]
fn safe_reads_wait_for_the_hub_and_are_remembered_until_it_acknowledges_them() {
    let mut outbox = outbox("safe", &[]);
    outbox.handle(Mono(0), Input::MarkedRead(ids(&["a", "b"]), AWAY));
    assert_eq!(outputs(&mut outbox), [Output::Remember(ids(&["a", "b"]))]);
    assert_eq!(outbox.waiting_reads(), 2);
    outbox.handle(Mono(1), Input::Reachable(HERE));
    assert_eq!(paths(&mut outbox), [("/n/a/read".to_owned(), true), ("/n/b/read".to_owned(), true)]);
    let read = |id| sent(IntentKind::MarkRead, Some(id));
    outbox.handle(Mono(2), Input::Answered(read("a"), &done(404, ""), None));
    assert_eq!(outputs(&mut outbox), [Output::Remember(ids(&["b"]))]);
    outbox.handle(Mono(3), Input::Answered(read("b"), &failed(), None));
    assert_eq!(outbox.poll_timeout(), Some((Timer::Resend, Mono(5_003))));
    outbox.handle(Mono(5_002), Input::Timeout(HERE));
    assert_eq!(paths(&mut outbox), []);
    outbox.handle(Mono(5_003), Input::Timeout(HERE));
    assert_eq!(paths(&mut outbox), [("/n/b/read".to_owned(), true)]);
}

#[test]
fn what_may_not_be_sent_twice_stays_in_doubt_and_is_not_remembered() {
    let mut outbox = outbox("never", &["old"]);
    assert_eq!(outbox.waiting_reads(), 0, "what an earlier page left may not be sent again");
    outbox.handle(Mono(0), Input::MarkedRead(ids(&["a"]), HERE));
    assert_eq!(paths(&mut outbox), [("/n/a/read".to_owned(), true)]);
    let read = sent(IntentKind::MarkRead, Some("a"));
    outbox.handle(Mono(1), Input::Answered(read.clone(), &failed(), None));
    assert_eq!(outputs(&mut outbox), [Output::Notice(Notice::InDoubt)]);
    let refusal = done(500, r#"{"error":"No"}"#);
    outbox.handle(Mono(2), Input::Answered(read, &refusal, None));
    let notice = Notice::Refused { status: 500, text: "No".to_owned() };
    assert_eq!(outputs(&mut outbox), [Output::Notice(notice)]);
}

#[test]
fn a_clear_is_sent_after_its_undo_time_or_as_the_page_goes() {
    let clear = || {
        let mut outbox = outbox("safe", &[]);
        outbox.handle(Mono(0), Input::Cleared(UndoId(3)));
        assert_eq!(outbox.poll_timeout(), Some((Timer::Clear, Mono(5_000))));
        outbox
    };
    let mut waited = clear();
    waited.handle(Mono(5_000), Input::Timeout(HERE));
    assert_eq!(paths(&mut waited), [("/clear".to_owned(), true)]);
    let mut left = clear();
    left.handle(Mono(10), Input::Leaving(HERE));
    assert_eq!(paths(&mut left), [("/clear".to_owned(), true)]);
    let mut undone = clear();
    undone.handle(Mono(10), Input::Undone(UndoId(2)));
    assert!(undone.poll_timeout().is_some(), "another clear was taken back");
    undone.handle(Mono(10), Input::Undone(UndoId(3)));
    undone.handle(Mono(5_000), Input::Timeout(HERE));
    assert_eq!(outputs(&mut undone), []);
    for (newer, reach) in [(true, HERE), (false, AWAY)] {
        let mut local = clear();
        if newer {
            local.handle(Mono(10), Input::NewerCame);
        }
        local.handle(Mono(5_000), Input::Timeout(reach));
        assert_eq!(outputs(&mut local), [Output::Notice(Notice::ClearStaysLocal)]);
    }
}

#[test]
fn what_was_read_before_a_reload_is_restored_when_it_is_known_again() {
    let mut outbox = outbox("safe", &["a", "b"]);
    assert_eq!(outbox.waiting_reads(), 2);
    let mut asked = Vec::new();
    outbox.restore(|id| {
        asked.push(id.to_string());
        id.as_str() == "a"
    });
    outbox.restore(|id| {
        asked.push(id.to_string());
        true
    });
    outbox.restore(|id| {
        asked.push(id.to_string());
        true
    });
    assert_eq!(asked, ["a", "b", "b"]);
}

#[test]
fn what_a_hub_cannot_do_now_is_sent_again_and_not_before_it_wants() {
    for (status, patience, due) in [(503, Some(120_000), 120_000), (429, None, 5_000), (401, None, 5_000)] {
        let mut outbox = outbox("safe", &[]);
        outbox.handle(Mono(0), Input::MarkedRead(ids(&["a"]), HERE));
        outputs(&mut outbox);
        let read = sent(IntentKind::MarkRead, Some("a"));
        outbox.handle(Mono(0), Input::Answered(read, &done(status, ""), patience));
        assert_eq!(outputs(&mut outbox), [], "{status}");
        assert_eq!(outbox.poll_timeout(), Some((Timer::Resend, Mono(due))), "{status}");
    }
}

#[test]
fn as_the_page_goes_reads_are_sent_that_waited_for_another_try() {
    let mut outbox = outbox("safe", &[]);
    outbox.handle(Mono(0), Input::MarkedRead(ids(&["a"]), HERE));
    outputs(&mut outbox);
    outbox.handle(Mono(0), Input::Answered(sent(IntentKind::MarkRead, Some("a")), &failed(), None));
    outbox.handle(Mono(1), Input::Leaving(HERE));
    assert_eq!(paths(&mut outbox), [("/n/a/read".to_owned(), true)]);
}
