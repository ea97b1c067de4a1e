#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::*;
use proptest::prelude::*;
use serde_json::json;

use crate::Mono;
use crate::wire::WireRequestId;

mod leaving;
mod namespaces;
mod polling;

const OPEN: &str =
    r#"0{"sid":"e","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":40}"#;

const SOCKET: SocketId = SocketId(7);
const OPENED: Input<'static> = Input::Wire(Incoming::Opened { socket: SOCKET });

fn text_frame(text: &str) -> Input<'_> {
    Input::Wire(Incoming::Text { socket: SOCKET, text })
}

fn binary_frame(bytes: &[u8]) -> Input<'_> {
    Input::Wire(Incoming::Binary { socket: SOCKET, bytes })
}

fn closed() -> Input<'static> {
    Input::Wire(Incoming::Closed { socket: SOCKET, code: 1006, reason: "", clean: false })
}

fn answered(request: WireRequestId, status: u16, body: &str) -> Input<'_> {
    Input::Wire(Incoming::Answered { request, status, body })
}

/// What sends a text frame.
fn sent(text: String) -> Output {
    Output::Wire(Outgoing::Text { socket: SOCKET, text })
}

fn drain(client: &mut Client) -> Vec<Output> {
    std::iter::from_fn(|| client.poll_output()).collect()
}

fn events(client: &mut Client) -> Vec<Event> {
    drain(client)
        .into_iter()
        .filter_map(|output| match output {
            Output::Event(Event::Heard) => None,
            Output::Event(event) => Some(event),
            _ => None,
        })
        .collect()
}

/// The request in `outputs` that posts, or the one that gets.
fn find_request(outputs: &[Output], posts: bool) -> Option<(WireRequestId, String, Option<String>)> {
    outputs.iter().find_map(|output| match output {
        Output::Wire(Outgoing::Request { request, path_and_query, body, .. }) if body.is_some() == posts => {
            Some((*request, path_and_query.clone(), body.clone()))
        }
        _ => None,
    })
}

fn get_request(outputs: &[Output]) -> (WireRequestId, String, Option<String>) {
    find_request(outputs, false).unwrap_or_else(|| panic!("no GET in {outputs:?}"))
}

fn post_request(outputs: &[Output]) -> (WireRequestId, String, Option<String>) {
    find_request(outputs, true).unwrap_or_else(|| panic!("no POST in {outputs:?}"))
}

