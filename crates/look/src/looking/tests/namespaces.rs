//! Namespaces of Socket.IO by which hubs give themselves away.
use super::*;

const OPEN: &str = r#"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}"#;
const IN: &str = r#"40{"sid":"b"}"#;
const MISSING: &str = r#"44/rooms,{"message":"Invalid namespace"}"#;

/// A server that lets the page into its main namespace, says so much there, and answers so for the others.
fn server(main: &[&str], replies: &[(&'static str, &[&'static str])]) -> Hub {
    Hub {
        answers: vec![("/socket.io/", text(400, r#"{"code":0,"message":"Transport unknown"}"#))],
        sockets: vec![("/socket.io/", [&[OPEN], main].concat().iter().map(|it| (*it).to_owned()).collect())],
        replies: replies.iter().map(|(sent, all)| (*sent, all.to_vec())).collect(),
        ..Hub::default()
    }
}

#[test]
fn a_hub_is_recognised_by_how_one_of_its_namespaces_refuses_or_by_what_it_sends_there() {
    let missing: (&str, &[&str]) = ("40/rooms,", &[MISSING]);
    let table: [(&str, Hub, &str, bool); 6] = [
        (
            "a refusal",
            server(&[IN], &[missing, ("40/keep,", &[r#"44/keep,{"message":"who are you?"}"#])]),
            "keepers",
            true,
        ),
        (
            "an event of a namespace that takes all",
            server(&[IN], &[missing, ("40/keep,", &[r#"40/keep,{"sid":"c"}"#, r#"42/keep,["stats",{}]"#])]),
            "keepers",
            false,
        ),
        (
            "the first namespace",
            server(&[IN], &[("40/rooms,", &[r#"40/rooms,{"sid":"c"}"#, r#"42/rooms,["doors"]"#])]),
            "rooms",
            false,
        ),
        (
            "a server without a main namespace",
            server(
                &[r#"44{"message":"no"}"#],
                &[missing, ("40/keep,", &[r#"44/keep,{"message":"who are you?"}"#])],
            ),
            "keepers",
            true,
        ),
        (
            "a refusal of the main namespace",
            server(&[r#"44{"message":"no","data":{"code":"guarded"}}"#], &[]),
            "guarded",
            true,
        ),
        (
            "a refusal after it was let in",
            server(&[IN], &[missing, ("40/keep,", &[r#"41/keep,{"message":"who are you?"}"#])]),
            "keepers",
            true,
        ),
    ];
    for (what, hub, profile, asks_who) in table {
        let looked = look(Address::default(), hub);
        assert_eq!(recognised(&looked), [(profile, None)], "{what}: {:?}", looked.steps);
        assert_eq!(looked.finding.asks_who, asks_who, "{what}");
        assert!(looked.most_at_once <= 2, "{what}");
    }
}

#[test]
fn other_words_are_no_sign_and_nothing_of_a_namespace_is_drawn_up() {
    let answers: [&[&str]; 5] = [
        &[r#"44/keep,{"message":"Invalid namespace"}"#],
        &[r#"40/keep,{"sid":"c"}"#],
        &[r#"40/keep,{"sid":"c"}"#, r#"42/keep,["recent",{}]"#, r#"42/keep,["doors"]"#],
        // The main namespace is no other one.
        &[r#"42["stats",{}]"#, r#"44{"message":"who are you?"}"#],
        &[],
    ];
    for answer in answers {
        let hub = server(&[IN, r#"42["own",1]"#], &[("40/rooms,", &[MISSING]), ("40/keep,", answer)]);
        let looked = look(Address::default(), hub);
        assert_eq!(recognised(&looked), [], "{answer:?}: {:?}", looked.steps);
        assert_eq!(sent(&looked), ["40", "40/rooms,", "40/keep,"], "{answer:?}");
        assert!(!looked.finding.asks_who, "{answer:?}");
        let mains = answer.iter().filter(|it| it.starts_with("42[")).count();
        assert_eq!(looked.finding.observations.len(), 1 + mains, "{answer:?}");
        let pending = looked.steps.iter().filter(|(_, came)| super::super::is_pending(came));
        assert_eq!(pending.count(), 0, "{answer:?}: {:?}", looked.steps);
    }
}

#[test]
fn no_namespace_is_asked_for_where_the_main_one_says_which_hub_it_is() {
    let looked = look(Address::default(), server(&[IN, r#"42["recent",{}]"#], &[]));
    assert_eq!(recognised(&looked), [("portal", None)]);
    assert_eq!(sent(&looked), ["40"]);
    // Nor where nothing says that it is Socket.IO.
    let hub = Hub { answers: vec![("/socket.io/", text(404, "no"))], ..server(&[IN], &[]) };
    assert_eq!(sent(&look(Address::default(), hub)), Vec::<&str>::new());
}

#[test]
fn each_namespace_is_a_question_that_the_user_sees_with_what_came() {
    let keep: (&str, &[&str]) =
        ("40/keep,", &[r#"40/keep,{"sid":"c"}"#, r#"42/keep,["a"]"#, r#"42/keep,["b"]"#]);
    let looked = look(Address::default(), server(&[IN], &[("40/rooms,", &[MISSING]), keep]));
    let asked: Vec<(&str, &Came)> = looked
        .steps
        .iter()
        .filter(|(question, _)| matches!(question, Question::Namespace { .. }))
        .map(|(question, came)| (question.shown(), came))
        .collect();
    assert_eq!(asked, [("/rooms", &Came::Refused), ("/keep", &Came::Heard { messages: 2 })]);
}
