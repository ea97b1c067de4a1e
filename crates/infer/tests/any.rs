//! Whatever a hub sends: the draft is a profile, and reads what it was made of.

use infer::{Alternative, Evidence, KnownHub, Origin};
use profile::Profile;
use proptest::prelude::*;
use serde_json::{Value, json};

fn name() -> impl Strategy<Value = String> {
    let telling = proptest::sample::select(vec![
        "id",
        "type",
        "action",
        "event",
        "data",
        "items",
        "name",
        "state",
        "level",
        "message",
        "created_at",
        "ts",
        "next",
        "page",
        "a/b",
        "~",
        "",
        "{vars.x}",
        "{",
        "latency_ms",
        "1",
        "2",
        "10.0.0.1:80",
        "labels",
        "annotations",
        "specversion",
        "source",
        "time",
        "@id",
    ]);
    prop_oneof![8 => telling.prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn value() -> impl Strategy<Value = Value> {
    let text = proptest::sample::select(vec![
        "",
        "up",
        "down",
        "deleted",
        "2026-11-26T10:00:00Z",
        "05/06/2026",
        "13/06/2026 10:00",
        "5",
        "007",
        "https://a.example/?b=1",
        "{vars.x}",
        "ping",
        "alert",
        "true",
        "a longer text with many words in it",
        "*",
        "0..3",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_i64..5).prop_map(Value::from),
        (1_795_687_000_i64..1_795_688_000).prop_map(Value::from),
        (-1.0..2.0).prop_map(Value::from),
        text.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(name(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn origin() -> impl Strategy<Value = Origin> {
    let path =
        proptest::sample::select(vec!["/x", "/x?page=2", "/api/v1/alerts", "no path", "/a//b", "/{x}", "/"]);
    prop_oneof![
        path.prop_map(|path| Origin::Answer { source: "rest".into(), path: path.into() }),
        name().prop_map(|name| Origin::Event { source: "io".into(), name }),
        Just(Origin::Frame { source: "live".into() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn every_draft_is_a_profile_whatever_was_heard_and_answered(
        heard in proptest::collection::vec((origin(), value(), 1_usize..4, 0_u64..5_000), 0..12),
        answers in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4),
    ) {
        let mut evidence = Evidence::new(KnownHub { name: "x".into(), title: "X".into(), ..KnownHub::default() });
        let mut now = 1_795_687_200_000;
        for (origin, value, times, after) in &heard {
            for _ in 0..*times {
                now += after;
                evidence.observe(now, origin.clone(), value.clone());
            }
        }
        while !evidence.learn(&mut || 0.0).done {}
        evidence.decide();
        while !evidence.learn(&mut || 0.0).done {}
        let mut draft = evidence.draft();
        for (guess, choice) in answers {
            if draft.guesses.is_empty() {
                break;
            }
            let guess = guess.get(&draft.guesses).clone();
            let choices = [guess.alternatives.as_slice(), &[Alternative::Yes, Alternative::Ignore]].concat();
            draft = evidence.answer(&guess.id, choice.get(&choices).clone());
        }
        let text = json::text(&draft.profile);
        let profile = Profile::parse(&text);
        prop_assert!(profile.is_ok(), "{:?}\n{}", profile, text);
        prop_assert_eq!(&evidence.draft(), &draft, "the same evidence has the same draft");
        for guess in &draft.guesses {
            prop_assert!(guess.at.is_empty() || draft.profile.pointer(&guess.at).is_some(), "{:?}\n{}", guess, text);
        }
        let profile = profile.unwrap();
        for (origin, value, ..) in &heard {
            // No message makes the reading end, whatever comes of it.
            let source = profile.sources.iter().position(|source| source.name == origin.source());
            let Some(source) = source else { continue };
            let name = if let Origin::Event { name, .. } = origin { Some(name.as_str()) } else { None };
            let message = if name.is_some() && !value.is_array() { json!([value]) } else { value.clone() };
            let _ = profile.on_message(source, name, &message);
        }
    }
}
