//! What the views read: each hub's session behind signals that change at most once a frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use model::{ClearId, EventId, HubId, Millis, RowKey, TableId};
use session::{Delta, Input, Intent, Notice, Now, Outcome, RunId, RunStatus, Session, SourceId, State};

use crate::address::Bases;
use crate::browser::clock::{self, Frame};
use crate::browser::zones::BrowserZones;
use crate::config::{HubConfig, Problem};
use crate::driver::{Driver, Remember};
use crate::i18n::{Lang, Says};
use crate::router::Route;

/// Everything the app holds. Cheap to copy; lives as long as the page.
#[derive(Clone, Copy)]
pub struct App {
    /// The hubs that run, in configured order.
    pub hubs: RwSignal<Vec<Hub>, LocalStorage>,
    /// Mistakes in the configuration.
    pub problems: RwSignal<Vec<Problem>>,
    /// Title of the page.
    pub title: RwSignal<Option<String>>,
    /// The configuration has been read.
    pub loaded: RwSignal<bool>,
    /// Language.
    pub lang: RwSignal<Lang>,
    /// The time, in steps of a second, for relative times and countdowns.
    pub tick: RwSignal<Millis>,
    /// Which page is shown.
    pub route: RwSignal<Route>,
    /// Whether the inbox dialog is open.
    pub dialog: RwSignal<bool>,
    /// When the bell last had reason to ring.
    pub rang: RwSignal<Millis>,
    /// Short-lived sentences.
    toasts: RwSignal<Vec<Toast>>,
}

/// A short-lived sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Unique.
    pub id: u32,
    /// Of which hub.
    pub hub: HubId,
    /// What it says.
    pub what: Said,
    from: Millis,
    until: Millis,
}

/// What a toast says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// This many notifications came.
    Fresh(usize),
    /// Something about the hub.
    Notice(Notice),
    /// What a person did.
    Done(String),
}

/// The last clear that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// For [`Intent::Undo`].
    pub clear: ClearId,
    /// How many notifications.
    pub count: usize,
    /// Until when it is offered (wall clock).
    pub until: Millis,
}

/// One hub. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hub {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// Changes with the link.
    pub link: RwSignal<u64>,
    /// Changes with the inbox.
    pub inbox: RwSignal<u64>,
    /// Changes with any table.
    pub tables: RwSignal<u64>,
    /// Changes with the status of any run.
    pub runs: RwSignal<u64>,
    /// The last clear.
    pub undo: RwSignal<Option<Undo>>,
    /// The row that is open.
    pub opened: RwSignal<Option<(TableId, RowKey)>>,
}

struct Inner {
    id: HubId,
    name: String,
    url: String,
    driver: Rc<Driver>,
    dirty: Rc<Dirty>,
}

/// What is done when a run has ended.
type OnOutcome = Box<dyn FnOnce(Outcome)>;

/// What the views of a hub track.
#[derive(Clone, Copy)]
struct Signals {
    link: RwSignal<u64>,
    inbox: RwSignal<u64>,
    tables: RwSignal<u64>,
    runs: RwSignal<u64>,
    undo: RwSignal<Option<Undo>>,
}

impl Default for Signals {
    fn default() -> Self {
        let version = || RwSignal::new(0);
        Self {
            link: version(),
            inbox: version(),
            tables: version(),
            runs: version(),
            undo: RwSignal::new(None),
        }
    }
}

/// What came since the last frame.
#[derive(Default)]
struct Dirty {
    link: Cell<bool>,
    inbox: Cell<bool>,
    tables: Cell<bool>,
    runs: Cell<bool>,
    /// Who waits for the end of a run.
    followers: RefCell<Vec<(RunId, OnOutcome)>>,
    fresh: Cell<usize>,
    notices: RefCell<Vec<Notice>>,
    /// It was online once.
    online: Cell<bool>,
}

/// How long an undo is offered (milliseconds).
const UNDO_MS: i64 = 5_000;
/// Toasts shown at a time.
const TOASTS: usize = 3;
/// How long a toast stays (milliseconds).
const TOAST_MS: i64 = 6_000;
/// Arrivals are announced this far apart at least; in between they are summed up (milliseconds).
const ANNOUNCED_MS: i64 = 5_000;

impl App {
    /// An empty app.
    pub fn new(lang: Lang) -> Self {
        Self {
            hubs: RwSignal::new_local(Vec::new()),
            problems: RwSignal::new(Vec::new()),
            title: RwSignal::new(None),
            loaded: RwSignal::new(false),
            lang: RwSignal::new(lang),
            tick: RwSignal::new(clock::wall()),
            route: RwSignal::new(Route::current()),
            dialog: RwSignal::new(false),
            rang: RwSignal::new(Millis(0)),
            toasts: RwSignal::new(Vec::new()),
        }
    }

