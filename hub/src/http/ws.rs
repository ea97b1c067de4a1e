//! `/ws`: all that the hub tells, over a plain WebSocket, in the envelope of hub 004.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, oneshot};
use tokio::time::{Instant, interval_at, timeout};
use uuid::Uuid;

use super::HubState;
use super::error::ApiError;
use super::input::Asked;
use crate::frames::{Cursor, Frame, Greeting, first_frames, frame};
use crate::push::{FULL, Push, TOPICS, Topic};
use crate::time;
use crate::token::Token;

/// How often a client hears of the hub where nothing else happens (hub 004 §1).
const HEARTBEAT: Duration = Duration::from_secs(30);
/// A client that takes no frame for so long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// So long it may take to say who one is.
const AUTH_TIMEOUT: Duration = Duration::from_secs(10);
/// The close code for who does not show the token.
const UNAUTHORIZED: u16 = 4401;
/// Bytes of a frame of a client.
const MAX_FRAME: usize = 16 * 1024;

/// Bytes that are read at once: clients say little.
const READ_BUFFER: usize = 4 * 1024;

/// `?cursor=…&topics=notifications,nodes`
#[derive(Deserialize)]
pub struct ConnectQuery {
    cursor: Option<String>,
    topics: Option<String>,
}

/// What a client sends.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Command {
    Auth { token: String },
    Ping,
    Subscribe { topics: Vec<String> },
}

/// Take a client.
pub async fn connect(
    State(hub): State<HubState>,
    Asked(query): Asked<ConnectQuery>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if hub.room.is_full() {
        let full = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, FULL);
        return ([(header::RETRY_AFTER, "10")], full).into_response();
    }
    // Each client has these buffers: the usual ones are 128 KiB.
    let upgrade = upgrade.read_buffer_size(READ_BUFFER).write_buffer_size(0);
    let upgrade = upgrade.max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME);
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    upgrade.on_upgrade(move |socket| async move {
        let mut client = Client { socket, hub, topics: TOPICS.to_vec(), cursor: None };
        if let Err(End::Closed(code, why)) = client.serve(query, user_agent).await {
            drop(client.say("error", json!({ "message": why, "code": code })).await);
            // A reason is at most 123 bytes (RFC 6455 §5.5); the frame above says it all.
            let close = CloseFrame { code, reason: Utf8Bytes::default() };
            drop(timeout(SEND_TIMEOUT, client.socket.send(Message::Close(Some(close)))).await);
        }
    })
}

/// How many listen, and how much waits for the slowest.
pub async fn stats(State(hub): State<HubState>) -> Json<Value> {
    let listeners = hub.frames.listeners();
    Json(json!({
        "active_connections": listeners,
        "heartbeat_interval": HEARTBEAT.as_secs(),
        "heartbeat_active": listeners > 0,
        "broadcast_worker_active": true,
        "queue_size": hub.frames.waiting(),
    }))
}

/// One client.
struct Client {
    socket: WebSocket,
    hub: HubState,
    topics: Vec<Topic>,
    /// How far it is.
    cursor: Option<Arc<Cursor>>,
}

/// Why a connection ends.
enum End {
    /// The client has gone, or takes nothing.
    Gone,
    /// The hub ends it: the close code, and a sentence.
    Closed(u16, String),
}

impl Client {
    async fn serve(&mut self, query: ConnectQuery, user_agent: Option<String>) -> Result<(), End> {
        if let Some(token) = self.hub.token.clone() {
            self.authenticate(&token).await?;
        }
        if let Some(topics) = &query.topics {
            self.topics =
                parse_topics(topics.split(',')).map_err(|why| End::Closed(close_code::POLICY, why))?;
        }
        let id = Uuid::new_v4().to_string();
        let _present = self.hub.vitals.enter(id.clone(), user_agent);
        let ack = json!({
            "client_id": id, "timestamp": time::rfc3339(time::now()), "heartbeat_s": HEARTBEAT.as_secs(),
        });
        self.say("connection_ack", ack).await?;
        let cursor = query.cursor.as_deref().and_then(Cursor::parse);
        let mut frames = self.greet(cursor.map(Arc::new)).await?;
        let mut beat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        let mut closing = self.hub.closing.clone();
        loop {
            tokio::select! {
                frame = frames.recv() => match frame {
                    Ok(frame) => self.tell(frame).await?,
                    Err(RecvError::Lagged(missed)) => {
                        self.say("behind", json!({ "missed": missed })).await?;
                        frames = self.greet(self.cursor.clone()).await?;
                    }
                    Err(RecvError::Closed) => return Err(stopping()),
                },
                message = self.socket.recv() => {
                    if self.hear(message).await? {
                        frames = self.greet(None).await?;
                    }
                }
                _ = beat.tick() => self.say("heartbeat", json!({ "timestamp": time::rfc3339(time::now()) })).await?,
                _ = closing.changed() => return Err(stopping()),
            }
        }
    }

