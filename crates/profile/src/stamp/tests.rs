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
        (&format(Format::Epoch(1)), json!(1_795_418_233.82), at(AT)),
        (&format(Format::Epoch(1_000)), json!(AT), at(AT)),
        (&format(Format::Epoch(1_000)), json!(AT.to_string()), at(AT)),
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
    let epoch = StampFormat { formats: vec![Format::Epoch(1)], zone: Zone::Hub };
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
        json!("2026-11"),
        json!("0001-01-01T00:00:00Z"),
        json!("Sun, 07 Juli 2024 08:00:00 GMT"),
        json!("2026-11-23T07:29 o'clock"),
        json!("２０２６-11-23T07:17:13"),
        json!(5),
        json!({}),
    ] {
        assert_eq!(StampFormat::default().parse(&value), None, "{value}");
    }
    for value in [json!(-1), json!(1e300), json!("NaN"), json!(0), json!(1_795_418_233_820_i64)] {
        assert_eq!(epoch.parse(&value), None, "{value}");
    }
}

/// What Flask, PostgreSQL, Go and Python's logging write, and what users type.
#[test]
fn the_default_reads_what_most_hubs_write() {
    let minute = 1_795_418_940_000;
    for (text, at) in [
        ("Sun, 07 Jul 2024 08:00:00 GMT", 1_720_339_200_000),
        ("Thu, 1 Feb 2024 08:00:00 +0100", 1_706_770_800_000),
        ("2026-11-23 07:29:42.057802+00", minute + 42_057),
        ("2026-11-23 04:29:42.057802-03", minute + 42_057),
        ("2026-11-23T07:29Z", minute),
        ("2026-11-23 07:29:42 +0000 UTC", minute + 42_000),
        ("2026-11-23 08:29:42.5 +0100 CET", minute + 42_500),
        ("2026-11-23 07:29:42 UTC", minute + 42_000),
        ("2026-11-23t07:29:42z", minute + 42_000),
    ] {
        assert_eq!(StampFormat::default().parse(&json!(text)), Some(Stamp::At(Millis(at))), "{text}");
    }
    for (text, local) in [
        ("2026-11-23", minute - 26_940_000),
        ("2026-11-23 07:29", minute),
        ("2026-11-23 07:29:42,057", minute + 42_057),
        ("07 Jul 2024 08:00:00", 1_720_339_200_000),
    ] {
        let naive = Stamp::Naive { local: Millis(local), zone: Zone::Hub };
        assert_eq!(StampFormat::default().parse(&json!(text)), Some(naive), "{text}");
    }
}

#[test]
fn an_epoch_in_another_unit_is_no_time_of_1970() {
    let per_second = [1_u32, 1_000, 1_000_000, 1_000_000_000];
    for said in per_second {
        let format = StampFormat { formats: vec![Format::Epoch(said)], zone: Zone::Hub };
        for sent in per_second {
            let number = i64::from(sent) * 1_795_418_940;
            let at = (said == sent).then_some(Stamp::At(Millis(1_795_418_940_000)));
            assert_eq!(format.parse(&json!(number)), at, "{sent} a second, read as {said}");
            assert_eq!(format.parse(&json!(-number)), None);
        }
    }
}
