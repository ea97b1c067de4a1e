#![allow(clippy::unwrap_used, clippy::panic)]
use model::Millis;
use serde_json::json;

use super::*;

const REST: SourceId = SourceId(0);
const LIST: PollId = PollId(0);

fn poller(source: &Value, polls: &Value) -> Poller {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": source }, "poll": polls,
        "tables": [{ "id": "rows", "title": "R", "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }] }]
    });
    Poller::new(Rc::new(Profile::parse(&profile.to_string()).unwrap()), |_| true, 1)
}

fn list(more: &Value) -> Value {
    let mut list = json!({ "source": "rest", "get": "/rows", "do": [{ "rows": "rows" }] });
    list.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([list])
}

fn every_5_s() -> Poller {
    poller(&json!({ "kind": "rest" }), &list(&json!({ "every_s": 5 })))
}

fn at(mono: u64) -> Now {
    Now { mono: Mono(mono), wall: Millis(0) }
}

/// Paths that are fetched at a moment.
fn fetched(poller: &mut Poller, now: u64) -> Vec<String> {
    poller.handle(at(now), Input::Timeout);
    let path = |output| match output {
        Output::Fetch(_, request) => Some(request.path_and_query),
        Output::ErrorChanged => None,
    };
    std::iter::from_fn(|| poller.poll_output()).filter_map(path).collect()
}

fn answer(poller: &mut Poller, now: u64) {
    poller.handle(at(now), Input::Answered { poll: LIST, cursor: None });
}

fn fail(poller: &mut Poller, now: u64) {
    let (reason, text) = (Reason::Unreachable, "gone".to_owned());
    poller.handle(at(now), Input::Failed { poll: LIST, reason, text });
}

#[test]
fn a_list_comes_at_its_interval_and_never_overlaps_itself() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: true });
    assert_eq!(fetched(&mut poller, 0), ["/rows"]);
    assert_eq!(poller.poll_timeout(), None, "nothing is due while it is in flight");
    poller.handle(at(1), Input::Connected { again: false });
    assert_eq!(fetched(&mut poller, 9_000), [] as [&str; 0]);
    answer(&mut poller, 9_000);
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(9_000))), "it runs again at once");
    assert_eq!(fetched(&mut poller, 9_000), ["/rows"]);
    answer(&mut poller, 9_100);
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(14_100))));
}

#[test]
fn what_makes_a_list_due() {
    let connected = json!({ "when": ["connected", "recovered"], "after": [
        { "event": "row", "wait_s": 60 }, { "match": { "/0": 7 } }, { "action": "act", "wait_s": 2 }
    ] });
    let (body, seven, table) = (json!([]), json!([7]), TableId::from("rows"));
    let cases = [
        (Input::Start { pushed: true }, None),
        (Input::Start { pushed: false }, Some(0)),
        (Input::Connected { again: false }, Some(0)),
        (Input::Message { event: Some("row"), body: &body }, Some(60_000)),
        (Input::Message { event: Some("other"), body: &body }, None),
        (Input::Message { event: Some("row"), body: &seven }, Some(0)),
        (Input::ActionDone { action: "act", table: None }, Some(2_000)),
        (Input::ActionDone { action: "other", table: None }, None),
        (Input::ActionDone { action: "other", table: Some(&table) }, Some(0)),
        (Input::Outdated(&table), Some(0)),
        (Input::Woke, None),
        (Input::NetworkBack, None),
    ];
    for (place, (input, due)) in cases.into_iter().enumerate() {
        let mut poller = poller(&json!({ "kind": "rest" }), &list(&connected));
        poller.handle(at(100), input);
        assert_eq!(poller.poll_timeout().map(|(_, at)| at), due.map(|due| Mono(100 + due)), "case {place}");
    }
}

#[test]
fn a_failing_list_backs_off_and_says_why() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: false });
    for failures in 1..=3 {
        let due = poller.poll_timeout().unwrap().1;
        assert_eq!(fetched(&mut poller, due.0), ["/rows"]);
        assert_eq!(poller.health(due, REST).failing.and_then(|failing| failing.due), None);
        fail(&mut poller, due.0);
        let health = poller.health(due, REST);
        assert_eq!(health.failing.as_ref().map(|failing| failing.failures), Some(failures));
        assert!(health.failing.is_some_and(|failing| failing.due > Some(due)));
        assert_eq!(poller.error(&TableId::from("rows")), Some("gone"));
    }
    let due = poller.poll_timeout().unwrap().1;
    poller.handle(due_less(due), Input::NetworkBack);
    assert!(poller.poll_timeout().unwrap().1 <= due, "it is tried sooner");
    fetched(&mut poller, due.0);
    answer(&mut poller, due.0);
    assert_eq!(
        poller.health(due, REST),
        SourceHealth { judged: true, rtt: Some(0), ..SourceHealth::default() }
    );
    assert_eq!(poller.error(&TableId::from("rows")), None);
}

