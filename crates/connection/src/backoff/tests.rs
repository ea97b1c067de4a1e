#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]
use super::*;

#[test]
fn bounds_grow_with_the_age_of_the_outage_up_to_the_cap() {
    let mut backoff = Backoff::default();
    let table = [
        (0, 500),
        (600, 1_000),
        (4_900, 1_000),
        (5_000, 2_000),
        (8_000, 4_000),
        (12_000, 8_000),
        (20_000, 16_000),
        (36_000, 20_000),
        (60_000, 20_000),
        (600_000, 20_000),
    ];
    for (now, expected) in table {
        assert_eq!(backoff.bound(Mono(now)), expected, "at {now} ms");
    }
}

#[test]
fn a_connection_with_data_resets_the_delays_but_not_from_the_third_short_life_on() {
    let mut backoff = Backoff::default();
    for now in [0, 1_000, 6_000, 9_000] {
        backoff.bound(Mono(now));
    }
    for _ in 0..2 {
        backoff.record_lifetime(10_000);
        assert_eq!(backoff.bound(Mono(20_000)), 500);
        backoff.bound(Mono(30_000));
        backoff.bound(Mono(40_000));
    }
    backoff.record_lifetime(10_000);
    assert!(backoff.bound(Mono(50_000)) > 1_000, "the third short life in a row keeps the delay");
    backoff.record_lifetime(31_000);
    assert_eq!(backoff.bound(Mono(90_000)), 500, "a long life forgives");
}

#[test]
fn jitter_is_spread_over_the_whole_bound_even_at_the_cap() {
    let mut rng = Rng::new(7);
    let mut slots = [0_u32; 10];
    for _ in 0..10_000 {
        slots[usize::try_from(rng.below(20_000) / 2_000).unwrap()] += 1;
    }
    assert!(slots.iter().all(|slot| (800..1_200).contains(slot)), "{slots:?}");
}

#[test]
fn no_delay_is_shorter_than_the_floor() {
    let mut rng = Rng::new(1);
    for _ in 0..1_000 {
        let delay = Backoff::default().delay(Mono(0), &mut rng);
        assert!((50..550).contains(&delay));
    }
}

/// Many pages that lost the same hub at the same moment.
#[test]
fn a_herd_does_not_come_back_in_step() {
    let mut slots = std::collections::HashMap::<u64, u32>::new();
    for seed in 0..20_000_u64 {
        let mut backoff = Backoff::default();
        let mut rng = Rng::new(seed.wrapping_mul(0x9E37_79B9));
        let mut now = 0;
        while now < 10_000 {
            now += backoff.delay(Mono(now), &mut rng);
        }
        *slots.entry(now / 100).or_default() += 1;
    }
    let worst = slots.values().max().unwrap();
    assert!(*worst <= 1_000, "{worst} of 20 000 in one slot of 100 ms");
}
