#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use model::Millis;
use serde_json::json;

use super::*;

const REST: SourceId = SourceId(0);
const LIST: PollId = PollId(0);

fn poller(source: &Value, polls: &Value) -> Poller {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "rest": source }, "poll": polls,
        "actions": [{ "id": "act", "title": "Act", "source": "rest", "post": "/act" }],
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
        Output::ErrorChanged | Output::FailsForLong(_) => None,
    };
    std::iter::from_fn(|| poller.poll_output()).filter_map(path).collect()
}

fn answer(poller: &mut Poller, now: u64) {
    poller.handle(at(now), Input::Answered(LIST, GoodAnswer::default()));
}

fn fail(poller: &mut Poller, now: u64) {
    fail_by(poller, now, RequestFailure::Unreachable("gone".to_owned()), None);
}

fn fail_by(poller: &mut Poller, now: u64, fault: RequestFailure, retry_after_ms: Option<u64>) {
    poller.handle(at(now), Input::Failed { poll: LIST, fault, retry_after_ms });
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
        (Input::Retry, Some(0)),
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
        assert_eq!(
            poller.error(&TableId::from("rows")),
            Some(&RequestFailure::Unreachable("gone".to_owned()))
        );
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
    let late = poller.health(Mono(60_001), REST).late_since;
    assert_eq!(late, Some((Mono(8_001), Mono(1))), "5 s, half of it, and slack");
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
        poller.handle(at(now), Input::ActionDone { action: "", table: Some(&TableId::from("rows")) });
        let fetched = fetched(&mut poller, now);
        let good = GoodAnswer { cursor: cursor.map(str::to_owned), ..GoodAnswer::default() };
        poller.handle(at(now), Input::Answered(LIST, good));
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
    poller.handle(at(5), Input::Answered(check, GoodAnswer::default()));
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

/// The moments at which the list is fetched in so many milliseconds, where each takes 100 ms and ends like this.
fn times(poller: &mut Poller, ms: u64, mut end: impl FnMut(&mut Poller, u64)) -> Vec<u64> {
    let mut times = Vec::new();
    for now in (0..ms).step_by(10) {
        if !fetched(poller, now).is_empty() {
            times.push(now);
        }
        if times.last().is_some_and(|sent| sent + 100 == now) {
            end(poller, now);
        }
    }
    times
}

#[test]
fn a_hub_that_asks_for_patience_gets_it_up_to_a_quarter_of_an_hour_and_the_user_may_ask_all_the_same() {
    for (asked, waited) in [(120_000, 120_000), (3_600_000, 900_000)] {
        let mut poller = every_5_s();
        poller.handle(at(0), Input::Start { pushed: true });
        fetched(&mut poller, 0);
        fail_by(&mut poller, 0, RequestFailure::Http { status: 429, words: String::new() }, Some(asked));
        assert_eq!(poller.health(Mono(0), REST).failing.unwrap().due, Some(Mono(waited)), "the countdown");
        poller.handle(at(1), Input::NetworkBack);
        poller.handle(at(1), Input::Connected { again: true });
        poller.handle(at(1), Input::Woke);
        assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(waited))), "not before");
        poller.handle(at(2), Input::Retry);
        assert_eq!(fetched(&mut poller, 2), ["/rows"]);
        answer(&mut poller, 3);
        assert_eq!(poller.poll_timeout(), Some((Timer::Poll(LIST), Mono(5_003))));
    }
}

#[test]
fn what_a_hub_does_not_have_is_asked_once_an_interval_after_a_few_tries() {
    for (fault, most) in [
        (RequestFailure::Http { status: 404, words: String::new() }, 6),
        (RequestFailure::Html, 6),
        (RequestFailure::Unfit("nothing at /rows".to_owned()), 6),
        (RequestFailure::Unreachable(String::new()), 80),
        (RequestFailure::Http { status: 502, words: String::new() }, 80),
    ] {
        let every = list(&json!({ "every_s": 600 }));
        let mut poller = poller(&json!({ "kind": "rest" }), &every);
        poller.handle(at(0), Input::Start { pushed: true });
        let times = times(&mut poller, 600_000, |poller, now| fail_by(poller, now, fault.clone(), None));
        assert!(times.len() <= most && times.len() >= 6, "{fault:?}: {times:?}");
        assert!(most < 10 || times.len() > 20, "what passes is tried as before: {fault:?} {times:?}");
    }
}

#[test]
fn a_list_that_messages_outrun_is_corrected_once_and_not_at_once() {
    let mut poller = poller(&json!({ "kind": "rest" }), &list(&json!({ "every_s": 60 })));
    poller.handle(at(0), Input::Start { pushed: true });
    let outdated = |poller: &mut Poller, now| {
        let good = GoodAnswer { outdated: true, ..GoodAnswer::default() };
        poller.handle(at(now), Input::Answered(LIST, good));
    };
    assert_eq!(times(&mut poller, 120_000, outdated), [0, 2_100, 62_200, 64_300]);
}

