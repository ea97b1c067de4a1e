//! Server-Sent Events.
use super::text::{WordReader, word_frame};
use super::*;
use crate::{EventStream, TextCarrier, TextFrame, TextProtocol};

fn config(resumes: bool) -> ConnectionConfig {
    let headers = vec![("Authorization".to_owned(), "Bearer t".to_owned())];
    ConnectionConfig {
        path: "/events?a=1".to_owned(),
        query: Vec::new(),
        protocol: Protocol::Text(TextProtocol {
            carrier: TextCarrier::EventStream { headers, resumes },
            reader: Box::new(WordReader),
            hello: Vec::new(),
            resumes: false,
            waits_for_ready: false,
            heartbeat_ms: Some(10_000),
            refusals: Vec::new(),
        }),
        ping: None,
        last_transport: None,
    }
}

/// What a connection asks for, with the id of the event after which the hub is to go on.
fn listened(connection: &mut Connection) -> (SocketId, Option<String>) {
    let listen = drain(connection).into_iter().find_map(|output| match output {
        Output::Wire(Outgoing::Listen { socket, path_and_query, headers }) => {
            assert_eq!(path_and_query, "/events?a=1");
            let value =
                |name: &str| headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone());
            assert_eq!(value("Authorization").as_deref(), Some("Bearer t"));
            assert_eq!(value("accept").as_deref(), Some("text/event-stream"));
            Some((socket, value("last-event-id")))
        }
        _ => None,
    });
    listen.expect("an attempt")
}

/// A stream that has just begun.
fn begun(resumes: bool) -> (Connection, SocketId) {
    let mut connection = Connection::new(config(resumes), 1);
    connection.handle(Mono(0), Input::Start);
    let (socket, after) = listened(&mut connection);
    assert_eq!(after, None);
    connection.handle(Mono(0), open(socket));
    (connection, socket)
}

/// Pieces of a stream that was read up to where an event ends.
fn hear(connection: &mut Connection, now: u64, socket: SocketId, pieces: &[&str]) {
    let mut events = EventStream::default();
    for text in pieces {
        let piece = events.read(text);
        connection.handle(Mono(now), Input::Wire(Incoming::Stream { socket, piece: &piece }));
    }
}

fn ended(socket: SocketId) -> Input<'static> {
    Input::Wire(Incoming::Closed { socket, code: 1000, reason: "", clean: true })
}

fn answered(socket: SocketId, status: u16, body: &str) -> Input<'_> {
    Input::Wire(Incoming::Answered { request: WireRequestId { socket, number: 0 }, status, body })
}

#[test]
fn events_are_frames_with_a_name_wherever_the_stream_is_cut() {
    let (mut connection, socket) = begun(false);
    let ready = ConnectionEvent::Ready { recovered: false, transport: Transport::EventStream };
    assert_eq!(drain(&mut connection), [Output::Event(ready)]);
    hear(&mut connection, 1, socket, &["event: up", "date\ndata: uno;d", "os\n\nda", "ta: tres\n\n"]);
    let event = |text: &str, name: &str| {
        let frame = TextFrame { event: Some(name.to_owned()), ..word_frame(text) };
        Output::Event(ConnectionEvent::Frame(frame))
    };
    let wanted = [event("uno", "update"), event("dos", "update"), event("tres", "message")];
    assert_eq!(drain(&mut connection), wanted);
}

#[test]
fn a_comment_shows_that_the_hub_lives_and_silence_that_it_may_not() {
    let (mut connection, socket) = begun(false);
    for at in [9_000, 18_000, 27_000] {
        hear(&mut connection, at, socket, &[":\n"]);
        assert!(matches!(connection.state(Mono(at + 5_000)), State::Online { .. }));
    }
    connection.handle(Mono(60_000), Input::Timeout);
    assert!(matches!(connection.state(Mono(60_000)), State::Stale { .. }));
}

