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

proptest! {
    #[test]
    fn no_text_panics_the_engine_decoder(text in any::<String>()) {
        if let Ok(packet) = EnginePacket::decode(&text) {
            let again = packet.encode();
            prop_assert_eq!(EnginePacket::decode(&again).unwrap(), packet);
        }
    }
}
