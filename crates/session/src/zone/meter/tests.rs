#![allow(clippy::unwrap_used)]
use profile::Profile;
use serde_json::json;

use super::*;

/// 2026-11-23T07:22:09Z.
const WALL: i64 = 1_795_418_529_000;

fn measure() -> MeasureSpec {
    let profile = json!({
        "name": "a", "title": "A", "sources": { "live": { "kind": "socketio" }, "rest": { "kind": "rest" } },
        "time": { "measure": { "aware": ["rest", "/health", "/at"], "naive": ["live", "pong", "/0/at"] } }
    });
    Profile::parse(&profile.to_string()).unwrap().measure.unwrap()
}

/// The hub's clock is three hours behind UTC.
fn observe(meter: &mut ZoneMeter, aware_at: u64, naive_at: u64) -> [bool; 2] {
    let measure = measure();
    let aware = r#"{"at":"2026-11-23T07:22:09Z"}"#;
    let naive = json!([{ "at": "2026-11-23 04:22:09" }]);
    [
        meter.observe_answer(Mono(aware_at), &measure, aware),
        meter.observe_message(Mono(naive_at), &measure, &naive),
    ]
}

#[test]
fn two_stamps_of_the_same_moment_give_the_zone() {
    let mut meter = ZoneMeter::new(None);
    assert_eq!(observe(&mut meter, 1_000, 1_500), [false, true]);
    assert_eq!(*meter.zone(), HubZone::Measured(-3 * 3_600_000));
    assert_eq!(observe(&mut meter, 2_000, 2_500), [false, false], "it is known already");
}

#[test]
fn stamps_that_are_far_apart_or_of_another_connection_say_nothing() {
    let mut meter = ZoneMeter::new(None);
    assert_eq!(observe(&mut meter, 1_000, 61_001), [false, false]);
    meter.forget_halves();
    assert!(!meter.observe_answer(Mono(61_002), &measure(), r#"{"at":"2026-11-23T07:22:09Z"}"#));
    assert!(!meter.observe_answer(Mono(61_003), &measure(), "<html>"));
    assert_eq!(*meter.zone(), HubZone::Guessed);
    assert_eq!(HubZone::measure(Millis(WALL), Millis(WALL + 400_000)), None, "no quarter of an hour");
}

#[test]
fn what_the_configuration_names_is_not_measured() {
    let mut meter = ZoneMeter::new(Some("America/Santiago".to_owned()));
    assert!(!meter.measures());
    assert_eq!(observe(&mut meter, 1_000, 1_500), [false, false]);
    assert_eq!(*meter.zone(), HubZone::Named("America/Santiago".to_owned()));
}
