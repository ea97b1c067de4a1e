//! An action that is open in its dialog. The session does it; the dialog starts the run and draws its status, and may
//! close at any time.

use std::rc::Rc;

use leptos::prelude::*;
use model::{Cell, EventId, Table, TableId, Texts};
use profile::{Action, Confirm, Deed, FormValues, Forms, NotificationAction};
use session::{
    Access, ActionRun, Input, Outcome, RequestFailure, RunId, RunStatus, Session, SourceId, Target,
};
use viewmodel::toasts::ToastContent;

use super::outcome::{done_text, failure_text};
use crate::browser::transfer;
use crate::components::form::{Filled, HeldFiles};
use crate::store::{App, Hub, OpenAction};

/// What the user has made of the dialog so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogStage {
    /// It is being filled in or confirmed.
    Filling,
    /// It was sent: the session knows how far it is.
    Sent(RunId),
    /// A value cannot be sent.
    Unfit(RequestFailure),
}

/// An action that is open in its dialog. Cheap to copy; lives as long as the dialog.
#[derive(Clone, Copy)]
pub struct OpenedAction {
    /// Of which hub.
    pub hub: Hub,
    /// Whether the dialog is open.
    pub shown: RwSignal<bool>,
    /// What the user has made of it so far.
    pub stage: RwSignal<DialogStage>,
    /// How far the run is; nothing before it is sent.
    pub status: Memo<Option<RunStatus>>,
    /// The run whose outcome stands in the dialog.
    reported: StoredValue<Option<RunId>>,
    subject: StoredValue<Rc<Subject>, LocalStorage>,
}

/// What is done, and to what; lives until the outcome is known.
struct Subject {
    app: App,
    open: OpenAction,
    forms: Rc<Forms>,
    action: Action,
    target: Target,
}

impl OpenedAction {
    /// Nothing where the profile has no such action.
    pub fn new(app: App, open: OpenAction) -> Option<Self> {
        let hub = open.hub;
        let forms = Rc::new(hub.read(|session| session.profile().forms()));
        let action = match &open.notification {
            Some(id) => of_notification(hub, id, &open.action)?,
            None => forms.actions.iter().find(|action| action.id == open.action)?.clone(),
        };
        let target = hub.read(|session| target(session, &open, &action));
        let stage = RwSignal::new(DialogStage::Filling);
        let status = Memo::new(move |_| match stage.get() {
            DialogStage::Sent(run) => hub.run(run),
            DialogStage::Filling | DialogStage::Unfit(_) => None,
        });
        Some(Self {
            hub,
            shown: RwSignal::new(true),
            stage,
            status,
            reported: StoredValue::new(None),
            subject: StoredValue::new_local(Rc::new(Subject { app, open, forms, action, target })),
        })
    }

    /// Read what the profile says of it, and what it is done to.
    pub fn read<T>(self, read: impl FnOnce(&Action, &Target) -> T) -> T {
        self.subject.with_value(|subject| read(&subject.action, &subject.target))
    }

    /// What it is called.
    pub fn title(self) -> Texts {
        self.read(|action, _| action.title.clone())
    }

    /// What the user confirms before.
    pub fn confirm(self) -> Confirm {
        self.read(|action, _| action.confirm)
    }

    /// Whether the user fills in or confirms anything before.
    pub fn asks(self) -> bool {
        self.read(|action, _| !action.fields.is_empty() || action.confirm != Confirm::No)
    }

    /// The name of what it is done to: of a row the column that names it, else the first one, else its key; or the hub.
    pub fn target_name(self) -> String {
        let Some((table, key)) = self.subject.with_value(|subject| subject.open.row.clone()) else {
            return self.hub.name();
        };
        let label = self.hub.read(|session| session.profile().table(table.as_str())?.label);
        let named = self.read(|_, target| target.cells.get(label.unwrap_or(0)).map(Cell::text));
        named.filter(|text| !text.is_empty()).unwrap_or_else(|| key.to_string())
    }

    /// The path that it is sent to, where the user did not see it in the profile but a notification offers it.
    pub fn offered_path(self) -> Option<String> {
        let of_notification = self.subject.with_value(|subject| subject.open.notification.is_some());
        let path = |action: &Action, target: &Target| {
            action.request(&target.values, &FormValues::default()).ok().map(|request| request.path)
        };
        of_notification.then(|| self.read(path)).flatten()
    }

    /// The name of its form among those that a login may interrupt.
    pub fn draft_name(self) -> String {
        self.subject.with_value(|subject| {
            let OpenAction { hub, action, row, .. } = &subject.open;
            let row = row.as_ref().map_or_else(String::new, |(_, key)| key.to_string());
            format!("{} {action} {row}", hub.id())
        })
    }

    /// Whether it was left because the hub asks who the user is.
    pub fn is_interrupted(self) -> bool {
        let refused = self.status.with_untracked(|status| {
            matches!(status, Some(RunStatus::Ended(Outcome::Refused(401 | 403, _))))
        });
        let asks = |session: &Session| matches!(session.access(), Access::NeedsLogin | Access::Refused(_));
        refused || self.hub.read(asks)
    }

