//! A client of `/ws`.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;
use tungstenite::{Error, Message, WebSocket};

use crate::server::Server;

const TIMEOUT: Duration = Duration::from_secs(15);

/// One connected client.
pub struct PlainClient {
    ws: WebSocket<TcpStream>,
    /// What it would go on from.
    pub cursor: String,
}

impl PlainClient {
    /// Connect; nothing has been read yet.
    pub fn connect(server: &Server, query: &str) -> Self {
        let stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        let (ws, _) = tungstenite::client(format!("ws://{}/ws{query}", server.address), stream).unwrap();
        Self { ws, cursor: String::new() }
    }

    pub fn send(&mut self, text: &str) {
        self.ws.send(Message::text(text)).unwrap();
    }

    pub fn send_binary(&mut self) {
        self.ws.send(Message::binary(vec![1, 2])).unwrap();
    }

    /// The next frame, or the code with which the hub closed.
    pub fn next(&mut self) -> Result<Value, u16> {
        loop {
            match self.ws.read() {
                Ok(Message::Text(text)) => {
                    let frame: Value = serde_json::from_str(&text).unwrap();
                    if let Some(cursor) = frame["cursor"].as_str() {
                        cursor.clone_into(&mut self.cursor);
                    }
                    return Ok(frame);
                }
                Ok(Message::Close(frame)) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(other) => panic!("{other:?}"),
                Err(Error::ConnectionClosed | Error::AlreadyClosed | Error::Io(_) | Error::Protocol(_)) => {
                    return Err(0);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    /// The next frame of this type; others are dropped.
    pub fn frame(&mut self, kind: &str) -> Value {
        let until = Instant::now() + TIMEOUT;
        while Instant::now() < until {
            let frame = self.next().unwrap_or_else(|code| panic!("closed with {code} before {kind} came"));
            if frame["type"] == kind {
                return frame;
            }
        }
        panic!("no {kind} came");
    }

    /// All frames up to one of this type.
    pub fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut frames = Vec::new();
        while frames.last().is_none_or(|last: &Value| last["type"] != kind) {
            frames.push(self.next().unwrap_or_else(|code| panic!("closed with {code} before {kind} came")));
        }
        frames
    }
}