    /// Start a hub.
    pub fn start(self, config: &HubConfig, profile: profile::Profile, page: &str) {
        let hub = Hub::new(self, config, profile, page);
        self.hubs.update(|hubs| hubs.push(hub));
        hub.give(Input::Start);
    }

    /// A hub by id.
    pub fn hub(self, id: &str) -> Option<Hub> {
        self.hubs.with(|hubs| hubs.iter().find(|hub| hub.id().as_str() == id).copied())
    }

    /// Something of every hub, in configured order; tracks which hubs there are.
    pub fn map_hubs<T>(self, each: impl Fn(Hub) -> T) -> Vec<T> {
        self.hubs.get().into_iter().map(each).collect()
    }

    /// Give every hub an input.
    pub fn give_all(self, input: impl Fn() -> Input<'static>) {
        for hub in self.hubs.get_untracked() {
            hub.give(input());
        }
    }

    /// What this console is called.
    pub fn name(self) -> String {
        self.title.get().unwrap_or_else(|| "Atalaya".to_owned())
    }

    /// Unread notifications of all hubs.
    pub fn unread(self) -> usize {
        self.map_hubs(Hub::unread).into_iter().sum()
    }

    /// A text in the language of the moment.
    pub fn t(self, message: impl Says + 'static) -> impl Fn() -> String {
        move || self.lang.get().text(&message)
    }

    /// The sentences that are still shown.
    pub fn current_toasts(self) -> Vec<Toast> {
        self.tick.track();
        let now = clock::wall();
        self.toasts.get().into_iter().filter(|toast| toast.from <= now && now < toast.until).collect()
    }

    /// Say a short-lived sentence.
    pub fn say(self, hub: HubId, what: Said) {
        let now = clock::wall();
        self.toasts.update(|toasts| {
            let id = toasts.last().map_or(0, |toast| toast.id.wrapping_add(1));
            let from = match what {
                Said::Fresh(more) => match announce(toasts, &hub, more, now) {
                    Some(from) => from,
                    None => return,
                },
                Said::Notice(_) | Said::Done(_) => now,
            };
            toasts.retain(|toast| toast.until > now);
            toasts.push(Toast { id, hub, what, from, until: Millis(from.0 + TOAST_MS) });
            let excess = toasts.len().saturating_sub(TOASTS);
            toasts.drain(..excess);
        });
    }
}

/// When `more` arrivals are announced: now, or when the last announcement is old enough; then it takes the
/// place of the hub's last one. Nothing where an announcement that still waits has taken them up.
fn announce(toasts: &mut [Toast], hub: &HubId, more: usize, now: Millis) -> Option<Millis> {
    let mut from = now;
    for toast in toasts.iter_mut() {
        let Said::Fresh(count) = &mut toast.what else { continue };
        if toast.from > now && toast.hub == *hub {
            *count += more;
            return None;
        }
        let next = if toast.from > now { toast.from.0 } else { toast.from.0 + ANNOUNCED_MS };
        from = from.max(Millis(next));
    }
    for toast in toasts.iter_mut().filter(|toast| toast.hub == *hub) {
        if matches!(toast.what, Said::Fresh(_)) {
            toast.until = toast.until.min(from);
        }
    }
    Some(from)
}

impl Hub {
    fn new(app: App, config: &HubConfig, profile: profile::Profile, page: &str) -> Self {
        let names = profile.sources.iter().map(|source| (source.base.as_str(), source.or.as_deref()));
        let bases = Bases::resolve(config, names, page);
        let missing = bases.missing();
        let url = bases.http_url(SourceId(0), "");
        let remember = Remember::of(&config.id);
        let signals = Signals::default();
        let Signals { link, inbox, tables, runs, undo } = signals;
        let dirty = Rc::new(Dirty::default());
        let flush = {
            let (dirty, id) = (Rc::clone(&dirty), config.id.clone());
            Frame::new(move || dirty.flush(app, &id, signals))
        };
        let session = Session::new(
            session::Config {
                profile,
                time_zone: config.time_zone.clone(),
                remembered: remember.transport(),
                unacknowledged: remember.reads(),
                missing,
                credentials: remember.access(&bases),
                seed: seed(),
            },
            Box::new(BrowserZones),
        );
        let id = config.id.clone();
        let on_delta = {
            let dirty = Rc::clone(&dirty);
            move |delta| {
                dirty.add(&id, delta);
                flush.ask();
            }
        };
        let driver = Driver::new(session, bases, remember, on_delta);
        let inner = Rc::new(Inner { id: config.id.clone(), name: config.name.clone(), url, driver, dirty });
        let (inner, opened) = (StoredValue::new_local(inner), RwSignal::new(None));
        Self { inner, link, inbox, tables, runs, undo, opened }
    }

