//! Hubs that are known, and hubs that are not.
use super::*;

const OPEN: &str = r#"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}"#;

fn elsewhere() -> Address {
    Address::default()
}

#[test]
fn a_hub_is_recognised_by_what_it_answers() {
    let table: Vec<(&str, Hub, &str, Option<&str>)> = vec![
        (
            "a version in the answer itself",
            Hub {
                answers: vec![("/api/overview", read(json!({ "version": "3.10", "queues": 4 })))],
                ..Hub::default()
            },
            "queues",
            Some("3.10"),
        ),
        (
            "a refusal that only such hubs write",
            Hub { answers: vec![("/api/overview", text(401, r#"{"error":"who"}"#))], ..Hub::default() },
            "queues",
            None,
        ),
        (
            "a version that another path says",
            Hub {
                answers: vec![
                    ("/health", read(json!({ "service": "meters" }))),
                    ("/about", read(json!({ "meters": 3, "release": "7" }))),
                ],
                ..Hub::default()
            },
            "meters",
            Some("7"),
        ),
        (
            "an event",
            Hub {
                answers: vec![("/socket.io/", text(400, r#"{"code":0,"message":"Transport unknown"}"#))],
                sockets: vec![("/socket.io/", vec![OPEN.to_owned(), r#"42["recent",{}]"#.to_owned()])],
                ..Hub::default()
            },
            "portal",
            None,
        ),
        (
            "a frame, where no answer can be read",
            Hub {
                other: Some(Answer::Nothing),
                somebody: true,
                sockets: vec![("/ws", vec![r#"{"type":"ack"}"#.to_owned()])],
                ..Hub::default()
            },
            "hands",
            None,
        ),
    ];
    for (what, hub, profile, version) in table {
        let looked = look(elsewhere(), hub);
        assert_eq!(recognised(&looked), [(profile, version)], "{what}: {:?}", looked.steps);
        assert_eq!(looked.finding.cause, None, "{what}");
    }
}

#[test]
fn one_that_refuses_says_that_it_wants_to_know_who_asks() {
    let hub = Hub { answers: vec![("/api/overview", text(401, r#"{"error":"who"}"#))], ..Hub::default() };
    assert!(look(elsewhere(), hub).finding.asks_who);
}

#[test]
fn the_title_of_a_page_decides_what_is_asked_first() {
    let hub = Hub {
        answers: vec![
            ("", html("<title>Queue keeper</title>")),
            ("/api/overview", read(json!({ "version": "1", "queues": 4 }))),
        ],
        ..Hub::default()
    };
    let looked = look(elsewhere(), hub);
    let asked: Vec<&Question> = looked.steps.iter().map(|(question, _)| question).collect();
    let first = Question::Sign { path: "/api/overview".to_owned() };
    assert_eq!(asked, [&Question::Address, &Question::OwnProfile, &Question::SocketIoProbe, &first]);
}

#[test]
fn signs_that_share_a_path_cost_one_request_and_it_is_the_first() {
    let looked = look(elsewhere(), Hub::default());
    let signs: Vec<&str> = looked
        .steps
        .iter()
        .filter_map(|(question, _)| match question {
            Question::Sign { path } => Some(path.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(signs, ["/health", "/api/overview"], "what /health refuted is not asked for elsewhere");
}

#[test]
fn a_socket_at_the_address_may_be_a_profiles_own_path() {
    let address = Address { is_socket: true, ..Address::default() };
    let looked =
        look(address, Hub { sockets: vec![("", vec![r#"{"type":"ack"}"#.to_owned()])], ..Hub::default() });
    assert_eq!(recognised(&looked), [("hands", None)]);
    assert_eq!(looked.finding.recognised[0].beyond, "/ws");
    assert_eq!(looked.steps.len(), 1, "it is asked for nothing else");
}

#[test]
fn what_is_not_known_says_what_was_seen() {
    let refusal = || text(400, r#""Invalid transport""#);
    let frames = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let table: Vec<(Hub, Seen, usize)> = vec![
        (
            Hub { answers: vec![("", read(json!({ "items": [{}, {}, {}] })))], ..Hub::default() },
            Seen::List { pointer: "/items".to_owned(), count: 3 },
            1,
        ),
        (Hub { answers: vec![("", read(json!({ "up": 1 })))], ..Hub::default() }, Seen::Object, 1),
        (
            Hub {
                answers: vec![("/socket.io/", refusal())],
                sockets: vec![(
                    "/socket.io/",
                    frames(&[OPEN, "2", r#"42["a",1]"#, r#"42["b"]"#, r#"42["a",2]"#]),
                )],
                ..Hub::default()
            },
            Seen::SocketIo { events: vec!["a".to_owned(), "b".to_owned()] },
            3,
        ),
        (
            Hub { sockets: vec![("/live", frames(&["{}", "hello"]))], ..Hub::default() },
            Seen::Socket { path: "/live".to_owned(), frames: 2 },
            2,
        ),
        (
            Hub { answers: vec![("/openapi.json", read(json!({ "openapi": "3.1.0" })))], ..Hub::default() },
            Seen::Document { path: "/openapi.json".to_owned() },
            0,
        ),
        (
            Hub {
                answers: vec![(
                    "",
                    Answer::Text {
                        status: 200,
                        headers: vec![("content-type".to_owned(), "text/event-stream".to_owned())],
                        body: "data: 1\n\ndata: 2\n\n".to_owned(),
                    },
                )],
                ..Hub::default()
            },
            Seen::EventStream { count: 2 },
            2,
        ),
    ];
    for (hub, seen, observations) in table {
        let looked = look(elsewhere(), hub);
        assert!(
            looked.finding.seen.contains(&seen),
            "{seen:?}: {:?} after {:?}",
            looked.finding,
            looked.steps
        );
        assert_eq!(looked.finding.observations.len(), observations, "{seen:?}");
        assert_eq!(looked.finding.recognised, []);
        assert_eq!(looked.finding.cause, None, "{seen:?}");
    }
}

#[test]
fn a_server_of_socket_io_is_answered_its_pings_and_nothing_else() {
    let hub = Hub {
        answers: vec![("/socket.io/", text(400, r#""Invalid transport""#))],
        sockets: vec![("/socket.io/", vec![OPEN.to_owned(), "2".to_owned(), r#"42["a"]"#.to_owned()])],
        ..Hub::default()
    };
    let looked = look(elsewhere(), hub);
    assert_eq!(sent(&looked), ["40", "3"]);
}

#[test]
fn a_socket_is_not_opened_twice_for_another_query() {
    let hub = Hub { other: Some(Answer::Nothing), somebody: true, ..Hub::default() };
    let looked = look(elsewhere(), hub);
    let at_ws = looked.steps.iter().filter(|(question, _)| question.is_socket() && question.shown() == "/ws");
    assert_eq!(at_ws.count(), 1, "{:?}", looked.steps);
}

/// A hub's own word comes before what is known of hubs like it, and ends the looking.
#[test]
fn a_hub_that_has_a_profile_of_itself_is_asked_nothing_more() {
    let own = json!({ "name": "mine", "title": "Mine", "sources": { "rest": { "kind": "rest" } } });
    let hub = Hub {
        answers: vec![
            ("", html("<title>Queue keeper</title>")),
            ("/.well-known/atalaya.json", read(own.clone())),
        ],
        ..Hub::default()
    };
    let looked = look(elsewhere(), hub);
    assert_eq!((looked.finding.own_profile, looked.finding.cause), (Some(own), None));
    assert!(looked.steps.len() <= 3, "{:?}", looked.steps);
    let answers = [
        read(json!({ "name": "mine" })),
        read(json!(["name", "sources"])),
        text(404, r#"{"name":"a","sources":{}}"#),
        html("<title>x</title>"),
        Answer::Redirected,
    ];
    for answer in answers {
        let hub = Hub { answers: vec![("/.well-known/atalaya.json", answer)], ..Hub::default() };
        assert_eq!(look(elsewhere(), hub).finding.own_profile, None);
    }
}

#[test]
fn what_a_catalogue_of_interfaces_names_was_seen() {
    let service = json!({ "service-desc": [{ "href": "https://a.example/orders/openapi.json" }] });
    let hub = Hub {
        answers: vec![
            ("", html("<title>Shop</title>")),
            (
                "/.well-known/api-catalog",
                read(json!({ "linkset": [service, { "item": [{ "href": "/x" }] }] })),
            ),
        ],
        ..Hub::default()
    };
    let seen = look(elsewhere(), hub).finding.seen;
    assert!(seen.contains(&Seen::Document { path: "https://a.example/orders/openapi.json".to_owned() }));
}

#[test]
fn where_no_answer_may_be_read_only_sockets_are_left() {
    let hub = Hub {
        other: Some(Answer::Nothing),
        somebody: true,
        sockets: vec![("/live", vec!["{}".to_owned()])],
        ..Hub::default()
    };
    let looked = look(elsewhere(), hub);
    assert!(looked.finding.seen.contains(&Seen::Socket { path: "/live".to_owned(), frames: 1 }));
    let documents = looked.steps.iter().filter(|(question, _)| matches!(question, Question::Document { .. }));
    assert_eq!(documents.count(), 0, "{:?}", looked.steps);
}
