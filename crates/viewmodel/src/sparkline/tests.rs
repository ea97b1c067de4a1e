#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

const NOW: Millis = Millis(1_700_000_000_000);

fn ago(minutes: i64) -> Millis {
    Millis(NOW.0 - minutes * 60_000)
}

#[test]
fn nothing_came_and_nothing_is_drawn() {
    let none = Sparkline::count([], NOW);
    assert_eq!((none.total(), none.highest(), none.path()), (0, 0, String::new()));
    assert_eq!(none.counts().len(), BARS);
}

#[test]
fn each_step_counts_its_own() {
    // Now lies 3 min 20 s into its step.
    let line = Sparkline::count([ago(0), ago(3), ago(4), ago(8), ago(118), ago(119)], NOW);
    assert_eq!(line.counts()[BARS - 1], 2);
    assert_eq!(line.counts()[BARS - 2], 2);
    assert_eq!(line.counts()[0], 1, "the step that began 118 min 20 s ago");
    assert_eq!((line.total(), line.highest()), (5, 2));
}

#[test]
fn a_clock_that_is_ahead_counts_as_now() {
    let line = Sparkline::count([Millis(i64::MAX), ago(-600), ago(-1), ago(0)], NOW);
    assert_eq!(line.counts()[BARS - 1], 4);
}

#[test]
fn a_clock_that_is_not_set_is_no_mistake() {
    for now in [Millis(0), Millis(-1), Millis(i64::MIN)] {
        assert_eq!(Sparkline::count([now], now).counts()[BARS - 1], 1, "{now:?}");
    }
    assert_eq!(Sparkline::count([Millis(i64::MIN)], NOW).total(), 0);
    assert_eq!(Sparkline::count([NOW], Millis(i64::MIN)).total(), 1);
}

#[test]
fn bars_are_as_high_as_their_share() {
    let line = |counts: &[(i64, usize)]| {
        let times = counts.iter().flat_map(|(minutes, count)| std::iter::repeat_n(ago(*minutes), *count));
        Sparkline::count(times, NOW).path()
    };
    assert_eq!(line(&[(0, 1)]), "M94 24v-6", "one is drawn as a quarter");
    assert_eq!(line(&[(0, 4)]), "M94 24v-24");
    assert_eq!(line(&[(0, 8), (5, 4)]), "M90 24v-12M94 24v-24");
    assert_eq!(line(&[(0, 1_000), (115, 1)]), "M2 24v-2M94 24v-24", "the lowest is still seen");
}

proptest! {
    #[test]
    fn no_bar_leaves_the_drawing(mut minutes in proptest::collection::vec(-10..130_i64, 0..60)) {
        minutes.sort_unstable();
        let line = Sparkline::count(minutes.iter().map(|minutes| ago(*minutes)), NOW);
        let within = minutes.iter().filter(|minutes| **minutes * 60_000 <= 23 * STEP_MS + 200_000).count();
        prop_assert_eq!(line.total() as usize, within);
        for bar in line.path().split('M').skip(1) {
            let (x, height) = bar.split_once(" 24v-").unwrap();
            prop_assert!(x.parse::<u32>().unwrap() <= 94);
            prop_assert!((2..=24).contains(&height.parse::<u32>().unwrap()));
        }
    }
}
