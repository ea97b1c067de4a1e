//! Drives one session: its commands become sockets, requests and timers of the browser, and what happens there
//! becomes inputs.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use litemap::LiteMap;
use session::wire::{self, Incoming, Outgoing, SocketId};
use session::{
    Command, Credentials, Delta, HttpOutcome, Input, Listener, Mono, RequestFailure, RequestId, Session,
    SourceId,
};

use super::browser::{Browser, Lifetime};
use super::request::{connection_request, stream_request, web_request};
use super::storage::HubStorage;
use crate::browser::fetch::{Fetched, WebRequest};
use crate::config::Bases;

/// A timer never sleeps longer than this, so that a sleep of the machine is noticed (milliseconds).
const LONGEST_SLEEP_MS: u64 = 5_000;
/// What has not answered a probe after this does not answer (milliseconds).
const PROBE_TIMEOUT_MS: u64 = 10_000;
/// The close code of a socket that never opened (RFC 6455 §7.1.5).
const ABNORMAL_CLOSURE: u16 = 1006;

/// Whose a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RequestKey {
    /// The session's own.
    Session(RequestId),
    /// One that stands in for a socket.
    Connection(SourceId, wire::WireRequestId),
}

/// A session and what it has open.
pub struct Driver<B: Browser> {
    browser: B,
    session: RefCell<Session>,
    bases: Bases,
    storage: HubStorage,
    sockets: RefCell<LiteMap<(SourceId, SocketId), B::Socket>>,
    requests: RefCell<LiteMap<RequestKey, B::Request>>,
    /// With when it fires.
    timer: RefCell<Option<(Mono, B::Timer)>>,
    on_delta: Box<dyn Fn(Delta)>,
}

