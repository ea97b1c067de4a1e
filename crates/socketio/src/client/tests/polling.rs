//! Long polling, and the upgrade from it.
use super::*;

/// The request in `outputs` that posts, or the one that gets.
fn request(outputs: &[Output], posts: bool) -> (WireRequestId, String, Option<String>) {
    outputs
        .iter()
        .find_map(|output| match output {
            Output::Wire(Outgoing::Request { request, path_and_query, body }) if body.is_some() == posts => {
                Some((*request, path_and_query.clone(), body.clone()))
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("posts: {posts}, in {outputs:?}"))
}

fn get_request(outputs: &[Output]) -> (WireRequestId, String, Option<String>) {
    request(outputs, false)
}

fn post_request(outputs: &[Output]) -> (WireRequestId, String, Option<String>) {
    request(outputs, true)
}

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
