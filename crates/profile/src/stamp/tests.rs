#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use serde_json::json;

const AT: i64 = 1_795_418_233_820;

#[test]
fn the_five_formats_of_hub_002_and_the_epochs_are_read() {
    let iso = StampFormat::default();
    let utc = StampFormat { zone: Zone::Utc, ..StampFormat::default() };
    let format = |format| StampFormat { formats: vec![format], zone: Zone::Hub };
    let naive = |local| Stamp::Naive { local: Millis(local), zone: Zone::Hub };
    let at = |at| Stamp::At(Millis(at));
    let table = [
        (&iso, json!("2026-11-23T07:17:13.820552"), naive(AT)),
        (&iso, json!("2026-11-23 07:17:13.820552"), naive(AT)),
        (&iso, json!("2026-11-23 07:17:13.820552+00:00"), at(AT)),
        (&iso, json!("2026-11-23T04:17:13.820-03:00"), at(AT)),
        (&iso, json!("2026-11-23T07:17:13.820Z"), at(AT)),
        (&iso, json!("2026-11-23T12:47:13.82+0530"), at(AT)),
        (&iso, json!("2026-11-23T07:17:13"), naive(AT - 820)),
        (&iso, json!("2016-12-31T23:59:60Z"), at(1_483_228_800_000)),
        (&utc, json!("2026-11-23 07:17:13"), at(AT - 820)),
        (&format(Format::EpochSeconds), json!(1_795_418_233.82), at(AT)),
        (&format(Format::EpochMillis), json!(AT), at(AT)),
        (&format(Format::EpochMillis), json!(AT.to_string()), at(AT)),
        (
            &format(Format::Pattern("%Y/%m/%d %H:%M:%S UTC".into())),
            json!("2026/11/23 07:17:13 UTC"),
            naive(AT - 820),
        ),
    ];
    for (format, value, expected) in table {
        assert_eq!(format.parse(&value), Some(expected), "{value}");
    }
}

#[test]
fn what_is_no_time_is_none() {
    let epoch = StampFormat { formats: vec![Format::EpochSeconds], zone: Zone::Hub };
    for value in [
        json!(null),
        json!(""),
        json!("yesterday"),
        json!("2026-13-01T00:00:00"),
        json!("2026-02-29T00:00:00"),
        json!("2026-11-23T24:00:00"),
        json!("2026-11-23T07:17:13."),
        json!("2026-11-23T07:17:13+25:00"),
        json!("2026-11-23T07:17:13 tail"),
        json!("2026-11-23"),
        json!("２０２６-11-23T07:17:13"),
        json!(5),
        json!({}),
    ] {
        assert_eq!(StampFormat::default().parse(&value), None, "{value}");
    }
    for value in [json!(-1), json!(1e300), json!("NaN")] {
        assert_eq!(epoch.parse(&value), None, "{value}");
    }
}
