//! The history: what the hubs' pages knew is kept in the browser's database, and comes back when the page is loaded anew.
//!
//! It is read before anything of a hub is written, in pages, so that the page stays quick; it is written half a second
//! after something changed, and when the page is hidden or left.

use std::cell::RefCell;
use std::rc::Rc;

use history::{Bounds, Imported, read_shared};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{HubId, Millis};
use session::Input;
use viewmodel::toasts::ToastContent;

use crate::browser::channel::Channel;
use crate::browser::database::{Database, DatabaseFault, Lost, Store};
use crate::browser::{clock, storage};
use crate::i18n::{HistoryMsg, Says};
use crate::store::{App, Hub};

mod kept_hub;
mod status;

use kept_hub::KeptHub;
pub use status::{HistoryFault, HistoryStatus};

/// The page does without what is kept where the database takes longer to open (milliseconds).
const OPENS_WITHIN_MS: u64 = 2_000;
/// A database that fails to open is tried so many times more before it counts as failed,
const AT_ONCE: u64 = 3;
/// this long after and longer each time (milliseconds).
const AGAIN_MS: u64 = 200;
/// A database that failed is tried again after this long (milliseconds).
const RETRY_MS: u64 = 60_000;
/// Where pages say to each other what the user did.
const MARKS_CHANNEL: &str = "atalaya.marks";
/// How much is kept stands under this name; nothing is kept where it is `off`.
const BOUNDS: &str = "atalaya.history";
/// When something was kept last stands here (milliseconds): then the page asks for it as soon as it begins.
pub const KEPT_MARK: &str = "atalaya.kept";

thread_local! {
    /// The page's history, once it is looked after.
    static HISTORY: RefCell<Option<Rc<History>>> = const { RefCell::new(None) };
}

/// Looks after the history of all hubs.
pub struct History {
    app: App,
    /// How it stands.
    pub status: RwSignal<HistoryStatus>,
    /// How much is kept; nothing where nothing is.
    pub bounds: RwSignal<Option<Bounds>>,
    /// When something was kept last, before the page was loaded.
    pub as_of: Option<Millis>,
    /// The other pages of this browser.
    pages: Option<Channel>,
    database: RefCell<Option<Database>>,
    hubs: RefCell<Vec<Rc<KeptHub>>>,
    /// What was said already.
    said: RefCell<Vec<HistoryFault>>,
}

/// Keep the history of all hubs, from now on.
pub fn keep_history(app: App) {
    let bounds = match storage::get(storage::browser(), BOUNDS) {
        Some(text) if text == "off" => None,
        Some(text) => Some(Bounds::read(&text).unwrap_or_default()),
        None => Some(Bounds::default()),
    };
    let on_marks = move |text: String| {
        let Some((hub, marks)) = read_shared(&text) else { return };
        if let Some(hub) = untrack(|| app.hub(hub.as_str())) {
            hub.dispatch(Input::Deferred(Box::new(move |session, _| session.follow(marks))));
        }
    };
    let history = Rc::new(History {
        app,
        pages: Channel::open(MARKS_CHANNEL, on_marks),
        status: RwSignal::new(HistoryStatus::Opening),
        bounds: RwSignal::new(bounds),
        as_of: storage::get(storage::browser(), KEPT_MARK).and_then(|at| at.parse().ok()).map(Millis),
        database: RefCell::default(),
        hubs: RefCell::default(),
        said: RefCell::default(),
    });
    HISTORY.set(Some(Rc::clone(&history)));
    history.open();
    let this = Rc::clone(&history);
    Effect::new(move |_| this.follow(app.hubs.get()));
    let leave = {
        let this = Rc::clone(&history);
        move || this.leave()
    };
    let hidden = leave.clone();
    window_event_listener_untyped("pagehide", move |_| leave());
    window_event_listener(ev::visibilitychange, move |_| {
        if clock::hidden() {
            hidden();
        }
    });
}

/// The page's history; nothing before it is looked after.
pub fn history() -> Option<Rc<History>> {
    HISTORY.with_borrow(Clone::clone)
}

impl History {
    fn open(self: &Rc<Self>) {
        self.try_to_open(0);
        let this = Rc::clone(self);
        let late = move || {
            if this.database.borrow().is_none() && this.status.get_untracked() == HistoryStatus::Opening {
                this.fail(HistoryFault::Late);
            }
        };
        clock::after(OPENS_WITHIN_MS, late).forget();
    }

