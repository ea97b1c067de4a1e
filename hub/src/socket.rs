//! The Socket.IO events of hub 002 §2.1, each answered with an acknowledgement, also when it failed.

use std::future::ready;
use std::sync::Arc;

use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{AckSender, Event, SocketRef, TryData};
use socketioxide::handler::ConnectHandler;
use socketioxide::layer::SocketIoLayer;

use crate::actions;
use crate::push::{ClientId, ClientState, FULL, NAMESPACES, clients, welcome};
use crate::store::channels::Channel;
use crate::store::{Error, notifications};
use crate::time;
use crate::token::Token;
use crate::vitals::Vitals;
use crate::writer::Writer;

/// Bytes of one message from a client at most; all legitimate ones are short.
const MAX_MESSAGE_BYTES: usize = 100_000;
/// Rooms that one client may be in, and the length of their names.
const MAX_ROOMS: usize = 32;
const MAX_ROOM_BYTES: usize = 100;

/// The argument of an event, or why it cannot be read.
type EventArg = TryData<Value>;
type EventResult = Result<Value, Error>;

/// Create the Socket.IO server. A client is behind when `client_buffer` messages wait for it.
pub fn layer(client_buffer: u32) -> (SocketIoLayer, SocketIo) {
    SocketIo::builder()
        .max_buffer_size(usize::try_from(client_buffer).unwrap_or(usize::MAX))
        .max_payload(MAX_MESSAGE_BYTES as u64)
        .ws_max_message_size(MAX_MESSAGE_BYTES)
        .ws_max_frame_size(MAX_MESSAGE_BYTES)
        .build_layer()
}

/// How many clients there is room for.
#[derive(Clone)]
pub struct Room {
    /// Knows the clients of Socket.IO.
    pub io: SocketIo,
    /// Knows the clients of `/ws`.
    pub vitals: Arc<Vitals>,
    /// Clients that may listen at once.
    pub max_clients: usize,
}

impl Room {
    /// Whether as many listen as may.
    pub fn is_full(&self) -> bool {
        clients(&self.io).len() + self.vitals.plain_client_count() >= self.max_clients
    }
}

/// What a client calls itself.
pub fn user_agent(socket: &SocketRef) -> Option<&str> {
    socket.req_parts().headers.get("user-agent").and_then(|value| value.to_str().ok())
}

/// Answer clients that there is room for and that show the token, where there is one.
pub fn serve(io: &SocketIo, writer: &Writer, token: Option<&Token>, room: &Room) {
    for (namespace, channel) in NAMESPACES {
        serve_namespace(io, writer, token, room, (namespace, channel));
    }
}