#[test]
fn a_stream_that_broke_goes_on_after_the_last_event_where_the_hub_can_do_that() {
    for (resumes, text, wanted) in [
        (true, "id: 7\ndata: a\n\nid: 8\n\n", Some("8")),
        (true, "data: a\n\n", None),
        (true, "id: 7\ndata: a\n\nid\ndata: b\n\n", None),
        (true, "id: no header carries ñ\ndata: a\n\n", None),
        (false, "id: 7\ndata: a\n\n", None),
    ] {
        let (mut connection, socket) = begun(resumes);
        hear(&mut connection, 1, socket, &[text]);
        connection.handle(Mono(2), closed(socket));
        // An attempt that does not reach the hub forgets nothing.
        connection.handle(Mono(2), Input::Retry);
        let (socket, after) = listened(&mut connection);
        assert_eq!(after.as_deref(), wanted, "{text:?}");
        connection.handle(Mono(3), closed(socket));
        connection.handle(Mono(3), Input::Retry);
        let (socket, after) = listened(&mut connection);
        assert_eq!(after.as_deref(), wanted, "{text:?} again");
        connection.handle(Mono(4), open(socket));
        let ready = ConnectionEvent::Ready { recovered: wanted.is_some(), transport: Transport::EventStream };
        assert!(drain(&mut connection).contains(&Output::Event(ready)), "{text:?}");
    }
}

#[test]
fn another_user_hears_nothing_that_another_missed() {
    let (mut connection, socket) = begun(true);
    hear(&mut connection, 1, socket, &["id: 7\ndata: a\n\n"]);
    connection.handle(Mono(2), Input::Stop);
    connection.configure(super::stream::config(true), false);
    drain(&mut connection);
    connection.handle(Mono(3), Input::Start);
    assert_eq!(listened(&mut connection).1, None);
}

#[test]
fn a_stream_that_came_to_its_end_is_followed_by_another_when_the_hub_says() {
    for (text, least, most) in [
        ("retry: 2000\ndata: a\n\n", 2_000, 2_500),
        ("data: a\n\n", 3_000, 3_500),
        ("retry: 1\ndata: a\n\n", 1_000, 1_500),
        ("retry: 99999999999999999\ndata: a\n\n", 60_000, 60_500),
    ] {
        let (mut connection, mut socket) = begun(false);
        let mut now = 0;
        for _ in 0..6 {
            hear(&mut connection, now, socket, &[text]);
            connection.handle(Mono(now), ended(socket));
            drain(&mut connection);
            let next = due(&connection).expect("another one");
            assert!((least..=most).contains(&(next - now)), "{text:?}: {}", next - now);
            now = next;
            connection.handle(Mono(now), Input::Timeout);
            socket = listened(&mut connection).0;
            connection.handle(Mono(now), open(socket));
        }
    }
}

#[test]
fn streams_that_end_without_a_word_are_asked_for_less_and_less() {
    let (mut connection, mut socket) = begun(false);
    let mut now = 0;
    for _ in 0..20 {
        connection.handle(Mono(now), ended(socket));
        drain(&mut connection);
        now = due(&connection).expect("another one");
        connection.handle(Mono(now), Input::Timeout);
        socket = listened(&mut connection).0;
        connection.handle(Mono(now), open(socket));
    }
    assert!(now > 30_000, "{now}");
}

#[test]
fn what_is_no_stream_says_why() {
    for (status, body, wanted) in [
        (401, "no", Reason::Http { status: 401, message: "no".to_owned() }),
        (503, "busy", Reason::Http { status: 503, message: "busy".to_owned() }),
        (200, "<html>", Reason::Protocol("<html>".to_owned())),
    ] {
        let mut connection = Connection::new(config(false), 1);
        connection.handle(Mono(0), Input::Start);
        let (socket, _) = listened(&mut connection);
        connection.handle(Mono(0), answered(socket, status, body));
        let State::Waiting { reason, .. } = connection.state(Mono(0)) else { panic!("{status}") };
        assert_eq!(reason, wanted);
    }
    let mut connection = Connection::new(config(false), 1);
    connection.handle(Mono(0), Input::Start);
    let (socket, _) = listened(&mut connection);
    connection.handle(Mono(0), answered(socket, 204, ""));
    assert!(matches!(connection.state(Mono(0)), State::Refused { .. }), "nobody is to ask again");
}
