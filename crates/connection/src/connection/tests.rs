#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use proptest::prelude::*;
use socketio::wire::{SocketId, WireRequestId};

use super::*;
use crate::{ClientPing, Protocol, Transports};

mod good_bye;
mod liveness;
mod refusal;
mod say;
mod stream;
mod text;
mod transports;

const OPEN: &str =
    r#"0{"sid":"e","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

fn config(ping: bool) -> ConnectionConfig {
    ConnectionConfig {
        path: "/socket.io/".to_owned(),
        query: Vec::new(),
        protocol: Protocol::SocketIo {
            namespace: "/".to_owned(),
            auth: None,
            transports: Transports::Auto,
            waits_for_login: false,
        },
        ping: ping.then(|| ClientPing {
            send: "ping".into(),
            reply: "pong".into(),
            after_number: None,
            every_ms: 5_000,
        }),
        last_transport: None,
    }
}

fn drain(connection: &mut Connection) -> Vec<Output> {
    std::iter::from_fn(|| connection.poll_output()).collect()
}

fn opened(outputs: &[Output]) -> Option<SocketId> {
    outputs.iter().find_map(|output| match output {
        Output::Wire(Outgoing::Open { socket, .. }) => Some(*socket),
        _ => None,
    })
}

/// Answer the attempt that is under way; returns its socket.
fn connect(connection: &mut Connection, now: u64) -> SocketId {
    let socket = opened(&drain(connection)).expect("an attempt");
    connection.handle(Mono(now), open(socket));
    connection.handle(Mono(now), frame(socket, OPEN));
    connection.handle(Mono(now), frame(socket, r#"40{"sid":"s"}"#));
    assert!(matches!(connection.state(Mono(now)), State::Online { .. }), "{:?}", connection.state(Mono(now)));
    socket
}

fn online(ping: bool) -> (Connection, SocketId) {
    let mut connection = Connection::new(config(ping), 1);
    connection.handle(Mono(0), Input::Start);
    let socket = connect(&mut connection, 0);
    (connection, socket)
}

/// Let the attempt that is under way fail, by WebSocket and by polling.
fn fail_attempt(connection: &mut Connection, now: u64) {
    while matches!(connection.state(Mono(now)), State::Connecting { .. }) {
        for output in drain(connection) {
            match output {
                Output::Wire(Outgoing::Open { socket, .. }) => connection.handle(Mono(now), closed(socket)),
                Output::Wire(Outgoing::Request { request, .. }) => {
                    connection.handle(Mono(now), failed(request))
                }
                _ => {}
            }
        }
    }
}

fn open(socket: SocketId) -> Input<'static> {
    Input::Wire(Incoming::Opened { socket })
}

fn frame(socket: SocketId, text: &str) -> Input<'_> {
    Input::Wire(Incoming::Text { socket, text })
}

fn failed(request: WireRequestId) -> Input<'static> {
    Input::Wire(Incoming::Failed { request, reason: "refused" })
}

/// The first request in `outputs`.
fn requested(outputs: &[Output]) -> Option<WireRequestId> {
    outputs.iter().find_map(|output| match output {
        Output::Wire(Outgoing::Request { request, .. }) => Some(*request),
        _ => None,
    })
}

/// When the next time-out is.
fn due(connection: &Connection) -> Option<u64> {
    connection.poll_timeout().map(|(_, at)| at.0)
}

fn closed(socket: SocketId) -> Input<'static> {
    Input::Wire(Incoming::Closed { socket, code: 1006, reason: "", clean: false })
}

