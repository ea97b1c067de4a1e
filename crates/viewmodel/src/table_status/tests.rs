#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use session::Mono;

const FACTS: TableFacts<'static> = TableFacts {
    known: true,
    rows: 2,
    matching: 1,
    poll_error: None,
    state: &State::Online { since: Mono(0), rtt: None },
    withheld: None,
};

fn failure(why: &str, heard: bool) -> PollFailure {
    PollFailure { why: why.to_owned(), heard }
}

#[test]
fn nothing_is_known_and_it_says_why() {
    let unknown = TableFacts { known: false, rows: 0, matching: 0, ..FACTS };
    assert_eq!(TableStatus::of(unknown), TableStatus::Loading);
    for why in [Withheld::NoAddress, Withheld::NeedsLogin] {
        let withheld = TableFacts { withheld: Some(why), ..unknown };
        assert_eq!(TableStatus::of(withheld), TableStatus::Withheld(why));
        let failed = TableFacts { poll_error: Some("HTTP 500"), ..withheld };
        assert_eq!(TableStatus::of(failed), TableStatus::Failed(failure("HTTP 500", true)));
    }
}

#[test]
fn what_is_known_is_shown_whatever_failed_since() {
    let table = [
        (0, 0, TableContent::Empty),
        (3, 0, TableContent::NoMatch),
        (3, 1, TableContent::Rows),
        (3, 3, TableContent::Rows),
    ];
    for (rows, matching, content) in table {
        let facts = TableFacts { rows, matching, ..FACTS };
        assert_eq!(TableStatus::of(facts), TableStatus::Known { content, failure: None });
        let facts = TableFacts { poll_error: Some("tarde"), withheld: Some(Withheld::NoAddress), ..facts };
        let failure = Some(failure("tarde", true));
        assert_eq!(TableStatus::of(facts), TableStatus::Known { content, failure });
    }
}

#[test]
fn a_hub_that_answers_with_an_error_is_heard() {
    let waiting = |reason| State::Waiting { until: Mono(0), attempt: 2, reason };
    let table = [
        (State::Online { since: Mono(0), rtt: Some(3) }, true),
        (waiting(Reason::Http { status: 503, message: String::new() }), true),
        (waiting(Reason::Unreachable), false),
        (waiting(Reason::Timeout { after_ms: 1 }), false),
        (State::Idle, false),
        (State::Connecting { attempt: 1 }, false),
        (State::Stale { since: Mono(0), overdue_by: 1 }, false),
        (State::Offline { until: Mono(0) }, false),
        (State::Refused { reason: Reason::Refused("no".to_owned()) }, false),
        (State::Stopped, false),
    ];
    for (state, heard) in table {
        let facts = TableFacts { known: false, poll_error: Some("x"), state: &state, ..FACTS };
        assert_eq!(TableStatus::of(facts).failure().map(|failure| failure.heard), Some(heard), "{state:?}");
    }
}

#[test]
fn only_what_failed_has_a_failure() {
    assert_eq!(TableStatus::of(FACTS).failure(), None);
    assert_eq!(TableStatus::Loading.failure(), None);
    assert_eq!(TableStatus::Withheld(Withheld::NoAddress).failure(), None);
    let failed = TableFacts { poll_error: Some("x"), ..FACTS };
    assert_eq!(TableStatus::of(failed).failure(), Some(&failure("x", true)));
}