fn serve_namespace(
    io: &SocketIo,
    writer: &Writer,
    token: Option<&Token>,
    room: &Room,
    (namespace, channel): (&'static str, Option<Channel>),
) {
    let (writer, token) = (writer.clone(), token.cloned());
    let welcome = move |socket: SocketRef| {
        let id = ClientId { namespace, sid: socket.id };
        connected(&socket, &writer, ClientState::new(id, channel));
        ready(())
    };
    let room = room.clone();
    let check = move |TryData(auth): TryData<Value>| {
        if room.is_full() {
            return ready(Err(FULL));
        }
        let shown = auth.ok().and_then(|auth| auth.get("token")?.as_str().map(str::to_owned));
        ready(match (&token, shown) {
            (None, _) => Ok(()),
            (Some(token), Some(shown)) if token.is(&shown) => Ok(()),
            (Some(_), Some(_)) => Err("This is not the hub's token"),
            (Some(_), None) => Err("This hub asks for its token: auth: { token }"),
        })
    };
    io.ns(namespace, welcome.with(check));
}

fn connected(socket: &SocketRef, writer: &Writer, client: ClientState) {
    socket.extensions.insert(client.clone());
    // Handlers do their work before they return a future: futures run side by side, and a client's events must not
    // overtake each other.
    on(socket, "ping", writer, |call| {
        let answer = send_pong(&call.socket);
        call.answer(Ok(answer));
    });
    on(socket, "get_notifications", writer, get_notifications);
    on(socket, "mark_notification_read", writer, mark_read);
    on(socket, "clear_notifications", writer, clear);
    on(socket, "join_room", writer, |call| {
        let answer = room_arg(&call.arg).and_then(|room| join(&call.socket, room));
        call.answer(answer);
    });
    on(socket, "leave_room", writer, |call| {
        let answer =
            room_arg(&call.arg).map(|room| call.socket.leave(room)).map(|()| json!({ "success": true }));
        call.answer(answer);
    });
    socket.on_fallback(|socket: SocketRef, event: Event, ack: AckSender| {
        let why = format!("There is no event {}", event.0.chars().take(60).collect::<String>());
        Reply { socket, event: "unknown", ack }.answer(Err(Error::Invalid(why)));
        ready(())
    });
    let (id, failed) = (client.id(), socket.clone());
    writer.run_then(
        move |job| welcome(job, &client, false),
        move |result| {
            if let Err(error) = result {
                // The client would wait for its first messages forever; disconnected, it connects again.
                tracing::warn!(?id, %error, "a client cannot be welcomed");
                drop(failed.disconnect());
            }
        },
    );
}

/// An event from a client, with what a handler needs.
struct Call {
    socket: SocketRef,
    arg: Result<Value, String>,
    writer: Writer,
    reply: Reply,
}

/// Sends the answer to one event.
struct Reply {
    socket: SocketRef,
    event: &'static str,
    ack: AckSender,
}

impl Call {
    /// The channel that the client hears, or all.
    fn channel(&self) -> Option<Channel> {
        self.socket.extensions.get::<ClientState>().and_then(|client| client.channel)
    }

    fn answer(self, answer: EventResult) {
        self.reply.answer(answer);
    }
}

impl Reply {
    fn answer(self, answer: EventResult) {
        let body = answer.unwrap_or_else(|error| {
            let body = json!({ "success": false, "error": error.to_string() });
            // A client that asked for no acknowledgement learns of the failure too.
            let failure = json!({ "event": self.event, "error": error.to_string() });
            drop(self.socket.emit("error", &failure));
            body
        });
        drop(self.ack.send(&body)); // fails when the client is gone
    }
}

fn on(socket: &SocketRef, event: &'static str, writer: &Writer, handle: fn(Call)) {
    let writer = writer.clone();
    socket.on(event, move |socket: SocketRef, arg: EventArg, ack: AckSender| {
        let reply = Reply { socket: socket.clone(), event, ack };
        let arg = arg.0.map_err(|error| error.to_string());
        handle(Call { socket, arg, writer: writer.clone(), reply });
        ready(())
    });
}

fn send_pong(socket: &SocketRef) -> Value {
    let pong = json!({ "timestamp": time::rfc3339(time::now()) });
    drop(socket.emit("pong", &pong));
    pong
}

fn get_notifications(call: Call) {
    let limit = match limit_arg(&call.arg) {
        Ok(limit) => limit,
        Err(error) => return call.answer(Err(error)),
    };
    let only = call.channel();
    let Call { socket, reply, writer, .. } = call;
    let done = move |result: Result<notifications::NotificationPage, Error>| {
        let answer = result.map(|page| serde_json::to_value(page).unwrap_or_default());
        if let Ok(list) = &answer {
            drop(socket.emit("notifications_list", list));
        }
        reply.answer(answer);
    };
    writer.run_then(move |job| notifications::newest(job.conn, only, limit), done);
}

fn mark_read(call: Call) {
    let id = match text_arg(&call.arg, "notification_id") {
        Ok(id) => id.to_owned(),
        Err(error) => return call.answer(Err(error)),
    };
    let Call { socket, reply, writer, .. } = call;
    let wanted = id.clone();
    writer.run_then(
        move |job| actions::mark_read(job, &wanted),
        move |result| {
            if let Err(Error::NotFound(_)) = result {
                let answer = json!({ "notification_id": id, "success": false });
                drop(socket.emit("notification_marked_read", &answer));
            }
            reply.answer(
                result
                    .map(|unread| json!({ "success": true, "notification_id": id, "unread_count": unread })),
            );
        },
    );
}

fn clear(call: Call) {
    let only = call.channel();
    let Call { reply, writer, .. } = call;
    let done = move |result: Result<(), Error>| reply.answer(result.map(|()| json!({ "success": true })));
    writer.run_then(move |job| actions::clear(job, only), done);
}

fn join(socket: &SocketRef, room: String) -> EventResult {
    if socket.rooms().len() >= MAX_ROOMS {
        return Err(Error::Invalid(format!("A client may be in {MAX_ROOMS} rooms")));
    }
    socket.join(room);
    Ok(json!({ "success": true }))
}

fn room_arg(arg: &Result<Value, String>) -> Result<String, Error> {
    let room = text_arg(arg, "room")?;
    match room.len() {
        1..=MAX_ROOM_BYTES => Ok(room.to_owned()),
        _ => Err(Error::Invalid(format!("room: expected 1 to {MAX_ROOM_BYTES} bytes"))),
    }
}

/// The limit of a list: absent is 50, 0 is all.
fn limit_arg(arg: &Result<Value, String>) -> Result<u32, Error> {
    match arg.as_ref().ok().and_then(|arg| arg.get("limit")) {
        None => Ok(50),
        Some(limit) => limit
            .as_u64()
            .and_then(|limit| u32::try_from(limit).ok())
            .ok_or_else(|| Error::Invalid("limit: expected a whole number from 0".to_owned())),
    }
}

fn text_arg<'a>(arg: &'a Result<Value, String>, key: &str) -> Result<&'a str, Error> {
    let found = arg.as_ref().ok().and_then(|arg| arg.get(key)).and_then(Value::as_str);
    found.ok_or_else(|| Error::Invalid(format!("{key}: expected a string in an object")))
}

/// The connected clients (hub 002 §3), with the times that the original never gives.
pub fn connected_clients(io: &SocketIo) -> Value {
    let sockets = clients(io);
    let info: serde_json::Map<String, Value> = sockets
        .iter()
        .map(|socket| {
            let connected_at =
                socket.extensions.get::<ClientState>().map(|client| time::rfc3339(client.connected_at));
            let rooms: Vec<String> = socket.rooms().iter().map(ToString::to_string).collect();
            let info =
                json!({ "connected_at": connected_at, "rooms": rooms, "user_agent": user_agent(socket) });
            (socket.id.to_string(), info)
        })
        .collect();
    json!({ "websocket_enabled": true, "connected_clients": sockets.len(), "clients_info": info })
}