#[test]
fn a_socket_that_opened_is_not_online_before_the_namespace_answers() {
    let mut connection = Connection::new(config(false), 1);
    assert_eq!(connection.state(Mono(0)), State::Idle);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(1), open(socket));
    connection.handle(Mono(2), frame(socket, OPEN));
    assert_eq!(connection.state(Mono(2)), State::Connecting { attempt: 1 });
    connection.handle(Mono(3), frame(socket, r#"40{"sid":"s"}"#));
    assert_eq!(connection.state(Mono(3)), State::Online { since: Mono(3), rtt: None });
    assert_eq!(connection.last_transport(), Some(Transport::WebSocket));
}

#[test]
fn a_lost_connection_waits_says_why_and_tries_again() {
    let (mut connection, socket) = online(false);
    drain(&mut connection);
    connection.handle(Mono(1_000), closed(socket));
    let lost = ConnectionEvent::Lost(Reason::Closed { code: 1006, reason: String::new() });
    assert!(drain(&mut connection).contains(&Output::Event(lost)));
    let State::Waiting { until, attempt: 1, reason: Reason::Closed { code: 1006, .. } } =
        connection.state(Mono(1_000))
    else {
        panic!("{:?}", connection.state(Mono(1_000)))
    };
    assert!((1_050..1_550).contains(&until.0), "{until:?}");
    assert_eq!(due(&connection), Some(until.0));
    connection.handle(until, Input::Timeout);
    assert_eq!(connection.state(until), State::Connecting { attempt: 1 });
    connect(&mut connection, until.0 + 5);
}

#[test]
fn every_close_but_the_users_is_retried_clean_or_not() {
    for (code, clean) in
        [(1000, true), (1001, true), (1005, true), (1006, false), (1011, false), (4000, true)]
    {
        let (mut connection, socket) = online(false);
        connection.handle(Mono(10), Input::Wire(Incoming::Closed { socket, code, reason: "bye", clean }));
        assert!(matches!(connection.state(Mono(10)), State::Waiting { .. }), "{code}");
    }
    let (mut connection, socket) = online(false);
    connection.handle(Mono(10), frame(socket, "41"));
    assert!(matches!(connection.state(Mono(10)), State::Waiting { reason: Reason::HubLeft, .. }));
}

#[test]
fn the_user_stops_and_starts() {
    let (mut connection, socket) = online(false);
    drain(&mut connection);
    connection.handle(Mono(10), Input::Stop);
    assert_eq!(connection.state(Mono(10)), State::Stopped);
    assert!(drain(&mut connection).contains(&Output::Wire(Outgoing::Close { socket })));
    connection.handle(Mono(20), closed(socket));
    connection.handle(Mono(60_000), Input::Woke);
    assert_eq!(connection.state(Mono(60_000)), State::Stopped);
    connection.handle(Mono(60_001), Input::Start);
    assert_eq!(connection.state(Mono(60_001)), State::Connecting { attempt: 1 });
}

#[test]
fn what_an_old_socket_still_reports_is_ignored() {
    let (mut connection, old) = online(false);
    connection.handle(Mono(10), closed(old));
    drain(&mut connection);
    connection.handle(Mono(5_000), Input::Timeout);
    let new = connect(&mut connection, 5_001);
    assert_ne!(old, new);
    connection.handle(Mono(5_002), frame(old, "42[\"late\"]"));
    connection.handle(Mono(5_003), closed(old));
    let late = drain(&mut connection)
        .into_iter()
        .any(|o| matches!(o, Output::Event(ConnectionEvent::Message { .. } | ConnectionEvent::Lost(_))));
    assert!(!late && matches!(connection.state(Mono(5_003)), State::Online { .. }));
}

#[test]
fn an_attempt_that_hangs_is_given_up() {
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let socket = opened(&drain(&mut connection)).unwrap();
    connection.handle(Mono(1), open(socket));
    connection.handle(Mono(2), frame(socket, OPEN));
    let deadline = due(&connection).unwrap();
    assert_eq!(deadline, 15_000);
    connection.handle(Mono(deadline), Input::Timeout);
    assert!(matches!(
        connection.state(Mono(deadline)),
        State::Waiting { reason: Reason::Timeout { .. }, .. }
    ));
    assert!(drain(&mut connection).contains(&Output::Wire(Outgoing::Close { socket })));
}

#[test]
fn a_time_out_says_what_it_is_for() {
    let mut connection = Connection::new(config(true), 1);
    assert_eq!(connection.poll_timeout(), None);
    connection.handle(Mono(0), Input::Start);
    assert_eq!(
        connection.poll_timeout(),
        Some((Timer::AttemptTimeout, Mono(5_000))),
        "polling wants its turn"
    );
    let socket = connect(&mut connection, 0);
    assert_eq!(connection.poll_timeout(), Some((Timer::Stale, Mono(4_000))), "a ping went out at once");
    connection.handle(Mono(10), frame(socket, r#"42["pong"]"#));
    assert_eq!(connection.poll_timeout(), Some((Timer::Ping, Mono(5_000))));
    connection.handle(Mono(20), closed(socket));
    assert!(matches!(connection.poll_timeout(), Some((Timer::NextAttempt, _))));

    let (mut connection, _) = online(false);
    assert_eq!(connection.poll_timeout(), Some((Timer::Stale, Mono(37_500))));
    connection.handle(Mono(37_500), Input::Timeout);
    assert_eq!(connection.poll_timeout(), Some((Timer::GiveUp, Mono(45_000))));
    connection.handle(Mono(37_600), Input::Stop);
    assert_eq!(connection.poll_timeout(), None);
}

proptest! {
    /// A caller that obeys the time-outs never spins: within three of them time moves on.
    #[test]
    fn no_time_out_is_asked_for_over_and_over(
        ping in any::<bool>(),
        inputs in proptest::collection::vec((0_u8..9, 0_u64..20_000), 0..30),
    ) {
        let mut connection = Connection::new(config(ping), 1);
        let (mut now, mut socket) = (0, SocketId(0));
        for (which, wait) in inputs {
            let end = now + wait;
            let mut repeated = 0;
            while let Some(at) = due(&connection).filter(|at| *at <= end) {
                repeated = if at > now { 0 } else { repeated + 1 };
                prop_assert!(repeated < 3, "{:?} at {now}", connection.poll_timeout());
                now = now.max(at);
                connection.handle(Mono(now), Input::Timeout);
                socket = opened(&drain(&mut connection)).unwrap_or(socket);
            }
            now = end;
            connection.handle(Mono(now), match which {
                0 => Input::Start,
                1 => Input::Retry,
                2 => Input::Woke,
                3 => Input::Network { online: wait % 2 == 0 },
                4 => open(socket),
                5 => frame(socket, OPEN),
                6 => frame(socket, r#"40{"sid":"s"}"#),
                7 => frame(socket, r#"42["pong"]"#),
                _ => closed(socket),
            });
            socket = opened(&drain(&mut connection)).unwrap_or(socket);
        }
    }
}
