//! Drives one session with the browser: its commands become sockets, requests and timers, and what
//! happens there becomes inputs.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use model::{EventId, Few, HubId};
use serde_json::Value;
use session::{
    Command, Credentials, Delta, HttpOutcome, HttpRequest, Input, RequestId, Session, SocketId, SocketInput,
    SourceId, Transport,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::address::Bases;
use crate::browser::fetch::{self, Transferred};
use crate::browser::{clock, socket::Socket, storage};

/// A timer never sleeps longer than this, so that a sleep of the machine is noticed (milliseconds).
const LONGEST_SLEEP: u64 = 5_000;

/// A session and what it has open.
pub struct Driver {
    session: RefCell<Session>,
    bases: Bases,
    remember: Remember,
    sockets: RefCell<Few<(SourceId, SocketId), Socket>>,
    requests: RefCell<Few<RequestId, AbortController>>,
    timer: RefCell<Option<Timeout>>,
    on_delta: Box<dyn Fn(Delta)>,
}

impl Driver {
    /// A driver that publishes what changes through `on_delta`.
    pub fn new(
        session: Session,
        bases: Bases,
        remember: Remember,
        on_delta: impl Fn(Delta) + 'static,
    ) -> Rc<Self> {
        Rc::new(Self {
            session: RefCell::new(session),
            bases,
            remember,
            sockets: RefCell::default(),
            requests: RefCell::default(),
            timer: RefCell::default(),
            on_delta: Box::new(on_delta),
        })
    }

    /// Read from the session.
    pub fn read<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.session.borrow())
    }

    /// Give the session an input and carry out what it wants.
    pub fn handle(self: &Rc<Self>, input: Input<'_>) {
        let mut commands = Vec::new();
        let now = clock::now();
        {
            let mut session = self.session.borrow_mut();
            session.handle(now, input);
            while let Some(command) = session.poll_output() {
                commands.push(command);
            }
        }
        for command in commands {
            self.carry_out(command);
        }
        self.set_timer();
    }

    fn carry_out(self: &Rc<Self>, command: Command) {
        match command {
            Command::Open { source, socket, path_and_query } => self.open(source, socket, &path_and_query),
            Command::SendText(source, socket, text) => {
                if let Some(socket) = self.sockets.borrow().get(&(source, socket)) {
                    socket.send_text(&text);
                }
            }
            Command::SendBinary(source, socket, bytes) => {
                if let Some(socket) = self.sockets.borrow().get(&(source, socket)) {
                    socket.send_binary(&bytes);
                }
            }
            Command::Close(source, socket) => {
                let closed = self.sockets.borrow_mut().remove(&(source, socket));
                drop_later(closed);
            }
            Command::Http(request) => self.request(request),
            Command::Abort(id) => {
                if let Some(abort) = self.requests.borrow_mut().remove(&id) {
                    abort.abort();
                }
            }
            Command::Probe(source) => self.probe(source),
            Command::RememberTransport(_, transport) => {
                storage::set(storage::tab(), &self.remember.transport, transport_word(transport));
            }
            Command::RememberReads(ids) => {
                let ids: Vec<_> = ids.iter().map(|id| id.as_str()).collect();
                let text = serde_json::to_string(&ids).unwrap_or_default();
                storage::set(storage::tab(), &self.remember.reads, &text);
            }
            Command::StoreCredentials(kept) => self.remember.keep_access(kept, &self.bases),
            Command::Delta(delta) => (self.on_delta)(delta),
        }
    }

    fn open(self: &Rc<Self>, source: SourceId, socket: SocketId, path_and_query: &str) {
        let url = self.bases.socket_url(source, path_and_query);
        let weak = Rc::downgrade(self);
        let opened = Socket::open(&url, move |event| {
            let closed = matches!(event, SocketInput::Closed { .. });
            later(&weak, Input::Socket { source, socket, event });
            if closed && let Some(this) = weak.upgrade() {
                let socket = this.sockets.borrow_mut().remove(&(source, socket));
                drop_later(socket);
            }
        });
        match opened {
            Ok(open) => {
                self.sockets.borrow_mut().insert((source, socket), open);
            }
            Err(why) => {
                // The session must not be re-entered while its commands are carried out.
                let weak = Rc::downgrade(self);
                spawn_local(async move {
                    let event = SocketInput::Closed { code: 1006, reason: &why, clean: false };
                    later(&weak, Input::Socket { source, socket, event });
                });
            }
        }
    }

    fn request(self: &Rc<Self>, request: HttpRequest) {
        let Ok(abort) = AbortController::new() else { return };
        let id = request.id;
        let url = self.bases.http_url(request.source, &request.path_and_query);
        self.requests.borrow_mut().insert(id, abort.clone());
        let weak = Rc::downgrade(self);
        let done = move |answer: &Transferred| {
            let Some(this) = weak.upgrade() else { return };
            if this.requests.borrow_mut().remove(&id).is_none() {
                return; // aborted: nothing more is reported of it
            }
            let outcome = match answer {
                Transferred::File(length) => HttpOutcome::File(*length),
                Transferred::Said(Ok((status, body))) => HttpOutcome::Done { status: *status, body },
                Transferred::Said(Err(why)) => HttpOutcome::Failed(why),
            };
            this.handle(Input::Http { id, outcome });
        };
        if let Some(transfer) = fetch::transfer(&request) {
            return transfer(request, url, abort.signal(), Box::new(move |answer| done(&answer)));
        }
        spawn_local(async move { done(&Transferred::Said(fetch::send(request, url, abort).await)) });
    }

    fn probe(self: &Rc<Self>, source: SourceId) {
        let url = self.bases.http_url(source, "/");
        let weak = Rc::downgrade(self);
        spawn_local(async move {
            let answered = fetch::probe(url).await;
            later(&weak, Input::Probed { answered });
        });
    }

    fn set_timer(self: &Rc<Self>) {
        let now = clock::now();
        let due = self.session.borrow().poll_timeout();
        let wait = due.map_or(LONGEST_SLEEP, |(_, due)| due.since(now.mono).clamp(1, LONGEST_SLEEP));
        let weak = Rc::downgrade(self);
        let timer =
            Timeout::new(u32::try_from(wait).unwrap_or(u32::MAX), move || later(&weak, Input::Timeout));
        self.timer.replace(Some(timer));
    }
}

