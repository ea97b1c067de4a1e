//! Liveness of a ready connection: what is heard, pings, and the check before giving up.

use serde_json::Value;
use socketio::wire::SocketId;

use super::{Connection, Pulse};
use crate::{ClientPing, ConnectionEvent, LivenessVerdict, Mono, Protocol, Reason};

impl Connection {
    /// Any frame or answer came.
    pub(super) fn heard(&mut self, now: Mono) {
        if let Some(ready) = self.attempt.as_mut().and_then(|attempt| attempt.ready.as_mut()) {
            ready.heartbeat.heard(now);
            ready.liveness_asked = false;
        }
    }

    /// A message came, which may answer our ping.
    pub(super) fn on_data(&mut self, now: Mono, is_pong: bool) {
        self.let_in();
        if let Some(ready) = self.attempt.as_mut().and_then(|attempt| attempt.ready.as_mut()) {
            ready.has_data = true;
            if is_pong && let Some(rtt) = ready.heartbeat.answered(now) {
                self.rtt = Some(rtt);
            }
        }
    }

    /// Something happened (sleep, network change) that may have cut the connection unnoticed.
    pub(super) fn doubt(&mut self, now: Mono) {
        if let Some(ready) = self.attempt.as_mut().and_then(|attempt| attempt.ready.as_mut()) {
            ready.heartbeat.doubt(now);
        }
    }

    /// Act on the heartbeat's verdict at `now`.
    pub(super) fn beat(&mut self, now: Mono) {
        let Some(attempt) = self.attempt.as_mut() else { return };
        let Some(ready) = attempt.ready.as_mut() else { return };
        match ready.heartbeat.judge(now) {
            Pulse::Alive => {}
            Pulse::CheckDue => {
                let socket = attempt.socket;
                self.report(ConnectionEvent::LivenessUnknown(socket));
            }
            Pulse::Overdue(_) => {
                // With a ping the next one decides, and Socket.IO has its own rule.
                if self.config.ping.is_none() && attempt.client.is_none() && !ready.liveness_asked {
                    ready.liveness_asked = true;
                    let socket = attempt.socket;
                    self.report(ConnectionEvent::LivenessUnknown(socket));
                }
            }
            Pulse::Dead => {
                let silent_ms = ready.heartbeat.silent_ms(now);
                self.fail(now, Reason::Silent { silent_ms });
            }
            Pulse::PingDue => {
                ready.heartbeat.pinged(now);
                self.send_ping(now);
            }
        }
    }

    fn send_ping(&mut self, now: Mono) {
        let Some(ClientPing { send, after_number, .. }) = self.config.ping.clone() else { return };
        let event = matches!(self.config.protocol, Protocol::SocketIo { .. }).then_some(send.as_str());
        self.say(now, event, false, &|number| {
            if event.is_some() {
                return Value::Array(Vec::new());
            }
            let mut text = send.clone();
            if let Some(after) = &after_number {
                text.push_str(&number.to_string());
                text.push_str(after);
            }
            Value::String(text)
        });
    }

    /// What a check by another way found out about a silent hub.
    pub(super) fn on_liveness(&mut self, now: Mono, socket: SocketId, verdict: LivenessVerdict) {
        let attempt = self.attempt.as_mut().filter(|attempt| attempt.socket == socket);
        let Some(ready) = attempt.and_then(|attempt| attempt.ready.as_mut()) else { return };
        match verdict {
            LivenessVerdict::HeartbeatsOff => ready.heartbeat.heartbeats_off(now),
            LivenessVerdict::Dead if ready.heartbeat.is_quiet() && !ready.heartbeat.check_failed(now) => {}
            LivenessVerdict::Dead if ready.heartbeat.is_stale() => {
                let silent_ms = ready.heartbeat.silent_ms(now);
                self.fail(now, Reason::Silent { silent_ms });
            }
            LivenessVerdict::Dead => {}
        }
    }
}
