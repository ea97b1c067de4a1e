use super::*;
use crate::{RequestFailure, SourceId};

/// Asks `/ask`, and `/look` once its outcome is indeterminate.
struct Scripted(RunKind);

fn request(path: &str) -> RunRequest {
    RunRequest::get(SourceId(0), path.to_owned())
}

impl Run for Scripted {
    fn kind(&self) -> RunKind {
        self.0.clone()
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(request("/ask"))
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        RunStep::End(match answer {
            RunAnswer::Done(..) => Outcome::Done(None),
            _ => Outcome::Indeterminate(RequestFailure::Html),
        })
    }

    fn look_up(&mut self) -> Option<RunStep> {
        Some(RunStep::LookUp { why: RequestFailure::Html, request: request("/look") })
    }
}

const RUN: RunId = RunId(7);

fn action() -> RunKind {
    RunKind::Action("act".to_owned(), Some(TableId::from("rows")))
}

fn started(kind: RunKind) -> Runs {
    let mut runs = Runs::default();
    runs.handle(Input::Start(RUN, Box::new(Scripted(kind))));
    assert_eq!(outputs(&mut runs), [Output::Request(RUN, request("/ask")), Output::Changed(RUN)]);
    runs
}

fn outputs(runs: &mut Runs) -> Vec<Output> {
    std::iter::from_fn(|| runs.poll_output()).collect()
}

fn done() -> RunAnswer {
    RunAnswer::Done(200, String::new())
}

#[test]
fn an_action_that_is_done_says_so_once() {
    let mut runs = started(action());
    runs.handle(Input::Answered(RUN, done()));
    let acted = Output::ActionDone("act".to_owned(), Some(TableId::from("rows")));
    assert_eq!(outputs(&mut runs), [acted, Output::Changed(RUN)]);
    runs.handle(Input::Answered(RUN, done()));
    assert_eq!(outputs(&mut runs), [], "it has ended");
}

#[test]
fn what_may_change_the_hub_is_forgotten_only_when_it_has_ended() {
    for kind in [action(), RunKind::Login] {
        let mut runs = started(kind);
        runs.handle(Input::Forget(RUN));
        assert_eq!((outputs(&mut runs), runs.iter().count()), (Vec::new(), 1));
        runs.handle(Input::Answered(RUN, RunAnswer::Unsent));
        runs.handle(Input::Forget(RUN));
        assert_eq!(runs.iter().count(), 0);
        assert_eq!(runs.next_id(), RunId(8), "no name is given twice");
    }
}

#[test]
fn what_only_reads_is_taken_back_when_it_is_forgotten() {
    let mut runs = started(RunKind::Details);
    runs.handle(Input::Forget(RUN));
    assert_eq!((outputs(&mut runs), runs.iter().count()), (vec![Output::Withdraw(RUN)], 0));
    runs.handle(Input::Answered(RUN, done()));
    assert_eq!(outputs(&mut runs), []);
}

#[test]
fn only_what_has_ended_is_looked_up_again() {
    let mut runs = started(action());
    runs.handle(Input::LookUp(RUN));
    assert_eq!(outputs(&mut runs), []);
    runs.handle(Input::Answered(RUN, RunAnswer::Unsent));
    outputs(&mut runs);
    runs.handle(Input::LookUp(RUN));
    assert_eq!(outputs(&mut runs), [Output::Request(RUN, request("/look")), Output::Changed(RUN)]);
}

/// What views and the hub do, in any order: start it again, forget it, look it up, answer or not.
fn input(number: u8) -> Input {
    match number {
        0 => Input::Start(RUN, Box::new(Scripted(action()))),
        1 => Input::Forget(RUN),
        2 => Input::LookUp(RUN),
        _ => Input::Answered(RUN, RunAnswer::Unsent),
    }
}

proptest::proptest! {
    #[test]
    fn an_action_is_sent_once_until_its_outcome_was_shown(numbers in proptest::collection::vec(0_u8..4, 0..20)) {
        let mut runs = started(action());
        for number in numbers {
            let ended = runs.iter().any(|(_, _, status)| matches!(status, RunStatus::Ended(_)));
            if number == 1 && ended {
                break; // its outcome was shown
            }
            runs.handle(input(number));
            assert!(!outputs(&mut runs).contains(&Output::Request(RUN, request("/ask"))), "{number}: sent twice");
            assert_eq!(runs.iter().count(), 1, "{number}: lost before its outcome was shown");
        }
    }
}
