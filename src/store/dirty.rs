//! What has changed since the last frame.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use model::{HubId, TableId};
use session::{Delta, Notice, Outcome, RunId, RunStatus, State};
use viewmodel::toasts::ToastContent;

use super::hub::{Signals, Undo};
use super::{App, Hub};
use crate::browser::clock;

/// What is done when a run has ended.
pub type OnOutcome = Box<dyn FnOnce(Outcome)>;

/// What has changed since the last frame.
#[derive(Default)]
pub struct Dirty {
    connection: Cell<bool>,
    inbox: Cell<bool>,
    tables: RefCell<Vec<TableId>>,
    /// Notifications never seen before.
    fresh: Cell<usize>,
    notices: RefCell<Vec<Notice>>,
    runs: Cell<bool>,
    /// What is done when a run has ended.
    awaited: RefCell<Vec<(RunId, OnOutcome)>>,
    /// It has been online.
    online: Cell<bool>,
}

impl Dirty {
    /// Note what the session says has changed.
    pub fn add(&self, hub: &HubId, delta: Delta) {
        match delta {
            Delta::Connection | Delta::Poll => self.connection.set(true),
            Delta::FirstData => clock::mark(&format!("atalaya:first-data:{hub}")),
            Delta::Inbox { fresh } => {
                self.inbox.set(true);
                self.fresh.set(self.fresh.get() + fresh);
            }
            Delta::Table(table) => {
                let mut tables = self.tables.borrow_mut();
                if !tables.contains(&table) {
                    tables.push(table);
                }
            }
            Delta::Run(_) => self.runs.set(true),
            Delta::Notice(notice) => self.notices.borrow_mut().push(notice),
        }
    }

    /// Call back when a run has ended.
    pub fn wait_for(&self, run: RunId, on_outcome: OnOutcome) {
        self.awaited.borrow_mut().push((run, on_outcome));
    }

    /// Notify the signals of what has changed.
    pub fn flush(&self, app: App, id: &HubId, signals: Signals) {
        self.mark_online(app, id);
        if self.runs.get() {
            self.report_outcomes(app, id);
        }
        let versions = [
            (&self.connection, signals.connection),
            (&self.inbox, signals.inbox),
            (&self.runs, signals.runs),
        ];
        for (dirty, signal) in versions {
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
        let fresh = self.fresh.replace(0);
        if fresh > 0 {
            app.last_bell_at.set(Some(clock::now().mono));
            // What announces them is in the second module.
            app.insist_on_parts();
        }
        for notice in self.notices.take() {
            if let Notice::Done { act, undo, count, within_ms } = notice {
                let until = clock::now().mono.saturating_add(within_ms);
                signals.undo.set(Some(Undo { undo, act, count, until }));
            } else {
                app.toast(id.clone(), ToastContent::Notice(notice));
            }
        }
    }

    fn report_outcomes(&self, app: App, id: &HubId) {
        let Some(hub) = untrack(|| app.hub(id.as_str())) else { return };
        for (run, on_outcome) in self.awaited.take() {
            match hub.read(|session| session.run(run).cloned()) {
                Some(RunStatus::Ended(outcome)) => on_outcome(outcome),
                Some(_) => self.wait_for(run, on_outcome),
                None => {}
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
