#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;

const T: u64 = 1_700_000_000_000;

fn hub(name: &str) -> HubId {
    HubId::from(name)
}

/// What is shown `ms` after the start: whose, and how many notifications it announces.
fn shown(toasts: &Toasts, ms: u64) -> Vec<(String, usize)> {
    let one = |toast: &Toast| match toast.content {
        ToastContent::NewNotifications { count, .. } => (toast.hub.to_string(), count),
        _ => (toast.hub.to_string(), 0),
    };
    toasts.at(Mono(T + ms)).map(one).collect()
}

fn came(toasts: &mut Toasts, ms: u64, name: &str, count: usize) {
    toasts.announce(Mono(T + ms), hub(name), count, EventId::from(format!("{name}{ms}")));
}

fn noticed(toasts: &mut Toasts, ms: u64, name: &str) {
    toasts.handle(Mono(T + ms), hub(name), ToastContent::Notice(Notice::ClearStaysLocal));
}

fn owned(list: &[(&str, usize)]) -> Vec<(String, usize)> {
    list.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn a_toast_stays_six_seconds() {
    let mut toasts = Toasts::new();
    assert_eq!(shown(&toasts, 0), []);
    noticed(&mut toasts, 0, "a");
    for (ms, there) in [(0, 1), (5_999, 1), (6_000, 0)] {
        assert_eq!(shown(&toasts, ms).len(), there, "{ms}");
    }
}

#[test]
fn at_most_three_are_shown_and_the_oldest_goes() {
    let mut toasts = Toasts::new();
    for (ms, name) in [(0, "a"), (1, "b"), (2, "c"), (3, "d")] {
        noticed(&mut toasts, ms, name);
    }
    assert_eq!(shown(&toasts, 10), owned(&[("b", 0), ("c", 0), ("d", 0)]));
}

#[test]
fn the_same_sentence_twice_is_two_toasts() {
    let mut toasts = Toasts::new();
    for _ in 0..2 {
        toasts.handle(Mono(T), hub("a"), ToastContent::Done("Hecho ✓".to_owned()));
    }
    let ids: Vec<u32> = toasts.at(Mono(T)).map(|toast| toast.id).collect();
    assert_eq!(ids, [0, 1]);
}

#[test]
fn an_id_never_comes_again() {
    let mut toasts = Toasts::new();
    let mut ids = Vec::new();
    for turn in 0..5 {
        noticed(&mut toasts, turn * 60_000, "a");
        ids.extend(toasts.at(Mono(T + turn * 60_000)).map(|toast| toast.id));
    }
    assert_eq!(ids, [0, 1, 2, 3, 4]);
}

#[test]
fn arrivals_within_five_seconds_are_summed_up() {
    let mut toasts = Toasts::new();
    came(&mut toasts, 0, "a", 1);
    came(&mut toasts, 100, "a", 2);
    came(&mut toasts, 4_000, "a", 3);
    assert_eq!(shown(&toasts, 4_999), owned(&[("a", 1)]));
    assert_eq!(shown(&toasts, 5_000), owned(&[("a", 5)]), "it takes the place of the last one");
    came(&mut toasts, 5_100, "a", 1);
    assert_eq!(shown(&toasts, 9_999), owned(&[("a", 5)]));
    assert_eq!(shown(&toasts, 10_000), owned(&[("a", 1)]));
}

#[test]
fn after_a_pause_they_are_announced_at_once() {
    let mut toasts = Toasts::new();
    came(&mut toasts, 0, "a", 1);
    came(&mut toasts, 20_000, "a", 2);
    assert_eq!(shown(&toasts, 20_000), owned(&[("a", 2)]));
}

#[test]
fn hubs_wait_for_each_other() {
    let mut toasts = Toasts::new();
    came(&mut toasts, 0, "a", 1);
    came(&mut toasts, 10, "b", 2);
    assert_eq!(shown(&toasts, 20), owned(&[("a", 1)]));
    assert_eq!(shown(&toasts, 5_000), owned(&[("a", 1), ("b", 2)]));
    came(&mut toasts, 5_100, "a", 3);
    assert_eq!(shown(&toasts, 5_200), owned(&[("a", 1), ("b", 2)]));
    assert_eq!(shown(&toasts, 10_000), owned(&[("b", 2), ("a", 3)]));
}

#[test]
fn two_hubs_that_wait_are_announced_together() {
    let mut toasts = Toasts::new();
    for name in ["a", "b", "c"] {
        came(&mut toasts, 0, name, 1);
    }
    assert_eq!(shown(&toasts, 0), owned(&[("a", 1)]));
    assert_eq!(shown(&toasts, 5_000), owned(&[("a", 1), ("b", 1), ("c", 1)]));
}

#[test]
fn notices_do_not_wait_for_arrivals() {
    let mut toasts = Toasts::new();
    came(&mut toasts, 0, "a", 1);
    noticed(&mut toasts, 10, "a");
    assert_eq!(shown(&toasts, 10), owned(&[("a", 1), ("a", 0)]));
}

#[test]
fn no_moment_and_no_count_is_too_large() {
    let mut toasts = Toasts::new();
    noticed(&mut toasts, 0, "a");
    toasts.announce(Mono(u64::MAX), hub("c"), usize::MAX, EventId::from("x"));
    toasts.announce(Mono(u64::MAX), hub("c"), usize::MAX, EventId::from("x"));
}

#[test]
fn an_announcement_names_the_newest_of_those_that_it_sums_up() {
    let mut toasts = Toasts::new();
    for ms in [0, 100, 4_000] {
        came(&mut toasts, ms, "a", 1);
    }
    let newest = |ms: u64| {
        let one = |toast: &Toast| match &toast.content {
            ToastContent::NewNotifications { newest, .. } => newest.to_string(),
            _ => String::new(),
        };
        toasts.at(Mono(T + ms)).map(one).collect::<Vec<_>>()
    };
    assert_eq!(newest(4_999), ["a0"]);
    assert_eq!(newest(5_000), ["a4000"]);
}