    /// Wait for the first frame, which must show the token.
    async fn authenticate(&mut self, token: &Token) -> Result<(), End> {
        let first = timeout(AUTH_TIMEOUT, self.socket.recv()).await;
        let shown = match first {
            Ok(Some(Ok(Message::Text(text)))) => match serde_json::from_str(&text) {
                Ok(Command::Auth { token }) => Some(token),
                _ => None,
            },
            Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Err(End::Gone),
            _ => None,
        };
        let why = match shown {
            Some(shown) if token.is(&shown) => return Ok(()),
            Some(_) => "This is not the hub's token",
            None => "This hub asks for its token in the first frame: {\"type\":\"auth\",\"token\":\"…\"}",
        };
        Err(End::Closed(UNAUTHORIZED, why.to_owned()))
    }

    /// Send what it has missed, and hear what is said from then on.
    async fn greet(&mut self, cursor: Option<Arc<Cursor>>) -> Result<broadcast::Receiver<Frame>, End> {
        let (client, greeting) = oneshot::channel();
        let topics = self.topics.clone();
        let greeted = self.hub.writer.run(move |job| {
            let (first, up_to) = first_frames(job, cursor.as_deref(), &topics)?;
            job.pushes.push(Push::Greet { first, up_to: Arc::new(up_to), client });
            Ok(())
        });
        greeted.await.map_err(|error| End::Closed(close_code::ERROR, error.to_string()))?;
        let Greeting { first, up_to, rest } = greeting.await.map_err(|_| stopping())?;
        for frame in &first {
            self.send(frame.to_string().into()).await?;
        }
        self.cursor = Some(up_to);
        Ok(rest)
    }

    /// Pass on what is said to all.
    async fn tell(&mut self, frame: Frame) -> Result<(), End> {
        if !self.topics.iter().any(|topic| topic.covers(frame.topic)) {
            return Ok(());
        }
        self.send(frame.text).await?;
        self.cursor = frame.cursor.or(self.cursor.take());
        Ok(())
    }

    /// Answer what it sends. Whether it wants other topics from now on.
    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<bool, End> {
        let answer = match message {
            Some(Ok(Message::Text(text))) => match self.command(&text) {
                Ok(Command::Subscribe { .. }) => return Ok(true),
                // It is asked for none, or has shown it.
                Ok(Command::Auth { .. }) => return Ok(false),
                Ok(Command::Ping) => ("pong", json!({ "timestamp": time::rfc3339(time::now()) })),
                Err(why) => ("error", json!({ "message": why })),
            },
            Some(Ok(Message::Binary(_))) => {
                ("error", json!({ "message": "Expected a text frame, found a binary one" }))
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(false),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
        };
        self.say(answer.0, answer.1).await?;
        Ok(false)
    }

    fn command(&mut self, text: &str) -> Result<Command, String> {
        let command = serde_json::from_str(text).map_err(|error| {
            format!("Expected {{\"type\":\"ping\"}} or {{\"type\":\"subscribe\",\"topics\":[…]}}: {error}")
        })?;
        if let Command::Subscribe { topics } = &command {
            self.topics = parse_topics(topics.iter().map(String::as_str))?;
        }
        Ok(command)
    }

    async fn say(&mut self, event: &str, payload: Value) -> Result<(), End> {
        self.send(frame(event, payload).to_string().into()).await
    }

    async fn send(&mut self, text: Utf8Bytes) -> Result<(), End> {
        match timeout(SEND_TIMEOUT, self.socket.send(Message::Text(text))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}

fn stopping() -> End {
    End::Closed(close_code::AWAY, "The hub is stopping".to_owned())
}

fn parse_topics<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<Topic>, String> {
    names
        .map(|name| {
            Topic::parse(name).ok_or_else(|| {
                let all = TOPICS.map(Topic::name).join(", ");
                format!("topics: expected {all}, found {name:.60}")
            })
        })
        .collect()
}
