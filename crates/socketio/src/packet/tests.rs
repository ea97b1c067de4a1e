#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

#[test]
fn engine_packets_are_one_digit_and_their_data() {
    let table = [
        ("0{}", EnginePacket::Open("{}")),
        ("1", EnginePacket::Close),
        ("2", EnginePacket::Ping("")),
        ("2probe", EnginePacket::Ping("probe")),
        ("3probe", EnginePacket::Pong("probe")),
        ("4", EnginePacket::Message("")),
        ("42[\"é\"]", EnginePacket::Message("2[\"é\"]")),
        ("5", EnginePacket::Upgrade),
        ("6", EnginePacket::Noop),
    ];
    for (text, packet) in table {
        assert_eq!(EnginePacket::decode(text).unwrap(), packet, "{text}");
        assert_eq!(packet.encode(), text);
    }
}

#[test]
fn what_is_no_engine_packet_is_an_error_with_a_sample() {
    for text in ["", "7", "x", "é", "-1", "\u{1e}"] {
        let error = EnginePacket::decode(text).unwrap_err();
        assert_eq!(error.sample, text);
    }
}

#[test]
fn a_handshake_may_lack_what_old_servers_did_not_send() {
    let handshake =
        Handshake::decode(r#"{"sid":"a","pingInterval":25000,"pingTimeout":20000,"extra":1}"#).unwrap();
    assert_eq!((handshake.max_payload, handshake.upgrades.len()), (usize::MAX, 0));
}

#[test]
fn a_handshake_is_read_however_its_numbers_were_written() {
    let none = usize::MAX;
    let max = |text: &str| {
        Handshake::decode(&format!(
            r#"{{"sid":"a","upgrades":null,"pingInterval":1,"pingTimeout":1,"maxPayload":{text}}}"#
        ))
        .unwrap()
        .max_payload
    };
    for (text, bytes) in [
        ("100000000.0", 100_000_000),
        ("1e+21", none),
        ("1500000.5", 1_500_000),
        ("null", none),
        ("4294967297", usize::try_from(4_294_967_297_u64).unwrap_or(none)),
        ("\"5\"", none),
        ("NaN", none),
        ("-1", none),
        ("0", none),
    ] {
        assert_eq!(max(text), bytes, "{text}");
    }
    let times = |interval: &str, timeout: &str| {
        let open =
            Handshake::decode(&format!(r#"{{"sid":"a","pingInterval":{interval},"pingTimeout":{timeout}}}"#));
        open.map(|open| (open.ping_interval, open.ping_timeout)).unwrap()
    };
    assert_eq!(times("25000.0", "1e21"), (25_000, u64::MAX));
    assert_eq!(times("1234.5", "null"), (1_234, 20_000));
    assert_eq!(times("null", "0"), (25_000, 20_000));
    assert!(Handshake::decode(r#"{"sid":null,"pingInterval":25000,"pingTimeout":20000}"#).is_err());
}

proptest! {
    #[test]
    fn no_text_panics_the_engine_decoder(text in any::<String>()) {
        if let Ok(packet) = EnginePacket::decode(&text) {
            let again = packet.encode();
            prop_assert_eq!(EnginePacket::decode(&again).unwrap(), packet);
        }
    }
}
