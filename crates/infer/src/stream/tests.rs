//! Messages are told apart by what they say that they are.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use serde_json::{Value, json};

use super::{Stream, discriminators};
use crate::testing::frame;
use crate::tree::{Bound, Tree};

/// Where these messages say what they are, as `a.b`.
fn found(messages: &[Value], is_event: bool) -> Vec<String> {
    let messages: Vec<(u64, Value)> = messages.iter().cloned().map(|message| (0, message)).collect();
    discriminators(&messages, is_event).into_iter().map(|path| path.join(".")).collect()
}

#[test]
fn members_with_telling_names_say_what_a_frame_is() {
    for (messages, expected) in [
        (vec![json!({ "type": "a", "x": 1 }), json!({ "type": "b", "y": 1 })], &["type"][..]),
        (vec![json!({ "event": "a", "data": {} })], &["event"]),
        (vec![json!({ "tipo": "a", "x": 1 }), json!({ "tipo": "b", "y": 1 })], &["tipo"]),
        (
            vec![json!({ "header": { "type": "a" }, "x": 1 }), json!({ "header": { "type": "b" }, "y": 1 })],
            &["header.type"],
        ),
        (vec![json!({ "msgType": "a", "x": 1 }), json!({ "msgType": "b", "y": 1 })], &["msgType"]),
        (vec![json!({ "op": 1, "d": 5 }), json!({ "op": 11 })], &["op"]),
        (vec![json!({ "x": 1 })], &[]),
        (vec![json!({ "type": "two words, and a sign" })], &[]),
        (vec![json!({ "type": { "a": 1 } })], &[]),
        // Things of several types look the same.
        (
            (0..9).map(|it| json!({ "type": (["temp", "hum"][it % 2]), "room": it, "value": 5 })).collect(),
            &[],
        ),
        // A topic names things, as long as it does not foretell what else is there.
        ((0..9).map(|it| json!({ "topic": format!("t{}", it % 3), "value": it })).collect(), &[]),
    ] {
        assert_eq!(found(&messages, false), expected, "{messages:?}");
    }
}

#[test]
fn without_such_a_name_it_must_foretell_the_rest() {
    let of = |it: usize| {
        if it.is_multiple_of(2) {
            json!({ "what": "load", "load": it })
        } else {
            json!({ "what": "text", "text": it })
        }
    };
    assert_eq!(found(&(0..12).map(of).collect::<Vec<_>>(), false), ["what"]);
    let same = |it: usize| json!({ "what": (["a", "b"][it % 2]), "load": it });
    assert_eq!(found(&(0..12).map(same).collect::<Vec<_>>(), false), Vec::<String>::new());
    let parts = |it: usize| {
        if it.is_multiple_of(2) {
            json!({ "0": null, "1": "join", "2": {} })
        } else {
            json!({ "0": null, "1": "item", "2": { "a": it } })
        }
    };
    assert_eq!(found(&(0..12).map(parts).collect::<Vec<_>>(), false), ["1"]);
}

#[test]
fn a_second_member_says_what_became_of_a_thing() {
    let of = |action: &str| json!({ "type": "job", "action": action, "id": 1 });
    assert_eq!(found(&[of("created"), of("deleted")], false), ["type", "action"]);
    assert_eq!(
        found(&[of("left_side"), of("right_side")], false),
        ["type", "action"],
        "a word of what is gone"
    );
    assert_eq!(found(&[of("x"), of("y")], false), ["type"]);
    let event = |action: &str| json!({ "0": { "action": action, "id": 1 } });
    assert_eq!(found(&[event("update"), event("remove")], true), ["0.action"]);
    assert_eq!(found(&[json!({ "0": { "type": "a", "id": 1 } })], true), Vec::<String>::new());
}

fn place(stream: &mut Stream, tree: &mut Tree, message: &Value, at: u64) -> usize {
    stream.place(&frame(), message, (at, tree)).unwrap()
}

#[test]
fn each_kind_has_a_place_until_there_are_too_many() {
    let (mut stream, mut tree) =
        (Stream { by: Some(vec![vec!["type".to_owned()]]), ..Stream::default() }, Tree::default());
    let of = |kind: usize| json!({ "type": format!("k{kind}") });
    let first = place(&mut stream, &mut tree, &of(1), 0);
    assert_ne!(first, place(&mut stream, &mut tree, &of(2), 0));
    assert_eq!(first, place(&mut stream, &mut tree, &of(1), 0));
    for kind in 0..50 {
        place(&mut stream, &mut tree, &of(kind), 0);
    }
    assert_eq!(stream.places.len(), 1, "what so many values stand at says nothing");
    assert_eq!(stream.places[0].seen, 53);
    assert!(tree.bounds.contains(&Bound::Kinds));
}

#[test]
fn texts_that_are_no_json_are_few_words_or_one_kind() {
    let (mut stream, mut tree) = (Stream { by: Some(Vec::new()), ..Stream::default() }, Tree::default());
    for it in 0..100 {
        place(&mut stream, &mut tree, &json!(format!("t{it}")), 0);
        place(&mut stream, &mut tree, &json!("x".repeat(1_000)), 0);
    }
    assert_eq!(stream.places.len(), 9);
}

#[test]
fn an_interval_is_even_within_a_fifth() {
    for (moments, expected) in [
        (&[0, 10, 20, 30][..], Some(10)),
        (&[0, 10, 21, 29], Some(10)),
        (&[0, 10, 23], None),
        (&[0, 10], None),
        (&[0, 0, 0], None),
    ] {
        let (mut stream, mut tree) = (Stream { by: Some(Vec::new()), ..Stream::default() }, Tree::default());
        for at in moments {
            place(&mut stream, &mut tree, &json!({ "a": 1 }), *at);
        }
        assert_eq!(stream.places[0].interval(), expected, "{moments:?}");
    }
}
