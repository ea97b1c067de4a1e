#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn repaired(text: &str) -> (Value, usize) {
    let reading = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    (reading.value, reading.repaired)
}

#[test]
fn what_is_no_number_becomes_null_and_hides_nothing_else() {
    let rows = r#"{"rows":[{"id":"a","n":1.5},{"id":"b","n":NaN},{"id":"c","n":-Infinity}]}"#;
    let expected = json!({"rows": [{"id": "a", "n": 1.5}, {"id": "b", "n": null}, {"id": "c", "n": null}]});
    assert_eq!(repaired(rows), (expected, 2));
    assert_eq!(
        repaired("[NaN,Infinity ,-Infinity\n,nan,-nan,inf,-inf,+Infinity]"),
        (json!([null, null, null, null, null, null, null, null]), 8)
    );
    assert_eq!(repaired("NaN"), (Value::Null, 1));
    assert_eq!(repaired(r#"["NaN \" Infinity",NaN]"#), (json!(["NaN \" Infinity", null]), 1));
    for word in ["NaNa", "infinite", "-", "None", "undefined", "pong"] {
        assert!(read(word).is_err(), "{word}");
    }
}

#[test]
fn half_a_character_is_replaced_and_a_whole_one_stays() {
    assert_eq!(repaired(r#"["informe\udcf1.txt","b"]"#), (json!(["informe\u{fffd}.txt", "b"]), 1));
    assert_eq!(repaired(r#"{"a\ud800":"\ud83d\ude00\uD83D"}"#), (json!({"a\u{fffd}": "😀\u{fffd}"}), 2));
    assert_eq!(repaired(r#"["\ud800\ud83d\ude00"]"#), (json!(["\u{fffd}😀"]), 1));
    assert_eq!(
        repaired(r#"["\ud800\n\\ud800 \\","\udfff"]"#),
        (json!(["\u{fffd}\n\\ud800 \\", "\u{fffd}"]), 2)
    );
    assert_eq!(read(r#"["\u00e9 \u0041"]"#).unwrap().repaired, 0);
    for cut in [r#"["\ud8"#, r#"["\ud800"#, r#"["\"#, r#"["\u00g0\ud800"]"#] {
        assert!(read(cut).is_err(), "{cut}");
    }
}

#[test]
fn marks_and_control_characters_are_passed_over_and_nothing_is_lost() {
    assert_eq!(repaired("\u{feff}{\"a\":1}"), (json!({"a": 1}), 0));
    assert_eq!(repaired("[\"two\nlines\tand \0\"]"), (json!(["two\nlines\tand \0"]), 0));
}

#[test]
fn numbers_keep_their_digits() {
    let texts = [
        "94.52706955539223",
        "0.9999999999999999",
        "25000000000000000001",
        "-25000000000000000001",
        "1e400",
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211454",
        "0.1000000000000000055511151231257827",
    ];
    let reading = read(&format!("[{}]", texts.join(","))).unwrap();
    let found: Vec<_> = reading.value.as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(found, texts.map(|text| text.replace("1e400", "1e+400")));
}

#[test]
fn several_values_in_one_text_are_all_read() {
    let read = |text: &str| {
        let Sequence { values, repaired, unread } = read_all(text).unwrap();
        (values, repaired, unread.is_some())
    };
    let two = vec![json!({"a": 1}), json!({"b": null})];
    assert_eq!(read("{\"a\":1}\n{\"b\":null}"), (two.clone(), 0, false));
    assert_eq!(read("\u{feff}{\"a\":1}{\"b\":NaN}\r\n"), (two.clone(), 1, false));
    assert_eq!(read("{\"a\":1} \n\n {\"b\":null}\n{\"c\":"), (two, 0, true));
    assert_eq!(read("[1]\n2"), (vec![json!([1])], 0, true));
    assert_eq!(read("7"), (vec![json!(7)], 0, false));
    for text in ["1 2", "pong", "", "true false", "{\"a\":\n{\"b\":1}"] {
        assert!(read_all(text).is_err(), "{text}");
    }
}

/// Such a member is how serde_json itself carries numbers.
#[test]
fn a_member_with_a_private_name_hides_nothing_else() {
    for name in ["$serde_json::private::Number", "$serde_json::private::RawValue"] {
        let text = format!(r#"[{{"{name}":"x","b":1}},2]"#);
        assert_eq!(read(&text).unwrap().value[1], json!(2), "{name}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_the_end() {
    let deep = "[".repeat(100_000);
    assert!(read(&deep).is_err() && read_all(&deep).is_err() && read(&format!("{deep}NaN")).is_err());
    assert!(read_all(&"[NaN]".repeat(100_000)).unwrap().values.len() == 100_000);
}

#[test]
fn numbers_are_equal_however_they_are_written() {
    for (one, other) in [("5", "5.0"), ("5.0", "5.00"), ("100", "1e2"), ("-0", "0.0"), ("\"a\"", "\"a\"")] {
        assert!(equal(&value(one).unwrap(), &value(other).unwrap()), "{one} {other}");
    }
    let long = "34028236692093846346337460743176821145";
    for (one, other) in
        [("5", "6"), ("5", "\"5\""), ("1e400", "1e401"), (&format!("{long}5"), &format!("{long}4"))]
    {
        assert!(!equal(&value(one).unwrap(), &value(other).unwrap()), "{one} {other}");
    }
}

#[test]
fn whole_numbers_of_servers_that_calculate_with_floats_are_read() {
    for (text, expected) in [
        ("100000000.0", Some(100_000_000)),
        ("1234.5", Some(1_234)),
        ("25000", Some(25_000)),
        ("4294967297", Some(4_294_967_297)),
        ("1e+21", Some(u64::MAX)),
        ("1e400", Some(u64::MAX)),
        ("-1", None),
        ("null", None),
        ("\"25000\"", None),
    ] {
        assert_eq!(whole(&value(text).unwrap()), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_json_is_read_as_it_is(text in "[\\[\\]{}\",:\\\\uUdD8cC0-9NaInfity \\-\u{feff}é]{0,60}") {
        let _ = read_all(&text);
        if let Ok(strict) = serde_json::from_str::<Value>(&text) {
            prop_assert_eq!(read(&text).unwrap(), Reading { value: strict, repaired: 0 });
        }
        let quoted = Value::from(text.clone()).to_string();
        let (mended, replaced) = repair::repair(&quoted);
        prop_assert_eq!((serde_json::from_str::<Value>(&mended).unwrap(), replaced), (Value::from(text), 0));
    }

    #[test]
    fn floats_with_all_their_digits_arrive_exactly(bits in any::<u64>()) {
        let float = f64::from_bits(bits);
        prop_assume!(float.is_finite());
        let text = format!("{float:e}");
        prop_assert_eq!(value(&text).unwrap().as_f64().map(f64::to_bits), Some(float.to_bits()));
    }
}

#[test]
fn a_value_is_written_in_one_line_with_its_digits_and_a_list_of_texts_is_nothing_else() {
    let written = r#"{"a":[1.50,"é\n",null],"b":{}}"#;
    assert_eq!(text(&value(written).unwrap()), written);
    for (value, expected) in [
        ("\"é \\\" \"", "é \" "),
        ("1.50", "1.50"),
        ("true", "true"),
        ("null", "null"),
        ("[\"a\"]", "[\"a\"]"),
    ] {
        assert_eq!(unquoted(&strict(value).unwrap()), expected);
    }
    assert_eq!(texts(r#"["a", "b"]"#), Some(vec!["a".to_owned(), "b".to_owned()]));
    for other in ["[]x", r#"["a", 1]"#, r#"{"a": "b"}"#, ""] {
        assert_eq!(texts(other), None, "{other}");
    }
}