impl<B: Browser> Driver<B> {
    /// A driver that publishes what changes through `on_delta`.
    pub fn new(
        browser: B,
        session: Session,
        bases: Bases,
        storage: HubStorage,
        on_delta: impl Fn(Delta) + 'static,
    ) -> Rc<Self> {
        Rc::new(Self {
            browser,
            session: RefCell::new(session),
            bases,
            storage,
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

    /// Let somebody listen to every message, or nobody any more.
    pub fn listen(&self, listener: Option<Listener>) {
        self.session.borrow_mut().listen(listener);
    }

    /// Give the session an input and carry out what it wants.
    pub fn dispatch(self: &Rc<Self>, input: Input<'_>) {
        let mut commands = Vec::new();
        let now = self.browser.now();
        {
            let mut session = self.session.borrow_mut();
            session.handle(now, input);
            while let Some(command) = session.poll_output() {
                commands.push(command);
            }
        }
        for command in commands {
            self.execute(command);
        }
        self.set_timer();
    }

    /// Another page may have logged in or out: the session goes by what is stored now.
    pub fn follow_access(self: &Rc<Self>) {
        let stored = self.storage.credentials(&self.browser, &self.bases);
        self.dispatch(Input::Access(stored));
    }

    /// What is stored of the login now, and whether beyond this tab.
    pub fn stored_access(&self) -> Option<(Credentials, bool)> {
        let stored = self.storage.credentials(&self.browser, &self.bases)?;
        Some((stored, self.storage.keeps_longer(&self.browser)))
    }

    /// The one place that knows what each command asks of the browser. Without `..`: a new field does not compile
    /// until it is used.
    fn execute(self: &Rc<Self>, command: Command) {
        match command {
            Command::Wire(source, outgoing) => self.execute_on_wire(source, outgoing),
            Command::Http(request) => {
                let cookies = self.sends_cookies(request.source);
                self.request(RequestKey::Session(request.id), web_request(request, &self.bases, cookies));
            }
            Command::Abort(id) => self.abort(RequestKey::Session(id)),
            Command::Probe(source) => self.probe(source),
            // One for the whole hub, whichever of its sources it is.
            Command::RememberTransport(_, transport) => {
                self.storage.store_transport(&self.browser, transport)
            }
            Command::RememberReads(ids) => self.storage.store_reads(&self.browser, &ids),
            Command::StoreCredentials(Some((given, longer))) => {
                let lifetime = if longer { Lifetime::Browser } else { Lifetime::Tab };
                self.storage.store_credentials(&self.browser, lifetime, &given, &self.bases);
            }
            Command::StoreCredentials(None) => self.storage.remove_credentials(&self.browser),
            Command::Delta(delta) => (self.on_delta)(delta),
        }
    }

    fn execute_on_wire(self: &Rc<Self>, source: SourceId, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Open { socket, path_and_query } => {
                let url = self.bases.socket_url(source, &path_and_query);
                let opened = self.browser.open_socket(&url, socket, self.reporter(source, socket));
                self.keep(source, socket, opened);
            }
            Outgoing::Listen { socket, path_and_query, headers } => {
                let cookies = self.sends_cookies(source);
                let request = stream_request(source, &path_and_query, headers, &self.bases, cookies);
                let opened = self.browser.open_stream(request, socket, self.reporter(source, socket));
                self.keep(source, socket, opened);
            }
            Outgoing::Text { socket, text } => {
                if let Some(socket) = self.sockets.borrow().get(&(source, socket)) {
                    self.browser.send_text(socket, &text);
                }
            }
            Outgoing::Binary { socket, bytes } => {
                if let Some(socket) = self.sockets.borrow().get(&(source, socket)) {
                    self.browser.send_binary(socket, &bytes);
                }
            }
            Outgoing::Close { socket } => self.close(source, socket),
            Outgoing::Request { request, path_and_query, body, timeout_ms } => {
                let key = RequestKey::Connection(source, request);
                let request = connection_request(source, path_and_query, body, timeout_ms, &self.bases);
                self.request(key, request);
            }
            Outgoing::Abort { request } => self.abort(RequestKey::Connection(source, request)),
        }
    }

    fn sends_cookies(&self, source: SourceId) -> bool {
        self.session.borrow().sends_cookies(source)
    }

    /// Passes on what happens to a socket.
    fn reporter(self: &Rc<Self>, source: SourceId, socket: SocketId) -> impl Fn(Incoming<'_>) + use<B> {
        let weak = Rc::downgrade(self);
        move |incoming| {
            let closed = matches!(incoming, Incoming::Closed { .. });
            dispatch(&weak, Input::Wire(source, incoming));
            if closed && let Some(this) = weak.upgrade() {
                this.close(source, socket);
            }
        }
    }

    /// Keep a socket that opens. One that the browser refused closed before it opened.
    fn keep(self: &Rc<Self>, source: SourceId, socket: SocketId, opened: Result<B::Socket, String>) {
        match opened {
            Ok(open) => {
                self.sockets.borrow_mut().insert((source, socket), open);
            }
            Err(why) => {
                let weak = Rc::downgrade(self);
                self.browser.enqueue(move || {
                    let (code, reason) = (ABNORMAL_CLOSURE, why.as_str());
                    let closed = Incoming::Closed { socket, code, reason, clean: false };
                    dispatch(&weak, Input::Wire(source, closed));
                });
            }
        }
    }

    fn close(&self, source: SourceId, socket: SocketId) {
        let closed = self.sockets.borrow_mut().remove(&(source, socket));
        if let Some(socket) = closed {
            self.browser.close_socket(socket);
        }
    }

    fn request(self: &Rc<Self>, key: RequestKey, request: WebRequest) {
        let weak = Rc::downgrade(self);
        let sent = self.browser.send_request(request, move |fetched| {
            let Some(this) = weak.upgrade() else { return };
            if this.requests.borrow_mut().remove(&key).is_none() {
                return; // aborted: nothing more is reported of it
            }
            if let Some(input) = ended(key, &fetched) {
                this.dispatch(input);
            }
        });
        self.requests.borrow_mut().insert(key, sent);
    }

    fn abort(&self, key: RequestKey) {
        let aborted = self.requests.borrow_mut().remove(&key);
        if let Some(request) = aborted {
            self.browser.abort_request(request);
        }
    }

    fn probe(self: &Rc<Self>, source: SourceId) {
        let url = self.bases.http_url(source, &self.session.borrow().probe_path(source));
        let weak = Rc::downgrade(self);
        let done = move |diagnosis| dispatch(&weak, Input::Probed { source, diagnosis });
        self.browser.probe(&url, PROBE_TIMEOUT_MS, done);
    }

    fn set_timer(self: &Rc<Self>) {
        let now = self.browser.now();
        let due = self.session.borrow().poll_timeout();
        let wait = due.map_or(LONGEST_SLEEP_MS, |(_, due)| due.since(now.mono).clamp(1, LONGEST_SLEEP_MS));
        let at = now.mono.saturating_add(wait);
        // Most inputs only put off what is due: a timer that fires too early is set anew then.
        if self.timer.borrow().as_ref().is_some_and(|(set, _)| *set <= at) {
            return;
        }
        let weak = Rc::downgrade(self);
        let timer = self.browser.set_timer(wait, move || {
            if let Some(this) = weak.upgrade() {
                this.timer.take();
                this.dispatch(Input::Timeout);
            }
        });
        self.timer.replace(Some((at, timer)));
    }
}

/// What the end of a request is to the session.
fn ended(key: RequestKey, fetched: &Fetched) -> Option<Input<'_>> {
    Some(match (key, fetched) {
        (RequestKey::Session(id), Fetched::Text { status, headers, body }) => {
            Input::Http { id, outcome: HttpOutcome::Done { status: *status, headers, body } }
        }
        (RequestKey::Session(id), Fetched::File(length)) => {
            Input::Http { id, outcome: HttpOutcome::File(*length) }
        }
        (RequestKey::Session(id), Fetched::Failed(fault)) => {
            Input::Http { id, outcome: HttpOutcome::Failed(fault.clone()) }
        }
        (RequestKey::Connection(source, request), Fetched::Text { status, body, .. }) => {
            Input::Wire(source, Incoming::Answered { request, status: *status, body })
        }
        (RequestKey::Connection(source, request), Fetched::Failed(fault)) => {
            let reason = match fault {
                RequestFailure::Unreachable(why) => why,
                _ => "no answer that can be read",
            };
            Input::Wire(source, Incoming::Failed { request, reason })
        }
        // No connection asks for one.
        (RequestKey::Connection(..), Fetched::File(_)) => return None,
    })
}

fn dispatch<B: Browser>(weak: &Weak<Driver<B>>, input: Input<'_>) {
    if let Some(this) = weak.upgrade() {
        this.dispatch(input);
    }
}

#[cfg(test)]
mod tests;
