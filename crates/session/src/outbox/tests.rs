#![allow(clippy::unwrap_used)]
use serde_json::json;

use super::*;

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
    assert_eq!(paths(&mut outbox), [("/n/a/read".to_owned(), false), ("/n/b/read".to_owned(), false)]);
    let read = |id| sent(IntentKind::MarkRead, Some(id));
    outbox.handle(Mono(2), Input::Answered(read("a"), &HttpOutcome::Done { status: 404, body: "" }));
    assert_eq!(outputs(&mut outbox), [Output::Remember(ids(&["b"]))]);
    outbox.handle(Mono(3), Input::Answered(read("b"), &HttpOutcome::Failed("network")));
    assert_eq!(outbox.poll_timeout(), Some((Timer::Resend, Mono(5_003))));
    outbox.handle(Mono(5_002), Input::Timeout(HERE));
    assert_eq!(paths(&mut outbox), []);
    outbox.handle(Mono(5_003), Input::Timeout(HERE));
    assert_eq!(paths(&mut outbox), [("/n/b/read".to_owned(), false)]);
}

#[test]
fn what_may_not_be_sent_twice_stays_in_doubt_and_is_not_remembered() {
    let mut outbox = outbox("never", &["old"]);
    assert_eq!(outbox.waiting_reads(), 0, "what an earlier page left may not be sent again");
    outbox.handle(Mono(0), Input::MarkedRead(ids(&["a"]), HERE));
    assert_eq!(paths(&mut outbox), [("/n/a/read".to_owned(), false)]);
    let read = sent(IntentKind::MarkRead, Some("a"));
    outbox.handle(Mono(1), Input::Answered(read.clone(), &HttpOutcome::Failed("network")));
    assert_eq!(outputs(&mut outbox), [Output::Notice(Notice::InDoubt)]);
    let refusal = HttpOutcome::Done { status: 500, body: r#"{"error":"No"}"# };
    outbox.handle(Mono(2), Input::Answered(read, &refusal));
    let notice = Notice::Refused { status: 500, text: "No".to_owned() };
    assert_eq!(outputs(&mut outbox), [Output::Notice(notice)]);
}

#[test]
fn a_clear_is_sent_after_its_undo_time_or_as_the_page_goes() {
    let clear = || {
        let mut outbox = outbox("safe", &[]);
        outbox.handle(Mono(0), Input::Cleared(ClearId(3)));
        assert_eq!(outbox.poll_timeout(), Some((Timer::Clear, Mono(5_000))));
        outbox
    };
    let mut waited = clear();
    waited.handle(Mono(5_000), Input::Timeout(HERE));
    assert_eq!(paths(&mut waited), [("/clear".to_owned(), false)]);
    let mut left = clear();
    left.handle(Mono(10), Input::Leaving(HERE));
    assert_eq!(paths(&mut left), [("/clear".to_owned(), true)]);
    let mut undone = clear();
    undone.handle(Mono(10), Input::Undone(ClearId(2)));
    assert!(undone.poll_timeout().is_some(), "another clear was taken back");
    undone.handle(Mono(10), Input::Undone(ClearId(3)));
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