    fn try_to_open(self: &Rc<Self>, failures: u64) {
        if self.bounds.get_untracked().is_none() {
            self.status.set(HistoryStatus::Off);
            return;
        }
        let weak = Rc::downgrade(self);
        let on_lost = move |lost| {
            if let Some(this) = weak.upgrade() {
                this.lost(lost);
            }
        };
        let this = Rc::clone(self);
        spawn_local(async move {
            match Database::open(on_lost).await {
                Ok(database) => {
                    this.database.replace(Some(database));
                    this.count();
                    let hubs = this.hubs.borrow().clone();
                    hubs.into_iter().for_each(|kept| this.restore(kept));
                }
                // One that was just removed, or closed by the browser, opens a moment later.
                Err(DatabaseFault::Failed(_)) if failures < AT_ONCE => {
                    let wait = (failures + 1) * AGAIN_MS;
                    clock::after(wait, move || this.try_to_open(failures + 1)).forget();
                }
                Err(fault) => this.fail(HistoryFault::Database(fault)),
            }
        });
    }

    /// Nothing can be kept: it is said once, and the page goes on with what it has in its memory.
    fn fail(self: &Rc<Self>, fault: HistoryFault) {
        let retries = matches!(fault, HistoryFault::Database(DatabaseFault::Full | DatabaseFault::Failed(_)));
        self.status.set(HistoryStatus::Unkept(fault.clone()));
        if !self.said.borrow().contains(&fault) {
            self.say(&fault.message());
            self.said.borrow_mut().push(fault);
        }
        if retries {
            self.database.take();
            let this = Rc::clone(self);
            clock::after(RETRY_MS, move || this.open()).forget();
        }
    }

    /// The database can no longer be used.
    fn lost(self: &Rc<Self>, lost: Lost) {
        self.database.take();
        match lost {
            Lost::Upgrade => self.fail(HistoryFault::Upgraded),
            Lost::Closed => {
                self.say(&HistoryMsg::Wiped);
                self.hubs.borrow().iter().for_each(|kept| kept.keeper.borrow_mut().lost());
                self.open();
            }
        }
    }

    fn say(&self, message: &impl Says) {
        let hub = self.app.hubs.with_untracked(|hubs| hubs.first().map(|hub| hub.id()));
        let text = untrack(|| self.app.text(message));
        self.app.toast(hub.unwrap_or_else(|| HubId::from("")), ToastContent::Done(text));
    }

    /// These are the hubs now.
    fn follow(self: &Rc<Self>, hubs: Vec<Hub>) {
        self.hubs.borrow_mut().retain(|kept| hubs.contains(&kept.hub));
        for hub in hubs {
            if self.hubs.borrow().iter().any(|kept| kept.hub == hub) {
                continue;
            }
            let bounds = self.bounds.get_untracked().unwrap_or_default();
            let kept = Rc::new(KeptHub::new(hub, bounds));
            self.hubs.borrow_mut().push(Rc::clone(&kept));
            self.watch(kept);
        }
    }

    fn restore(self: &Rc<Self>, kept: Rc<KeptHub>) {
        let Some(database) = self.database.borrow().clone() else { return };
        let this = Rc::clone(self);
        if !kept.may_be_kept() {
            spawn_local(async move { this.forget(Some(&kept.hub.id())).await });
            return;
        }
        spawn_local(async move {
            match kept.restore(&database).await {
                Ok(0) => {}
                Ok(unreadable) => this.say(&HistoryMsg::Unreadable { count: unreadable }),
                Err(fault) => this.fail(HistoryFault::Database(fault)),
            }
            this.count();
            this.write_soon(&kept);
        });
    }

    /// Write what changes of a hub.
    fn watch(self: &Rc<Self>, kept: Rc<KeptHub>) {
        let (this, of) = (Rc::clone(self), Rc::clone(&kept));
        Effect::new(move |_| {
            of.hub.signals.connection.track();
            if of.has_access_changed() {
                this.restore(Rc::clone(&of));
            }
        });
        let (this, inbox) = (Rc::clone(self), Rc::clone(&kept));
        Effect::new(move |_| {
            inbox.hub.signals.inbox.track();
            if let Some((pages, marks)) = this.pages.as_ref().zip(inbox.marked()) {
                pages.say(&marks);
            }
            this.write_soon(&inbox);
        });
        kept.hub.signals.tables.with_value(|tables| {
            for (id, version) in tables {
                let (this, kept, id, version) = (Rc::clone(self), Rc::clone(&kept), id.clone(), *version);
                Effect::new(move |_| {
                    if version.get() > 0 {
                        kept.table_changed(&id);
                        this.write_soon(&kept);
                    }
                });
            }
        });
    }

