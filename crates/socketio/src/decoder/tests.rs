#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use crate::{Encoded, encode};
use proptest::prelude::*;
use serde_json::json;

fn event(namespace: &str, ack: Option<u64>, data: Value) -> Packet {
    let Value::Array(data) = data else { panic!("an array") };
    Packet { namespace: namespace.to_owned(), kind: PacketKind::Event { ack, data, attachments: Vec::new() } }
}

fn read(text: &str) -> Result<Option<Packet>, DecodeError> {
    Decoder::default().text(text)
}

#[test]
fn well_formed_packets_are_read() {
    let packet = |namespace: &str, kind| Packet { namespace: namespace.to_owned(), kind };
    let table = [
        ("0", packet("/", PacketKind::Connect(None))),
        (r#"0{"sid":"b"}"#, packet("/", PacketKind::Connect(Some(json!({"sid":"b"}))))),
        (r#"0/admin,{"sid":"b"}"#, packet("/admin", PacketKind::Connect(Some(json!({"sid":"b"}))))),
        ("0/admin", packet("/admin", PacketKind::Connect(None))),
        ("0/admin?token=1,", packet("/admin", PacketKind::Connect(None))),
        ("1", packet("/", PacketKind::Disconnect(None))),
        ("1/admin,", packet("/admin", PacketKind::Disconnect(None))),
        (r#"2["a",1]"#, event("/", None, json!(["a", 1]))),
        (r#"2[7,"number as a name"]"#, event("/", None, json!([7, "number as a name"]))),
        (r#"212["a"]"#, event("/", Some(12), json!(["a"]))),
        (r#"2/n,12["a"]"#, event("/n", Some(12), json!(["a"]))),
        (r#"4"Unable to connect""#, packet("/", PacketKind::ConnectError(json!("Unable to connect")))),
        (r#"4/admin,{"message":"no"}"#, packet("/admin", PacketKind::ConnectError(json!({"message":"no"})))),
        ("31[]", packet("/", PacketKind::Ack { id: 1, data: Vec::new(), attachments: Vec::new() })),
    ];
    for (text, expected) in table {
        assert_eq!(read(text).unwrap(), Some(expected), "{text}");
    }
}

#[test]
fn numbers_stay_exact() {
    let Some(Packet { kind: PacketKind::Event { data, .. }, .. }) =
        read(r#"2["term",12700121806,18446744073709551615]"#).unwrap()
    else {
        panic!("an event")
    };
    assert_eq!(data, [json!("term"), json!(12_700_121_806_u64), json!(u64::MAX)]);
}

#[test]
fn what_is_no_json_is_replaced_and_counted() {
    let mut decoder = Decoder::default();
    let packet =
        decoder.text(r#"2["a",NaN,"x\ud800y",94.52706955539223,25000000000000000001]"#).unwrap().unwrap();
    let PacketKind::Event { data, .. } = packet.kind else { panic!() };
    let text = serde_json::to_string(&data).unwrap();
    assert_eq!(text, "[\"a\",null,\"x\u{fffd}y\",94.52706955539223,25000000000000000001]");
    assert_eq!((decoder.take_repaired(), decoder.take_repaired()), (2, 0));
}

#[test]
fn malformed_packets_say_what_was_expected() {
    let table = [
        ("", "type 0-6"),
        ("7", "type 0-6"),
        ("2", "type asks for"),
        ("2{}", "type asks for"),
        ("2[]", "event's name"),
        ("2[null]", "event's name"),
        ("2[\"a\"", "JSON"),
        ("2[\"a\"]x", "JSON"),
        ("2[NaN]", "event's name"),
        ("2[\"a\",NaM]", "JSON"),
        ("0[]", "type asks for"),
        ("0\"x\"", "type asks for"),
        ("3[]", "id of an acknowledgement"),
        ("299999999999999999999[\"a\"]", "id below 2^64"),
        ("5[\"a\"]", "number of binary parts"),
        ("5x-[\"a\"]", "number of binary parts"),
        ("5+1-[\"a\"]", "number of binary parts"),
        ("51-[\"a\",{\"_placeholder\":true,\"num\":1}]", "placeholders"),
        ("51-[\"a\",{\"_placeholder\":true,\"num\":-1}]", "placeholders"),
        ("599999-[\"a\"]", "fewer binary parts"),
    ];
    for (text, expected) in table {
        let error = read(text).unwrap_err();
        assert!(error.expected.contains(expected), "{text}: {error}");
    }
}

#[test]
fn deep_nesting_is_refused_before_it_is_parsed() {
    let deep = format!("2[\"a\",{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&deep).unwrap_err().expected.contains("nested"));
    let brackets_in_text = format!("2[\"a\",\"{}\\\"[\"]", "[".repeat(1_000));
    assert!(read(&brackets_in_text).is_ok(), "brackets inside a string nest nothing");
}

#[test]
fn binary_parts_are_gathered_in_order_and_an_interruption_is_an_error() {
    let mut decoder = Decoder::default();
    let text = r#"52-3["a",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]"#;
    assert_eq!(decoder.text(text), Ok(None));
    assert_eq!(decoder.binary(&[1]), Ok(None));
    let packet = decoder.binary(&[2]).unwrap().unwrap();
    let PacketKind::Event { ack: Some(3), attachments, .. } = packet.kind else { panic!("a binary event") };
    assert_eq!(attachments, [vec![1], vec![2]]);

    assert!(decoder.binary(&[3]).is_err(), "nobody waits for it");
    assert_eq!(decoder.text(text), Ok(None));
    assert!(decoder.text("2[\"b\"]").is_err(), "a text in between breaks the packet");
    assert!(decoder.text("2[\"b\"]").unwrap().is_some(), "and the decoder goes on");
}

#[test]
fn limits_on_size_are_kept() {
    let limits = Limits { frame_bytes: 20, attachments: 2, attachment_bytes: 3, nesting: 4 };
    let mut decoder = Decoder::new(limits);
    assert!(decoder.text(&format!("2[\"{}\"]", "x".repeat(20))).is_err());
    assert!(decoder.text("53-[\"a\"]").is_err());
    assert_eq!(decoder.text("52-[\"a\"]"), Ok(None));
    assert_eq!(decoder.binary(&[0; 2]), Ok(None));
    assert!(decoder.binary(&[0; 2]).is_err());
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-z]{0,6}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn packet() -> impl Strategy<Value = Packet> {
    let namespace = prop_oneof![Just("/".to_owned()), "/[a-z/_0-9-]{1,12}"];
    let arguments = || proptest::collection::vec(json_value(), 0..4);
    let parts = || proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..16), 0..4);
    let kind = prop_oneof![
        Just(PacketKind::Connect(None)),
        Just(PacketKind::Disconnect(None)),
        any::<String>().prop_map(|text| PacketKind::ConnectError(Value::from(text))),
        (any::<Option<u64>>(), any::<String>(), arguments(), parts()).prop_map(
            |(ack, name, mut data, attachments)| {
                data.insert(0, Value::String(name));
                data.extend((0..attachments.len()).map(|num| json!({"_placeholder": true, "num": num})));
                PacketKind::Event { ack, data, attachments }
            }
        ),
        (any::<u64>(), arguments(), parts()).prop_map(|(id, data, attachments)| PacketKind::Ack {
            id,
            data,
            attachments
        }),
    ];
    (namespace, kind).prop_map(|(namespace, kind)| Packet { namespace, kind })
}

proptest! {
    #[test]
    fn decoding_undoes_encoding(packet in packet()) {
        let Encoded { text, attachments } = encode(packet.clone());
        let mut decoder = Decoder::default();
        let mut read = decoder.text(&text).unwrap();
        for part in &attachments {
            prop_assert!(read.is_none());
            read = decoder.binary(part).unwrap();
        }
        prop_assert_eq!(read, Some(packet));
    }

    #[test]
    fn no_input_panics_the_decoder(inputs in proptest::collection::vec((any::<bool>(), "[0-6]{0,2}[-/,a-z0-9]{0,6}[\\[{\"]?\\PC{0,20}"), 0..8)) {
        let mut decoder = Decoder::default();
        for (binary, text) in inputs {
            let _ = if binary { decoder.binary(text.as_bytes()) } else { decoder.text(&text) };
        }
    }
}
