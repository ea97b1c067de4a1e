#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! A leaf counts, and forgets nothing that was refuted.
use serde_json::{Value, json};

use super::{DISTINCT, Leaf, Was};
use crate::text_shape::{ISO, LINK};

const NOW: u64 = 1_795_687_200_000;

fn leaf(values: &[Value]) -> Leaf {
    let mut leaf = Leaf::default();
    for (place, value) in values.iter().enumerate() {
        leaf.note(value, NOW + place as u64, 0);
    }
    leaf
}

#[test]
fn every_type_is_counted_by_itself() {
    let leaf =
        leaf(&[json!(null), json!(true), json!(1), json!(1.5), json!("x"), json!(""), json!([]), json!({})]);
    assert_eq!((leaf.seen, leaf.present(), leaf.nulls, leaf.empty), (8, 7, 1, 1));
    assert_eq!(
        (leaf.booleans, leaf.integers, leaf.floats, leaf.texts, leaf.arrays, leaf.objects),
        (1, 1, 1, 2, 1, 1)
    );
    assert_eq!((leaf.min, leaf.max), (1.0, 1.5));
    assert_eq!((leaf.first_ms, leaf.last_ms), (NOW, NOW + 7));
    assert!(!leaf.is_scalar());
}

#[test]
fn different_values_are_counted_up_to_a_bound() {
    let few: Vec<Value> = (0..1_000).map(|it| json!(it % DISTINCT)).collect();
    let many: Vec<Value> = (0..1_000).map(|it| json!(it % (DISTINCT + 1))).collect();
    assert_eq!((leaf(&few).distinct.len(), leaf(&few).many), (DISTINCT, false));
    assert_eq!((leaf(&many).distinct.len(), leaf(&many).many), (DISTINCT, true));
    let long = leaf(&[json!("x".repeat(100_000))]);
    assert!(long.many && long.distinct.is_empty(), "what is long is not kept");
}

#[test]
fn a_shape_that_one_text_lacks_is_gone() {
    let time = json!("2026-11-26T10:00:00Z");
    assert_ne!(leaf(&[time.clone(), json!(""), json!(null)]).shapes & ISO, 0, "nothing refutes nothing");
    let refuted = leaf(&[time.clone(), json!("soon"), time]);
    assert_eq!(refuted.shapes & (ISO | LINK), 0);
}

#[test]
fn a_contradiction_is_kept_with_its_moment() {
    let time = || json!("2026-11-26T10:00:00Z");
    for (values, was) in [
        (vec![time(), time(), json!("never")], Was::Time),
        (vec![json!(1), json!(2.5), json!("n/a")], Was::Number),
        (vec![json!(true), json!(false), json!(3)], Was::Boolean),
    ] {
        assert_eq!(leaf(&values).contradicted, Some((was, NOW + 2)), "{values:?}");
    }
    for values in [
        vec![json!(1), json!("n/a")],
        vec![json!("a"), json!("b"), json!("c")],
        vec![json!(1), json!(2), json!(null)],
        vec![json!(1), json!(2), json!(2.5)],
    ] {
        assert_eq!(leaf(&values).contradicted, None, "{values:?}");
    }
}

#[test]
fn keys_are_told_list_by_list() {
    let mut leaf = Leaf::default();
    for listing in 1..=3 {
        for id in 0..4 {
            leaf.note(&json!(format!("x{}", if listing == 3 { 0 } else { id })), NOW, listing);
        }
    }
    assert_eq!((leaf.keys.listings, leaf.keys.different(), leaf.keys.duplicates), (3, 4, 3));
    assert_eq!(leaf.keys.kept, 8, "all of the second list and of the third stood in the one before");
}

#[test]
fn one_of_two_is_as_if_it_had_seen_both() {
    let (first, second) = ([json!("a"), json!(null), json!("b")], [json!("b"), json!("2026-11-26")]);
    let mut merged = leaf(&first);
    merged.absorb(&leaf(&second));
    let both = leaf(&[first.as_slice(), second.as_slice()].concat());
    assert_eq!(
        (merged.seen, merged.nulls, merged.texts, merged.shapes),
        (both.seen, both.nulls, both.texts, both.shapes)
    );
    assert_eq!(merged.distinct, both.distinct);
    assert_eq!((merged.keys.repeats, merged.keys.different()), (both.keys.repeats, both.keys.different()));
}