    fn write_soon(self: &Rc<Self>, kept: &Rc<KeptHub>) {
        let (this, of) = (Rc::clone(self), Rc::clone(kept));
        kept.when_due(move || this.write(&of, false));
    }

    /// The page may go: everything is written now, and what was written before holds until this moment.
    fn leave(self: &Rc<Self>) {
        self.hubs.borrow().iter().for_each(|kept| self.write(kept, true));
        if storage::get(storage::browser(), KEPT_MARK).is_some() {
            self.mark_kept();
        }
    }

    fn mark_kept(&self) {
        storage::set(storage::browser(), KEPT_MARK, &clock::wall().0.to_string());
    }

    fn write(self: &Rc<Self>, kept: &Rc<KeptHub>, all: bool) {
        let Some(database) = self.database.borrow().clone() else { return };
        let (this, kept) = (Rc::clone(self), Rc::clone(kept));
        spawn_local(async move {
            match kept.write(&database, all).await {
                Ok(0) => {}
                Ok(_) => {
                    this.mark_kept();
                    this.count();
                }
                Err(fault) => {
                    kept.keeper.borrow_mut().lost();
                    this.fail(HistoryFault::Database(fault));
                }
            }
            if kept.has_more() {
                this.write_soon(&kept);
            }
        });
    }

    fn count(&self) {
        if self.database.borrow().is_some() {
            let count = self.hubs.borrow().iter().map(|kept| kept.keeper.borrow().len()).sum();
            self.status.set(HistoryStatus::Keeping(count));
        }
    }

    /// The user wants so much kept, or nothing.
    pub fn set_bounds(self: &Rc<Self>, bounds: Option<Bounds>) {
        let text = bounds.map_or_else(|| "off".to_owned(), Bounds::write);
        storage::set(storage::browser(), BOUNDS, &text);
        self.bounds.set(bounds);
        match bounds {
            Some(bounds) => {
                self.hubs.borrow().iter().for_each(|kept| kept.keeper.borrow_mut().set_bounds(bounds));
                if self.database.borrow().is_none() {
                    self.status.set(HistoryStatus::Opening);
                    self.open();
                }
                self.hubs.borrow().iter().for_each(|kept| self.write_soon(kept));
            }
            None => {
                let this = Rc::clone(self);
                spawn_local(async move {
                    this.forget(None).await;
                    this.database.take();
                    this.status.set(HistoryStatus::Off);
                });
            }
        }
    }

    /// Forget what is kept of a hub, or of all. What the page shows stays until it is loaded anew.
    pub async fn forget(self: &Rc<Self>, hub: Option<&HubId>) {
        let database = self.database.borrow().clone();
        let Some(database) = database else { return };
        if let Err(fault) = database.forget(hub.map(HubId::as_str)).await {
            self.fail(HistoryFault::Database(fault));
            return;
        }
        for kept in self.hubs.borrow().iter().filter(|kept| hub.is_none_or(|hub| kept.hub.id() == *hub)) {
            kept.forgotten();
        }
        if hub.is_none() {
            storage::forget(storage::browser(), KEPT_MARK);
        }
        self.count();
    }

    /// All that is kept of the hubs that the page shows, as a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn export(self: &Rc<Self>) -> Result<String, DatabaseFault> {
        let (database, hubs) = (self.database.borrow().clone(), self.hubs.borrow().clone());
        let mut all = Vec::new();
        for kept in hubs {
            let id = kept.hub.id();
            let mut texts = Vec::new();
            if let Some(database) = &database {
                kept.write(database, true).await?;
                let take = |page: Vec<(String, String)>| texts.extend(page.into_iter().map(|(_, text)| text));
                database.read(Store::Notifications, id.as_str(), take).await?;
            }
            all.push((id, texts));
        }
        Ok(history::export(&all))
    }

    /// Take in what a file holds; gives how many notifications it had, and how many of them were of hubs that this page
    /// does not have.
    pub fn import(self: &Rc<Self>, file: Imported) -> (usize, usize) {
        let (mut all, mut foreign) = (0, 0);
        for of_hub in file.hubs {
            let count = of_hub.notifications.len();
            all += count;
            let hubs = self.hubs.borrow().clone();
            match hubs.iter().find(|kept| kept.hub.id() == of_hub.hub) {
                Some(kept) => {
                    kept.import(of_hub.notifications);
                    self.write_soon(kept);
                }
                None => foreign += count,
            }
        }
        (all, foreign)
    }
}
