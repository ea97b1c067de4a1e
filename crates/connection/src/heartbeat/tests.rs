use super::*;

#[test]
fn a_silent_hub_is_pinged_then_overdue_within_ten_seconds_then_dead_after_two_pings() {
    let mut heartbeat = Heartbeat::new(Mono(0), Some(5_000), Some(25_000));
    assert_eq!(heartbeat.judge(Mono(0)), Pulse::PingDue);
    heartbeat.pinged(Mono(0));
    heartbeat.heard(Mono(10));
    assert_eq!(heartbeat.answered(Mono(10)), Some(10));
    assert_eq!(heartbeat.judge(Mono(4_999)), Pulse::Alive);
    assert_eq!(heartbeat.judge(Mono(5_000)), Pulse::PingDue);
    heartbeat.pinged(Mono(5_000));
    assert_eq!(heartbeat.judge(Mono(8_999)), Pulse::Alive);
    assert_eq!(heartbeat.judge(Mono(9_000)), Pulse::Overdue(Mono(9_000)), "silence shows within 10 s");
    assert_eq!(heartbeat.judge(Mono(10_000)), Pulse::PingDue);
    heartbeat.pinged(Mono(10_000));
    assert_eq!(heartbeat.judge(Mono(11_000)), Pulse::Overdue(Mono(9_000)));
    assert_eq!(heartbeat.judge(Mono(14_000)), Pulse::Dead);
}

#[test]
fn any_frame_counts_as_life_even_without_the_reply() {
    let mut heartbeat = Heartbeat::new(Mono(0), Some(5_000), Some(25_000));
    heartbeat.pinged(Mono(0));
    heartbeat.heard(Mono(3_999));
    assert_eq!(heartbeat.judge(Mono(4_500)), Pulse::Alive);
}

#[test]
fn without_a_client_ping_the_hub_has_one_and_a_half_of_its_own_intervals() {
    let mut heartbeat = Heartbeat::new(Mono(0), None, Some(25_000));
    assert_eq!(heartbeat.judge(Mono(37_499)), Pulse::Alive);
    assert_eq!(heartbeat.judge(Mono(37_500)), Pulse::Overdue(Mono(37_500)));
    heartbeat.heard(Mono(37_600));
    assert_eq!(heartbeat.judge(Mono(40_000)), Pulse::Alive);
}

#[test]
fn a_hub_with_a_short_interval_may_be_a_second_late() {
    let mut heartbeat = Heartbeat::new(Mono(0), None, Some(500));
    assert_eq!(heartbeat.judge(Mono(1_499)), Pulse::Alive);
    assert_eq!(heartbeat.judge(Mono(1_500)), Pulse::Overdue(Mono(1_500)));
}

#[test]
fn doubt_asks_for_a_ping_at_once_and_does_not_pile_pings_up() {
    let mut heartbeat = Heartbeat::new(Mono(0), Some(5_000), Some(25_000));
    heartbeat.pinged(Mono(0));
    heartbeat.heard(Mono(1));
    assert_eq!(heartbeat.judge(Mono(2_000)), Pulse::Alive);
    heartbeat.doubt(Mono(2_000));
    assert_eq!(heartbeat.judge(Mono(2_000)), Pulse::PingDue);
    heartbeat.pinged(Mono(2_000));
    heartbeat.doubt(Mono(2_100));
    assert_eq!(heartbeat.judge(Mono(2_100)), Pulse::Alive);
}

#[test]
fn the_time_out_never_lies_behind_the_next_change() {
    let mut heartbeat = Heartbeat::new(Mono(0), Some(5_000), Some(25_000));
    heartbeat.pinged(Mono(0));
    assert_eq!(heartbeat.poll_timeout(), Some((Timer::Stale, Mono(4_000))));
    heartbeat.judge(Mono(4_000));
    assert_eq!(heartbeat.poll_timeout(), Some((Timer::Ping, Mono(5_000))));
    heartbeat.heard(Mono(4_100));
    assert_eq!(heartbeat.poll_timeout(), Some((Timer::Ping, Mono(5_000))));
    heartbeat.pinged(Mono(5_000));
    heartbeat.pinged(Mono(8_000));
    heartbeat.judge(Mono(9_000));
    assert_eq!(heartbeat.poll_timeout(), Some((Timer::GiveUp, Mono(12_000))));
}
