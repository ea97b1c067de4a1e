#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use profile::Profile;
use serde_json::json;

use super::*;

/// What the machine wants, in short.
#[derive(Debug, PartialEq)]
enum Wants {
    Say(CallId),
    End(SourceId, Asker, Result<Value, RequestFailure>),
}

const HERE: SourceId = SourceId(0);
const THERE: SourceId = SourceId(1);

/// What a poll asks over a socket of frames.
fn call() -> Arc<Call> {
    let profile = json!({
        "name": "p", "title": "P", "sources": { "live": { "kind": "websocket" } },
        "poll": [{ "source": "live", "send": "{seq}", "answer": { "/id": "{seq}" }, "timeout_s": 2, "do": ["ignore"] }]
    });
    Profile::parse(&profile.to_string()).unwrap().polls[0].call.clone().unwrap()
}

fn ask(calls: &mut Calls, now: u64, source: SourceId, asker: Asker) -> CallId {
    calls.handle(Mono(now), Input::Ask(Question { source, asker, call: call(), values: Value::Null }));
    let Some(Output::Say(id, _)) = calls.poll_output() else { panic!("nothing to say") };
    id
}

fn poll(place: usize) -> Asker {
    Asker::Poll(PollId(place))
}

fn drain(calls: &mut Calls) -> Vec<Wants> {
    let wants = |output| match output {
        Output::Say(id, _) => Wants::Say(id),
        Output::Ended(of, answer) => Wants::End(of.source, of.asker.clone(), answer),
    };
    std::iter::from_fn(|| calls.poll_output()).map(wants).collect()
}

#[test]
fn an_answer_ends_its_own_question_and_no_other() {
    let mut calls = Calls::default();
    for (place, source) in [(0, HERE), (1, THERE), (2, HERE)] {
        let id = ask(&mut calls, 0, source, poll(place));
        calls.handle(Mono(0), Input::Said(id, Some(7 + place as u64)));
    }
    assert_eq!(calls.asked(THERE, None, &json!({ "id": 7 })), None);
    let id = calls.asked(HERE, None, &json!({ "id": 9 })).unwrap();
    calls.handle(Mono(1), Input::Answered(id, json!("nine")));
    assert_eq!(drain(&mut calls), [Wants::End(HERE, poll(2), Ok(json!("nine")))]);
    assert_eq!(calls.asked(HERE, None, &json!({ "id": 9 })), None);
    assert!(calls.asked(HERE, None, &json!({ "id": 7 })).is_some());
}

#[test]
fn what_is_not_answered_in_time_or_lost_with_its_socket_failed() {
    let mut calls = Calls::default();
    for (place, source) in [(0, HERE), (1, THERE)] {
        let id = ask(&mut calls, 1_000, source, poll(place));
        calls.handle(Mono(1_000), Input::Said(id, Some(1)));
    }
    assert_eq!(calls.poll_timeout(), Some((Timer::Call, Mono(3_000))));
    let lost = RequestFailure::Unreachable(String::new());
    calls.handle(Mono(2_000), Input::Lost(HERE, lost.clone()));
    assert_eq!(drain(&mut calls), [Wants::End(HERE, poll(0), Err(lost))]);
    calls.handle(Mono(2_999), Input::Timeout);
    assert_eq!(drain(&mut calls), []);
    calls.handle(Mono(3_000), Input::Timeout);
    let late = RequestFailure::TimedOut { after_ms: 2_000 };
    assert_eq!(drain(&mut calls), [Wants::End(THERE, poll(1), Err(late))]);
    assert_eq!(calls.poll_timeout(), None);
}

#[test]
fn a_login_waits_for_its_socket_and_nothing_else_does() {
    let mut calls = Calls::default();
    let login = ask(&mut calls, 0, HERE, Asker::LoginRun(RunId(1)));
    let other = ask(&mut calls, 0, HERE, Asker::Run(RunId(2)));
    calls.handle(Mono(0), Input::Said(login, None));
    calls.handle(Mono(0), Input::Said(other, None));
    let away = Err(RequestFailure::Unreachable(String::new()));
    assert_eq!(drain(&mut calls), [Wants::End(HERE, Asker::Run(RunId(2)), away)]);
    calls.handle(Mono(1), Input::Open(THERE));
    assert_eq!(drain(&mut calls), []);
    calls.handle(Mono(1), Input::Open(HERE));
    assert_eq!(drain(&mut calls), [Wants::Say(login)]);
    calls.handle(Mono(1), Input::Said(login, Some(1)));
    calls.handle(Mono(2), Input::Open(HERE));
    assert_eq!(drain(&mut calls), []);
}
