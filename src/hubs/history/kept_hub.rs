//! What is kept of one hub.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use history::{Bounds, Keeper, KeptTable, read_record, read_table, write_shared, write_table};
use model::{EventId, KeptNotification, TableId};
use session::{Access, Input, Mono, Session};

use crate::browser::clock;
use crate::browser::database::{Database, DatabaseFault, Store, Write};
use crate::store::Hub;

/// What changes is written at once, and then this often at most (milliseconds): a burst is written together.
const WRITTEN_EVERY_MS: u64 = 500;
/// A table is written this often at most (milliseconds): all of it is written.
const TABLES_EVERY_MS: u64 = 10_000;

/// What is kept of one hub.
pub struct KeptHub {
    pub hub: Hub,
    pub keeper: RefCell<Keeper>,
    /// Something may be kept of it; nothing before that was asked.
    kept: Cell<Option<bool>>,
    restoring: Cell<bool>,
    /// All that was kept has come back: from then on it is written.
    restored: Cell<bool>,
    writing: Cell<bool>,
    /// What the user did up to this edit of the inbox the other pages know.
    shared: Cell<u64>,
    /// Tables that have changed.
    tables: RefCell<Vec<TableId>>,
    tables_written: Cell<Option<Mono>>,
    written: Cell<Option<Mono>>,
    due: RefCell<Option<Timeout>>,
}

impl KeptHub {
    pub fn new(hub: Hub, bounds: Bounds) -> Self {
        Self {
            hub,
            keeper: RefCell::new(Keeper::new(bounds)),
            kept: Cell::new(None),
            restoring: Cell::new(false),
            restored: Cell::new(false),
            writing: Cell::new(false),
            shared: Cell::new(0),
            tables: RefCell::default(),
            tables_written: Cell::new(None),
            written: Cell::new(None),
            due: RefCell::default(),
        }
    }

    /// Whether anything may be kept of the hub: what only a login shows lasts as long as the login does in this browser.
    pub fn may_be_kept(&self) -> bool {
        let is_asked = |access: &Access| *access != Access::NotRequired;
        let is_given = |access: &Access| matches!(access, Access::Given(_));
        let (asked, given) =
            self.hub.read(|session| (is_asked(session.access()), is_given(session.access())));
        !asked || (given && self.hub.stored_access().is_some_and(|(_, longer)| longer))
    }

    /// Whether what may be kept is another matter than when this was asked last.
    pub fn has_access_changed(&self) -> bool {
        let now = Some(self.may_be_kept());
        self.kept.replace(now) != now
    }

    /// Give the hub's session all that is kept of it, tables first; gives how many records could not be read.
    pub async fn restore(&self, database: &Database) -> Result<usize, DatabaseFault> {
        if self.restored.get() || self.restoring.replace(true) {
            return Ok(0);
        }
        let restored = self.restore_all(database).await;
        // What failed is tried again once the database is open again.
        self.restoring.set(false);
        self.restored.set(restored.is_ok());
        restored
    }

    async fn restore_all(&self, database: &Database) -> Result<usize, DatabaseFault> {
        let (id, mut unreadable) = (self.hub.id(), 0);
        database.read(Store::Tables, id.as_str(), |page| self.restore_tables(page)).await?;
        let take = |page| unreadable += self.restore_notifications(page);
        database.read(Store::Notifications, id.as_str(), take).await?;
        Ok(unreadable)
    }

    fn restore_notifications(&self, page: Vec<(String, String)>) -> usize {
        let now = clock::wall();
        let (count, mut kept) = (page.len(), Vec::with_capacity(page.len()));
        kept.extend(page.iter().filter_map(|(_, text)| read_record(text)));
        let unreadable = count - kept.len();
        let mut keeper = self.keeper.borrow_mut();
        keeper.found(page.into_iter().map(|(id, _)| EventId::from(id)));
        kept.retain(|kept| keeper.keeps(kept, now));
        drop(keeper);
        self.give(kept);
        unreadable
    }

    fn give(&self, kept: Vec<KeptNotification>) {
        self.hub.dispatch(Input::Deferred(Box::new(move |session, _| session.restore(kept))));
    }