    /// Whether it is on its way; tracks that.
    pub fn is_sending(self) -> bool {
        self.status.with(|status| matches!(status, Some(RunStatus::Sending | RunStatus::LookingUp { .. })))
    }

    /// Whether it is done; tracks that.
    pub fn is_done(self) -> bool {
        self.status
            .with(|status| matches!(status, Some(RunStatus::Ended(Outcome::Done(_) | Outcome::Saved(_)))))
    }

    /// Send what was filled in, unless the outcome of what was sent is not known yet.
    pub fn send(self, filled: Filled) {
        if let DialogStage::Sent(run) = self.stage.get_untracked()
            && self.reported.get_value() != Some(run)
        {
            return;
        }
        self.forget();
        let Filled { values, mut files } = filled;
        let number = files.hold(None);
        let subject = self.subject.get_value();
        let (action, forms, target) =
            (subject.action.clone(), Rc::clone(&subject.forms), subject.target.clone());
        match ActionRun::new(action, forms, target, &values, number) {
            Ok(run) => {
                let run = self.hub.start_run(run);
                self.stage.set(DialogStage::Sent(run));
                self.follow(run, Some((number, files)));
            }
            Err(problem) => self.stage.set(DialogStage::Unfit(RequestFailure::PathLacks(problem))),
        }
    }

    /// Ask the hub again whether it was done.
    pub fn look_up(self) {
        if let Some(run) = self.reported.try_update_value(Option::take).flatten() {
            self.hub.dispatch(Input::LookUpRun(run));
            self.follow(run, None);
        }
    }

    /// The user has seen the outcome that stands in the dialog. A run whose outcome is not known yet goes on.
    pub fn forget(self) {
        if let Some(run) = self.reported.try_update_value(Option::take).flatten() {
            self.hub.forget_run(run);
        }
    }

    /// Close the dialog of the row that it was for.
    pub fn close_row(self) {
        self.subject.with_value(|subject| subject.close_row());
    }

    /// Act on the outcome, also when the dialog has closed. The files that are sent, and the place of the one that comes,
    /// are kept until then.
    fn follow(self, run: RunId, files: Option<(u64, HeldFiles)>) {
        let subject = self.subject.get_value();
        self.hub.on_outcome(run, move |outcome| {
            if let (Outcome::Saved(_), Some((number, _))) = (&outcome, &files) {
                transfer::save(*number, &subject.file_name());
            }
            let shown = self.shown.try_get_untracked() == Some(true);
            subject.conclude(&outcome, shown);
            if shown {
                self.reported.set_value(Some(run));
            } else {
                subject.open.hub.forget_run(run);
            }
        });
    }
}

impl Subject {
    /// Show a toast when it is done. Once the dialog is closed, a toast shows a failure too, and the row is closed here.
    fn conclude(&self, outcome: &Outcome, shown: bool) {
        let lang = self.app.lang.get_untracked();
        match done_text(lang, &self.action, &self.file_name(), outcome) {
            Some(text) => {
                self.toast(text);
                if !shown {
                    self.close_row();
                }
            }
            None if !shown => {
                let title = lang.label(&self.action.title);
                self.toast(format!("{title}: {}", failure_text(lang, &self.action, outcome)));
            }
            None => {}
        }
    }

    fn file_name(&self) -> String {
        self.action.save.as_ref().map(|save| save.name(&self.target.values)).unwrap_or_default()
    }

    fn close_row(&self) {
        let OpenAction { hub, row, .. } = &self.open;
        if row.is_some() && hub.opened_row.with_untracked(|opened| opened == row) {
            hub.opened_row.set(None);
        }
    }

    fn toast(&self, text: String) {
        self.app.toast(self.open.hub.id(), ToastContent::Done(text));
    }
}

/// What a notification offers at this place.
fn of_notification(hub: Hub, id: &EventId, place: &str) -> Option<Action> {
    let offered = |session: &Session| {
        let raw = session.inbox().kept(id)?.notification.extras.clone()?;
        session.profile().extras_reader().read(&raw).actions.into_iter().nth(place.parse().ok()?)
    };
    let NotificationAction { title, what: Deed::Post(post) } = hub.read(offered)? else { return None };
    post.action(&title, &hub.url(SourceId(post.source)))
}

/// What an action is done to, as it is when its dialog opens.
fn target(session: &Session, open: &OpenAction, action: &Action) -> Target {
    let keys = |table: &TableId| {
        let rows = session.table(table).map(Table::rows).unwrap_or_default();
        rows.iter().map(|row| row.key.to_string()).collect()
    };
    let of_row = || {
        let (table, key) = open.row.as_ref()?;
        let spec = session.profile().table(table.as_str())?;
        let row = session.table(table)?.get(key)?;
        Some(Target { values: spec.values(key, &row.cells), cells: row.cells.clone(), known: keys(table) })
    };
    of_row().unwrap_or_else(|| Target {
        known: action.place.table().map(keys).unwrap_or_default(),
        ..Target::default()
    })
}
