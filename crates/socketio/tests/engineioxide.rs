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
use socketio::{Client, Config, Engine, Event, Frame, Handshake, Input, Method, Output, Transport};
use socketio::{join, split};

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
fn theirs(frame: &Frame) -> Their {
    match frame {
        Frame::Binary(bytes) => Their::Binary(Bytes::copy_from_slice(bytes)),
        Frame::Text(text) => match Engine::decode(text).unwrap() {
            Engine::Open(json) => Their::Open(serde_json::from_str(json).unwrap()),
            Engine::Close => Their::Close,
            Engine::Ping("probe") => Their::PingUpgrade,
            Engine::Ping(_) => Their::Ping,
            Engine::Pong("probe") => Their::PongUpgrade,
            Engine::Pong(_) => Their::Pong,
            Engine::Message(text) => Their::Message(Str::from(text.to_owned())),
            Engine::Upgrade => Their::Upgrade,
            Engine::Noop => Their::Noop,
        },
    }
}

/// JSON text never holds the separator: it escapes control characters.
fn message() -> impl Strategy<Value = String> {
    "[^\u{1e}]{0,40}"
}

fn ours() -> impl Strategy<Value = Frame> {
    let text = |packet: Engine<'_>| Just(Frame::Text(packet.encode()));
    prop_oneof![
        text(Engine::Close),
        text(Engine::Ping("")),
        text(Engine::Ping("probe")),
        text(Engine::Pong("")),
        text(Engine::Pong("probe")),
        text(Engine::Upgrade),
        text(Engine::Noop),
        message().prop_map(|text| Frame::Text(Engine::Message(&text).encode())),
        vec(any::<u8>(), 0..64).prop_map(Frame::Binary),
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
        let Frame::Text(text) = &frame else { return Ok(()) };
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
        let Ok(Engine::Open(json)) = Engine::decode(&text) else { panic!("a handshake, found {text}") };
        let handshake: Handshake = serde_json::from_str(json).unwrap();
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
        let mut server = Server { limit, heard: Vec::new(), receiving: None };
        let mut client = Client::new(Config { transport: Transport::Polling, ..Config::default() });
        client.start(0);
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

/// Their half of a polling session.
struct Server {
    limit: u64,
    heard: Vec<Their>,
    /// The request that waits for packets.
    receiving: Option<u64>,
}

impl Server {
    /// Carry out what the client asks for, until it asks for nothing more.
    fn serve(&mut self, client: &mut Client) {
        while let Some(output) = client.next_output() {
            match output {
                Output::Http { id, method: Method::Get, .. } => self.receiving = Some(id),
                Output::Http { id, body, .. } => {
                    self.heard.extend(they_read(&body.unwrap(), self.limit).unwrap());
                    client.handle(1, Input::HttpDone { id, status: 200, body: "ok" });
                }
                Output::Event(Event::Closed { reason }) => panic!("{reason:?}"),
                Output::Event(_) => {}
                other => panic!("{other:?} while polling"),
            }
        }
    }

    /// Answer the waiting request.
    fn push(&mut self, client: &mut Client, packets: &[Their]) {
        let id = self.receiving.take().unwrap();
        client.handle(1, Input::HttpDone { id, status: 200, body: &their_payload(packets) });
        self.serve(client);
    }
}

#[test]
fn what_they_refuse_we_refuse() {
    for text in ["", "7", "x", "é", "b!"] {
        assert!(Their::parse(V4, text).is_err(), "{text}");
        let ours = split(text).next().and_then(Result::ok);
        let read = ours.is_some_and(|frame| match frame {
            Frame::Text(text) => Engine::decode(&text).is_ok(),
            Frame::Binary(_) => true,
        });
        assert!(!read, "{text}");
    }
}
