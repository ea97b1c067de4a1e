//! What the caller says to the hub: events of Socket.IO, and text frames.

use serde_json::Value;
use socketio::wire::Outgoing;

use super::Connection;
use crate::{Mono, Protocol};

impl Connection {
    /// Emit an event, whose arguments are the array that `write` gives; or send the text that it gives. `write` is given the number of what is said: it grows by one with each, and begins anew
    /// with each socket. The number under which [`ConnectionEvent::Acknowledged`] answers an event that wants it
    /// comes back; nothing where it could not go out.
    pub fn say(
        &mut self,
        now: Mono,
        event: Option<&str>,
        wants_answer: bool,
        write: &dyn Fn(u64) -> Value,
    ) -> Option<u64> {
        if !self.is_open() {
            return None;
        }
        let attempt = self.attempt.as_mut()?;
        attempt.said = attempt.said.saturating_add(1);
        let (mut number, socket) = (attempt.said, attempt.socket);
        match (&mut attempt.client, event, write(number), &self.config.protocol) {
            (Some(client), Some(event), Value::Array(args), Protocol::SocketIo { namespace, .. }) => {
                // It is joined, the names were checked, and there is nothing binary.
                number =
                    client.emit(namespace, event, args, Vec::new(), wants_answer).ok()?.unwrap_or(number);
            }
            (None, None, Value::String(text), _) => self.wire(Outgoing::Text { socket, text }),
            _ => return None,
        }
        self.drain_client(now);
        Some(number)
    }

    /// Whether something can be said, ready or not: a login may be what makes it ready.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| match attempt.client {
            Some(_) => attempt.joined.is_some(),
            None => attempt.reached,
        })
    }

    /// Whether the hub is there for more than a login.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.ready.is_some())
    }
}
