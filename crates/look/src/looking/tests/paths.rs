//! Hubs that are known by what an address answers whatever its path is.
use super::*;

fn at(path: &str) -> Address {
    Address { path: path.to_owned(), ..Address::default() }
}

fn list() -> Answer {
    read(json!({ "count": 0, "next": null, "results": [] }))
}

fn only(answer: Answer) -> Hub {
    Hub { answers: vec![("", answer)], ..Hub::default() }
}

#[test]
fn what_stands_at_the_end_of_the_address_becomes_the_setting_of_the_profile() {
    for (path, value) in [
        ("/api/orders/", "/api/orders"),
        ("/hubs/shop/api/v2/orders/", "/api/v2/orders"),
        // Without the first part of the default: its last part.
        ("/hubs/shop/orders/", "/orders"),
        ("/apis/orders/", "/orders"),
        ("/", ""),
    ] {
        for (answer, asks_who) in [(list(), false), (text(401, r#"{"detail":"who?"}"#), true)] {
            let finding = look(at(path), only(answer)).finding;
            let [one] = finding.recognised.as_slice() else { panic!("{path}: {:?}", finding.recognised) };
            let var = one.var.as_ref().map(|var| (var.name.as_str(), var.value.as_str()));
            assert_eq!(
                (one.profile.as_str(), var, one.beyond.as_str()),
                ("lists", Some(("path", value)), value)
            );
            assert_eq!(finding.asks_who, asks_who, "{path}");
        }
    }
}

#[test]
fn an_address_that_the_profile_would_not_ask_for_is_no_sign_and_neither_is_another_answer() {
    for path in ["/api/orders", "/api/orders/?state=new", "/api//orders/", "//", ""] {
        assert_eq!(look(at(path), only(list())).finding.recognised, [], "{path}");
    }
    for answer in [
        read(json!({ "results": [] })),
        read(json!([])),
        text(404, r#"{"next":null,"results":[]}"#),
        text(401, r#"{"detail":"another"}"#),
        html("<title>x</title>"),
    ] {
        assert_eq!(look(at("/api/orders/"), only(answer.clone())).finding.recognised, [], "{answer:?}");
    }
}

#[test]
fn it_costs_no_question() {
    let looked = look(at("/api/orders/"), only(list()));
    assert_eq!(
        looked.steps.iter().filter(|(_, came)| *came != Came::Dropped).count(),
        1,
        "{:?}",
        looked.steps
    );
    let looked = look(at("/api/orders/"), Hub::default());
    assert!(
        !looked.steps.iter().any(|(question, _)| question.shown().starts_with("/api/things")),
        "{:?}",
        looked.steps
    );
}
