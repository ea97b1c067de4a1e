#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use model::Millis;
use session::{Mono, Reason, SourceId};

const FACTS: TableFacts<'static> = TableFacts {
    known: true,
    rows: 2,
    unreadable: 0,
    poll_error: None,
    fault: None,
    is_hubs: false,
    online: true,
    listed: true,
    withheld: None,
};

const ANSWER: RequestFailure = RequestFailure::Http { status: 500, words: String::new() };
const LOST: RequestFailure = RequestFailure::Unreachable(String::new());
const LATE: RequestFailure = RequestFailure::TimedOut { after_ms: 9_000 };

fn answer() -> Vec<TableProblem> {
    failed(TableFailure::Answer(ANSWER))
}

fn failed(failure: TableFailure) -> Vec<TableProblem> {
    vec![TableProblem::Failure(failure)]
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
    let unknown = TableFacts { known: false, rows: 0, ..FACTS };
    assert_eq!(unknown.status(0), TableStatus::Loading);
    assert_eq!(unknown.problems(), []);
    for why in [Withheld::NoAddress, Withheld::NeedsLogin] {
        let withheld = TableFacts { withheld: Some(why), ..unknown };
        assert_eq!(withheld.status(0), TableStatus::Unknown);
        assert_eq!(withheld.problems(), [TableProblem::Withheld(why)]);
        let failed = TableFacts { poll_error: Some(&ANSWER), ..withheld };
        assert_eq!(failed.status(0), TableStatus::Unknown);
        assert_eq!(failed.problems(), answer());
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
        let facts = TableFacts { rows, ..FACTS };
        assert_eq!(facts.status(matching), TableStatus::Known { content, has_problems: false });
        assert_eq!(facts.problems(), []);
        let withheld = TableFacts { withheld: Some(Withheld::NoAddress), ..facts };
        assert_eq!(withheld.status(matching), TableStatus::Known { content, has_problems: false });
        assert_eq!(withheld.problems(), []);
        let failed = TableFacts { poll_error: Some(&ANSWER), ..withheld };
        assert_eq!(failed.status(matching), TableStatus::Known { content, has_problems: true });
        assert_eq!(failed.problems(), answer());
        let unreadable = TableFacts { unreadable: 2, ..facts };
        assert_eq!(unreadable.status(matching), TableStatus::Known { content, has_problems: true });
        assert_eq!(unreadable.problems(), [TableProblem::Unreadable(2)]);
        let both = TableFacts { unreadable: 2, ..failed };
        assert_eq!(both.problems(), [answer(), vec![TableProblem::Unreadable(2)]].concat());
    }
}

#[test]
fn what_a_hub_answers_says_more_than_that_it_is_not_heard_whatever_its_state() {
    for state in
        [waiting(Reason::Http { status: 500, message: String::new() }), State::Connecting { attempt: 2 }]
    {
        let failing = fault(state);
        let facts = TableFacts { known: false, poll_error: Some(&ANSWER), online: false, ..FACTS };
        assert_eq!(facts.problems(), answer());
        for is_hubs in [false, true] {
            let facts = TableFacts { fault: Some(&failing), is_hubs, ..facts };
            assert_eq!(facts.problems(), answer());
        }
    }
    let lost = TableFacts { poll_error: Some(&LOST), ..FACTS };
    assert_eq!(lost.problems(), failed(TableFailure::Unreached));
    let late = TableFacts { poll_error: Some(&LATE), ..FACTS };
    assert_eq!(late.problems(), failed(TableFailure::Answer(LATE)));
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
        let known = TableFacts { fault: Some(&fault), online: false, ..FACTS };
        assert_eq!(known.problems(), [], "that it is out of date stands at its title");
        for poll_error in [None, Some(&LOST)] {
            let facts = TableFacts { known: false, poll_error, ..known };
            assert_eq!(facts.status(0), TableStatus::Unknown);
            assert_eq!(facts.problems(), failed(TableFailure::Source(fault.clone())));
            let facts = TableFacts { is_hubs: true, ..facts };
            assert_eq!(facts.problems(), failed(TableFailure::Hub(state.clone())));
        }
    }
}

#[test]
fn a_table_that_is_only_told_of_waits_for_what_the_hub_says() {
    let facts = TableFacts { known: false, listed: false, ..FACTS };
    assert_eq!(facts.status(0), TableStatus::Awaited);
    let facts = TableFacts { online: false, ..facts };
    assert_eq!(facts.status(0), TableStatus::Loading);
}

/// So that nothing stands where it would be said, and nothing is said where nobody looks.
#[test]
fn a_status_tells_of_problems_where_there_are_some() {
    let fault = fault(State::Stopped);
    for known in [false, true] {
        for poll_error in [None, Some(&ANSWER)] {
            for fault in [None, Some(&fault)] {
                for (withheld, unreadable) in [(None, 0), (Some(Withheld::NeedsLogin), 0), (None, 1)] {
                    let facts = TableFacts { known, poll_error, fault, withheld, unreadable, ..FACTS };
                    let tells = match facts.status(1) {
                        TableStatus::Unknown => true,
                        TableStatus::Known { has_problems, .. } => has_problems,
                        TableStatus::Loading | TableStatus::Awaited => false,
                    };
                    assert_eq!(tells, !facts.problems().is_empty(), "{facts:?}");
                }
            }
        }
    }
}
