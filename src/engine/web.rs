//! The real browser.

use gloo_timers::callback::Timeout;
use session::wire::{Incoming, SocketId};
use session::{Diagnosis, Now, RequestFailure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Storage};

use super::browser::{Browser, Lifetime};
use crate::browser::event_stream::{EventStream, LoadingListen};
use crate::browser::fetch::{self, Fetched, WebRequest};
use crate::browser::{clock, error, socket::Socket, storage};

/// The page's own browser.
pub struct Web {
    load_listen: Box<dyn Fn() -> LoadingListen>,
}

impl Web {
    /// A browser that listens to event streams by what is loaded for that.
    pub fn new(load_listen: impl Fn() -> LoadingListen + 'static) -> Self {
        Self { load_listen: Box::new(load_listen) }
    }
}

/// What a source is heard by.
pub enum Channel {
    /// A WebSocket.
    Socket(Socket),
    /// An event stream, which takes nothing: all that is wanted of it is its end.
    Stream {
        /// Ends it.
        _open: EventStream,
    },
}

impl Browser for Web {
    type Socket = Channel;
    type Request = Option<AbortController>;
    type Timer = Timeout;

    fn now(&self) -> Now {
        clock::now()
    }

    fn open_socket(
        &self,
        url: &str,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Channel, String> {
        Socket::open(url, socket, report).map(Channel::Socket)
    }

    fn open_stream(
        &self,
        request: WebRequest,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Channel, String> {
        EventStream::open(request, socket, (self.load_listen)(), report)
            .map(|_open| Channel::Stream { _open })
    }

    fn send_text(&self, channel: &Channel, text: &str) {
        if let Channel::Socket(socket) = channel {
            socket.send_text(text);
        }
    }

    fn send_binary(&self, channel: &Channel, bytes: &[u8]) {
        if let Channel::Socket(socket) = channel {
            socket.send_binary(bytes);
        }
    }

    /// One of its handlers may be running now: it must not be freed while it does.
    fn close_socket(&self, channel: Channel) {
        self.enqueue(move || drop(channel));
    }

    fn send_request(
        &self,
        request: WebRequest,
        done: impl FnOnce(Fetched) + 'static,
    ) -> Option<AbortController> {
        match AbortController::new() {
            Ok(abort) => {
                fetch::send(request, &abort, Box::new(done));
                Some(abort)
            }
            Err(error) => {
                self.enqueue(move || {
                    done(Fetched::Failed(RequestFailure::Unreachable(error::text_of(&error))))
                });
                None
            }
        }
    }

    fn abort_request(&self, request: Option<AbortController>) {
        if let Some(abort) = request {
            abort.abort();
        }
    }

    fn probe(&self, url: &str, timeout_ms: u64, done: impl FnOnce(Diagnosis) + 'static) {
        fetch::probe(url, timeout_ms, done);
    }

    fn set_timer(&self, after_ms: u64, due: impl FnOnce() + 'static) -> Timeout {
        clock::after(after_ms, due)
    }

    fn enqueue(&self, task: impl FnOnce() + 'static) {
        spawn_local(async move { task() });
    }

    fn read_stored(&self, lifetime: Lifetime, key: &str) -> Option<String> {
        storage::get(of(lifetime), key)
    }

    fn store(&self, lifetime: Lifetime, key: &str, value: &str) {
        storage::set(of(lifetime), key, value);
    }

    fn remove_stored(&self, lifetime: Lifetime, key: &str) {
        storage::forget(of(lifetime), key);
    }
}

fn of(lifetime: Lifetime) -> Option<Storage> {
    match lifetime {
        Lifetime::Tab => storage::tab(),
        Lifetime::Browser => storage::browser(),
    }
}
