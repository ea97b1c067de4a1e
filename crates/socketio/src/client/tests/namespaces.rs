//! How servers say no and good-bye to a namespace, and what of an event is the event's own.
use super::*;

fn refused(namespace: &str, message: &str, data: Option<Value>) -> Event {
    Event::ConnectError { namespace: namespace.into(), message: message.into(), data }
}

fn handshaken(config: ClientConfig) -> Client {
    let mut client = Client::new(config);
    client.handle(Mono(0), Input::Start);
    client.handle(Mono(1), text_frame(OPEN));
    client
}

#[test]
fn a_refusal_is_a_refusal_with_words_or_without() {
    for (text, expected) in [
        ("44", refused("/", "", None)),
        ("44{}", refused("/", "", Some(json!({})))),
        (r#"44{"message":"db unavailable"}"#, refused("/", "db unavailable", None)),
        (r#"44"Unable to connect""#, refused("/", "Unable to connect", None)),
    ] {
        let mut client = handshaken(config(InitialTransport::WebSocket));
        drain(&mut client);
        client.handle(Mono(2), text_frame(text));
        assert_eq!(events(&mut client), [expected], "{text}");
    }
}

/// Some servers let in first and ask then whether they may.
#[test]
fn a_good_bye_with_a_reason_takes_the_welcome_back() {
    for (text, message, data) in [
        (r#"41{"message":"not you"}"#, "not you", None),
        (r#"41{"message":"not you","data":{"code":7}}"#, "not you", Some(json!({"code": 7}))),
        (r#"41"Connection rejected by server""#, "Connection rejected by server", None),
        ("41null", "", None),
    ] {
        let mut client = connected();
        client.handle(Mono(4), text_frame(text));
        assert_eq!(events(&mut client), [refused("/", message, data)], "{text}");
        assert!(client.emit("/", "a", Vec::new(), Vec::new(), false).is_err());
    }
}

#[test]
fn the_last_argument_of_what_asks_for_an_acknowledgement_is_no_offset() {
    let mut client = handshaken(config(InitialTransport::WebSocket));
    client.handle(Mono(2), text_frame(r#"40{"sid":"s","pid":"p"}"#));
    client.handle(Mono(3), text_frame(r#"42["news","o1"]"#));
    client.handle(Mono(4), text_frame(r#"427["question","a text"]"#));
    assert_eq!(client.resume_point("/").unwrap().offset.as_deref(), Some("o1"));
    let asked = events(&mut client).pop().unwrap();
    assert!(matches!(asked, Event::Message { ack: Some(7), args, .. } if args == [json!("a text")]));
}

#[test]
fn the_query_of_a_namespace_goes_along_when_it_is_joined_and_is_no_part_of_its_name() {
    let name = "/admin?team=1".to_owned();
    let namespaces = vec![Namespace { name: name.clone(), auth: None }];
    let mut client = handshaken(ClientConfig { namespaces, ..config(InitialTransport::WebSocket) });
    assert!(drain(&mut client).contains(&sent("40/admin?team=1,".to_owned())));
    client.handle(Mono(2), text_frame(r#"40/admin,{"sid":"s","pid":"p"}"#));
    assert!(
        matches!(&events(&mut client)[..], [Event::Connected { namespace, .. }] if namespace == "/admin")
    );
    assert!(client.resume_point(&name).is_some());
    client.emit(&name, "a", Vec::new(), Vec::new(), false).unwrap();
    client.emit("/admin", "b", Vec::new(), Vec::new(), false).unwrap();
    client.disconnect(&name);
    let frames = ["42/admin,[\"a\"]", "42/admin,[\"b\"]", "41/admin,"].map(|text| sent(text.to_owned()));
    assert_eq!(drain(&mut client), frames);
}

#[test]
fn nothing_is_reported_of_a_namespace_that_was_left() {
    let mut client = connected();
    client.disconnect("/");
    drain(&mut client);
    for text in [r#"42["late"]"#, "430[]", "41", r#"44{"message":"no"}"#] {
        client.handle(Mono(4), text_frame(text));
        assert_eq!(events(&mut client), [], "{text}");
    }
}

#[test]
fn names_that_servers_keep_for_themselves_are_not_emitted() {
    let mut client = connected();
    for name in RESERVED_EVENTS {
        let refused = client.emit("/", name, Vec::new(), Vec::new(), false);
        assert_eq!(refused, Err(EmitError::Reserved { event: name.to_owned() }));
    }
    assert!(client.emit("/", "error", Vec::new(), Vec::new(), false).is_ok());
}
