//! How a client leaves: with a good-bye that arrives, or without a word.
use super::*;

fn closed_locally(outputs: &[Output]) -> bool {
    outputs.contains(&Output::Event(Event::Closed { reason: CloseReason::Local }))
}

fn asks(outputs: &[Output]) -> bool {
    outputs.iter().any(|output| matches!(output, Output::Wire(Outgoing::Request { .. })))
}

/// A client that polls, and the GET that waits for the server.
fn polling_with_get() -> (Client, WireRequestId) {
    let mut client = polling(100_000);
    let (get, ..) = get_request(&drain(&mut client));
    (client, get)
}

#[test]
fn what_was_emitted_goes_before_the_good_bye() {
    let (mut client, get) = polling_with_get();
    client.emit("/", "last", vec![json!("words")], Vec::new(), false).unwrap();
    client.close();
    let (post, _, body) = post_request(&drain(&mut client));
    assert_eq!(body.as_deref(), Some("42[\"last\",\"words\"]"));
    // The server answers the GET in between: nothing is asked after that, and no event comes of it.
    client.handle(Mono(4), answered(get, 200, "42[\"late\"]"));
    assert_eq!(drain(&mut client), []);
    client.handle(Mono(5), answered(post, 200, "ok"));
    let outputs = drain(&mut client);
    let (post, _, body) = post_request(&outputs);
    assert_eq!((body.as_deref(), closed_locally(&outputs)), (Some("41\u{1e}1"), false));
    client.handle(Mono(6), answered(post, 200, "ok"));
    let outputs = drain(&mut client);
    assert!(closed_locally(&outputs) && !asks(&outputs), "{outputs:?}");
    assert_eq!((client.poll_timeout(), client.resume_point("/")), (None, None));
}

#[test]
fn the_get_that_waits_is_let_go_once_the_good_bye_arrived() {
    let (mut client, get) = polling_with_get();
    client.close();
    let (post, ..) = post_request(&drain(&mut client));
    client.handle(Mono(4), answered(post, 200, "ok"));
    let outputs = drain(&mut client);
    assert!(outputs.contains(&Output::Wire(Outgoing::Abort { request: get })) && closed_locally(&outputs));
}

#[test]
fn a_good_bye_is_split_as_all_else_is() {
    let (mut client, _) = {
        let mut client = polling(4);
        let (get, ..) = get_request(&drain(&mut client));
        (client, get)
    };
    client.close();
    let (post, _, body) = post_request(&drain(&mut client));
    assert_eq!(body.as_deref(), Some("41\u{1e}1"));
    client.handle(Mono(4), answered(post, 200, "ok"));
    assert!(closed_locally(&drain(&mut client)));
    let mut client = polling(3);
    drain(&mut client);
    client.close();
    let (post, _, body) = post_request(&drain(&mut client));
    assert_eq!(body.as_deref(), Some("41"));
    client.handle(Mono(4), answered(post, 200, "ok"));
    assert_eq!(post_request(&drain(&mut client)).2.as_deref(), Some("1"));
}

#[test]
fn before_the_handshake_its_answer_is_waited_for_and_the_session_ended() {
    let mut client = Client::new(config(InitialTransport::PollingThenUpgrade));
    client.handle(Mono(0), Input::Start);
    let (get, ..) = get_request(&drain(&mut client));
    client.close();
    assert_eq!(drain(&mut client), []);
    client.handle(Mono(1), answered(get, 200, OPEN));
    let outputs = drain(&mut client);
    let (post, path, body) = post_request(&outputs);
    assert_eq!((body.as_deref(), outputs.len()), (Some("1"), 1), "{outputs:?}");
    assert!(path.ends_with("&sid=e"), "{path}");
    client.handle(Mono(2), answered(post, 200, "ok"));
    assert!(closed_locally(&drain(&mut client)));

    for (status, body) in [(200, "<html>"), (502, ""), (200, "")] {
        let mut client = Client::new(config(InitialTransport::Polling));
        client.handle(Mono(0), Input::Start);
        let (get, ..) = get_request(&drain(&mut client));
        client.close();
        client.handle(Mono(1), answered(get, status, body));
        let outputs = drain(&mut client);
        assert!(closed_locally(&outputs) && !asks(&outputs), "{status} {body}");
    }
}

#[test]
fn a_good_bye_that_fails_or_is_never_answered_ends_too() {
    for answer in [None, Some(400)] {
        let (mut client, _) = polling_with_get();
        client.close();
        let (request, ..) = post_request(&drain(&mut client));
        client.handle(
            Mono(4),
            match answer {
                Some(status) => answered(request, status, ""),
                None => Input::Wire(Incoming::Failed { request, reason: "" }),
            },
        );
        let outputs = drain(&mut client);
        assert!(closed_locally(&outputs) && !asks(&outputs));
    }
    let (mut client, get) = polling_with_get();
    client.close();
    let (post, ..) = post_request(&drain(&mut client));
    client.handle(client.poll_timeout().unwrap().1, Input::Timeout);
    let outputs = drain(&mut client);
    for request in [get, post] {
        assert!(outputs.contains(&Output::Wire(Outgoing::Abort { request })), "{outputs:?}");
    }
}

#[test]
fn a_client_that_is_abandoned_says_nothing_and_can_be_taken_up_again() {
    let (mut client, get) = polling_with_get();
    client.abandon();
    let outputs = drain(&mut client);
    assert!(outputs.contains(&Output::Wire(Outgoing::Abort { request: get })) && !asks(&outputs));
    assert_eq!(client.resume_point("/"), Some(ResumePoint { pid: "p".into(), offset: None }));

    let mut client = connected();
    client.abandon();
    let closed = Output::Event(Event::Closed { reason: CloseReason::Local });
    assert_eq!(drain(&mut client), [Output::Wire(Outgoing::Close { socket: SOCKET }), closed]);
}
