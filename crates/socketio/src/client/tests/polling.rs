//! Long polling, and the upgrade from it.
use super::*;

#[test]
fn polling_receives_all_the_time_and_sends_one_bounded_payload_at_a_time() {
    let mut client = Client::new(config(InitialTransport::Polling));
    client.handle(Mono(0), Input::Start);
    let (get, path, _) = get_request(&drain(&mut client));
    assert_eq!(path, "/socket.io/?EIO=4&transport=polling");
    client.handle(Mono(1), answered(get, 200, OPEN));
    let outputs = drain(&mut client);
    let (get, path, _) = get_request(&outputs);
    assert_eq!(path, "/socket.io/?EIO=4&transport=polling&sid=e");
    let (post, _, body) = post_request(&outputs);
    assert_eq!(body.as_deref(), Some("40"));
    client.handle(Mono(2), answered(get, 200, "42[\"a\"]\u{1e}40{\"sid\":\"s\"}"));
    let outputs = drain(&mut client);
    assert_eq!(outputs.iter().filter(|o| matches!(o, Output::Event(Event::Message { .. }))).count(), 1);
    get_request(&outputs);
    for _ in 0..3 {
        client.emit("/", "event", vec![json!("12345")], Vec::new(), false).unwrap();
    }
    assert!(drain(&mut client).is_empty(), "one POST at a time");
    client.handle(Mono(3), answered(post, 200, "ok"));
    let (post, _, body) = post_request(&drain(&mut client));
    assert_eq!(
        body.as_deref(),
        Some("42[\"event\",\"12345\"]\u{1e}42[\"event\",\"12345\"]"),
        "39 of 40 bytes"
    );
    client.handle(Mono(4), answered(post, 200, "ok"));
    post_request(&drain(&mut client));
}

#[test]
fn the_upgrade_probes_pauses_and_loses_nothing() {
    let mut client = Client::new(config(InitialTransport::PollingThenUpgrade));
    client.handle(Mono(0), Input::Start);
    let (get, ..) = get_request(&drain(&mut client));
    client.handle(Mono(1), answered(get, 200, OPEN));
    let outputs = drain(&mut client);
    let path_and_query = "/socket.io/?EIO=4&transport=websocket&sid=e".to_owned();
    assert!(outputs.contains(&Output::Wire(Outgoing::Open { socket: SOCKET, path_and_query })));
    let ((get, ..), (post, ..)) = (get_request(&outputs), post_request(&outputs));
    client.handle(Mono(2), answered(post, 200, "ok"));
    client.handle(Mono(3), OPENED);
    assert_eq!(drain(&mut client), [sent("2probe".to_owned())]);
    client.handle(Mono(4), text_frame("3probe"));
    assert!(!drain(&mut client).contains(&sent("5".to_owned())), "a request is still out");
    client.handle(Mono(5), answered(get, 200, "40{\"sid\":\"s\"}\u{1e}6"));
    let outputs = drain(&mut client);
    assert!(outputs.contains(&sent("5".to_owned())));
    assert!(outputs.contains(&Output::Event(Event::Upgraded)));
    assert!(
        !outputs.iter().any(|output| matches!(output, Output::Wire(Outgoing::Request { .. }))),
        "polling is over"
    );
    client.handle(Mono(6), text_frame("6"));
    client.handle(Mono(7), text_frame("42[\"after\"]"));
    assert!(matches!(&events(&mut client)[..], [Event::Message { event, .. }] if event == "after"));
}

#[test]
fn a_failed_upgrade_leaves_polling_alive() {
    let mut client = Client::new(config(InitialTransport::PollingThenUpgrade));
    client.handle(Mono(0), Input::Start);
    let (get, ..) = get_request(&drain(&mut client));
    client.handle(Mono(1), answered(get, 200, OPEN));
    let (get, ..) = get_request(&drain(&mut client));
    client.handle(Mono(2), closed());
    client.handle(Mono(3), answered(get, 200, "40{\"sid\":\"s\"}"));
    assert!(matches!(events(&mut client)[..], [Event::Connected { .. }]));
}

/// hub 002 §1.3: a polling client sees 400 "Invalid session" after a restart of the server.
#[test]
fn a_forgotten_session_ends_the_connection() {
    let mut client = Client::new(config(InitialTransport::Polling));
    client.handle(Mono(0), Input::Start);
    let (get, ..) = get_request(&drain(&mut client));
    client.handle(Mono(1), answered(get, 400, "\"Invalid session bogus\""));
    let reason = CloseReason::Http { status: 400, message: "\"Invalid session bogus\"".to_owned() };
    assert_eq!(events(&mut client), [Event::Closed { reason }]);
}

#[test]
fn an_answer_without_a_packet_ends_the_connection_and_nothing_more_is_asked() {
    for (in_mid_life, status, body) in [
        (false, 204, ""),
        (false, 200, ""),
        (false, 200, "\u{1e}"),
        (true, 204, ""),
        (true, 200, ""),
        (true, 200, "\u{1e}\u{1e}"),
        (true, 200, "welcome to the proxy"),
        (true, 200, OPEN),
    ] {
        let mut client = Client::new(config(InitialTransport::Polling));
        client.handle(Mono(0), Input::Start);
        let (mut get, ..) = get_request(&drain(&mut client));
        if in_mid_life {
            client.handle(Mono(1), answered(get, 200, OPEN));
            get = get_request(&drain(&mut client)).0;
        }
        client.handle(Mono(2), answered(get, status, body));
        let outputs = drain(&mut client);
        let ended = |output: &Output| {
            matches!(output, Output::Event(Event::Closed { reason: CloseReason::Protocol(_) }))
        };
        assert!(outputs.iter().any(ended), "{status} {body:?}: {outputs:?}");
        assert!(!outputs.iter().any(|output| matches!(output, Output::Wire(Outgoing::Request { .. }))));
    }
}

#[test]
fn a_payload_holds_at_most_sixteen_packets() {
    let mut client = polling(100_000);
    for number in 0..20 {
        client.emit("/", "e", vec![json!(number)], Vec::new(), false).unwrap();
    }
    let mut packets = Vec::new();
    while let Some((post, _, body)) = find_request(&drain(&mut client), true) {
        packets.push(body.unwrap().split('\u{1e}').count());
        client.handle(Mono(5), answered(post, 200, "ok"));
    }
    assert_eq!(packets, [1, 16, 3], "the first went out at once");
}

#[test]
fn a_request_may_take_as_long_as_the_handshake_says() {
    let limit = |outputs: &[Output]| {
        outputs.iter().find_map(|output| match output {
            Output::Wire(Outgoing::Request { timeout_ms, body: None, .. }) => Some(*timeout_ms),
            _ => None,
        })
    };
    for (interval, timeout, expected) in
        [("25000", "20000", 45_000), ("300000", "20000", 320_000), ("25000", "1e21", u64::MAX)]
    {
        let mut client = Client::new(config(InitialTransport::Polling));
        client.handle(Mono(0), Input::Start);
        let outputs = drain(&mut client);
        assert_eq!(limit(&outputs), Some(30_000));
        let open = format!(r#"0{{"sid":"e","pingInterval":{interval},"pingTimeout":{timeout}}}"#);
        client.handle(Mono(1), answered(get_request(&outputs).0, 200, &open));
        assert_eq!(limit(&drain(&mut client)), Some(expected));
    }
}
