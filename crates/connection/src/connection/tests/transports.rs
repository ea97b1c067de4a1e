//! Whose turn it is: WebSocket or polling.
use super::*;

#[test]
fn polling_has_its_turn_only_after_a_websocket_failed_before_it_opened() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(1), closed(socket));
    let outputs = drain(&mut connection);
    let request = requested(&outputs).unwrap_or_else(|| panic!("{outputs:?}"));
    connection.handle(Mono(2), failed(request));
    assert!(matches!(
        connection.state(Mono(2)),
        State::Waiting { reason: Reason::Unreachable, attempt: 2, .. }
    ));

    let (mut connection, socket) = online(false);
    connection.handle(Mono(10), closed(socket));
    drain(&mut connection);
    assert!(
        matches!(connection.state(Mono(10)), State::Waiting { .. }),
        "one that was open is not replaced by polling"
    );
}

#[test]
fn a_hub_reached_by_websocket_before_is_most_likely_just_down() {
    let (mut connection, socket) = online(false);
    connection.handle(Mono(10), closed(socket));
    let mut polled = Vec::new();
    for attempt in 1..=8 {
        drain(&mut connection);
        let now = due(&connection).unwrap();
        connection.handle(Mono(now), Input::Timeout);
        let socket = opened(&drain(&mut connection)).unwrap();
        connection.handle(Mono(now), closed(socket));
        let outputs = drain(&mut connection);
        if let Some(request) = requested(&outputs) {
            polled.push(attempt);
            connection.handle(Mono(now), failed(request));
        }
    }
    assert_eq!(polled, [4, 8]);
}
