//! Sources of text frames.
use serde_json::Value;

use super::*;
use crate::{FrameReader, FrameRole, LivenessVerdict, TextCarrier, TextFrame, TextFrames, TextProtocol};

/// Finds roles by words in the frame.
#[derive(Debug)]
pub(super) struct WordReader;

pub(super) fn word_frame(text: &str) -> TextFrame {
    let refused = text.strip_prefix("refused: ").map(str::to_owned);
    let role = FrameRole { ready: text.contains("ready"), pong: text.contains("pong"), refused };
    TextFrame { role, value: Value::from(text), event: None }
}

impl FrameReader for WordReader {
    /// A `;` stands between several.
    fn read(&self, text: &str) -> TextFrames {
        TextFrames { frames: text.split(';').map(word_frame).collect(), ..TextFrames::default() }
    }
}

pub(super) fn text_protocol() -> TextProtocol {
    TextProtocol {
        carrier: TextCarrier::WebSocket,
        reader: Box::new(WordReader),
        hello: Vec::new(),
        resumes: false,
        waits_for_ready: false,
        heartbeat_ms: None,
        refusals: Vec::new(),
    }
}

pub(super) fn sent(socket: SocketId, text: String) -> Output {
    Output::Wire(Outgoing::Text { socket, text })
}

fn text_config(text: TextProtocol, ping: bool) -> ConnectionConfig {
    ConnectionConfig {
        path: "/ws?client_name=a%20b".to_owned(),
        query: Vec::new(),
        protocol: Protocol::Text(text),
        ping: ping.then(|| ClientPing {
            send: "{}".into(),
            reply: String::new(),
            after_number: None,
            every_ms: 5_000,
        }),
        last_transport: None,
    }
}

/// A text connection whose socket has just opened.
pub(super) fn text_opened(text: TextProtocol, ping: bool) -> (Connection, SocketId) {
    let mut connection = Connection::new(text_config(text, ping), 1);
    connection.handle(Mono(0), Input::Start);
    let outputs = drain(&mut connection);
    let socket = opened(&outputs).expect("an attempt");
    let path_and_query = "/ws?client_name=a%20b".to_owned();
    assert_eq!(outputs, [Output::Wire(Outgoing::Open { socket, path_and_query })]);
    connection.handle(Mono(0), open(socket));
    (connection, socket)
}