/// A client that polls, joined to `/`; nothing is being sent.
fn polling(max_payload: usize) -> Client {
    let mut client = Client::new(config(InitialTransport::Polling));
    client.handle(Mono(0), Input::Start);
    let (get, ..) = get_request(&drain(&mut client));
    let open =
        format!(r#"0{{"sid":"e","pingInterval":25000,"pingTimeout":20000,"maxPayload":{max_payload}}}"#);
    client.handle(Mono(1), answered(get, 200, &open));
    let outputs = drain(&mut client);
    let ((get, ..), (post, ..)) = (get_request(&outputs), post_request(&outputs));
    client.handle(Mono(2), answered(post, 200, "ok"));
    client.handle(Mono(3), answered(get, 200, r#"40{"sid":"s","pid":"p"}"#));
    client
}

fn config(transport: InitialTransport) -> ClientConfig {
    ClientConfig { socket: SOCKET, transport, ..ClientConfig::default() }
}

/// A client on a WebSocket, joined to `/`.
fn connected() -> Client {
    let mut client = Client::new(config(InitialTransport::WebSocket));
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), OPENED);
    client.handle(Mono(2), text_frame(OPEN));
    client.handle(Mono(3), text_frame(r#"40{"sid":"s"}"#));
    drain(&mut client);
    client
}

#[test]
fn a_websocket_connection_joins_its_namespace() {
    let mut client = Client::new(ClientConfig {
        query: vec![("a b".to_owned(), "ñ&".to_owned())],
        namespaces: vec![Namespace { name: "/".to_owned(), auth: Some(json!({"token": 1})) }],
        ..config(InitialTransport::WebSocket)
    });
    client.handle(Mono(0), Input::Start);
    let path_and_query = "/socket.io/?EIO=4&transport=websocket&a%20b=%C3%B1%26".to_owned();
    assert_eq!(drain(&mut client), [Output::Wire(Outgoing::Open { socket: SOCKET, path_and_query })]);
    client.handle(Mono(1), OPENED);
    client.handle(Mono(2), text_frame(OPEN));
    assert!(drain(&mut client).contains(&sent(r#"40{"token":1}"#.to_owned())));
    client.handle(Mono(3), text_frame(r#"40{"sid":"s"}"#));
    let connected = Event::Connected { namespace: "/".into(), sid: "s".into(), pid: None, recovered: false };
    assert_eq!(events(&mut client), [connected]);
}

/// hub 002 §1.1: two events come before the answer to CONNECT.
#[test]
fn events_before_the_connect_answer_are_delivered() {
    let mut client = Client::new(config(InitialTransport::WebSocket));
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), OPENED);
    client.handle(Mono(2), text_frame(OPEN));
    drain(&mut client);
    client.handle(Mono(3), text_frame(r#"42["recent_notifications",{"notifications":[],"unread_count":0}]"#));
    client.handle(Mono(4), text_frame(r#"40{"sid":"s"}"#));
    let events = events(&mut client);
    assert!(matches!(&events[0], Event::Message { event, .. } if event == "recent_notifications"));
    assert!(matches!(&events[1], Event::Connected { .. }));
}

#[test]
fn the_servers_ping_is_answered_and_its_silence_ends_the_connection() {
    let mut client = connected();
    client.handle(Mono(25_000), text_frame("2"));
    assert!(drain(&mut client).contains(&sent("3".to_owned())));
    assert_eq!(client.poll_timeout(), Some((Timer::Silence, Mono(70_000))));
    client.handle(Mono(69_999), Input::Timeout);
    assert!(events(&mut client).is_empty());
    client.handle(Mono(70_000), Input::Timeout);
    let reason = CloseReason::PingTimeout { silent_ms: 45_000 };
    assert_eq!(
        drain(&mut client),
        [Output::Wire(Outgoing::Close { socket: SOCKET }), Output::Event(Event::Closed { reason })]
    );
    client.handle(Mono(70_001), text_frame("42[\"late\"]"));
    assert!(drain(&mut client).is_empty(), "a spent client says nothing");
}

#[test]
fn an_event_may_ask_for_an_ack_and_one_that_never_comes_costs_nothing() {
    let mut client = connected();
    assert_eq!(client.emit("/", "ping", vec![json!(1)], Vec::new(), true), Ok(Some(1)));
    assert_eq!(client.emit("/", "ping", Vec::new(), Vec::new(), true), Ok(Some(2)));
    let sent = [sent("421[\"ping\",1]".to_owned()), sent("422[\"ping\"]".to_owned())];
    assert_eq!(drain(&mut client), sent);
    client.handle(Mono(9), text_frame("432[]"));
    let acked = Event::Acked { namespace: "/".into(), id: 2, args: Vec::new(), attachments: Vec::new() };
    assert_eq!(events(&mut client), [acked]);
}

#[test]
fn binary_travels_both_ways() {
    let mut client = connected();
    let placeholder = json!({"_placeholder": true, "num": 0});
    client.emit("/", "up", vec![placeholder.clone()], vec![vec![7]], false).unwrap();
    let text = r#"451-["up",{"_placeholder":true,"num":0}]"#.to_owned();
    assert_eq!(
        drain(&mut client),
        [sent(text), Output::Wire(Outgoing::Binary { socket: SOCKET, bytes: vec![7] })]
    );
    assert_eq!(client.emit("/", "up", vec![placeholder], Vec::new(), false), Err(EmitError::Placeholder));

    client.handle(Mono(9), text_frame(r#"451-5["down",{"_placeholder":true,"num":0}]"#));
    client.handle(Mono(9), binary_frame(&[9, 9]));
    let [Event::Message { attachments, ack: Some(5), .. }] = &events(&mut client)[..] else { panic!() };
    assert_eq!(attachments, &[vec![9, 9]]);
    client.acknowledge("/", 5, vec![json!("ok")], Vec::new()).unwrap();
    assert_eq!(drain(&mut client), [sent("435[\"ok\"]".to_owned())]);
}

#[test]
fn what_may_not_be_emitted_says_why() {
    let mut client = connected();
    let error = client.emit("/other", "a", Vec::new(), Vec::new(), false).unwrap_err();
    assert_eq!(error.to_string(), "the namespace /other is not connected");
    assert!(matches!(
        client.emit("/", "disconnect", Vec::new(), Vec::new(), false),
        Err(EmitError::Reserved { .. })
    ));
}

#[test]
fn refusals_and_departures_are_reported_by_namespace() {
    let names = ["/", "/admin", "/old"];
    let namespaces = names.map(|name| Namespace { name: name.to_owned(), auth: None }).to_vec();
    let mut client = Client::new(ClientConfig { namespaces, ..config(InitialTransport::WebSocket) });
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), text_frame(OPEN));
    drain(&mut client);
    for text in [
        r#"44/admin,{"message":"no","data":{"code":7}}"#,
        r#"44/old,"Unable to connect""#,
        r#"40{"sid":"s"}"#,
        r#"44"Unable to connect""#,
        "41",
    ] {
        client.handle(Mono(2), text_frame(text));
    }
    let events = events(&mut client);
    let refused = |namespace: &str, message: &str, data| Event::ConnectError {
        namespace: namespace.into(),
        message: message.into(),
        data,
    };
    assert_eq!(events[0], refused("/admin", "no", Some(json!({"code": 7}))));
    assert_eq!(events[1], refused("/old", "Unable to connect", None));
    assert!(matches!(events[2], Event::Connected { .. }));
    assert!(matches!(events[3], Event::Rejected { .. }), "hub 002 §1.3: the first one keeps working");
    assert_eq!(events[4], Event::Disconnected { namespace: "/".into() });
}

#[test]
fn a_broken_connection_is_taken_up_where_it_broke() {
    let mut client = connected();
    assert_eq!(client.resume_point("/"), None);
    client = Client::new(config(InitialTransport::WebSocket));
    client.handle(Mono(0), Input::Start);
    for text in [OPEN, r#"40{"sid":"s","pid":"p"}"#, r#"42["news",1,"offset-1"]"#, r#"42["bare"]"#] {
        client.handle(Mono(1), text_frame(text));
    }
    client.handle(Mono(2), closed());
    let point = client.resume_point("/").unwrap();
    assert_eq!(point, ResumePoint { pid: "p".into(), offset: Some("offset-1".into()) });

    for (pid, recovered) in [("p", true), ("q", false)] {
        let mut next = Client::new(config(InitialTransport::WebSocket));
        next.resume("/", point.clone());
        next.handle(Mono(0), Input::Start);
        next.handle(Mono(1), text_frame(OPEN));
        let asked = sent(r#"40{"offset":"offset-1","pid":"p"}"#.to_owned());
        assert!(drain(&mut next).contains(&asked));
        next.handle(Mono(2), text_frame(&format!(r#"40{{"sid":"t","pid":"{pid}"}}"#)));
        assert!(matches!(&events(&mut next)[..], [Event::Connected { recovered: r, .. }] if *r == recovered));
        assert_eq!(next.resume_point("/").unwrap().offset.is_some(), recovered);
    }
}

#[test]
fn what_is_no_engine_io_ends_before_the_handshake_and_is_rejected_after_it() {
    for text in ["<html>", "", "42[\"a\"]", "0{", r#"0{"sid":1}"#] {
        let mut client = Client::new(config(InitialTransport::WebSocket));
        client.handle(Mono(0), Input::Start);
        client.handle(Mono(1), text_frame(text));
        let closed = events(&mut client);
        assert!(
            matches!(&closed[..], [Event::Closed { reason: CloseReason::Protocol(_) }]),
            "{text}: {closed:?}"
        );
    }
    let mut client = connected();
    for text in ["<html>", "", "4", "42[", "42/x,[\"a\"]", OPEN, "5"] {
        client.handle(Mono(4), text_frame(text));
        assert!(matches!(&events(&mut client)[..], [Event::Rejected { .. }]), "{text}");
    }
    client.handle(Mono(5), binary_frame(&[1]));
    assert!(matches!(&events(&mut client)[..], [Event::Rejected { .. }]), "a binary frame nobody waits for");
    client.handle(Mono(6), text_frame("1"));
    assert!(matches!(&events(&mut client)[..], [Event::Closed { reason: CloseReason::Server }]));
}

/// An earlier client's socket reports late, and a machine that contains several clients has but one wire.
#[test]
fn what_names_another_socket_is_ignored() {
    let mut client = connected();
    let socket = SocketId(6);
    for late in [
        Incoming::Text { socket, text: "42[\"late\"]" },
        Incoming::Binary { socket, bytes: &[1] },
        Incoming::Closed { socket, code: 1006, reason: "", clean: false },
        Incoming::Failed { request: WireRequestId { socket, number: 1 }, reason: "" },
    ] {
        client.handle(Mono(4), Input::Wire(late));
        assert_eq!(drain(&mut client), [], "{late:?}");
    }
    client.handle(Mono(5), text_frame("42[\"ours\"]"));
    assert!(matches!(&events(&mut client)[..], [Event::Message { event, .. }] if event == "ours"));
}

#[test]
fn closing_says_good_bye() {
    let mut client = connected();
    client.close();
    let closed = Output::Event(Event::Closed { reason: CloseReason::Local });
    assert_eq!(
        drain(&mut client),
        [sent("41".to_owned()), Output::Wire(Outgoing::Close { socket: SOCKET }), closed]
    );
}

/// Pings and handshakes too, not only Socket.IO packets.
#[test]
fn a_text_frame_over_the_limit_is_refused_and_before_the_handshake_ends_the_connection() {
    let limits = Limits { frame_bytes: 100, ..Limits::default() };
    let mut client = Client::new(ClientConfig { limits, ..config(InitialTransport::WebSocket) });
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), text_frame(OPEN));
    client.handle(Mono(2), text_frame(r#"40{"sid":"s"}"#));
    drain(&mut client);
    client.handle(Mono(3), text_frame(&"2".repeat(101)));
    let outputs = drain(&mut client);
    let [Output::Event(Event::Heard), Output::Event(Event::Rejected { why, .. })] = &outputs[..] else {
        panic!("{outputs:?}")
    };
    assert_eq!(why, "expected a smaller frame");

    let limits = Limits { frame_bytes: 50, ..Limits::default() };
    let mut client = Client::new(ClientConfig { limits, ..config(InitialTransport::WebSocket) });
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), text_frame(OPEN));
    assert!(matches!(&events(&mut client)[..], [Event::Closed { reason: CloseReason::Protocol(_) }]));
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_panics(
        polling in any::<bool>(),
        inputs in proptest::collection::vec((0_u8..6, "[0-6][0-6]?[-/,0-9]{0,4}(\\[\"a\"\\])?\\PC{0,12}", 0_u64..90_000), 0..20),
    ) {
        let mut client = Client::new(config(if polling { InitialTransport::PollingThenUpgrade } else { InitialTransport::WebSocket }));
        client.handle(Mono(0), Input::Start);
        for (which, text, now) in inputs {
            let request = WireRequestId { socket: SOCKET, number: now % 4 };
            let now = Mono(now);
            client.handle(now, match which {
                0 => OPENED,
                1 => text_frame(&text),
                2 => binary_frame(text.as_bytes()),
                3 => answered(request, 200, if request.number == 1 { OPEN } else { &text }),
                4 => Input::Wire(Incoming::Failed { request, reason: &text }),
                _ => Input::Timeout,
            });
            let _ = client.emit("/", "x", Vec::new(), Vec::new(), true);
        }
        let ends = drain(&mut client).iter().filter(|o| matches!(o, Output::Event(Event::Closed { .. }))).count();
        prop_assert!(ends <= 1);
    }
}
