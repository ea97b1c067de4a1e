//! What has changed since the last frame.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use model::{HubId, Millis, TableId};
use session::{Delta, Notice, State};
use viewmodel::toasts::ToastContent;

use super::hub::{Signals, Undo};
use super::{App, Hub};
use crate::browser::clock;

/// How long an undo is offered (milliseconds).
const UNDO_MS: i64 = 5_000;

/// What has changed since the last frame.
#[derive(Default)]
pub struct Dirty {
    connection: Cell<bool>,
    inbox: Cell<bool>,
    tables: RefCell<Vec<TableId>>,
    new_notifications: Cell<usize>,
    notices: RefCell<Vec<Notice>>,
    /// It was online once.
    online: Cell<bool>,
}

impl Dirty {
    /// Take up what the session says.
    pub fn add(&self, hub: &HubId, delta: Delta) {
        match delta {
            Delta::Link | Delta::Poll => self.connection.set(true),
            Delta::FirstData => clock::mark(&format!("atalaya:first-data:{hub}")),
            Delta::Inbox { fresh } => {
                self.inbox.set(true);
                self.new_notifications.set(self.new_notifications.get() + fresh);
            }
            Delta::Table(table) => {
                let mut tables = self.tables.borrow_mut();
                if !tables.contains(&table) {
                    tables.push(table);
                }
            }
            Delta::Notice(notice) => self.notices.borrow_mut().push(notice),
        }
    }

    /// Wake what reads it.
    pub fn flush(&self, app: App, id: &HubId, signals: Signals) {
        self.mark_online(app, id);
        for (dirty, signal) in [(&self.connection, signals.connection), (&self.inbox, signals.inbox)] {
            if dirty.replace(false) {
                signal.update(|version| *version += 1);
            }
        }
        let tables = self.tables.take();
        signals.tables.with_value(|all| {
            for (_, version) in all.iter().filter(|(id, _)| tables.contains(id)) {
                version.update(|version| *version += 1);
            }
        });
        let new = self.new_notifications.replace(0);
        if new > 0 {
            app.last_bell_at.set(clock::wall());
            app.toast(id.clone(), ToastContent::NewNotifications(new));
        }
        for notice in self.notices.take() {
            if let Notice::Cleared { clear, count } = notice {
                signals.undo.set(Some(Undo { clear, count, until: Millis(clock::wall().0 + UNDO_MS) }));
            } else {
                app.toast(id.clone(), ToastContent::Notice(notice));
            }
        }
    }

    /// The first time online is measured by a mark.
    fn mark_online(&self, app: App, id: &HubId) {
        let online = |hub: Hub| matches!(hub.state(clock::now()), State::Online { .. });
        if self.connection.get() && !self.online.get() && untrack(|| app.hub(id.as_str()).is_some_and(online))
        {
            self.online.set(true);
            clock::mark(&format!("atalaya:online:{id}"));
        }
    }
}