#[test]
fn many_messages_do_not_make_many_requests() {
    for (every, most) in [(json!(15), 9), (json!(60), 7), (json!(null), 8)] {
        let mut more = json!({ "after": [{ "match": {}, "wait_s": 1 }] });
        if !every.is_null() {
            more["every_s"] = every;
        }
        let mut poller = poller(&json!({ "kind": "rest" }), &list(&more));
        let body = json!({});
        let times = times(&mut poller, 60_000, |poller, now| {
            answer(poller, now);
        });
        assert_eq!(times, [] as [u64; 0], "{more}");
        let mut count = 0;
        for now in (0..60_000).step_by(20) {
            poller.handle(at(100_000 + now), Input::Message { event: None, body: &body });
            if !fetched(&mut poller, 100_000 + now).is_empty() {
                count += 1;
                answer(&mut poller, 100_000 + now);
            }
        }
        assert!((3..=most).contains(&count), "{more}: {count}");
        // After a quiet time the next message is followed at once.
        poller.handle(at(900_000), Input::Message { event: None, body: &body });
        assert!(poller.poll_timeout().unwrap().1 <= Mono(901_000));
    }
}

#[test]
fn a_list_that_did_not_change_is_asked_for_by_its_mark_until_a_message_touches_its_table() {
    let mut poller = every_5_s();
    poller.handle(at(0), Input::Start { pushed: true });
    let good = |etag: &str, unchanged| {
        Input::Answered(LIST, GoodAnswer { etag: Some(etag.to_owned()), unchanged, ..GoodAnswer::default() })
    };
    let marks = |poller: &mut Poller, now| {
        poller.handle(at(now), Input::Timeout);
        let headers = |output| match output {
            Output::Fetch(_, request) => Some(request.headers),
            Output::ErrorChanged | Output::FailsForLong(_) => None,
        };
        let headers = std::iter::from_fn(|| poller.poll_output()).filter_map(headers).flatten();
        headers.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
    };
    assert_eq!(marks(&mut poller, 0), [] as [&str; 0]);
    poller.handle(at(0), good("\"a\"", false));
    assert_eq!(marks(&mut poller, 5_000), ["if-none-match: \"a\""]);
    poller.handle(at(5_000), Input::Answered(LIST, GoodAnswer { unchanged: true, ..GoodAnswer::default() }));
    assert_eq!(marks(&mut poller, 10_000), ["if-none-match: \"a\""], "it still holds");
    poller.handle(at(10_000), good("\"b\"", false));
    poller.handle(at(10_001), Input::Touched(&TableId::from("rows")));
    assert_eq!(marks(&mut poller, 15_000), [] as [&str; 0], "what is shown is not what was listed");
    poller.handle(at(15_000), good("\"b\"", false));
    assert_eq!(marks(&mut poller, 20_000), ["if-none-match: \"b\""]);
    // Another origin may let the mark be read and not let it be sent.
    fail(&mut poller, 20_000);
    assert_eq!(poller.error(&TableId::from("rows")), None, "it is asked without it first");
    assert_eq!(marks(&mut poller, 20_000), [] as [&str; 0]);
    poller.handle(at(20_000), good("\"c\"", false));
    assert_eq!(marks(&mut poller, 25_000), [] as [&str; 0], "and from then on");
}

#[test]
fn a_list_whose_last_page_is_missing_costs_the_hub_no_more_than_one_without_pages() {
    for pages in [1, 2, 5, 30] {
        let mut poller = poller(&json!({ "kind": "rest" }), &list(&json!({ "every_s": 60 })));
        poller.handle(at(0), Input::Start { pushed: true });
        let (mut requests, mut page) = (0, 0);
        for now in (0..120_000).step_by(20) {
            if fetched(&mut poller, now).is_empty() {
                continue;
            }
            (requests, page) = (requests + 1, page + 1);
            while page < pages {
                let good =
                    GoodAnswer { next_page: Some(format!("/rows?page={page}")), ..GoodAnswer::default() };
                poller.handle(at(now), Input::Answered(LIST, good));
                let asked = fetched(&mut poller, now).len();
                assert_eq!(asked, 1, "the next page");
                (requests, page) = (requests + 1, page + 1);
            }
            page = 0;
            fail_by(&mut poller, now, RequestFailure::Http { status: 500, words: String::new() }, None);
        }
        let most = 46.max(4 * pages);
        assert!((2 * pages..=most).contains(&requests), "{pages} pages: {requests} requests in two minutes");
    }
}

#[test]
fn a_list_that_is_answered_wakes_those_that_were_away_with_it() {
    let other = json!({ "source": "rest", "get": "/more", "every_s": 5, "do": [{ "rows": "rows" }] });
    let mut polls = list(&json!({ "every_s": 5 }));
    polls.as_array_mut().unwrap().push(other);
    let mut poller = poller(&json!({ "kind": "rest" }), &polls);
    poller.handle(at(0), Input::Start { pushed: true });
    let mut now = 0;
    for _ in 0..12 {
        now = poller.poll_timeout().unwrap().1.0;
        fetched(&mut poller, now);
        for poll in [LIST, PollId(1)] {
            let fault = RequestFailure::Unreachable(String::new());
            poller.handle(at(now), Input::Failed { poll, fault, retry_after_ms: None });
        }
    }
    poller.handle(at(now), Input::Connected { again: false });
    assert_eq!(fetched(&mut poller, now), ["/rows", "/more"]);
    let fault = RequestFailure::Unreachable(String::new());
    poller.handle(at(now), Input::Failed { poll: PollId(1), fault, retry_after_ms: None });
    answer(&mut poller, now);
    assert!(poller.poll_timeout().unwrap().1 <= Mono(now + 250), "{:?}", poller.poll_timeout());
}