    fn restore_tables(&self, kept: Vec<(String, String)>) {
        let read = |(id, text): (String, String)| {
            let id = TableId::from(id);
            let table = self.hub.read(|session| read_table(&text, &columns(session, &id)))?;
            Some((id, table))
        };
        for (id, KeptTable { rows, as_of }) in kept.into_iter().filter_map(read) {
            let restore = move |session: &mut Session, _| session.restore_table(&id, rows, as_of);
            self.hub.dispatch(Input::Deferred(Box::new(restore)));
        }
    }

    /// Take in notifications of a file.
    pub fn import(&self, notifications: Vec<KeptNotification>) {
        self.give(notifications);
        self.keeper.borrow_mut().lost();
    }

    /// All that was kept is gone, as the user wanted.
    pub fn forgotten(&self) {
        self.hub.read(|session| self.keeper.borrow_mut().forgotten(session.inbox()));
        self.tables.take();
    }

    /// What the user did since this was asked last, for the other pages.
    pub fn marked(&self) -> Option<String> {
        self.hub.read(|session| {
            let (inbox, shared) = (session.inbox(), self.shared.get());
            self.shared.set(inbox.marked());
            (inbox.marked() > shared).then(|| write_shared(&self.hub.id(), inbox.marked_since(shared)))
        })
    }

    /// A table has changed.
    pub fn table_changed(&self, id: &TableId) {
        let mut tables = self.tables.borrow_mut();
        if !tables.contains(id) {
            tables.push(id.clone());
        }
    }

    /// Call back when it is time to write.
    pub fn when_due(self: &Rc<Self>, write: impl FnOnce() + 'static) {
        if self.due.borrow().is_some() {
            return;
        }
        let now = clock::now().mono;
        let since = self.written.get().map_or(WRITTEN_EVERY_MS, |last| now.since(last));
        let this = Rc::clone(self);
        let due = move || {
            this.due.take();
            this.written.set(Some(clock::now().mono));
            write();
        };
        self.due.replace(Some(clock::after(WRITTEN_EVERY_MS.saturating_sub(since), due)));
    }

    /// Whether something waits to be written.
    pub fn has_more(&self) -> bool {
        self.restored.get() && !self.tables.borrow().is_empty()
    }

    /// Write what has changed; of tables only what is due, unless `all` is. Gives how much was written.
    pub async fn write(&self, database: &Database, all: bool) -> Result<usize, DatabaseFault> {
        if !self.restored.get() || !self.may_be_kept() || self.writing.replace(true) {
            return Ok(0);
        }
        let written = self.write_all(database, all).await;
        self.writing.set(false);
        written
    }

    async fn write_all(&self, database: &Database, all: bool) -> Result<usize, DatabaseFault> {
        let (id, mut written) = (self.hub.id(), 0);
        let mut writes = self.due_tables(all);
        loop {
            let batch =
                self.hub.read(|session| self.keeper.borrow_mut().batch(session.inbox(), clock::wall()));
            let is_last = batch.is_empty();
            let puts = batch.puts.into_iter();
            writes.extend(puts.map(|(id, text)| Write::Put(Store::Notifications, id.to_string(), text)));
            let deletes = batch.deletes.into_iter();
            writes.extend(deletes.map(|id| Write::Delete(Store::Notifications, id.to_string())));
            if !writes.is_empty() {
                written += writes.len();
                database.write(id.as_str(), std::mem::take(&mut writes)).await?;
            }
            if is_last {
                return Ok(written);
            }
        }
    }

    fn due_tables(&self, all: bool) -> Vec<Write> {
        let now = clock::now().mono;
        let is_due = |last: Mono| now.since(last) >= TABLES_EVERY_MS;
        if !all && !self.tables_written.get().is_none_or(is_due) {
            return Vec::new();
        }
        let changed = self.tables.take();
        if !changed.is_empty() {
            self.tables_written.set(Some(now));
        }
        let write = |id: TableId| {
            let text = self.hub.read(|session| {
                let table = session.table(&id)?;
                // What is still that of before is there already.
                (!table.is_restored()).then(|| write_table(table, &columns(session, &id)))
            })?;
            Some(match text {
                Some(text) => Write::Put(Store::Tables, id.to_string(), text),
                None => Write::Delete(Store::Tables, id.to_string()),
            })
        };
        changed.into_iter().filter_map(write).collect()
    }
}

/// The ids of a table's columns.
fn columns<'a>(session: &'a Session, table: &TableId) -> Vec<&'a str> {
    let spec = session.profile().table(table.as_str());
    spec.map(|spec| spec.columns.iter().map(|column| column.id.as_str()).collect()).unwrap_or_default()
}
