#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! It takes two of name, shape and behaviour.
use serde_json::{Value, json};

use super::{TimeFinding, moment};
use crate::draft::Confidence;
use crate::testing::{NOW, tree};
use crate::words::words;

fn found(name: &str, values: &[Value]) -> Option<TimeFinding> {
    let (tree, root) = tree(values);
    moment(&tree.get(root).leaf, &words(name))
}

fn formats(name: &str, values: &[Value]) -> Option<(String, Confidence)> {
    match found(name, values)? {
        TimeFinding::Formats(formats, confidence) => Some((formats.join(" | "), confidence)),
        TimeFinding::Ambiguous(..) => None,
    }
}

#[test]
fn iso_8601_alone_is_enough() {
    let mixed = [json!("2026-11-26T10:00:00Z"), json!(null), json!("2026-11-26"), json!("")];
    assert_eq!(formats("x", &mixed), Some(("iso".to_owned(), Confidence::Sure)));
    assert_eq!(formats("created_at", &[json!("2026-11-26"), json!("soon")]), None);
}

#[test]
fn epochs_are_told_by_their_size_and_a_second_sign() {
    let now = NOW / 1_000;
    let growing =
        |factor: f64| -> Vec<Value> { (0..5).map(|it| json!((now + it) as f64 * factor)).collect() };
    for (name, values, expected) in [
        ("seen_at", growing(1.0), Some(("epoch_s", Confidence::Sure))),
        ("seen_at", growing(1e3), Some(("epoch_ms", Confidence::Sure))),
        ("ts", growing(1e6), Some(("epoch_us", Confidence::Sure))),
        ("ts", growing(1e9), Some(("epoch_ns", Confidence::Sure))),
        ("ts", vec![json!(1_000_000_000), json!(0)], Some(("epoch_s", Confidence::Likely))),
        ("ts", vec![json!("1795687200"), json!("1795687201")], Some(("epoch_s", Confidence::Likely))),
        ("q", growing(1.0), Some(("epoch_s", Confidence::Asked))),
        // Neither by their name nor by what they do, or by both something else.
        ("meter", vec![json!(1_100_000_000), json!(1_100_000_005)], None),
        ("energy_wh", growing(1.0), None),
        ("order_id", growing(1e3), None),
        ("bytes", growing(1.0), None),
        ("q", vec![json!(now), json!(now - 50), json!(now - 100)], None),
        ("seen_at", vec![json!(12), json!(now)], None),
        ("seen_at", vec![json!(0), json!(0)], None),
    ] {
        let expected = expected.map(|(format, confidence)| (format.to_owned(), confidence));
        assert_eq!(formats(name, &values), expected, "{name} {values:?}");
    }
}

#[test]
fn days_and_months_are_told_apart_by_a_value_above_12_only() {
    let dates = |texts: &[&str]| -> Vec<Value> { texts.iter().map(|text| json!(text)).collect() };
    for (texts, expected) in [
        (&["05/06/2026", "13/06/2026"][..], Some("%d/%m/%Y")),
        (&["05/06/2026", "06/13/2026"], Some("%m/%d/%Y")),
        (&["13/06/2026", "06/13/2026"], None),
        (&["05.06.2026 10:00", "31.12.2026 10:00"], Some("%d.%m.%Y %H:%M")),
        (&["2026/06/05 10:00:00 UTC"], Some("%Y/%m/%d %H:%M:%S UTC")),
        (&["13/06/2026", "13/06/2026 10:00"], Some("%d/%m/%Y | %d/%m/%Y %H:%M")),
    ] {
        assert_eq!(
            formats("fecha", &dates(texts)).map(|(formats, _)| formats).as_deref(),
            expected,
            "{texts:?}"
        );
    }
    let both = found("fecha", &dates(&["05/06/2026", "07/08/2026"]));
    assert_eq!(both, Some(TimeFinding::Ambiguous(vec!["%d/%m/%Y".to_owned()], vec!["%m/%d/%Y".to_owned()])));
}

#[test]
fn a_date_without_a_clock_needs_a_name() {
    assert_eq!(found("version", &[json!("2026.11.26")]), None);
    assert_eq!(found("batch", &[json!("20261126")]), None);
    assert!(found("date", &[json!("20261126")]).is_some());
}
