//! It never asks for more than it may, whatever the hub does.
use super::*;

/// Hubs that make it ask as much as it can.
fn tiresome() -> Vec<(&'static str, Hub)> {
    let many = "x".repeat(300_000);
    vec![
        ("404 to all", Hub::default()),
        ("HTML to all", Hub { other: Some(html("<title>x</title>")), ..Hub::default() }),
        ("JSON to all", Hub { other: Some(read(json!([]))), ..Hub::default() }),
        ("500 to all", Hub { other: Some(text(500, "no")), ..Hub::default() }),
        ("nothing that can be read", Hub { other: Some(Answer::Nothing), somebody: true, ..Hub::default() }),
        ("no text", Hub { other: Some(Answer::Unusable), ..Hub::default() }),
        ("elsewhere", Hub { other: Some(Answer::Redirected), ..Hub::default() }),
        ("late", Hub { other: Some(Answer::Late), ..Hub::default() }),
        (
            "a socket that says a lot",
            Hub { sockets: vec![("", vec![many, "{".to_owned(), "[1]".to_owned()])], ..Hub::default() },
        ),
        (
            "Socket.IO with every namespace",
            Hub {
                other: Some(text(400, r#"{"message":"Transport unknown"}"#)),
                sockets: vec![(
                    "/socket.io/",
                    vec![r#"0{"sid":"a"}"#.to_owned(), r#"40{"sid":"b"}"#.to_owned()],
                )],
                replies: vec![
                    ("40/rooms,", vec![r#"40/rooms,{"sid":"c"}"#, r#"42/rooms,["x"]"#]),
                    ("40/keep,", vec![r#"40/keep,{"sid":"d"}"#]),
                ],
                ..Hub::default()
            },
        ),
        ("a socket that says nothing", Hub { sockets: vec![("", Vec::new())], ..Hub::default() }),
    ]
}

#[test]
fn it_asks_at_most_twelve_times_two_at_once_for_fifteen_seconds() {
    for address in [
        Address::default(),
        Address { is_own: true, ..Address::default() },
        Address { is_socket: true, ..Address::default() },
    ] {
        for (what, hub) in tiresome() {
            let looked = look(address.clone(), hub);
            let asked = looked
                .outputs
                .iter()
                .filter(|it| match it {
                    // Asking for a namespace counts.
                    Output::Send { text, .. } => text.starts_with("40/"),
                    Output::End { .. } => false,
                    _ => true,
                })
                .count();
            assert!(asked <= MOST && looked.steps.len() == asked, "{what}: {:?}", looked.steps);
            assert!(looked.most_at_once <= 2, "{what}: {}", looked.most_at_once);
            assert!(looked.took <= LONGEST_MS, "{what}: {} ms", looked.took);
            assert_eq!(looked.finding.recognised, [], "{what}");
            let mut questions: Vec<String> = looked.steps.iter().map(|(it, _)| format!("{it:?}")).collect();
            questions.sort();
            questions.dedup();
            assert_eq!(questions.len(), asked, "{what}: nothing is asked twice");
        }
    }
}

#[test]
fn a_hub_that_never_answers_is_left_when_the_time_is_over() {
    let mut looking = Looking::new(Address::default(), kinds());
    looking.handle(Mono(0), Input::Start);
    while looking.poll_output().is_some() {}
    assert_eq!(looking.poll_timeout().map(|(_, due)| due), Some(Mono(LONGEST_MS)));
    looking.handle(Mono(LONGEST_MS), Input::Timeout);
    let ended: Vec<Output> = std::iter::from_fn(|| looking.poll_output()).collect();
    assert_eq!(ended, [Output::End { id: QuestionId(0) }, Output::End { id: QuestionId(1) }]);
    assert!(looking.finding().is_some());
    assert_eq!(looking.poll_timeout(), None);
}

#[test]
fn what_comes_after_its_end_changes_nothing() {
    let mut looking = Looking::new(Address::default(), kinds());
    looking.handle(Mono(0), Input::Start);
    looking.handle(Mono(5), Input::Stop);
    let before = looking.finding().cloned();
    for input in [
        Input::Answered { id: QuestionId(0), answer: read(json!([1])) },
        Input::Opened { id: QuestionId(7) },
        Input::Timeout,
    ] {
        looking.handle(Mono(9), input);
    }
    assert_eq!(looking.finding().cloned(), before);
}

#[test]
fn the_user_may_stop_listening_and_keeps_what_was_heard() {
    let address = Address { is_socket: true, ..Address::default() };
    let mut looking = Looking::new(address, kinds());
    looking.handle(Mono(0), Input::Start);
    looking.handle(Mono(1), Input::Opened { id: QuestionId(0) });
    looking.handle(Mono(2), Input::Text { id: QuestionId(0), text: "{}" });
    looking.handle(Mono(3), Input::Stop);
    let finding = looking.finding().unwrap();
    assert_eq!(finding.seen, [Seen::Socket { path: String::new(), frames: 1 }]);
    assert_eq!(finding.observations.len(), 1);
}
