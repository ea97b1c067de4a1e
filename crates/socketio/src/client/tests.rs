#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::*;
use proptest::prelude::*;
use serde_json::json;

const OPEN: &str =
    r#"0{"sid":"e","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":40}"#;

fn drain(client: &mut Client) -> Vec<Output> {
    std::iter::from_fn(|| client.next_output()).collect()
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

fn config(transport: Transport) -> Config {
    Config { transport, ..Config::default() }
}

/// A client on a WebSocket, joined to `/`.
fn connected() -> Client {
    let mut client = Client::new(config(Transport::WebSocket));
    client.start(0);
    client.handle(1, Input::SocketOpened);
    client.handle(2, Input::SocketText(OPEN));
    client.handle(3, Input::SocketText(r#"40{"sid":"s"}"#));
    drain(&mut client);
    client
}

fn http(outputs: &[Output], wanted: Method) -> (u64, String, Option<String>) {
    outputs
        .iter()
        .find_map(|output| match output {
            Output::Http { id, method, path_and_query, body } if *method == wanted => {
                Some((*id, path_and_query.clone(), body.clone()))
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("no {wanted:?} in {outputs:?}"))
}

#[test]
fn a_websocket_connection_joins_its_namespace() {
    let mut client = Client::new(Config {
        query: vec![("a b".to_owned(), "ñ&".to_owned())],
        namespaces: vec![Namespace { name: "/".to_owned(), auth: Some(json!({"token": 1})) }],
        ..Config::default()
    });
    client.start(0);
    let path_and_query = "/socket.io/?EIO=4&transport=websocket&a%20b=%C3%B1%26".to_owned();
    assert_eq!(drain(&mut client), [Output::OpenSocket { path_and_query }]);
    client.handle(1, Input::SocketOpened);
    client.handle(2, Input::SocketText(OPEN));
    assert!(drain(&mut client).contains(&Output::SendText(r#"40{"token":1}"#.to_owned())));
    client.handle(3, Input::SocketText(r#"40{"sid":"s"}"#));
    let connected = Event::Connected { namespace: "/".into(), sid: "s".into(), pid: None, recovered: false };
    assert_eq!(events(&mut client), [connected]);
}

/// hub 002 §1.1: two events come before the answer to CONNECT.
#[test]
fn events_before_the_connect_answer_are_delivered() {
    let mut client = Client::new(Config::default());
    client.start(0);
    client.handle(1, Input::SocketOpened);
    client.handle(2, Input::SocketText(OPEN));
    drain(&mut client);
    client
        .handle(3, Input::SocketText(r#"42["recent_notifications",{"notifications":[],"unread_count":0}]"#));
    client.handle(4, Input::SocketText(r#"40{"sid":"s"}"#));
    let events = events(&mut client);
    assert!(matches!(&events[0], Event::Message { event, .. } if event == "recent_notifications"));
    assert!(matches!(&events[1], Event::Connected { .. }));
}

#[test]
fn the_servers_ping_is_answered_and_its_silence_ends_the_connection() {
    let mut client = connected();
    client.handle(25_000, Input::SocketText("2"));
    assert!(drain(&mut client).contains(&Output::SendText("3".to_owned())));
    assert_eq!(client.deadline(), Some(70_000));
    client.handle(69_999, Input::Tick);
    assert!(events(&mut client).is_empty());
    client.handle(70_000, Input::Tick);
    let reason = CloseReason::PingTimeout { silent_ms: 45_000 };
    assert_eq!(drain(&mut client), [Output::CloseSocket, Output::Event(Event::Closed { reason })]);
    client.handle(70_001, Input::SocketText("42[\"late\"]"));
    assert!(drain(&mut client).is_empty(), "a spent client says nothing");
}

#[test]
fn an_event_may_ask_for_an_ack_and_one_that_never_comes_costs_nothing() {
    let mut client = connected();
    assert_eq!(client.emit("/", "ping", vec![json!(1)], Vec::new(), true), Ok(Some(1)));
    assert_eq!(client.emit("/", "ping", Vec::new(), Vec::new(), true), Ok(Some(2)));
    let sent = [Output::SendText("421[\"ping\",1]".to_owned()), Output::SendText("422[\"ping\"]".to_owned())];
    assert_eq!(drain(&mut client), sent);
    client.handle(9, Input::SocketText("432[]"));
    let acked = Event::Acked { namespace: "/".into(), id: 2, args: Vec::new(), attachments: Vec::new() };
    assert_eq!(events(&mut client), [acked]);
}

#[test]
fn binary_travels_both_ways() {
    let mut client = connected();
    let placeholder = json!({"_placeholder": true, "num": 0});
    client.emit("/", "up", vec![placeholder.clone()], vec![vec![7]], false).unwrap();
    let text = r#"451-["up",{"_placeholder":true,"num":0}]"#.to_owned();
    assert_eq!(drain(&mut client), [Output::SendText(text), Output::SendBinary(vec![7])]);
    assert_eq!(client.emit("/", "up", vec![placeholder], Vec::new(), false), Err(EmitError::Placeholder));

    client.handle(9, Input::SocketText(r#"451-5["down",{"_placeholder":true,"num":0}]"#));
    client.handle(9, Input::SocketBinary(&[9, 9]));
    let [Event::Message { attachments, ack: Some(5), .. }] = &events(&mut client)[..] else { panic!() };
    assert_eq!(attachments, &[vec![9, 9]]);
    client.acknowledge("/", 5, vec![json!("ok")], Vec::new()).unwrap();
    assert_eq!(drain(&mut client), [Output::SendText("435[\"ok\"]".to_owned())]);
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
fn refusals_and_departures_are_told_by_namespace() {
    let names = ["/", "/admin", "/old"];
    let namespaces = names.map(|name| Namespace { name: name.to_owned(), auth: None }).to_vec();
    let mut client = Client::new(Config { namespaces, ..Config::default() });
    client.start(0);
    client.handle(1, Input::SocketText(OPEN));
    drain(&mut client);
    for text in [
        r#"44/admin,{"message":"no","data":{"code":7}}"#,
        r#"44/old,"Unable to connect""#,
        r#"40{"sid":"s"}"#,
        r#"44"Unable to connect""#,
        "41",
    ] {
        client.handle(2, Input::SocketText(text));
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
    assert_eq!(client.recovery("/"), None);
    client = Client::new(Config::default());
    client.start(0);
    for text in [OPEN, r#"40{"sid":"s","pid":"p"}"#, r#"42["news",1,"offset-1"]"#, r#"42["bare"]"#] {
        client.handle(1, Input::SocketText(text));
    }
    client.handle(2, Input::SocketClosed { code: 1006, reason: "", clean: false });
    let recovery = client.recovery("/").unwrap();
    assert_eq!(recovery, Recovery { pid: "p".into(), offset: Some("offset-1".into()) });

    for (pid, recovered) in [("p", true), ("q", false)] {
        let mut next = Client::new(Config::default());
        next.resume("/", recovery.clone());
        next.start(0);
        next.handle(1, Input::SocketText(OPEN));
        let asked = Output::SendText(r#"40{"offset":"offset-1","pid":"p"}"#.to_owned());
        assert!(drain(&mut next).contains(&asked));
        next.handle(2, Input::SocketText(&format!(r#"40{{"sid":"t","pid":"{pid}"}}"#)));
        assert!(matches!(&events(&mut next)[..], [Event::Connected { recovered: r, .. }] if *r == recovered));
        assert_eq!(next.recovery("/").unwrap().offset.is_some(), recovered);
    }
}

#[test]
fn polling_receives_all_the_time_and_sends_one_bounded_payload_at_a_time() {
    let mut client = Client::new(config(Transport::Polling));
    client.start(0);
    let (get, path, _) = http(&drain(&mut client), Method::Get);
    assert_eq!(path, "/socket.io/?EIO=4&transport=polling");
    client.handle(1, Input::HttpDone { id: get, status: 200, body: OPEN });
    let outputs = drain(&mut client);
    let (get, path, _) = http(&outputs, Method::Get);
    assert_eq!(path, "/socket.io/?EIO=4&transport=polling&sid=e");
    let (post, _, body) = http(&outputs, Method::Post);
    assert_eq!(body.as_deref(), Some("40"));
    client.handle(2, Input::HttpDone { id: get, status: 200, body: "42[\"a\"]\u{1e}40{\"sid\":\"s\"}" });
    let outputs = drain(&mut client);
    assert_eq!(outputs.iter().filter(|o| matches!(o, Output::Event(Event::Message { .. }))).count(), 1);
    http(&outputs, Method::Get);
    for _ in 0..3 {
        client.emit("/", "event", vec![json!("12345")], Vec::new(), false).unwrap();
    }
    assert!(drain(&mut client).is_empty(), "one POST at a time");
    client.handle(3, Input::HttpDone { id: post, status: 200, body: "ok" });
    let (post, _, body) = http(&drain(&mut client), Method::Post);
    assert_eq!(
        body.as_deref(),
        Some("42[\"event\",\"12345\"]\u{1e}42[\"event\",\"12345\"]"),
        "39 of 40 bytes"
    );
    client.handle(4, Input::HttpDone { id: post, status: 200, body: "ok" });
    http(&drain(&mut client), Method::Post);
}

#[test]
fn the_upgrade_probes_pauses_and_loses_nothing() {
    let mut client = Client::new(config(Transport::PollingThenUpgrade));
    client.start(0);
    let (get, ..) = http(&drain(&mut client), Method::Get);
    client.handle(1, Input::HttpDone { id: get, status: 200, body: OPEN });
    let outputs = drain(&mut client);
    let path_and_query = "/socket.io/?EIO=4&transport=websocket&sid=e".to_owned();
    assert!(outputs.contains(&Output::OpenSocket { path_and_query }));
    let ((get, ..), (post, ..)) = (http(&outputs, Method::Get), http(&outputs, Method::Post));
    client.handle(2, Input::HttpDone { id: post, status: 200, body: "ok" });
    client.handle(3, Input::SocketOpened);
    assert_eq!(drain(&mut client), [Output::SendText("2probe".to_owned())]);
    client.handle(4, Input::SocketText("3probe"));
    assert!(!drain(&mut client).contains(&Output::SendText("5".to_owned())), "a request is still out");
    client.handle(5, Input::HttpDone { id: get, status: 200, body: "40{\"sid\":\"s\"}\u{1e}6" });
    let outputs = drain(&mut client);
    assert!(outputs.contains(&Output::SendText("5".to_owned())));
    assert!(outputs.contains(&Output::Event(Event::Upgraded)));
    assert!(!outputs.iter().any(|output| matches!(output, Output::Http { .. })), "polling is over");
    client.handle(6, Input::SocketText("6"));
    client.handle(7, Input::SocketText("42[\"after\"]"));
    assert!(matches!(&events(&mut client)[..], [Event::Message { event, .. }] if event == "after"));
}

#[test]
fn a_failed_upgrade_leaves_polling_alive() {
    let mut client = Client::new(config(Transport::PollingThenUpgrade));
    client.start(0);
    let (get, ..) = http(&drain(&mut client), Method::Get);
    client.handle(1, Input::HttpDone { id: get, status: 200, body: OPEN });
    let (get, ..) = http(&drain(&mut client), Method::Get);
    client.handle(2, Input::SocketClosed { code: 1006, reason: "", clean: false });
    client.handle(3, Input::HttpDone { id: get, status: 200, body: "40{\"sid\":\"s\"}" });
    assert!(matches!(events(&mut client)[..], [Event::Connected { .. }]));
}

/// hub 002 §1.3: a polling client sees 400 "Invalid session" after a restart of the server.
#[test]
fn a_forgotten_session_ends_the_connection() {
    let mut client = Client::new(config(Transport::Polling));
    client.start(0);
    let (get, ..) = http(&drain(&mut client), Method::Get);
    client.handle(1, Input::HttpDone { id: get, status: 400, body: "\"Invalid session bogus\"" });
    let reason = CloseReason::Http { status: 400, message: "\"Invalid session bogus\"".to_owned() };
    assert_eq!(events(&mut client), [Event::Closed { reason }]);
}

#[test]
fn what_is_no_engine_io_ends_before_the_handshake_and_is_rejected_after_it() {
    for text in ["<html>", "", "42[\"a\"]", "0{", r#"0{"sid":1}"#] {
        let mut client = Client::new(Config::default());
        client.start(0);
        client.handle(1, Input::SocketText(text));
        let closed = events(&mut client);
        assert!(
            matches!(&closed[..], [Event::Closed { reason: CloseReason::Protocol(_) }]),
            "{text}: {closed:?}"
        );
    }
    let mut client = connected();
    for text in ["<html>", "", "4", "42[", "42/x,[\"a\"]", OPEN, "5"] {
        client.handle(4, Input::SocketText(text));
        assert!(matches!(&events(&mut client)[..], [Event::Rejected { .. }]), "{text}");
    }
    client.handle(5, Input::SocketBinary(&[1]));
    assert!(matches!(&events(&mut client)[..], [Event::Rejected { .. }]), "a binary frame nobody waits for");
    client.handle(6, Input::SocketText("1"));
    assert!(matches!(&events(&mut client)[..], [Event::Closed { reason: CloseReason::Server }]));
}

#[test]
fn closing_says_good_bye() {
    let mut client = connected();
    client.close();
    let closed = Output::Event(Event::Closed { reason: CloseReason::Local });
    assert_eq!(drain(&mut client), [Output::SendText("41".to_owned()), Output::CloseSocket, closed]);
}

/// Pings and handshakes too, not only Socket.IO packets.
#[test]
fn a_text_frame_over_the_limit_is_refused_and_before_the_handshake_ends_the_connection() {
    let limits = Limits { frame_bytes: 100, ..Limits::default() };
    let mut client = Client::new(Config { limits, ..Config::default() });
    client.start(0);
    client.handle(1, Input::SocketText(OPEN));
    client.handle(2, Input::SocketText(r#"40{"sid":"s"}"#));
    drain(&mut client);
    client.handle(3, Input::SocketText(&"2".repeat(101)));
    let outputs = drain(&mut client);
    let [Output::Event(Event::Heard), Output::Event(Event::Rejected { why, .. })] = &outputs[..] else {
        panic!("{outputs:?}")
    };
    assert_eq!(why, "expected a smaller frame");

    let limits = Limits { frame_bytes: 50, ..Limits::default() };
    let mut client = Client::new(Config { limits, ..Config::default() });
    client.start(0);
    client.handle(1, Input::SocketText(OPEN));
    assert!(matches!(&events(&mut client)[..], [Event::Closed { reason: CloseReason::Protocol(_) }]));
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_panics(
        polling in any::<bool>(),
        inputs in proptest::collection::vec((0_u8..6, "[0-6][0-6]?[-/,0-9]{0,4}(\\[\"a\"\\])?\\PC{0,12}", 0_u64..90_000), 0..20),
    ) {
        let mut client = Client::new(config(if polling { Transport::PollingThenUpgrade } else { Transport::WebSocket }));
        client.start(0);
        for (which, text, now) in inputs {
            let id = now % 4;
            client.handle(now, match which {
                0 => Input::SocketOpened,
                1 => Input::SocketText(&text),
                2 => Input::SocketBinary(text.as_bytes()),
                3 => Input::HttpDone { id, status: 200, body: if id == 1 { OPEN } else { &text } },
                4 => Input::HttpFailed { id, reason: &text },
                _ => Input::Tick,
            });
            let _ = client.emit("/", "x", Vec::new(), Vec::new(), true);
        }
        let ends = drain(&mut client).iter().filter(|o| matches!(o, Output::Event(Event::Closed { .. }))).count();
        prop_assert!(ends <= 1);
    }
}
