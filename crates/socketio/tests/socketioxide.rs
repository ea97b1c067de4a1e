//! Socket.IO packets against socketioxide's parser, which shares no code with ours: each side reads
//! what the other wrote, and both write the same text.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeTuple, Serializer};
use serde_json::{Number, Value, json};
use socketio::{Decoder, Encoded, Packet, PacketKind, encode};
use socketioxide_core::packet::{Packet as TheirPacket, PacketData as Their};
use socketioxide_core::parser::{Parse, ParseConfig, ParseError, ParserState};
use socketioxide_core::{Str, Value as Carried};
use socketioxide_parser_common::CommonParser;

/// An argument with its binary parts in place, as their users see it.
#[derive(Clone, Debug, PartialEq)]
enum Argument {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    Binary(Vec<u8>),
    List(Vec<Argument>),
    Map(BTreeMap<String, Argument>),
}

/// The arguments of one packet; a tuple, since they spread tuples only.
#[derive(Clone, Debug, PartialEq)]
struct Arguments(Vec<Argument>);

/// A packet as a user of either side means it.
#[derive(Clone, Debug, PartialEq)]
enum Meant {
    Connect(Option<BTreeMap<String, Argument>>),
    Disconnect,
    Refused(String),
    /// The first argument is the name.
    Event(Option<i64>, Vec<Argument>),
    Ack(i64, Vec<Argument>),
}

impl Argument {
    /// As our users write it: placeholders, and the parts beside them, numbered in the order of the text.
    fn ours(&self, parts: &mut Vec<Vec<u8>>) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::from(*yes),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::from(text.as_str()),
            Self::Binary(bytes) => {
                parts.push(bytes.clone());
                json!({ "_placeholder": true, "num": parts.len() - 1 })
            }
            Self::List(items) => items.iter().map(|item| item.ours(parts)).collect(),
            Self::Map(fields) => {
                Value::Object(fields.iter().map(|(key, field)| (key.clone(), field.ours(parts))).collect())
            }
        }
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(yes) => serializer.serialize_bool(*yes),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Binary(bytes) => serializer.serialize_bytes(bytes),
            Self::List(items) => items.serialize(serializer),
            Self::Map(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(self.0.len())?;
        for argument in &self.0 {
            tuple.serialize_element(argument)?;
        }
        tuple.end()
    }
}

struct AnyArgument;

