//! What a driver needs of the browser, so that it can be tested without one.

use session::wire::{Incoming, SocketId};
use session::{Diagnosis, Now};

use crate::browser::fetch::{Fetched, WebRequest};

/// Sockets, requests, timers and storage. Whatever is reported comes later, never while one of these runs: a
/// session is not entered again while its commands are carried out.
pub trait Browser: 'static {
    /// A WebSocket or an event stream, open or opening.
    type Socket;
    /// A request under way.
    type Request;
    /// A timer that is set; it never fires once this is dropped.
    type Timer;

    /// The moment on both clocks.
    fn now(&self) -> Now;

    /// Open a WebSocket; what is reported names it `socket`.
    ///
    /// # Errors
    /// The browser's text where it refuses the address.
    fn open_socket(
        &self,
        url: &str,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Self::Socket, String>;

    /// Listen to an event stream; what is reported names it `socket`.
    ///
    /// # Errors
    /// The browser's text where it refuses the request.
    fn open_stream(
        &self,
        request: WebRequest,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<Self::Socket, String>;

    /// Send a text frame.
    fn send_text(&self, socket: &Self::Socket, text: &str);

    /// Send a binary frame.
    fn send_binary(&self, socket: &Self::Socket, bytes: &[u8]);

    /// Close a socket and let it go, also one that is closed already. Nothing more is reported of it.
    fn close_socket(&self, socket: Self::Socket);

    /// Send a request.
    fn send_request(&self, request: WebRequest, done: impl FnOnce(Fetched) + 'static) -> Self::Request;

    /// Abort a request.
    fn abort_request(&self, request: Self::Request);

    /// Ask what answers at an address.
    fn probe(&self, url: &str, timeout_ms: u64, done: impl FnOnce(Diagnosis) + 'static);

    /// Call `due` after so many milliseconds.
    fn set_timer(&self, after_ms: u64, due: impl FnOnce() + 'static) -> Self::Timer;

    /// Run a task once what runs now is over.
    fn enqueue(&self, task: impl FnOnce() + 'static);

    /// Read a stored value.
    fn read_stored(&self, lifetime: Lifetime, key: &str) -> Option<String>;

    /// Store a value, in place of what is stored under the key. A browser may refuse: then nothing is stored.
    fn store(&self, lifetime: Lifetime, key: &str, value: &str);

    /// Remove a stored value.
    fn remove_stored(&self, lifetime: Lifetime, key: &str);
}

/// How long the browser keeps a stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until the tab closes.
    Tab,
    /// Until the user clears this browser's data.
    Browser,
}
