use super::*;

/// Where pointers lead in a text.
fn places(text: &str, pointers: &[&str]) -> Vec<String> {
    let json = JsonText::parse(text).unwrap_or_else(|(place, why)| panic!("{place}: {why}"));
    let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
    for pointer in pointers {
        assert_eq!(json.get(pointer).is_some(), value.pointer(pointer).is_some(), "{pointer}");
    }
    pointers.iter().map(|pointer| json.place(pointer).to_string()).collect()
}

#[test]
fn a_pointer_leads_to_the_value_where_it_begins() {
    let text = "{\n  \"a\": [1, { \"b\": null }],\n  \"c/d\": { \"e~f\": \"x\" },\n  \"\": true\n}";
    let pointers = ["", "/a", "/a/0", "/a/1", "/a/1/b", "/c~1d", "/c~1d/e~0f", "/"];
    assert_eq!(places(text, &pointers), ["1:1", "2:8", "2:9", "2:12", "2:19", "3:10", "3:19", "4:7"]);
}

#[test]
fn what_is_not_there_is_missing_from_what_is() {
    let text = "{\n  \"on\": [\n    { \"do\": [] }\n  ]\n}";
    let pointers = ["/title", "/on/7", "/on/0/event", "/on/0/do/0/notify", "/on/first", "/on/0/do/x/y"];
    assert_eq!(places(text, &pointers), ["1:1", "2:9", "3:5", "3:13", "2:9", "3:13"]);
}

#[test]
fn columns_are_characters_whatever_ends_a_line_and_stands_before() {
    let pointers = ["/ñandú", "/ñandú/b"];
    for (text, expected) in [
        ("{ \"ñandú\": { \"b\": 1 } }", ["1:12", "1:19"]),
        ("{\r\n\"ñandú\": {\r\n\"b\": 1 } }", ["2:10", "3:6"]),
        ("{\t\"塔🏰\": \"é\",\t\"ñandú\":\t{ \"b\": 1 } }", ["1:23", "1:30"]),
        ("\n\n\t\t{ \"x\": \"\\n\", \"\\u00f1and\\u00fa\": { \"b\": 1 } }", ["3:35", "3:42"]),
    ] {
        assert_eq!(places(text, &pointers), expected, "{text:?}");
    }
}

#[test]
fn of_two_members_with_one_name_the_last_one_is_meant() {
    assert_eq!(places("{ \"a\": 1,\n \"a\": [2] }", &["/a", "/a/0"]), ["2:7", "2:8"]);
}

#[test]
fn what_is_no_json_says_where_it_stops_being_it() {
    let wrong = |text: &str| JsonText::parse(text).err().map(|(place, why)| format!("{place} {why}"));
    for (text, expected) in [
        ("", "1:1 EOF while parsing a value"),
        ("{\n  \"ñ\": ,\n}", "2:8 expected value"),
        ("{\r\n  \"é\": 1\r\n  \"b\": 2\r\n}", "3:3 expected `,` or `}`"),
        ("[1, 2,]", "1:7 trailing comma"),
        ("// hubs\n{}", "1:1 expected value"),
        ("{ 'a': 1 }", "1:3 key must be a string"),
        ("\u{feff}{}", "1:1 expected value"),
        ("{} {}", "1:4 trailing characters"),
        ("{ \"ñ\": [", "1:8 EOF while parsing a list"),
    ] {
        assert_eq!(wrong(text).as_deref(), Some(expected), "{text:?}");
    }
}

#[test]
fn a_value_is_written_in_one_line_or_in_several() {
    let text = r#"{"b":[1.50,-2e3,null],"a":{"x y":"\"é\""},"c":{},"d":[]}"#;
    let json = JsonText::parse(text).unwrap_or_else(|(place, why)| panic!("{place}: {why}"));
    let line = r#"{ "b": [1.50, -2e3, null], "a": { "x y": "\"é\"" }, "c": {}, "d": [] }"#;
    assert_eq!(compact(&json.value), line);
    assert_eq!(pretty(&json.value, 100), line);
    let lines =
        "{\n  \"b\": [1.50, -2e3, null],\n  \"a\": { \"x y\": \"\\\"é\\\"\" },\n  \"c\": {},\n  \"d\": []\n}";
    assert_eq!(pretty(&json.value, 40), lines);
    for written in [line, lines] {
        assert_eq!(serde_json::from_str::<serde_json::Value>(written).ok(), serde_json::from_str(text).ok());
    }
}
