//! Hubs that answer and do not want us.
use super::*;

/// An attempt that the hub has greeted; returns its socket.
fn greeted(connection: &mut Connection, now: u64) -> SocketId {
    let socket = opened(&drain(connection)).expect("an attempt");
    connection.handle(Mono(now), open(socket));
    connection.handle(Mono(now), frame(socket, OPEN));
    drain(connection);
    socket
}

fn next_attempt(connection: &mut Connection) -> u64 {
    let now = due(connection).unwrap();
    connection.handle(Mono(now), Input::Timeout);
    now
}

fn refused(outputs: &[Output]) -> Option<(String, bool)> {
    outputs.iter().find_map(|output| match output {
        Output::Event(ConnectionEvent::Refused { words, repeated }) => Some((words.clone(), *repeated)),
        _ => None,
    })
}

#[test]
fn a_refusal_is_shown_in_the_hubs_words_and_asked_again_slowly() {
    for (text, words) in [
        (r#"44{"message":"db unavailable"}"#, "db unavailable"),
        (r#"44"Unable to connect""#, "Unable to connect"),
        ("44", ""),
    ] {
        let mut connection = Connection::new(config(false), 1);
        connection.handle(Mono(0), Input::Start);
        let socket = greeted(&mut connection, 0);
        connection.handle(Mono(10), frame(socket, text));
        let State::Waiting { until, reason, .. } = connection.state(Mono(10)) else { panic!("{text}") };
        assert_eq!(reason, Reason::Refused(words.to_owned()));
        assert!((30_000..=59_000).contains(&until.0), "{until:?}");
        assert_eq!(refused(&drain(&mut connection)), Some((words.to_owned(), false)));
        let now = next_attempt(&mut connection);
        connect(&mut connection, now);
    }
}

#[test]
fn a_second_refusal_in_a_row_and_one_of_new_credentials_are_told_as_such() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let mut now = 0;
    for repeated in [false, true, true] {
        let socket = greeted(&mut connection, now);
        connection.handle(Mono(now), frame(socket, "44"));
        assert_eq!(refused(&drain(&mut connection)).unwrap().1, repeated);
        now = next_attempt(&mut connection);
    }
    // Let in for once, and heard: the count starts anew.
    let socket = connect(&mut connection, now);
    connection.handle(Mono(now), frame(socket, r#"42["news"]"#));
    connection.handle(Mono(now + 60_000), closed(socket));
    drain(&mut connection);
    now = next_attempt(&mut connection);
    let socket = greeted(&mut connection, now);
    connection.handle(Mono(now), frame(socket, "44"));
    assert!(!refused(&drain(&mut connection)).unwrap().1);

    connection.configure(config(false), false);
    connection.handle(Mono(now), Input::Retry);
    let socket = greeted(&mut connection, now);
    connection.handle(Mono(now), frame(socket, "44"));
    assert!(refused(&drain(&mut connection)).unwrap().1, "never accepted");
}

/// Some servers let in first, and ask then.
#[test]
fn a_welcome_that_is_taken_back_is_a_refusal() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let mut now = 0;
    for repeated in [false, true] {
        let socket = connect(&mut connection, now);
        connection.handle(Mono(now), frame(socket, r#"41{"message":"not you"}"#));
        assert_eq!(refused(&drain(&mut connection)), Some(("not you".to_owned(), repeated)));
        let State::Waiting { reason, until, .. } = connection.state(Mono(now)) else { panic!() };
        assert_eq!(reason, Reason::Refused("not you".to_owned()));
        assert!(until.0 >= now + 30_000);
        now = next_attempt(&mut connection);
    }
}

#[test]
fn a_hub_that_puts_us_out_right_away_again_and_again_is_left_alone_for_minutes() {
    for end in [None, Some(1000), Some(1005), Some(4001)] {
        let (mut connection, mut socket) = online(false);
        let mut now = 100;
        for time in 1..=5 {
            connection.handle(Mono(now), frame(socket, r#"42["hello"]"#));
            match end {
                None => connection.handle(Mono(now), frame(socket, "41")),
                Some(code) => {
                    let closed = Incoming::Closed { socket, code, reason: "another page", clean: true };
                    connection.handle(Mono(now), Input::Wire(closed));
                }
            }
            let State::Waiting { reason, until, .. } = connection.state(Mono(now)) else { panic!() };
            let put_out = matches!(reason, Reason::PutOut(_));
            assert_eq!((put_out, until.0 - now >= 300_000), (time >= 3, time >= 3), "{end:?} {reason:?}");
            drain(&mut connection);
            now = next_attempt(&mut connection);
            socket = connect(&mut connection, now);
            now += 2_000;
        }
        // One that lasts ends it.
        now += 40_000;
        connection.handle(Mono(now), frame(socket, "41"));
        assert!(matches!(connection.state(Mono(now)), State::Waiting { reason: Reason::HubLeft, .. }));
    }
}

#[test]
fn a_hub_that_falls_over_again_and_again_is_tried_as_ever() {
    let (mut connection, mut socket) = online(false);
    let mut now = 100;
    for _ in 0..6 {
        connection.handle(Mono(now), closed(socket));
        let State::Waiting { reason: Reason::Closed { code: 1006, .. }, until, .. } =
            connection.state(Mono(now))
        else {
            panic!()
        };
        assert!(until.0 - now < 21_000);
        drain(&mut connection);
        now = next_attempt(&mut connection);
        socket = connect(&mut connection, now);
    }
}
