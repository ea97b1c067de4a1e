//! A Socket.IO client of a few lines, written from the protocol and not from the client crates.

use std::collections::VecDeque;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::server::Server;

/// One connected client.
pub struct SocketClient {
    ws: WebSocket<TcpStream>,
    /// As it stands before what a packet holds: nothing for `/`.
    namespace: String,
    waiting: VecDeque<(String, Value)>,
    next_ack: u32,
}

const TIMEOUT: Duration = Duration::from_secs(15);

impl SocketClient {
    /// Connect over WebSocket. Only the answer to CONNECT has been read.
    pub fn connect(server: &Server) -> Self {
        Self::connect_as(server, "").unwrap()
    }

    /// The same, to another namespace.
    pub fn connect_to(server: &Server, namespace: &str) -> Self {
        Self::open(server, format!("{namespace},"), "").unwrap()
    }

    /// The same, as somebody; or the words with which the hub refuses.
    pub fn connect_as(server: &Server, auth: &str) -> Result<Self, Value> {
        Self::open(server, String::new(), auth)
    }

    fn open(server: &Server, namespace: String, auth: &str) -> Result<Self, Value> {
        let stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        let url = format!("ws://{}/socket.io/?EIO=4&transport=websocket", server.address);
        let (ws, _) = tungstenite::client(url, stream).unwrap();
        let mut socket = Self { ws, namespace, waiting: VecDeque::new(), next_ack: 0 };
        assert!(socket.frame().starts_with("0{"));
        socket.send_packet("40", auth);
        let answer = socket.frame();
        match socket.content(&answer, "44") {
            Some(refusal) => Err(serde_json::from_str(refusal).unwrap()),
            None => {
                let content = socket.content(&answer, "40");
                assert!(content.is_some_and(|content| content.starts_with("{\"sid\":")), "{answer}");
                Ok(socket)
            }
        }
    }

    /// Connect, and read the first messages.
    pub fn welcomed(server: &Server) -> Self {
        let mut socket = Self::connect(server);
        socket.event("recent_notifications");
        socket.event("initial_stats");
        socket
    }

    fn send_packet(&mut self, kind: &str, content: &str) {
        let text = format!("{kind}{}{content}", self.namespace);
        self.send(&text);
    }

    /// What a packet of this kind holds.
    fn content<'a>(&self, frame: &'a str, kind: &str) -> Option<&'a str> {
        frame.strip_prefix(kind)?.strip_prefix(self.namespace.as_str())
    }

    fn send(&mut self, text: &str) {
        self.ws.send(Message::text(text)).unwrap();
    }

    /// The next frame that is no ping.
    fn frame(&mut self) -> String {
        loop {
            match self.ws.read().unwrap() {
                Message::Text(text) if text.as_str() == "2" => self.send("3"),
                Message::Text(text) => return text.to_string(),
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next event, whatever it is, and its argument.
    pub fn next(&mut self) -> (String, Value) {
        if let Some(event) = self.waiting.pop_front() {
            return event;
        }
        let frame = self.frame();
        self.read_event(&frame)
    }

    fn read_event(&self, frame: &str) -> (String, Value) {
        self.content(frame, "42").and_then(event).unwrap_or_else(|| panic!("{frame}"))
    }

    /// The next event of this name; others are dropped.
    pub fn event(&mut self, name: &str) -> Value {
        let until = Instant::now() + TIMEOUT;
        while Instant::now() < until {
            let (event, argument) = self.next();
            if event == name {
                return argument;
            }
        }
        panic!("no {name} came");
    }

    /// Send an event. `arguments` is the array without the name.
    pub fn emit(&mut self, name: &str, arguments: &[Value]) {
        self.send_packet("42", &packet(name, arguments).to_string());
    }

    /// Send an event and wait for its acknowledgement; events that come before it are kept.
    pub fn ask(&mut self, name: &str, arguments: &[Value]) -> Value {
        let id = self.next_ack;
        self.next_ack += 1;
        self.send_packet("42", &format!("{id}{}", packet(name, arguments)));
        let start = format!("43{}{id}", self.namespace);
        loop {
            let frame = self.frame();
            if let Some(answer) = frame.strip_prefix(&start) {
                return serde_json::from_str::<Value>(answer).unwrap()[0].take();
            }
            self.waiting.push_back(self.read_event(&frame));
        }
    }
}

fn packet(name: &str, arguments: &[Value]) -> Value {
    let mut packet = vec![json!(name)];
    packet.extend_from_slice(arguments);
    Value::Array(packet)
}

fn event(content: &str) -> Option<(String, Value)> {
    let mut packet: Value = serde_json::from_str(content).ok()?;
    let name = packet.get(0)?.as_str()?.to_owned();
    Some((name, packet.get_mut(1).map_or(Value::Null, Value::take)))
}
