//! Carries out what looking at a hub asks for.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use look::{Address, Answer, Input, Looking, Output, QuestionId};
use profile::HubKind;
use session::wire::{Incoming, SocketId};

use super::browser::Browser;

mod typed_address;
mod web;

pub use typed_address::TypedAddress;

/// What looking needs of the browser beyond what a driver does.
pub trait LookBrowser: Browser {
    /// A question under way; it ends when this is dropped.
    type Asked;

    /// GET an address, and follow nothing. `who` is what the user gave for this very address.
    fn get(
        &self,
        url: &str,
        who: Option<&str>,
        timeout_ms: u64,
        done: impl FnOnce(Answer) + 'static,
    ) -> Self::Asked;

    /// What tells when the policy of the page forbids requests to an address; it is silent once it is dropped.
    type Watch;

    /// Be told when the policy of the page forbids requests to this address.
    fn watch_policy(&self, url: &str, forbidden: impl Fn() + 'static) -> Self::Watch;

    /// Find out whether anything answers at an address that may not be read.
    fn reach(&self, url: &str, timeout_ms: u64, done: impl FnOnce(bool) + 'static) -> Self::Asked;
}

/// Looks at one address. Dropping it ends all that is on its way.
pub struct Lookout<B: LookBrowser> {
    browser: B,
    target: TypedAddress,
    /// The `Authorization` that the user gave for this address.
    who: Option<String>,
    looking: RefCell<Looking>,
    asked: RefCell<Vec<(QuestionId, B::Asked)>>,
    sockets: RefCell<Vec<(QuestionId, B::Socket)>>,
    timer: RefCell<Option<B::Timer>>,
    watch: RefCell<Option<B::Watch>>,
    is_over: Cell<bool>,
    on_change: Box<dyn Fn(&Looking)>,
}

impl<B: LookBrowser> Lookout<B> {
    /// Begin to look; `on_change` is called whenever there is something new to see.
    pub fn start(
        browser: B,
        target: TypedAddress,
        address: Address,
        kinds: Vec<HubKind>,
        who: Option<String>,
        on_change: impl Fn(&Looking) + 'static,
    ) -> Rc<Self> {
        let this = Rc::new(Self {
            browser,
            target,
            who,
            looking: RefCell::new(Looking::new(address, kinds)),
            asked: RefCell::default(),
            sockets: RefCell::default(),
            timer: RefCell::default(),
            watch: RefCell::default(),
            is_over: Cell::default(),
            on_change: Box::new(on_change),
        });
        let weak = Rc::downgrade(&this);
        let url = this.target.http("");
        let watch = this.browser.watch_policy(&url, move || dispatch(&weak, Input::Forbidden));
        this.watch.replace(Some(watch));
        this.dispatch(Input::Start);
        this
    }

    /// The user has seen enough.
    pub fn stop(self: &Rc<Self>) {
        self.dispatch(Input::Stop);
    }

    /// Give up: nothing more is reported.
    pub fn abandon(&self) {
        self.is_over.set(true);
        self.watch.take();
        self.timer.take();
        self.asked.take();
        for (_, socket) in self.sockets.take() {
            self.browser.close_socket(socket);
        }
    }

    fn dispatch(self: &Rc<Self>, input: Input<'_>) {
        if self.is_over.get() {
            return;
        }
        let mut looking = self.looking.borrow_mut();
        let now = self.browser.now().mono;
        looking.handle(now, input);
        while let Some(output) = looking.poll_output() {
            self.execute(output);
        }
        let due = looking.poll_timeout().map(|(_, due)| due.since(now));
        let weak = Rc::downgrade(self);
        let timer = due.map(|after| self.browser.set_timer(after, move || dispatch(&weak, Input::Timeout)));
        self.timer.replace(timer);
        (self.on_change)(&looking);
    }

    fn execute(self: &Rc<Self>, output: Output) {
        let weak = Rc::downgrade(self);
        match output {
            Output::Get { id, path, timeout_ms } => {
                let done = move |answer| dispatch(&weak, Input::Answered { id, answer });
                let asked = self.browser.get(&self.target.http(&path), self.who.as_deref(), timeout_ms, done);
                self.asked.borrow_mut().push((id, asked));
            }
            Output::Reach { id, timeout_ms } => {
                let done = move |somebody| dispatch(&weak, Input::Reached { id, somebody });
                let asked = self.browser.reach(&self.target.http(""), timeout_ms, done);
                self.asked.borrow_mut().push((id, asked));
            }
            Output::Open { id, path } => self.open(id, &path),
            Output::Send { id, text } => {
                if let Some((_, socket)) = self.sockets.borrow().iter().find(|(other, _)| *other == id) {
                    self.browser.send_text(socket, &text);
                }
            }
            Output::End { id } => self.end(id),
        }
    }

    fn open(self: &Rc<Self>, id: QuestionId, path: &str) {
        let weak = Rc::downgrade(self);
        let report = move |incoming: Incoming<'_>| {
            let input = match incoming {
                Incoming::Opened { .. } => Input::Opened { id },
                Incoming::Text { text, .. } => Input::Text { id, text },
                Incoming::Binary { bytes, .. } => Input::Binary { id, bytes },
                Incoming::Closed { .. } => Input::Closed { id },
                _ => return,
            };
            dispatch(&weak, input);
        };
        match self.browser.open_socket(
            &self.target.socket(path),
            SocketId(u32::try_from(id.0).unwrap_or_default()),
            report,
        ) {
            Ok(socket) => self.sockets.borrow_mut().push((id, socket)),
            Err(_) => {
                let weak = Rc::downgrade(self);
                self.browser.enqueue(move || dispatch(&weak, Input::Closed { id }));
            }
        }
    }

    fn end(&self, id: QuestionId) {
        self.asked.borrow_mut().retain(|(other, _)| *other != id);
        let mut sockets = self.sockets.borrow_mut();
        if let Some(place) = sockets.iter().position(|(other, _)| *other == id) {
            let (_, socket) = sockets.swap_remove(place);
            self.browser.close_socket(socket);
        }
    }
}

fn dispatch<B: LookBrowser>(to: &Weak<Lookout<B>>, input: Input<'_>) {
    if let Some(this) = to.upgrade() {
        this.dispatch(input);
    }
}
