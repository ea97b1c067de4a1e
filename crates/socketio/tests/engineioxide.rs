//! Engine.IO packets and polling payloads against engineioxide, which shares no code with ours.

use std::time::Duration;

use bytes::Bytes;
use engineioxide_core::payload::{decoder, encoder};
use engineioxide_core::{OpenPacket, Packet as Their, PacketBuf, PacketParseError, ProtocolVersion, Sid};
use engineioxide_core::{Str, TransportType};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use http_body_util::Full;
use proptest::collection::vec;
use proptest::prelude::*;
use socketio::wire::{Incoming, Outgoing, WireRequestId};
use socketio::{
    Client, ClientConfig, EngineFrame, EnginePacket, Event, Handshake, InitialTransport, Input, Mono, Output,
    join, split,
};

const V4: ProtocolVersion = ProtocolVersion::V4;

/// Their packets as a payload; everything is there, so nothing is waited for.
fn their_payload(packets: &[Their]) -> String {
    let ready = packets.iter().cloned().map(|packet| PacketBuf::from_iter([packet]));
    let payload = encoder(stream::iter(ready), V4, true, u64::MAX).now_or_never().unwrap();
    String::from_utf8(payload.data.to_vec()).unwrap()
}

/// What they make of a payload of at most `limit` bytes.
fn they_read(payload: &str, limit: u64) -> Result<Vec<Their>, PacketParseError> {
    let body = Full::new(Bytes::copy_from_slice(payload.as_bytes()));
    let read = decoder(body, None, V4, limit).collect::<Vec<_>>();
    read.now_or_never().unwrap().into_iter().collect()
}

/// Our frame in their words.
fn theirs(frame: &EngineFrame) -> Their {
    match frame {
        EngineFrame::Binary(bytes) => Their::Binary(Bytes::copy_from_slice(bytes)),
        EngineFrame::Text(text) => match EnginePacket::decode(text).unwrap() {
            EnginePacket::Open(json) => Their::Open(serde_json::from_str(json).unwrap()),
            EnginePacket::Close => Their::Close,
            EnginePacket::Ping("probe") => Their::PingUpgrade,
            EnginePacket::Ping(_) => Their::Ping,
            EnginePacket::Pong("probe") => Their::PongUpgrade,
            EnginePacket::Pong(_) => Their::Pong,
            EnginePacket::Message(text) => Their::Message(Str::from(text.to_owned())),
            EnginePacket::Upgrade => Their::Upgrade,
            EnginePacket::Noop => Their::Noop,
        },
    }
}

/// JSON text never holds the separator: it escapes control characters.
fn message() -> impl Strategy<Value = String> {
    "[^\u{1e}]{0,40}"
}

fn ours() -> impl Strategy<Value = EngineFrame> {
    let text = |packet: EnginePacket<'_>| Just(EngineFrame::Text(packet.encode()));
    prop_oneof![
        text(EnginePacket::Close),
        text(EnginePacket::Ping("")),
        text(EnginePacket::Ping("probe")),
        text(EnginePacket::Pong("")),
        text(EnginePacket::Pong("probe")),
        text(EnginePacket::Upgrade),
        text(EnginePacket::Noop),
        message().prop_map(|text| EngineFrame::Text(EnginePacket::Message(&text).encode())),
        vec(any::<u8>(), 0..64).prop_map(EngineFrame::Binary),
    ]
}

