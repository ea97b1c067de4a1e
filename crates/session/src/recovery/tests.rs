use model::Millis;

use super::*;
use crate::Mono;

fn at(ms: u32) -> Now {
    Now { mono: Mono(u64::from(ms)), wall: Millis(i64::from(ms)) }
}

fn heard(replays: bool, pushed: bool, lists: bool) -> Input {
    Input::Heard { replays, pushed, lists }
}

/// Heard, lost at 10, heard again at 20.
fn interrupted(again: Input) -> RecoveryTracker {
    let mut recovery = RecoveryTracker::default();
    recovery.handle(at(0), heard(false, true, true));
    assert_eq!(recovery.level(), None, "the first time nothing was interrupted");
    recovery.handle(at(10), Input::Lost { known: None });
    recovery.handle(at(12), Input::Lost { known: None });
    recovery.handle(at(20), again);
    recovery
}

fn gap(from: i64, to: i64) -> Option<Output> {
    Some(Output::Gap(Gap { from: Millis(from), to: Millis(to) }))
}

#[test]
fn the_level_tells_what_can_be_recovered() {
    let cases = [
        (heard(true, true, false), Recovery::Replay, None),
        (heard(false, true, true), Recovery::Resync, None),
        (heard(false, false, false), Recovery::Resync, None),
        (heard(false, true, false), Recovery::Gap, gap(10, 20)),
    ];
    for (again, level, output) in cases {
        let mut recovery = interrupted(again);
        assert_eq!((recovery.level(), recovery.poll_output()), (Some(level), output), "{again:?}");
    }
}

#[test]
fn a_list_that_does_not_reach_back_leaves_a_gap_once() {
    let mut recovery = interrupted(heard(false, true, true));
    recovery.handle(at(25), Input::Merged { overlaps: false });
    assert_eq!((recovery.level(), recovery.poll_output()), (Some(Recovery::Gap), gap(10, 25)));
    recovery.handle(at(30), Input::Merged { overlaps: false });
    assert_eq!(recovery.poll_output(), None);
}

#[test]
fn a_list_that_reaches_back_ends_the_interruption() {
    let mut recovery = interrupted(heard(false, true, true));
    recovery.handle(at(25), Input::Merged { overlaps: true });
    recovery.handle(at(30), Input::Merged { overlaps: false });
    assert_eq!((recovery.level(), recovery.poll_output()), (Some(Recovery::Resync), None));
}

#[test]
fn a_gap_is_as_long_as_it_lasted_whatever_the_wall_clock_did_meanwhile() {
    for step in [-3_600_000, 3_600_000] {
        let mut recovery = RecoveryTracker::default();
        recovery.handle(at(0), heard(false, true, false));
        recovery.handle(at(10_000), Input::Lost { known: None });
        let now = Now { mono: Mono(30_000), wall: Millis(30_000 + step) };
        recovery.handle(now, heard(false, true, false));
        assert_eq!(recovery.poll_output(), gap(10_000 + step, 30_000 + step));
    }
}
