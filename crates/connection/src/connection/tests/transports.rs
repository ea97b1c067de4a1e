//! Whose turn it is: WebSocket or polling.
use super::*;

fn answered(request: WireRequestId, status: u16, body: &str) -> Input<'_> {
    Input::Wire(Incoming::Answered { request, status, body })
}

fn polled_before() -> Connection {
    Connection::new(ConnectionConfig { last_transport: Some(Transport::Polling), ..config(false) }, 1)
}

/// Some proxies take a WebSocket and pass nothing on.
#[test]
fn polling_has_its_turn_after_a_websocket_that_opened_and_says_nothing() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(10), open(socket));
    let now = due(&connection).unwrap();
    connection.handle(Mono(now), Input::Timeout);
    assert!(now <= 5_000 && requested(&drain(&mut connection)).is_some());
    assert_eq!(connection.state(Mono(now)), State::Connecting { attempt: 1 });
    assert_eq!(connection.poll_timeout(), Some((Timer::AttemptTimeout, Mono(15_000))));
}

#[test]
fn a_websocket_that_was_greeted_has_the_whole_time() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(10), open(socket));
    connection.handle(Mono(4_000), frame(socket, OPEN));
    assert_eq!(due(&connection), Some(15_000));
}

#[test]
fn polling_that_worked_before_is_a_preference_and_no_prison() {
    let bodies =
        [Some((400, r#"{"code":0,"message":"Transport unknown"}"#)), Some((204, "")), Some((502, "")), None];
    for answer in bodies {
        let mut connection = polled_before();
        connection.handle(Mono(0), Input::Start);
        let request = requested(&drain(&mut connection)).expect("polling first");
        match answer {
            Some((status, body)) => connection.handle(Mono(10), answered(request, status, body)),
            None => connection.handle(Mono(10), failed(request)),
        }
        connect(&mut connection, 20);
        assert_eq!(connection.last_transport(), Some(Transport::WebSocket), "{answer:?}");
    }
    // One that hangs too.
    let mut connection = polled_before();
    connection.handle(Mono(0), Input::Start);
    drain(&mut connection);
    connection.handle(Mono(5_000), Input::Timeout);
    connect(&mut connection, 5_001);
}

#[test]
fn a_refusal_by_status_is_none_of_the_transport() {
    for (status, least) in [(401, 0), (403, 30_000), (429, 30_000)] {
        let mut connection = polled_before();
        connection.handle(Mono(0), Input::Start);
        let request = requested(&drain(&mut connection)).unwrap();
        connection.handle(Mono(10), answered(request, status, "no"));
        let State::Waiting { until, reason: Reason::Http { status: said, .. }, .. } =
            connection.state(Mono(10))
        else {
            panic!("{status}")
        };
        assert!(said == status && until.0 >= least);
    }
}

/// Behind a balancer that does not send a client to the same server again.
#[test]
fn a_session_that_is_forgotten_the_moment_after_it_was_opened_is_told_as_such() {
    for body in [r#"{"code":1,"message":"Session ID unknown"}"#, "\"Invalid session e\""] {
        let mut connection = polled_before();
        connection.handle(Mono(0), Input::Start);
        let request = requested(&drain(&mut connection)).unwrap();
        connection.handle(Mono(10), answered(request, 200, OPEN));
        let request = requested(&drain(&mut connection)).unwrap();
        connection.handle(Mono(20), answered(request, 400, body));
        assert!(matches!(
            connection.state(Mono(20)),
            State::Waiting { reason: Reason::ForgottenSession, .. }
        ));
    }
}

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
