//! One hub: its session, and the signals that say what of it has changed.

use std::rc::Rc;

use leptos::prelude::*;
use model::{Act, EventId, HubId, RowKey, TableId, UndoId};
use session::{
    Credentials, Input, Intent, Listener, Mono, Now, Outcome, Run, RunId, RunStatus, Session, SourceId, State,
};

use viewmodel::summary;

use super::App;
use super::dirty::Dirty;
use crate::browser::clock::Frame;
use crate::browser::zones::BrowserZones;
use crate::config::Bases;
use crate::config::HubConfig;
use crate::engine::{Driver, HubStorage, Web};

/// The last act that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// For [`Intent::Undo`].
    pub undo: UndoId,
    /// What was done.
    pub act: Act,
    /// To how many notifications.
    pub count: usize,
    /// Until when it is offered.
    pub until: Mono,
}

/// One hub. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hub {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// What has changed.
    pub signals: Signals,
    /// Unread notifications.
    pub unread: Memo<usize>,
    /// The row that is open.
    pub opened_row: RwSignal<Option<(TableId, RowKey)>>,
}

/// The same hub; another one that is added under its id is another.
impl PartialEq for Hub {
    fn eq(&self, other: &Self) -> bool {
        self.opened_row == other.opened_row
    }
}

/// The signals of a hub: each changes when what it stands for does, at most once a frame.
#[derive(Clone, Copy)]
pub struct Signals {
    /// The state of the hub, of its connections and of its polls.
    pub connection: RwSignal<u64>,
    /// The inbox.
    pub inbox: RwSignal<u64>,
    /// Each table of the profile, in its order.
    pub tables: StoredValue<Vec<(TableId, RwSignal<u64>)>>,
    /// The status of any run: an action, a login or an opened row.
    pub runs: RwSignal<u64>,
    /// The last act that can be taken back.
    pub undo: RwSignal<Option<Undo>>,
}

struct Inner {
    id: HubId,
    name: String,
    urls: Vec<String>,
    driver: Rc<Driver<Web>>,
    dirty: Rc<Dirty>,
}