#[test]
fn a_text_source_says_hello_and_is_online_when_a_frame_said_so() {
    let hello = vec![r#"{"type":"auth","user_id":1}"#.to_owned()];
    let (mut connection, socket) =
        text_opened(TextProtocol { hello: hello.clone(), waits_for_ready: true, ..text_protocol() }, false);
    assert_eq!(drain(&mut connection), [sent(socket, hello[0].clone())]);
    assert!(matches!(connection.state(Mono(1)), State::Connecting { .. }));
    let came = |text| Output::Event(ConnectionEvent::Frame(word_frame(text)));
    connection.handle(Mono(1), frame(socket, "{}"));
    assert_eq!(drain(&mut connection), [came("{}")]);
    assert!(matches!(connection.state(Mono(1)), State::Connecting { .. }));
    connection.handle(Mono(1), frame(socket, "ready"));
    assert!(matches!(connection.state(Mono(1)), State::Online { .. }));
    let ready = ConnectionEvent::Ready { recovered: false, transport: Transport::WebSocket };
    assert_eq!(drain(&mut connection), [Output::Event(ready), came("ready")]);
}

#[test]
fn a_text_source_that_promises_nothing_is_online_at_once_and_may_keep_quiet() {
    let (connection, _) = text_opened(text_protocol(), false);
    assert!(matches!(connection.state(Mono(0)), State::Online { .. }));
    assert!(matches!(connection.state(Mono(3_600_000)), State::Online { .. }));
}

#[test]
fn a_text_ping_shows_silence_and_gives_up_after_two_without_an_answer() {
    let (mut connection, socket) = text_opened(text_protocol(), true);
    connection.handle(Mono(0), Input::Timeout);
    assert!(drain(&mut connection).contains(&sent(socket, "{}".to_owned())));
    connection.handle(Mono(7), frame(socket, "pong"));
    assert!(
        matches!(connection.state(Mono(7)), State::Online { rtt: Some(7), .. }),
        "{:?}",
        connection.state(Mono(7))
    );
    for at in (500..=13_500).step_by(500) {
        connection.handle(Mono(at), Input::Timeout);
    }
    assert!(
        matches!(connection.state(Mono(13_500)), State::Stale { .. }),
        "{:?}",
        connection.state(Mono(13_500))
    );
    for at in (14_000..=20_000).step_by(500) {
        connection.handle(Mono(at), Input::Timeout);
    }
    assert!(matches!(connection.state(Mono(20_000)), State::Waiting { .. } | State::Connecting { .. }));
}

#[test]
fn one_frame_may_play_two_roles() {
    let waiting = TextProtocol { waits_for_ready: true, ..text_protocol() };
    let (mut connection, socket) = text_opened(waiting, true);
    connection.handle(Mono(5), frame(socket, "ready pong"));
    assert_eq!(connection.state(Mono(5)), State::Online { since: Mono(5), rtt: None }, "no ping was out");
    connection.handle(Mono(12), frame(socket, "ready pong"));
    assert_eq!(connection.state(Mono(12)), State::Online { since: Mono(5), rtt: Some(7) });
}

/// hub 004 §1: a hub whose heartbeat task died still sends its hands.
#[test]
fn missing_heartbeats_are_checked_before_the_socket_is_given_up() {
    let text = || TextProtocol { heartbeat_ms: Some(30_000), ..text_protocol() };
    let (mut connection, socket) = text_opened(text(), false);
    drain(&mut connection);
    connection.handle(Mono(45_000), Input::Timeout);
    assert!(matches!(connection.state(Mono(45_000)), State::Stale { .. }));
    assert_eq!(drain(&mut connection), [Output::Event(ConnectionEvent::LivenessUnknown(socket))]);
    connection.handle(Mono(46_000), Input::Timeout);
    assert_eq!(drain(&mut connection), [], "asked once");
    connection.handle(Mono(46_500), Input::Liveness(socket, LivenessVerdict::HeartbeatsOff));
    assert!(matches!(connection.state(Mono(46_500)), State::Online { .. }));
    connection.handle(Mono(90_000), Input::Timeout);
    assert!(matches!(connection.state(Mono(90_000)), State::Online { .. }));

    let (mut connection, socket) = text_opened(text(), false);
    connection.handle(Mono(45_000), Input::Timeout);
    connection.handle(Mono(45_100), Input::Liveness(socket, LivenessVerdict::Dead));
    let State::Waiting { reason, .. } = connection.state(Mono(45_100)) else {
        panic!("{:?}", connection.state(Mono(45_100)))
    };
    assert_eq!(reason, Reason::Silent { silent_ms: 45_100 });
}

/// The check is asked again at each interval, and a check that fails counts.
#[test]
fn a_hub_without_heartbeats_that_hangs_later_is_silent_and_given_up() {
    let (mut connection, socket) =
        text_opened(TextProtocol { heartbeat_ms: Some(30_000), ..text_protocol() }, false);
    drain(&mut connection);
    let mut checks = Vec::new();
    let mut states = Vec::new();
    for check in 0..8 {
        let now = due(&connection).unwrap();
        connection.handle(Mono(now), Input::Timeout);
        assert_eq!(drain(&mut connection), [Output::Event(ConnectionEvent::LivenessUnknown(socket))]);
        let verdict = match check {
            0..=2 | 4 => LivenessVerdict::HeartbeatsOff,
            _ => LivenessVerdict::Dead,
        };
        connection.handle(Mono(now + 1_000), Input::Liveness(socket, verdict));
        checks.push(now);
        states.push(connection.state(Mono(now + 1_000)).word());
        if states.last() == Some(&"waiting") {
            break;
        }
    }
    let expected = ["online", "online", "online", "stale", "online", "stale", "waiting"];
    assert_eq!(states, expected);
    assert!(checks.windows(2).all(|pair| (40_000..50_000).contains(&(pair[1] - pair[0]))), "{checks:?}");
}

#[test]
fn a_frame_of_a_hub_without_heartbeats_puts_the_check_off() {
    let (mut connection, socket) =
        text_opened(TextProtocol { heartbeat_ms: Some(30_000), ..text_protocol() }, false);
    connection.handle(Mono(45_000), Input::Timeout);
    connection.handle(Mono(45_100), Input::Liveness(socket, LivenessVerdict::HeartbeatsOff));
    connection.handle(Mono(80_000), frame(socket, "a hand"));
    assert_eq!(due(&connection), Some(125_000));
}

#[test]
fn a_plain_socket_whose_pings_stay_unanswered_is_given_up_however_often_it_is_pinged() {
    for every_ms in [1_000, 2_000, 3_000, 5_000] {
        let ping = Some(ClientPing { send: "{}".into(), reply: String::new(), after_number: None, every_ms });
        let mut connection =
            Connection::new(ConnectionConfig { ping, ..text_config(text_protocol(), false) }, 1);
        connection.handle(Mono(0), Input::Start);
        let socket = opened(&drain(&mut connection)).unwrap();
        connection.handle(Mono(0), open(socket));
        let mut now = 0;
        while matches!(connection.state(Mono(now)), State::Online { .. } | State::Stale { .. }) {
            now = due(&connection).unwrap();
            assert!(now <= every_ms + 4_000, "every {every_ms} ms");
            connection.handle(Mono(now), Input::Timeout);
        }
        assert_eq!(now, every_ms + 4_000);
    }
}

#[test]
fn only_what_the_profile_names_is_a_refusal_and_1006_never_is() {
    let text = || TextProtocol { refusals: vec![1008], ..text_protocol() };
    let closed =
        |socket, code| Input::Wire(Incoming::Closed { socket, code, reason: "no", clean: code != 1006 });
    for (code, refused) in [(1006, false), (1000, false), (1011, false), (1008, true)] {
        let (mut connection, socket) = text_opened(text(), false);
        connection.handle(Mono(1), closed(socket, code));
        assert_eq!(matches!(connection.state(Mono(1)), State::Refused { .. }), refused, "{code}");
    }
    let (mut connection, socket) = text_opened(text(), false);
    drain(&mut connection);
    connection.handle(Mono(1), frame(socket, "refused: who are you?"));
    let came = Output::Event(ConnectionEvent::Frame(word_frame("refused: who are you?")));
    let close = Output::Wire(Outgoing::Close { socket });
    assert_eq!(drain(&mut connection), [came, close]);
    let State::Refused { reason } = connection.state(Mono(1)) else {
        panic!("{:?}", connection.state(Mono(1)))
    };
    assert_eq!(reason, Reason::Refused("who are you?".to_owned()));
}

#[test]
fn text_in_binary_frames_is_read_and_other_bytes_are_counted() {
    let (mut connection, socket) =
        text_opened(TextProtocol { waits_for_ready: true, ..text_protocol() }, false);
    drain(&mut connection);
    let binary = |bytes| Input::Wire(Incoming::Binary { socket, bytes });
    connection.handle(Mono(1), binary("ready, señor".as_bytes()));
    assert!(
        drain(&mut connection).contains(&Output::Event(ConnectionEvent::Frame(word_frame("ready, señor"))))
    );
    connection.handle(Mono(2), binary(&[0xFF, 0xFE]));
    assert!(matches!(
        &drain(&mut connection)[..],
        [Output::Event(ConnectionEvent::Rejected { sample, .. })] if sample == "2 bytes"
    ));
    assert!(matches!(connection.state(Mono(3)), State::Online { .. }));
}

#[test]
fn several_frames_in_one_are_all_taken_up_to_a_refusal() {
    let (mut connection, socket) =
        text_opened(TextProtocol { waits_for_ready: true, ..text_protocol() }, false);
    drain(&mut connection);
    connection.handle(Mono(1), frame(socket, "ready;a;refused: no;b"));
    let came: Vec<_> = drain(&mut connection)
        .into_iter()
        .filter_map(|output| match output {
            Output::Event(ConnectionEvent::Frame(frame)) => frame.value.as_str().map(str::to_owned),
            _ => None,
        })
        .collect();
    assert_eq!(came, ["ready", "a", "refused: no"]);
    assert!(matches!(connection.state(Mono(1)), State::Refused { .. }));
}
