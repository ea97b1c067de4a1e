#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use model::Millis;
use session::{Mono, Reason, SourceId};

const FACTS: TableFacts<'static> = TableFacts {
    known: true,
    rows: 2,
    matching: 1,
    unreadable: 0,
    poll_error: None,
    fault: None,
    is_hubs: false,
    state: &State::Online { since: Mono(0), rtt: None },
    listed: true,
    withheld: None,
};

const ANSWER: RequestFailure = RequestFailure::Http { status: 500, words: String::new() };
const LOST: RequestFailure = RequestFailure::Unreachable(String::new());
const LATE: RequestFailure = RequestFailure::TimedOut { after_ms: 9_000 };

fn answer() -> TableFailure {
    TableFailure::Answer(ANSWER)
}

fn waiting(reason: Reason) -> State {
    State::Waiting { until: Mono(0), attempt: 2, reason }
}

fn fault(state: State) -> Fault {
    let (source, since) = (SourceId(1), Millis(5));
    Fault { source, state, since, diagnosis: None, reason: None, probed: false }
}

#[test]
fn nothing_is_known_and_it_says_why() {
    let unknown = TableFacts { known: false, rows: 0, matching: 0, ..FACTS };
    assert_eq!(TableStatus::of(unknown), TableStatus::Loading);
    for why in [Withheld::NoAddress, Withheld::NeedsLogin] {
        let withheld = TableFacts { withheld: Some(why), ..unknown };
        assert_eq!(TableStatus::of(withheld), TableStatus::Withheld(why));
        let failed = TableFacts { poll_error: Some(&ANSWER), ..withheld };
        assert_eq!(TableStatus::of(failed), TableStatus::Failed(answer()));
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
        assert_eq!(TableStatus::of(facts), TableStatus::Known { content, failure: None, unreadable: 0 });
        let facts = TableFacts {
            poll_error: Some(&ANSWER),
            withheld: Some(Withheld::NoAddress),
            unreadable: 2,
            ..facts
        };
        let failure = Some(answer());
        assert_eq!(TableStatus::of(facts), TableStatus::Known { content, failure, unreadable: 2 });
    }
}

#[test]
fn what_a_hub_answers_says_more_than_that_it_is_not_heard_whatever_its_state() {
    for state in
        [waiting(Reason::Http { status: 500, message: String::new() }), State::Connecting { attempt: 2 }]
    {
        let failing = fault(state.clone());
        let facts = TableFacts { known: false, poll_error: Some(&ANSWER), state: &state, ..FACTS };
        assert_eq!(TableStatus::of(facts).failure(), Some(&answer()));
        for is_hubs in [false, true] {
            let facts = TableFacts { fault: Some(&failing), is_hubs, ..facts };
            assert_eq!(TableStatus::of(facts).failure(), Some(&answer()));
        }
    }
    let lost = TableFacts { poll_error: Some(&LOST), ..FACTS };
    assert_eq!(TableStatus::of(lost).failure(), Some(&TableFailure::Unreached));
    let late = TableFacts { poll_error: Some(&LATE), ..FACTS };
    assert_eq!(TableStatus::of(late).failure(), Some(&TableFailure::Answer(LATE)));
}

/// Also where it is asked for only once the hub is there: then no list of its own ever failed.
#[test]
fn a_table_of_what_is_not_heard_says_so_and_loads_no_more() {
    for state in [
        waiting(Reason::Unreachable),
        State::Connecting { attempt: 2 },
        State::Offline { until: Mono(0) },
        State::Stopped,
    ] {
        let fault = fault(state.clone());
        for poll_error in [None, Some(&LOST)] {
            let facts = TableFacts { known: false, poll_error, fault: Some(&fault), state: &state, ..FACTS };
            assert_eq!(TableStatus::of(facts), TableStatus::Failed(TableFailure::Source(fault.clone())));
            let facts = TableFacts { is_hubs: true, ..facts };
            assert_eq!(TableStatus::of(facts), TableStatus::Failed(TableFailure::Hub(state.clone())));
        }
        let known = TableFacts { fault: Some(&fault), state: &state, ..FACTS };
        assert_eq!(TableStatus::of(known).failure(), None, "that it is out of date stands at its title");
    }
}

#[test]
fn a_table_that_is_only_told_of_waits_for_what_the_hub_says() {
    let facts = TableFacts { known: false, listed: false, ..FACTS };
    assert_eq!(TableStatus::of(facts), TableStatus::Awaited);
    let facts = TableFacts { state: &State::Connecting { attempt: 1 }, ..facts };
    assert_eq!(TableStatus::of(facts), TableStatus::Loading);
}

#[test]
fn only_what_failed_has_a_failure() {
    assert_eq!(TableStatus::of(FACTS).failure(), None);
    assert_eq!(TableStatus::Loading.failure(), None);
    assert_eq!(TableStatus::Withheld(Withheld::NoAddress).failure(), None);
    let failed = TableFacts { poll_error: Some(&ANSWER), ..FACTS };
    assert_eq!(TableStatus::of(failed).failure(), Some(&answer()));
}