fn later(weak: &Weak<Driver>, input: Input<'_>) {
    if let Some(this) = weak.upgrade() {
        this.handle(input);
    }
}

/// A socket's handlers may be running now: they must not be freed under their own feet.
fn drop_later(socket: Option<Socket>) {
    if let Some(socket) = socket {
        spawn_local(async move { drop(socket) });
    }
}

fn transport_word(transport: Transport) -> &'static str {
    match transport {
        Transport::WebSocket => "websocket",
        Transport::Polling => "polling",
    }
}

/// Under which names this tab keeps what a hub's session remembers.
pub struct Remember {
    transport: String,
    reads: String,
    access: String,
}

impl Remember {
    /// For a hub.
    pub fn of(hub: &HubId) -> Self {
        Self {
            transport: format!("atalaya.transport.{hub}"),
            reads: format!("atalaya.reads.{hub}"),
            access: format!("atalaya.access.{hub}"),
        }
    }

    /// The transport that worked last.
    pub fn transport(&self) -> Option<Transport> {
        match storage::get(storage::tab(), &self.transport)?.as_str() {
            "websocket" => Some(Transport::WebSocket),
            "polling" => Some(Transport::Polling),
            _ => None,
        }
    }

    /// What was given for the hub to know the person, if it was given for these addresses.
    pub fn access(&self, bases: &Bases) -> Option<Credentials> {
        let kept = |storage| storage::get(storage, &self.access);
        let text = kept(storage::tab()).or_else(|| kept(storage::browser()))?;
        let kept = serde_json::from_str::<Value>(&text).ok()?;
        let here = kept.get(0)? == &Value::from(bases.all());
        kept.get(1)?.as_object().filter(|_| here).cloned()
    }

    fn keep_access(&self, kept: Option<(Credentials, bool)>, bases: &Bases) {
        storage::forget(storage::tab(), &self.access);
        storage::forget(storage::browser(), &self.access);
        if let Some((given, longer)) = kept {
            let storage = if longer { storage::browser() } else { storage::tab() };
            let kept = serde_json::json!([bases.all(), given]);
            storage::set(storage, &self.access, &kept.to_string());
        }
    }

    /// What was marked read and the hub did not know yet.
    pub fn reads(&self) -> Vec<EventId> {
        let kept = storage::get(storage::tab(), &self.reads);
        let ids = kept.and_then(|text| serde_json::from_str::<Vec<String>>(&text).ok());
        ids.unwrap_or_default().into_iter().map(EventId::from).collect()
    }
}
