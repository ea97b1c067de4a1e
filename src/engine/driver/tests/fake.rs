//! A browser of the test's own: it writes down what it is asked for and reports what the test tells it to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use model::Millis;
use session::wire::{Incoming, SocketId};
use session::{Diagnosis, Mono, Now};

use crate::browser::fetch::{Fetched, OnFetched, WebRequest};
use crate::engine::browser::{Browser, Lifetime};

/// What a browser was asked for. Sockets and requests are numbered from 0 in the order in which they began.
#[derive(Clone, Debug, PartialEq)]
pub enum BrowserCall {
    Open(String),
    Listen(WebRequest),
    Text(usize, String),
    Binary(usize, Vec<u8>),
    Close(usize),
    Request(WebRequest),
    Abort(usize),
    Probe { url: String, timeout_ms: u64 },
    Timer(u64),
    Store(Lifetime, String, String),
    Remove(Lifetime, String),
}

type Task = Box<dyn FnOnce()>;
type OnProbed = Box<dyn FnOnce(Diagnosis)>;
type OnIncoming = Rc<dyn Fn(Incoming<'_>)>;

/// Cheap to copy: the driver has one, the test the other.
#[derive(Clone, Default)]
pub struct FakeBrowser(Rc<FakeState>);

#[derive(Default)]
struct FakeState {
    mono: Cell<u64>,
    calls: RefCell<Vec<BrowserCall>>,
    stored: RefCell<Vec<(Lifetime, String, String)>>,
    sockets: RefCell<Vec<(SocketId, OnIncoming)>>,
    requests: RefCell<Vec<Option<OnFetched>>>,
    probes: RefCell<Vec<OnProbed>>,
    tasks: RefCell<Vec<Task>>,
    timer: RefCell<Option<Task>>,
    refuses: RefCell<Option<String>>,
}

impl FakeBrowser {
    /// What was asked for since the last time, but for timers.
    pub fn calls(&self) -> Vec<BrowserCall> {
        let calls = self.0.calls.take();
        calls.into_iter().filter(|call| !matches!(call, BrowserCall::Timer(_))).collect()
    }

    /// The requests among what was asked for since the last time.
    pub fn requests(&self) -> Vec<WebRequest> {
        let requests = self.calls().into_iter().filter_map(|call| match call {
            BrowserCall::Request(request) => Some(request),
            _ => None,
        });
        requests.collect()
    }

    /// For how long the last timer was set.
    pub fn last_timer(&self) -> Option<u64> {
        self.0.calls.borrow().iter().rev().find_map(|call| match call {
            BrowserCall::Timer(ms) => Some(*ms),
            _ => None,
        })
    }

    /// How often a timer was set since the last look at calls.
    pub fn timers(&self) -> usize {
        self.0.calls.borrow().iter().filter(|call| matches!(call, BrowserCall::Timer(_))).count()
    }

    /// From now on every address of a WebSocket is refused.
    pub fn refuse_sockets(&self, why: &str) {
        self.0.refuses.replace(Some(why.to_owned()));
    }

    /// Something happens to a socket, which has this name.
    pub fn report<'a>(&self, socket: usize, incoming: impl FnOnce(SocketId) -> Incoming<'a>) {
        let (name, report) = self.0.sockets.borrow()[socket].clone();
        report(incoming(name));
    }

    /// A request ends.
    pub fn answer(&self, request: usize, fetched: Fetched) {
        let done = self.0.requests.borrow_mut()[request].take().expect("ended only once");
        done(fetched);
    }

    pub fn answer_probe(&self, diagnosis: Diagnosis) {
        let done = self.0.probes.borrow_mut().remove(0);
        done(diagnosis);
    }

    /// Run what was put off.
    pub fn run_tasks(&self) {
        for task in self.0.tasks.take() {
            task();
        }
    }

    /// Let time pass and fire the timer.
    pub fn wait(&self, ms: u64) {
        self.0.mono.set(self.0.mono.get() + ms);
        let due = self.0.timer.take();
        if let Some(due) = due {
            due();
        }
    }
}

