use super::*;

#[test]
fn a_silent_hub_is_pinged_then_overdue_within_ten_seconds_then_dead_after_two_pings() {
    let mut pulse = Heartbeat::new(0, Some(5_000), 25_000);
    assert_eq!(pulse.verdict(0), Verdict::Ping);
    pulse.pinged(0);
    pulse.heard(10);
    assert_eq!(pulse.answered(10), Some(10));
    assert_eq!(pulse.verdict(4_999), Verdict::Alive);
    assert_eq!(pulse.verdict(5_000), Verdict::Ping);
    pulse.pinged(5_000);
    assert_eq!(pulse.verdict(8_999), Verdict::Alive);
    assert_eq!(pulse.verdict(9_000), Verdict::Overdue(0), "silence shows within 10 s");
    assert_eq!(pulse.verdict(10_000), Verdict::Ping);
    pulse.pinged(10_000);
    assert_eq!(pulse.verdict(11_000), Verdict::Overdue(2_000));
    assert_eq!(pulse.verdict(14_000), Verdict::Dead);
}

#[test]
fn any_frame_counts_as_life_even_without_the_reply() {
    let mut pulse = Heartbeat::new(0, Some(5_000), 25_000);
    pulse.pinged(0);
    pulse.heard(3_999);
    assert_eq!(pulse.verdict(4_500), Verdict::Alive);
}

#[test]
fn without_a_client_ping_the_hub_has_one_and_a_half_of_its_own_intervals() {
    let mut pulse = Heartbeat::new(0, None, 25_000);
    assert_eq!(pulse.verdict(37_499), Verdict::Alive);
    assert_eq!(pulse.verdict(37_500), Verdict::Overdue(0));
    pulse.heard(37_600);
    assert_eq!(pulse.verdict(40_000), Verdict::Alive);
}

#[test]
fn doubt_asks_for_a_ping_at_once_and_does_not_pile_pings_up() {
    let mut pulse = Heartbeat::new(0, Some(5_000), 25_000);
    pulse.pinged(0);
    pulse.heard(1);
    assert_eq!(pulse.verdict(2_000), Verdict::Alive);
    pulse.doubt(2_000);
    assert_eq!(pulse.verdict(2_000), Verdict::Ping);
    pulse.pinged(2_000);
    pulse.doubt(2_100);
    assert_eq!(pulse.verdict(2_100), Verdict::Alive);
}

#[test]
fn the_deadline_never_lies_behind_the_next_verdict() {
    let mut pulse = Heartbeat::new(0, Some(5_000), 25_000);
    pulse.pinged(0);
    assert_eq!(pulse.deadline(0), 4_000);
    assert_eq!(pulse.deadline(4_000), 5_000);
    pulse.heard(100);
    assert_eq!(pulse.deadline(4_000), 5_000);
}