    /// The id.
    pub fn id(self) -> HubId {
        self.inner.with_value(|inner| inner.id.clone())
    }

    /// What people call it.
    pub fn name(self) -> String {
        self.inner.with_value(|inner| inner.name.clone())
    }

    /// Give the session an input.
    pub fn give(self, input: Input<'_>) {
        let driver = self.inner.with_value(|inner| Rc::clone(&inner.driver));
        driver.handle(input);
    }

    /// Start a run; gives its name.
    pub fn start_run(self, run: impl session::Run + 'static) -> RunId {
        let id = self.read(Session::next_run);
        self.give(Input::StartRun(id, Box::new(run)));
        id
    }

    /// Hear how a run ended, whatever is on the page by then.
    pub fn follow(self, run: RunId, on_outcome: impl FnOnce(Outcome) + 'static) {
        let dirty = self.inner.with_value(|inner| Rc::clone(&inner.dirty));
        dirty.followers.borrow_mut().push((run, Box::new(on_outcome)));
    }

    /// Tell the session what a person wants.
    pub fn intend(self, intent: Intent) {
        self.give(Input::Intent(intent));
    }

    /// Read from the session without tracking: track `link`, `inbox` or `tables` beside it.
    pub fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.inner.with_value(|inner| inner.driver.read(read))
    }

    /// Where it is, for people.
    pub fn url(self) -> String {
        self.inner.with_value(|inner| inner.url.clone())
    }

    /// The state of the hub; tracks the link.
    pub fn state(self, now: Now) -> State {
        self.link.track();
        self.read(|session| session.state(now))
    }

    /// Unread notifications; tracks the inbox.
    pub fn unread(self) -> usize {
        self.inbox.track();
        self.read(|session| session.inbox().unread())
    }

    /// Mark a notification read.
    pub fn mark_read(self, id: EventId) {
        self.intend(Intent::MarkRead(id));
    }
}

impl Dirty {
    fn add(&self, hub: &HubId, delta: Delta) {
        match delta {
            Delta::Link | Delta::Poll => {
                self.link.set(true);
                self.tables.set(true);
            }
            Delta::FirstData => clock::mark(&format!("atalaya:first-data:{hub}")),
            Delta::Inbox { fresh } => {
                self.inbox.set(true);
                self.fresh.set(self.fresh.get() + fresh);
            }
            Delta::Table(_) => self.tables.set(true),
            Delta::Run(_) => self.runs.set(true),
            Delta::Notice(notice) => self.notices.borrow_mut().push(notice),
        }
    }

    fn flush(&self, app: App, hub: &HubId, Signals { link, inbox, tables, runs, undo }: Signals) {
        // The first time online is measured by this mark.
        let online = |hub: Hub| matches!(hub.state(clock::now()), State::Online { .. });
        if self.link.get() && !self.online.get() && untrack(|| app.hub(hub.as_str()).is_some_and(online)) {
            self.online.set(true);
            clock::mark(&format!("atalaya:online:{hub}"));
        }
        if self.runs.get() {
            self.tell_followers(app, hub);
        }
        let all = [(&self.link, link), (&self.inbox, inbox), (&self.tables, tables), (&self.runs, runs)];
        for (dirty, signal) in all {
            if dirty.replace(false) {
                signal.update(|version| *version += 1);
            }
        }
        let fresh = self.fresh.replace(0);
        if fresh > 0 {
            app.rang.set(clock::wall());
            app.say(hub.clone(), Said::Fresh(fresh));
        }
        for notice in self.notices.take() {
            if let Notice::Cleared { clear, count } = notice {
                undo.set(Some(Undo { clear, count, until: Millis(clock::wall().0 + UNDO_MS) }));
            } else {
                app.say(hub.clone(), Said::Notice(notice));
            }
        }
    }
}

impl Dirty {
    fn tell_followers(&self, app: App, hub: &HubId) {
        let Some(hub) = untrack(|| app.hub(hub.as_str())) else { return };
        for (run, on_outcome) in self.followers.take() {
            match hub.read(|session| session.run(run).cloned()) {
                Some(RunStatus::Ended(outcome)) => on_outcome(outcome),
                Some(_) => self.followers.borrow_mut().push((run, on_outcome)),
                None => {}
            }
        }
    }
}

/// Different in every page, so that a thousand tabs do not come back in step.
fn seed() -> u64 {
    (js_sys::Math::random() * 9e15) as u64
}