impl FakeState {
    fn call(&self, call: BrowserCall) {
        self.calls.borrow_mut().push(call);
    }

    fn open(&self, socket: SocketId, report: OnIncoming) -> Result<usize, String> {
        if let Some(why) = &*self.refuses.borrow() {
            return Err(why.clone());
        }
        let mut sockets = self.sockets.borrow_mut();
        sockets.push((socket, report));
        Ok(sockets.len() - 1)
    }

    fn forget(&self, lifetime: Lifetime, key: &str) {
        self.stored.borrow_mut().retain(|(of, name, _)| (*of, name.as_str()) != (lifetime, key));
    }
}

impl Browser for FakeBrowser {
    type Socket = usize;
    type Request = usize;
    type Timer = ();

    fn now(&self) -> Now {
        let mono = self.0.mono.get();
        Now { mono: Mono(mono), wall: Millis(1_795_418_529_000 + i64::try_from(mono).unwrap_or(0)) }
    }

    fn open_socket(
        &self,
        url: &str,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<usize, String> {
        self.0.call(BrowserCall::Open(url.to_owned()));
        self.0.open(socket, Rc::new(report))
    }

    fn open_stream(
        &self,
        request: WebRequest,
        socket: SocketId,
        report: impl Fn(Incoming<'_>) + 'static,
    ) -> Result<usize, String> {
        self.0.call(BrowserCall::Listen(request));
        self.0.open(socket, Rc::new(report))
    }

    fn send_text(&self, socket: &usize, text: &str) {
        self.0.call(BrowserCall::Text(*socket, text.to_owned()));
    }

    fn send_binary(&self, socket: &usize, bytes: &[u8]) {
        self.0.call(BrowserCall::Binary(*socket, bytes.to_owned()));
    }

    fn close_socket(&self, socket: usize) {
        self.0.call(BrowserCall::Close(socket));
    }

    fn send_request(&self, request: WebRequest, done: impl FnOnce(Fetched) + 'static) -> usize {
        self.0.call(BrowserCall::Request(request));
        let mut requests = self.0.requests.borrow_mut();
        requests.push(Some(Box::new(done)));
        requests.len() - 1
    }

    fn abort_request(&self, request: usize) {
        self.0.call(BrowserCall::Abort(request));
    }

    fn probe(&self, url: &str, timeout_ms: u64, done: impl FnOnce(Diagnosis) + 'static) {
        self.0.call(BrowserCall::Probe { url: url.to_owned(), timeout_ms });
        self.0.probes.borrow_mut().push(Box::new(done));
    }

    fn set_timer(&self, after_ms: u64, due: impl FnOnce() + 'static) {
        self.0.call(BrowserCall::Timer(after_ms));
        self.0.timer.replace(Some(Box::new(due)));
    }

    fn enqueue(&self, task: impl FnOnce() + 'static) {
        self.0.tasks.borrow_mut().push(Box::new(task));
    }

    fn read_stored(&self, lifetime: Lifetime, key: &str) -> Option<String> {
        let stored = self.0.stored.borrow();
        let found = stored.iter().find(|(of, name, _)| (*of, name.as_str()) == (lifetime, key));
        found.map(|(_, _, value)| value.clone())
    }

    fn store(&self, lifetime: Lifetime, key: &str, value: &str) {
        self.0.call(BrowserCall::Store(lifetime, key.to_owned(), value.to_owned()));
        self.0.forget(lifetime, key);
        self.0.stored.borrow_mut().push((lifetime, key.to_owned(), value.to_owned()));
    }

    fn remove_stored(&self, lifetime: Lifetime, key: &str) {
        self.0.call(BrowserCall::Remove(lifetime, key.to_owned()));
        self.0.forget(lifetime, key);
    }
}