fn due_less(due: Mono) -> Now {
    at(due.0.saturating_sub(1))
}

#[test]
fn an_optional_list_says_nothing_about_its_source_and_is_not_hurried() {
    let optional = list(&json!({ "every_s": 5, "optional": true }));
    let mut poller = poller(&json!({ "kind": "rest" }), &optional);
    poller.handle(at(0), Input::Start { pushed: false });
    assert_eq!(fetched(&mut poller, 0), ["/rows"]);
    fail(&mut poller, 0);
    assert_eq!(poller.health(Mono(0), REST), SourceHealth::default());
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(5_000))));
}

#[test]
fn a_hidden_page_polls_at_a_longer_effective_interval() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: false });
    fetched(&mut poller, 0);
    poller.handle(at(1), Input::Visible(false));
    answer(&mut poller, 1);
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(60_001))));
    assert_eq!(poller.health(Mono(60_001), REST).late_since, None);
    poller.handle(at(2), Input::Visible(true));
    assert_eq!(poller.health(Mono(60_001), REST).late_since, Some(Mono(8_001)), "5 s, half of it, and slack");
    poller.handle(at(2), Input::Woke);
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(2))));
}

#[test]
fn what_a_disabled_source_still_answers_is_not_taken() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: false });
    fetched(&mut poller, 0);
    assert_eq!(poller.sent(LIST), Some((at(0), false)));
    poller.handle(at(1), Input::Enabled(REST, false));
    assert_eq!((poller.sent(LIST), poller.poll_timeout()), (None, None));
    poller.handle(at(2), Input::Enabled(REST, true));
    assert_eq!(poller.sent(LIST), None, "it was sent for another user");
    poller.handle(at(3), Input::Discarded(LIST));
    assert_eq!(fetched(&mut poller, 3), ["/rows"]);
}

#[test]
fn a_stopped_schedule_fetches_nothing_and_sets_no_timer() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: false });
    poller.handle(at(0), Input::Stop);
    assert_eq!((poller.poll_timeout(), fetched(&mut poller, 9_000)), (None, Vec::new()));
    poller.handle(at(9_000), Input::Resume);
    assert_eq!(fetched(&mut poller, 9_000), ["/rows"]);
}

#[test]
fn a_list_goes_on_where_the_last_one_ended() {
    let cursor = json!({ "get": "/rows?since={cursor}", "cursor": { "at": "/next", "first": "0" } });
    let mut poller = poller(&json!({ "kind": "rest" }), &list(&cursor));
    let mut next = |now: u64, cursor: Option<&str>| {
        poller.handle(at(now), Input::Outdated(&TableId::from("rows")));
        let fetched = fetched(&mut poller, now);
        poller.handle(at(now), Input::Answered { poll: LIST, cursor: cursor.map(str::to_owned) });
        fetched
    };
    assert_eq!(next(0, Some("7")), ["/rows?since=0"]);
    assert_eq!(next(1, None), ["/rows?since=7"]);
    assert_eq!(next(2, None), ["/rows?since=7"], "an answer without one leaves it");
}

/// profiles, "check": a primary REST source that no needed list judges is judged by its check.
#[test]
fn a_source_without_needed_lists_is_checked() {
    let primary = json!({ "kind": "rest", "primary": true, "check": "/health" });
    let optional = list(&json!({ "when": ["connected"], "optional": true }));
    let mut poller = poller(&primary, &optional);
    poller.handle(at(0), Input::Start { pushed: false });
    assert_eq!(fetched(&mut poller, 0), ["/rows", "/health"]);
    let check = PollId(1);
    poller.handle(at(5), Input::Answered { poll: check, cursor: None });
    assert!(!poller.health(Mono(5), REST).unanswered);
    assert_eq!(poller.poll_timeout(), Some((Timer::Poll(check), Mono(30_005))));
    let needed = list(&json!({ "every_s": 5 }));
    let secondary = json!({ "kind": "rest", "check": "/health" });
    for (source, polls) in [(primary, needed), (secondary, json!([]))] {
        let mut poller = self::poller(&source, &polls);
        poller.handle(at(0), Input::Start { pushed: false });
        assert!(!fetched(&mut poller, 0).contains(&"/health".to_owned()), "{source} {polls}");
    }
}
