//! What is said to a hub, under which number, and what answers it.
use serde_json::{Value, json};

use super::text::{sent, text_opened, text_protocol};
use super::*;

fn said(outputs: &[Output]) -> Vec<&str> {
    let text = |output| match output {
        &Output::Wire(Outgoing::Text { ref text, .. }) => Some(text.as_str()),
        _ => None,
    };
    outputs.iter().filter_map(text).collect()
}

fn emit(connection: &mut Connection, now: u64, ack: bool) -> Option<u64> {
    connection.say(Mono(now), Some("ask"), ack, &|number| json!([number]))
}

#[test]
fn an_event_is_acknowledged_under_its_number() {
    let (mut connection, socket) = online(false);
    drain(&mut connection);
    assert!(emit(&mut connection, 1, false).is_some());
    let first = emit(&mut connection, 2, true).unwrap();
    let second = emit(&mut connection, 3, true).unwrap();
    assert_ne!(first, second);
    let outputs = drain(&mut connection);
    assert_eq!(
        said(&outputs),
        [r#"42["ask",1]"#.to_owned(), format!(r#"42{first}["ask",2]"#), format!(r#"42{second}["ask",3]"#)]
    );
    connection.handle(Mono(4), frame(socket, &format!(r#"43{second}[{{"ok":true}}]"#)));
    let answered = ConnectionEvent::Acknowledged { number: second, args: vec![json!({ "ok": true })] };
    assert_eq!(drain(&mut connection), [Output::Event(answered)]);
}

#[test]
fn nothing_is_said_before_it_can_be_heard() {
    let mut connection = Connection::new(config(false), 1);
    assert_eq!(emit(&mut connection, 0, true), None);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(1), open(socket));
    connection.handle(Mono(1), frame(socket, OPEN));
    drain(&mut connection);
    assert_eq!(emit(&mut connection, 2, true), None);
    assert_eq!(said(&drain(&mut connection)), Vec::<&str>::new());
}

#[test]
fn a_connection_that_waits_for_a_login_is_ready_once_it_is_let_in() {
    let mut config = config(false);
    if let Protocol::SocketIo { waits_for_login, .. } = &mut config.protocol {
        *waits_for_login = true;
    }
    let mut connection = Connection::new(config, 1);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(0), open(socket));
    connection.handle(Mono(0), frame(socket, OPEN));
    connection.handle(Mono(1), Input::LetIn);
    connection.handle(Mono(1), frame(socket, r#"40{"sid":"s"}"#));
    assert_eq!(connection.state(Mono(1)), State::Connecting { attempt: 1 });
    assert!(drain(&mut connection).contains(&Output::Event(ConnectionEvent::Joined)));
    assert!(emit(&mut connection, 1, true).is_some());
    assert!(!connection.is_ready());
    connection.handle(Mono(2), Input::LetIn);
    assert_eq!(connection.state(Mono(2)), State::Online { since: Mono(2), rtt: None });
    assert!(connection.is_ready());
}

#[test]
fn frames_are_numbered_anew_with_each_socket_and_pings_count() {
    let write = |number: u64| Value::from(format!("question {number}"));
    let (mut connection, socket) = text_opened(text_protocol(), true);
    connection.config.ping.as_mut().unwrap().after_number = Some("]".into());
    drain(&mut connection);
    // The first ping went out as soon as it was open.
    assert_eq!(connection.say(Mono(1), None, true, &write), Some(2));
    connection.handle(Mono(5_000), Input::Timeout);
    assert_eq!(connection.say(Mono(5_001), None, true, &write), Some(4));
    let outputs = drain(&mut connection);
    assert_eq!(said(&outputs), ["question 2", "{}3]", "question 4"]);
    connection.handle(Mono(5_002), closed(socket));
    assert_eq!(connection.say(Mono(5_003), None, true, &write), None);
    let State::Waiting { until, .. } = connection.state(Mono(5_003)) else { panic!() };
    connection.handle(until, Input::Timeout);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(until, open(socket));
    assert_eq!(connection.say(until, None, true, &write), Some(2));
    assert!(drain(&mut connection).contains(&sent(socket, "question 2".to_owned())));
}