fn open() -> impl Strategy<Value = OpenPacket> {
    ("[a-zA-Z0-9_-]{16}", any::<bool>(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(
        |(sid, upgrade, interval, timeout, max_payload)| OpenPacket {
            sid: sid.parse::<Sid>().unwrap(),
            upgrades: upgrade.then_some(TransportType::Websocket).into_iter().collect(),
            ping_interval: Duration::from_millis(interval.into()),
            ping_timeout: Duration::from_millis(timeout.into()),
            max_payload: max_payload.into(),
        },
    )
}

proptest! {
    #[test]
    fn they_read_the_packets_that_we_write(frame in ours()) {
        let EngineFrame::Text(text) = &frame else { return Ok(()) };
        prop_assert_eq!(Their::parse(V4, text.clone()).unwrap(), theirs(&frame));
    }

    #[test]
    fn they_read_the_payloads_that_we_write(frames in vec(ours(), 1..10)) {
        let read = they_read(&join(&frames), u64::MAX).unwrap();
        prop_assert_eq!(read, frames.iter().map(theirs).collect::<Vec<_>>());
    }

    #[test]
    fn we_read_the_payloads_that_they_write(frames in vec(ours(), 1..10)) {
        let payload = their_payload(&frames.iter().map(theirs).collect::<Vec<_>>());
        prop_assert_eq!(split(&payload).collect::<Result<Vec<_>, _>>().unwrap(), frames.clone());
        prop_assert_eq!(payload, join(&frames));
    }

    #[test]
    fn we_read_the_handshake_that_they_write(open in open()) {
        let text = String::from(Their::Open(open.clone()));
        let Ok(EnginePacket::Open(json)) = EnginePacket::decode(&text) else { panic!("a handshake, found {text}") };
        let handshake = Handshake::decode(json).unwrap();
        prop_assert_eq!(handshake, Handshake {
            sid: open.sid.to_string(),
            upgrades: open.upgrades.iter().map(|_| "websocket".to_owned()).collect(),
            ping_interval: open.ping_interval.as_millis().try_into().unwrap(),
            ping_timeout: open.ping_timeout.as_millis().try_into().unwrap(),
            max_payload: open.max_payload.try_into().unwrap(),
        });
    }

    /// A whole client by polling: every body fits into what the server announced, and nothing is lost.
    #[test]
    fn they_read_the_requests_of_a_client(texts in vec("[a-zñ\\\\\"]{0,30}", 1..12), limit in 200_u64..400) {
        let mut server = EngineServer { limit, heard: Vec::new(), receiving: None };
        let mut client = Client::new(ClientConfig { transport: InitialTransport::Polling, ..ClientConfig::default() });
        client.handle(Mono(0), Input::Start);
        server.serve(&mut client);
        let open = OpenPacket { max_payload: limit, ..OpenPacket::default() };
        server.push(&mut client, &[Their::Open(open)]);
        server.push(&mut client, &[Their::Message(Str::from("0{\"sid\":\"s\"}"))]);
        for text in &texts {
            client.emit("/", "say", vec![text.as_str().into()], Vec::new(), false).unwrap();
        }
        server.serve(&mut client);
        let said = |text: &String| serde_json::json!(["say", text]).to_string();
        let mut wanted = vec![Their::Message(Str::from("0"))];
        wanted.extend(texts.iter().map(|text| Their::Message(Str::from(format!("2{}", said(text))))));
        prop_assert_eq!(server.heard, wanted);
    }
}

fn answered(request: WireRequestId, body: &str) -> Input<'_> {
    Input::Wire(Incoming::Answered { request, status: 200, body })
}

/// Their half of a polling session.
struct EngineServer {
    limit: u64,
    heard: Vec<Their>,
    /// The request that waits for packets.
    receiving: Option<WireRequestId>,
}

impl EngineServer {
    /// Carry out what the client asks for, until it asks for nothing more.
    fn serve(&mut self, client: &mut Client) {
        while let Some(output) = client.poll_output() {
            match output {
                Output::Wire(Outgoing::Request { request, body: None, .. }) => self.receiving = Some(request),
                Output::Wire(Outgoing::Request { request, body: Some(body), .. }) => {
                    self.heard.extend(they_read(&body, self.limit).unwrap());
                    client.handle(Mono(1), answered(request, "ok"));
                }
                Output::Event(Event::Closed { reason }) => panic!("{reason:?}"),
                Output::Event(_) => {}
                other => panic!("{other:?} while polling"),
            }
        }
    }

    /// Answer the waiting request.
    fn push(&mut self, client: &mut Client, packets: &[Their]) {
        let request = self.receiving.take().unwrap();
        client.handle(Mono(1), answered(request, &their_payload(packets)));
        self.serve(client);
    }
}

#[test]
fn what_they_refuse_we_refuse() {
    for text in ["", "7", "x", "é", "b!"] {
        assert!(Their::parse(V4, text).is_err(), "{text}");
        let ours = split(text).next().and_then(Result::ok);
        let read = ours.is_some_and(|frame| match frame {
            EngineFrame::Text(text) => EnginePacket::decode(&text).is_ok(),
            EngineFrame::Binary(_) => true,
        });
        assert!(!read, "{text}");
    }
}