impl Hub {
    pub(super) fn new(app: App, config: &HubConfig, profile: profile::Profile, page: &str) -> Self {
        let names = profile.sources.iter().map(|source| (source.base.as_str(), source.or.as_deref()));
        let bases = Bases::resolve(config, names, page);
        let missing = bases.missing();
        let urls = bases.all().into_iter().map(str::to_owned).collect();
        let (web, storage) = (app.web(), HubStorage::new(&config.id));
        let tables = profile.tables.iter().map(|spec| (spec.id.clone(), RwSignal::new(0))).collect();
        let signals = Signals {
            connection: RwSignal::new(0),
            inbox: RwSignal::new(0),
            tables: StoredValue::new(tables),
            runs: RwSignal::new(0),
            undo: RwSignal::new(None),
        };
        let dirty = Rc::new(Dirty::default());
        let flush = {
            let (dirty, id) = (Rc::clone(&dirty), config.id.clone());
            Frame::new(move || dirty.flush(app, &id, signals))
        };
        let session = Session::new(
            session::Config {
                profile,
                time_zone: config.time_zone.clone(),
                remembered: storage.transport(&web),
                unacknowledged: storage.reads(&web),
                missing,
                credentials: storage.credentials(&web, &bases),
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
        let driver = Driver::new(web, session, bases, storage, on_delta);
        let inner = Inner { id: config.id.clone(), name: config.name.clone(), urls, driver, dirty };
        let inner = StoredValue::new_local(Rc::new(inner));
        let unread = Memo::new(move |_| {
            signals.inbox.track();
            inner.with_value(|inner| inner.driver.read(|session| session.inbox().unread()))
        });
        Self { inner, signals, unread, opened_row: RwSignal::new(None) }
    }

    /// The id.
    pub fn id(self) -> HubId {
        self.inner.with_value(|inner| inner.id.clone())
    }

    /// What users call it.
    pub fn name(self) -> String {
        self.inner.with_value(|inner| inner.name.clone())
    }

    /// Where a source is, for users.
    pub fn url(self, source: SourceId) -> String {
        self.inner.with_value(|inner| inner.urls.get(source.0).cloned().unwrap_or_default())
    }

    /// Give the session an input.
    pub fn dispatch(self, input: Input<'_>) {
        let driver = self.inner.with_value(|inner| Rc::clone(&inner.driver));
        driver.dispatch(input);
    }

    /// Let somebody listen to every message, or nobody any more.
    pub fn listen(self, listener: Option<Listener>) {
        self.inner.with_value(|inner| inner.driver.listen(listener));
    }

    /// Another page may have logged in or out.
    pub fn follow_access(self) {
        let driver = self.inner.with_value(|inner| Rc::clone(&inner.driver));
        driver.follow_access();
    }

    /// What is stored of the login now, and whether beyond this tab.
    pub fn stored_access(self) -> Option<(Credentials, bool)> {
        let driver = self.inner.with_value(|inner| Rc::clone(&inner.driver));
        driver.stored_access()
    }

    /// Start an action, a login or the fetch for an opened row; gives its name.
    pub fn start_run(self, run: impl Run + 'static) -> RunId {
        let id = self.read(Session::next_run);
        self.dispatch(Input::StartRun(id, Box::new(run)));
        id
    }

    /// How far a run is; tracks the runs. Nothing once it is forgotten.
    pub fn run(self, run: RunId) -> Option<RunStatus> {
        self.signals.runs.track();
        self.read(|session| session.run(run).cloned())
    }

    /// Call back with a run's outcome, even if the view that started it is gone by then.
    pub fn on_outcome(self, run: RunId, on_outcome: impl FnOnce(Outcome) + 'static) {
        let dirty = self.inner.with_value(|inner| Rc::clone(&inner.dirty));
        dirty.wait_for(run, Box::new(on_outcome));
    }

    /// The user has seen how a run ended, or does not want what it brings.
    pub fn forget_run(self, run: RunId) {
        self.dispatch(Input::ForgetRun(run));
    }

    /// Give the session what the user wants.
    pub fn intend(self, intent: Intent) {
        self.dispatch(intent.into());
    }

    /// Mark a notification read.
    pub fn mark_read(self, id: EventId) {
        self.intend(Intent::MarkRead(id));
    }

    /// Read from the session without tracking anything.
    pub fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.inner.with_value(|inner| inner.driver.read(read))
    }

    /// Read what changes with the connection, the polls or the login.
    pub fn read_connection<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.signals.connection.track();
        self.read(read)
    }

    /// Read what changes with the inbox.
    pub fn read_inbox<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.signals.inbox.track();
        self.read(read)
    }

    /// Read what changes with a table's rows.
    pub fn read_table<T>(self, table: &TableId, read: impl FnOnce(&Session) -> T) -> T {
        self.track_table(table);
        self.read(read)
    }

    /// Track a table's rows.
    pub fn track_table(self, table: &TableId) {
        self.signals.tables.with_value(|tables| {
            if let Some((_, version)) = tables.iter().find(|(id, _)| id == table) {
                version.track();
            }
        });
    }

    /// Whether rows have changed that its alerts have missed; tracks all tables.
    pub fn wants_alerts(self) -> bool {
        self.signals.tables.with_value(|tables| tables.iter().for_each(|(_, version)| version.track()));
        self.read(Session::wants_alerts)
    }

    /// Whether it shows nothing before the user logs in; tracks the connection.
    pub fn needs_login(self, now: Now) -> bool {
        self.read_connection(|session| summary::needs_login(session.access(), &session.state(now)))
    }

    /// The state of the hub; tracks the connection.
    pub fn state(self, now: Now) -> State {
        self.read_connection(|session| session.state(now))
    }
}

/// Different in every page, so that a thousand tabs do not come back in step.
fn seed() -> u64 {
    (js_sys::Math::random() * 9e15) as u64
}
