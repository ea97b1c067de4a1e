//! What the hub hears at the end, and what it is asked for afterwards.
use super::*;

fn post(outputs: &[Output]) -> Option<(WireRequestId, String)> {
    outputs.iter().find_map(|output| match output {
        Output::Wire(Outgoing::Request { request, body: Some(body), .. }) => Some((*request, body.clone())),
        _ => None,
    })
}

fn answered(request: WireRequestId, body: &str) -> Input<'_> {
    Input::Wire(Incoming::Answered { request, status: 200, body })
}

/// Online by polling; the second is the GET that waits.
fn polling() -> (Connection, WireRequestId) {
    let mut connection =
        Connection::new(ConnectionConfig { last_transport: Some(Transport::Polling), ..config(false) }, 1);
    connection.handle(Mono(0), Input::Start);
    let get = requested(&drain(&mut connection)).unwrap();
    let open = r#"0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000}"#;
    connection.handle(Mono(1), answered(get, open));
    let outputs = drain(&mut connection);
    let (post, _) = post(&outputs).unwrap();
    connection.handle(Mono(2), answered(post, "ok"));
    let get = outputs
        .iter()
        .find_map(|output| match output {
            Output::Wire(Outgoing::Request { request, body: None, .. }) => Some(*request),
            _ => None,
        })
        .unwrap();
    connection.handle(Mono(3), answered(get, r#"40{"sid":"s","pid":"p"}"#));
    let get = requested(&drain(&mut connection)).unwrap();
    assert!(matches!(connection.state(Mono(3)), State::Online { .. }));
    (connection, get)
}

#[test]
fn a_polled_hub_hears_of_the_users_stop_at_once_and_is_asked_nothing_afterwards() {
    let (mut connection, get) = polling();
    connection.handle(Mono(10), Input::Stop);
    assert_eq!(connection.state(Mono(10)), State::Stopped);
    let (post, body) = post(&drain(&mut connection)).unwrap();
    assert_eq!(body, "41\u{1e}1");
    connection.handle(Mono(20), answered(get, "6"));
    connection.handle(Mono(21), answered(post, "ok"));
    assert_eq!(drain(&mut connection), []);
    assert_eq!(connection.poll_timeout(), None);
}

#[test]
fn a_good_bye_without_an_answer_is_not_waited_for_and_keeps_nobody_from_starting() {
    let (mut connection, _) = polling();
    connection.handle(Mono(10), Input::Stop);
    drain(&mut connection);
    connection.handle(Mono(11), Input::Start);
    assert!(requested(&drain(&mut connection)).is_some(), "the next attempt");
    assert_eq!(connection.poll_timeout(), Some((Timer::GoodBye, Mono(5_010))));
    connection.handle(Mono(5_010), Input::Timeout);
    let aborts = drain(&mut connection);
    assert!(aborts.iter().any(|output| matches!(output, Output::Wire(Outgoing::Abort { .. }))), "{aborts:?}");
    assert_ne!(connection.poll_timeout().unwrap().0, Timer::GoodBye);
}

/// The hub keeps what we missed only for those who did not say good-bye.
#[test]
fn a_connection_that_we_give_up_for_its_silence_is_taken_up_again() {
    let (mut connection, get) = polling();
    connection.handle(Mono(45_003), Input::Timeout);
    assert!(matches!(connection.state(Mono(45_003)), State::Waiting { reason: Reason::Silent { .. }, .. }));
    let outputs = drain(&mut connection);
    assert!(outputs.contains(&Output::Wire(Outgoing::Abort { request: get })));
    assert_eq!(post(&outputs), None);

    let (mut connection, socket) = online(true);
    connection.handle(Mono(1), frame(socket, "41"));
    let now = due(&connection).unwrap();
    drain(&mut connection);
    connection.handle(Mono(now), Input::Timeout);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(now), frame(socket, OPEN));
    connection.handle(Mono(now), frame(socket, r#"40{"sid":"s","pid":"p"}"#));
    connection.handle(Mono(now), frame(socket, r#"42["news","offset-1"]"#));
    drain(&mut connection);
    while matches!(connection.state(Mono(now)), State::Online { .. } | State::Stale { .. }) {
        connection.handle(connection.poll_timeout().unwrap().1, Input::Timeout);
        let outputs = drain(&mut connection);
        let good_bye = Output::Wire(Outgoing::Text { socket, text: "41".to_owned() });
        assert!(!outputs.contains(&good_bye));
    }
    let now = due(&connection).unwrap();
    connection.handle(Mono(now), Input::Timeout);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(now), frame(socket, OPEN));
    let asked =
        Output::Wire(Outgoing::Text { socket, text: r#"40{"offset":"offset-1","pid":"p"}"#.to_owned() });
    assert!(drain(&mut connection).contains(&asked));
}

#[test]
fn a_stop_leaves_nothing_to_take_up() {
    let (mut connection, socket) = online(false);
    drain(&mut connection);
    connection.handle(Mono(1), Input::Stop);
    let text = "41".to_owned();
    assert!(drain(&mut connection).contains(&Output::Wire(Outgoing::Text { socket, text })));
    connection.handle(Mono(2), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(3), frame(socket, OPEN));
    let text = "40".to_owned();
    assert!(drain(&mut connection).contains(&Output::Wire(Outgoing::Text { socket, text })));
}

#[test]
fn away_by_the_hubs_good_bye_and_ready_again() {
    for texts in [&["41"][..], &["41", "1"], &["1"]] {
        let (mut connection, socket) = online(false);
        for text in texts {
            connection.handle(Mono(60_000), frame(socket, text));
        }
        assert!(matches!(connection.state(Mono(60_000)), State::Waiting { reason: Reason::HubLeft, .. }));
        drain(&mut connection);
        let now = due(&connection).unwrap();
        connection.handle(Mono(now), Input::Timeout);
        connect(&mut connection, now);
    }
}

#[test]
fn an_event_that_asks_for_an_acknowledgement_gets_one_after_it_was_taken() {
    let (mut connection, socket) = online(false);
    drain(&mut connection);
    connection.handle(Mono(5), frame(socket, r#"427["question","a text"]"#));
    let outputs = drain(&mut connection);
    let text = "437[]".to_owned();
    assert!(
        matches!(&outputs[..], [Output::Event(ConnectionEvent::Message { .. }), sent]
            if *sent == Output::Wire(Outgoing::Text { socket, text })),
        "{outputs:?}"
    );
}
