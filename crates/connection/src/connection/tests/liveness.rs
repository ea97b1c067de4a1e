//! Silence, pings and nudges over Socket.IO.
use super::*;

/// hub 002 §4: a dead socket brings nothing more, not even pings.
#[test]
fn a_silent_socket_is_stale_within_ten_seconds_and_given_up_after_two_pings() {
    let (mut connection, socket) = online(true);
    connection.handle(Mono(10), frame(socket, r#"42["pong",{"timestamp":"x"}]"#));
    assert_eq!(connection.state(Mono(10)), State::Online { since: Mono(0), rtt: Some(10) });
    let mut stale_at = None;
    while let Some(now) = due(&connection) {
        connection.handle(Mono(now), Input::Timeout);
        match connection.state(Mono(now)) {
            State::Stale { .. } => stale_at = stale_at.or(Some(now)),
            State::Waiting { reason, .. } => {
                assert!(matches!(reason, Reason::Silent { silent_ms: 10_000..=15_000 }), "{reason:?}");
                break;
            }
            _ => {}
        }
        assert!(now < 60_000, "it must give up");
    }
    assert!(stale_at.unwrap() <= 10_010, "{stale_at:?}");
}

#[test]
fn without_a_ping_the_protocols_own_rule_ends_a_silent_connection() {
    let (mut connection, _) = online(false);
    connection.handle(Mono(37_500), Input::Timeout);
    assert!(matches!(connection.state(Mono(37_500)), State::Stale { silent_ms: 37_500, .. }));
    connection.handle(Mono(45_000), Input::Timeout);
    assert!(matches!(
        connection.state(Mono(45_000)),
        State::Waiting { reason: Reason::Silent { silent_ms: 45_000 }, .. }
    ));
}

#[test]
fn network_back_page_shown_and_wake_bring_an_attempt_within_250_ms() {
    for nudge in [Input::Woke, Input::Network { online: true }] {
        let (mut connection, socket) = online(false);
        connection.handle(Mono(0), Input::Network { online: false });
        assert!(
            matches!(connection.state(Mono(0)), State::Online { .. }),
            "the browser's word closes nothing"
        );
        connection.handle(Mono(10), closed(socket));
        let mut now = 10;
        while due(&connection).unwrap() <= now + 1_000 {
            now = due(&connection).unwrap();
            connection.handle(Mono(now), Input::Timeout);
            fail_attempt(&mut connection, now);
        }
        assert!(
            matches!(connection.state(Mono(now)), State::Offline { .. }),
            "the word changes, the retries go on"
        );
        connection.handle(Mono(now), nudge);
        assert!(due(&connection).unwrap() <= now + 250);
    }
}