impl<'de> Visitor<'de> for AnyArgument {
    type Value = Argument;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an argument")
    }

    fn visit_unit<E: Error>(self) -> Result<Argument, E> {
        Ok(Argument::Null)
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Argument, E> {
        Ok(Argument::Bool(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Argument, E> {
        Ok(Argument::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Argument, E> {
        Ok(Argument::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Argument, E> {
        Number::from_f64(number).map(Argument::Number).ok_or_else(|| E::custom("a finite number"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Argument, E> {
        Ok(Argument::Text(text.to_owned()))
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Argument, E> {
        Ok(Argument::Binary(bytes))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Argument, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(Argument::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Argument, A::Error> {
        let mut all = BTreeMap::new();
        while let Some((key, field)) = fields.next_entry()? {
            all.insert(key, field);
        }
        // This is how serde_json hands over a number with all its digits.
        if let Some(Argument::Text(digits)) = all.get("$serde_json::private::Number") {
            return digits.parse().map(Argument::Number).map_err(A::Error::custom);
        }
        Ok(Argument::Map(all))
    }
}

impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyArgument)
    }
}

impl<'de> Deserialize<'de> for Arguments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_tuple(usize::MAX, AnyArgument)? {
            Argument::List(all) => Ok(Self(all)),
            _ => Err(D::Error::custom("arguments")),
        }
    }
}

/// What was meant, as our packet.
fn ours(namespace: &str, meant: &Meant) -> Packet {
    let mut attachments = Vec::new();
    let mut values =
        |items: &[Argument]| items.iter().map(|item| item.ours(&mut attachments)).collect::<Vec<_>>();
    let kind = match meant {
        Meant::Connect(auth) => PacketKind::Connect(
            auth.as_ref()
                .map(|fields| values(&[Argument::Map(fields.clone())]))
                .and_then(|mut all| all.pop()),
        ),
        Meant::Disconnect => PacketKind::Disconnect(None),
        Meant::Refused(message) => PacketKind::ConnectError(json!({ "message": message })),
        Meant::Event(ack, all) => {
            let data = values(all);
            PacketKind::Event { ack: ack.map(|ack| ack.try_into().unwrap()), data, attachments }
        }
        Meant::Ack(id, all) => {
            let data = values(all);
            PacketKind::Ack { id: (*id).try_into().unwrap(), data, attachments }
        }
    };
    Packet { namespace: namespace.to_owned(), kind }
}

/// What was meant, as their packet, built with their own serializer.
fn theirs(namespace: &str, meant: &Meant) -> TheirPacket {
    let namespace = Str::from(namespace.to_owned());
    let carried = |all: &[Argument]| CommonParser.encode_value(&Arguments(all.to_vec()), None).unwrap();
    match meant {
        Meant::Connect(auth) => TheirPacket::connect(
            namespace,
            auth.as_ref().map(|fields| CommonParser.encode_default(&Argument::Map(fields.clone())).unwrap()),
        ),
        Meant::Disconnect => TheirPacket::disconnect(namespace),
        Meant::Refused(message) => TheirPacket::connect_error(namespace, message.as_str()),
        Meant::Event(ack, all) => {
            let mut packet = TheirPacket::event(namespace, carried(all));
            if let Some(ack) = ack {
                packet.inner.set_ack_id(*ack);
            }
            packet
        }
        Meant::Ack(id, all) => TheirPacket::ack(namespace, carried(all), *id),
    }
}

/// Their packet as it travels.
fn travels(packet: TheirPacket) -> Encoded {
    let Carried::Str(text, parts) = CommonParser.encode(packet) else { panic!("a text packet") };
    let attachments = parts.unwrap_or_default().into_iter().map(Vec::from).collect();
    Encoded { text: text.as_str().to_owned(), attachments }
}

/// What they make of a packet that travelled; the parts come back with it.
fn they_read(sent: &Encoded) -> Result<TheirPacket, ParseError> {
    let (config, state) = (ParseConfig::default(), ParserState::default());
    let mut read = CommonParser.decode_str(&config, &state, Str::from(sent.text.clone()));
    for part in &sent.attachments {
        assert!(matches!(read, Err(ParseError::NeedsMoreBinaryData)), "{read:?}");
        read = CommonParser.decode_bin(&config, &state, Bytes::from(part.clone()));
    }
    read
}

/// What we make of a packet that travelled.
fn we_read(sent: &Encoded) -> Packet {
    let mut decoder = Decoder::default();
    let mut read = decoder.text(&sent.text).unwrap();
    for part in &sent.attachments {
        assert_eq!(read, None);
        read = decoder.binary(part).unwrap();
    }
    read.unwrap()
}

/// Their packet in the words of their users.
fn understood(packet: TheirPacket) -> Meant {
    let arguments = |mut carried: Carried| {
        CommonParser.decode_value::<Arguments>(&mut carried, false).map(|Arguments(all)| all).unwrap()
    };
    match packet.inner {
        Their::Connect(None) => Meant::Connect(None),
        Their::Connect(Some(auth)) => match CommonParser.decode_default(Some(&auth)).unwrap() {
            Argument::Map(fields) => Meant::Connect(Some(fields)),
            other => panic!("auth as an object, found {other:?}"),
        },
        Their::Disconnect => Meant::Disconnect,
        Their::ConnectError(message) => Meant::Refused(message),
        Their::Event(data, ack) | Their::BinaryEvent(data, ack) => Meant::Event(ack, arguments(data)),
        Their::EventAck(data, id) | Their::BinaryAck(data, id) => Meant::Ack(id, arguments(data)),
    }
}

/// Without characters that JSON escapes: their reader of objects cannot take escaped keys.
fn key() -> impl Strategy<Value = String> {
    "[ -!#-\\[\\]-~ñ日]{0,6}"
}

fn argument(binary: bool) -> BoxedStrategy<Argument> {
    let plain = prop_oneof![
        Just(Argument::Null),
        any::<bool>().prop_map(Argument::Bool),
        any::<i64>().prop_map(|number| Argument::Number(number.into())),
        any::<u64>().prop_map(|number| Argument::Number(number.into())),
        // Exact in decimal and in binary.
        any::<i32>()
            .prop_map(|eighths| Argument::Number(Number::from_f64(f64::from(eighths) / 8.0).unwrap())),
        any::<String>().prop_map(Argument::Text),
    ];
    let leaf = if binary {
        prop_oneof![3 => plain, 1 => vec(any::<u8>(), 0..16).prop_map(Argument::Binary)].boxed()
    } else {
        plain.boxed()
    };
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Argument::List),
            btree_map(key(), inner, 0..4).prop_map(Argument::Map),
        ]
    })
    .boxed()
}

fn namespace() -> impl Strategy<Value = String> {
    prop_oneof![Just("/".to_owned()), "/[^,?\\pC]{1,12}"]
}

/// Their ids are signed; ours go on to 2^64.
fn id() -> impl Strategy<Value = i64> {
    0..=i64::MAX
}

fn with_data() -> impl Strategy<Value = Meant> {
    prop_oneof![
        (proptest::option::of(id()), any::<String>(), vec(argument(true), 0..4)).prop_map(
            |(ack, name, mut all)| {
                all.insert(0, Argument::Text(name));
                Meant::Event(ack, all)
            }
        ),
        (id(), vec(argument(true), 0..4)).prop_map(|(id, all)| Meant::Ack(id, all)),
    ]
}

fn connect() -> impl Strategy<Value = Meant> {
    proptest::option::of(btree_map(key(), argument(false), 0..4)).prop_map(Meant::Connect)
}

/// What a client sends.
fn sent_by_clients() -> impl Strategy<Value = Meant> {
    prop_oneof![1 => connect(), 1 => Just(Meant::Disconnect), 6 => with_data()]
}

/// What a server sends.
fn sent_by_servers() -> impl Strategy<Value = Meant> {
    prop_oneof![5 => sent_by_clients(), 1 => any::<String>().prop_map(Meant::Refused)]
}

proptest! {
    #[test]
    fn they_read_what_we_write(namespace in namespace(), meant in sent_by_clients()) {
        let read = they_read(&encode(ours(&namespace, &meant))).unwrap();
        prop_assert_eq!(read.ns.as_str(), namespace);
        prop_assert_eq!(understood(read), meant);
    }

    #[test]
    fn we_read_what_they_write(namespace in namespace(), meant in sent_by_servers()) {
        prop_assert_eq!(we_read(&travels(theirs(&namespace, &meant))), ours(&namespace, &meant));
    }

    #[test]
    fn both_write_the_same(namespace in namespace(), meant in sent_by_servers()) {
        prop_assert_eq!(encode(ours(&namespace, &meant)), travels(theirs(&namespace, &meant)));
    }
}

/// What they refuse, we refuse. The reverse does not hold: they leave the JSON to their users.
#[test]
fn what_they_refuse_we_refuse() {
    let refused = [
        "",
        "7",
        "é",
        "3[]",
        "5[\"a\"]",
        "5x-[\"a\"]",
        "5-[\"a\"]",
        "51[\"a\",{\"_placeholder\":true,\"num\":0}]",
        "61-[{\"_placeholder\":true,\"num\":0}]",
    ];
    for text in refused {
        let sent = Encoded { text: text.to_owned(), attachments: Vec::new() };
        let theirs = they_read(&sent);
        assert!(
            theirs.is_err() && !matches!(theirs, Err(ParseError::NeedsMoreBinaryData)),
            "{text}: {theirs:?}"
        );
        // An acknowledgement without an id is refused when its parts are there.
        let mut decoder = Decoder::default();
        let ours =
            decoder.text(text).and_then(|read| read.map_or_else(|| decoder.binary(&[]), |it| Ok(Some(it))));
        assert!(ours.is_err(), "{text}: {ours:?}");
    }
}

/// Both give up a packet whose parts do not follow it at once, and both read the next one.
#[test]
fn a_text_between_the_parts_is_refused_by_both() {
    let half = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]";
    let (config, state) = (ParseConfig::default(), ParserState::default());
    let first = CommonParser.decode_str(&config, &state, Str::from(half));
    assert!(matches!(first, Err(ParseError::NeedsMoreBinaryData)));
    let second = CommonParser.decode_str(&config, &state, Str::from("2[\"b\"]"));
    assert!(matches!(second, Err(ParseError::UnexpectedStringPacket)));

    let mut decoder = Decoder::default();
    assert_eq!(decoder.text(half), Ok(None));
    assert!(decoder.text("2[\"b\"]").is_err());
    assert!(decoder.text("2[\"b\"]").is_ok_and(|read| read.is_some()));
}

#[test]
fn a_part_without_a_packet_is_refused_by_both() {
    let theirs = CommonParser.decode_bin(&ParseConfig::default(), &ParserState::default(), Bytes::new());
    assert!(matches!(theirs, Err(ParseError::UnexpectedBinaryPacket)));
    assert!(Decoder::default().binary(&[]).is_err());
}

#[test]
fn parts_keep_their_order() {
    let parts: VecDeque<_> = [vec![1], vec![2, 2], vec![]].into();
    let all: Vec<_> = parts.iter().cloned().map(Argument::Binary).collect();
    let sent = encode(ours("/", &Meant::Ack(7, all.clone())));
    assert_eq!(sent.attachments, Vec::from(parts));
    assert_eq!(understood(they_read(&sent).unwrap()), Meant::Ack(7, all));
}
