//! An action that is open in its dialog, and how far it is. The dialog knows nothing of requests: it draws the
//! [`ActionStatus`].

use std::rc::Rc;

use leptos::prelude::*;
use model::{Cell, Table, TableId, Texts};
use profile::{Action, Confirm};
use session::{End, Object, Session};

use super::delivery::Delivery;
use crate::components::form::Filled;
use crate::store::{App, Hub, OpenAction};

/// How far an action is.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionStatus {
    /// It is being filled in or confirmed.
    Filling,
    /// It is on its way.
    Sending,
    /// The answer did not come, for this reason: the hub's list is being looked through.
    LookingUp(String),
    /// It is over.
    Ended(End),
    /// A value cannot be sent.
    Unfit(String),
}

impl ActionStatus {
    /// It is on its way.
    pub fn is_sending(&self) -> bool {
        matches!(self, Self::Sending | Self::LookingUp(_))
    }

    /// It is done.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Ended(End::Done(_) | End::Saved(_)))
    }
}

/// An action that is open in its dialog. Cheap to copy; lives as long as the dialog.
#[derive(Clone, Copy)]
pub struct OpenedAction {
    /// Of which hub.
    pub hub: Hub,
    /// How far it is.
    pub status: RwSignal<ActionStatus>,
    delivery: StoredValue<Rc<Delivery>, LocalStorage>,
}

impl OpenedAction {
    /// Nothing where the profile has no such action.
    pub fn new(app: App, open: OpenAction) -> Option<Self> {
        let hub = open.hub;
        let forms = hub.read(|session| session.profile().forms());
        let action = forms.actions.iter().find(|action| action.id == open.action)?.clone();
        let target = hub.read(|session| target(session, &open, &action));
        let status = RwSignal::new(ActionStatus::Filling);
        let delivery = Delivery::new(app, open, forms, action, target, status);
        Some(Self { hub, status, delivery: StoredValue::new_local(delivery) })
    }

    /// Read what the profile says of it, and what it is done to.
    pub fn read<T>(self, read: impl FnOnce(&Action, &Object) -> T) -> T {
        self.delivery.with_value(|delivery| read(delivery.action(), delivery.target()))
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

    /// What it is done to is called: the row's first column, else the hub.
    pub fn target_name(self) -> String {
        let first = self.read(|_, target| target.cells.first().map(Cell::text));
        first.filter(|text| !text.is_empty()).unwrap_or_else(|| self.hub.name())
    }

    /// Send what was filled in.
    pub fn send(self, filled: Filled) {
        self.delivery.with_value(|delivery| delivery.send(filled));
    }

    /// Look again for what became of it.
    pub fn look_up(self) {
        self.delivery.with_value(|delivery| delivery.look_up());
    }

    /// Close the dialog of the row that it was for.
    pub fn close_row(self) {
        self.delivery.with_value(|delivery| delivery.close_row());
    }
}

/// What an action is done to, as it is when its dialog opens.
fn target(session: &Session, open: &OpenAction, action: &Action) -> Object {
    let keys = |table: &TableId| {
        let rows = session.table(table).map(Table::rows).unwrap_or_default();
        rows.iter().map(|row| row.key.to_string()).collect()
    };
    let of_row = || {
        let (table, key) = open.row.as_ref()?;
        let spec = session.profile().table(table.as_str())?;
        let row = session.table(table)?.get(key)?;
        Some(Object { values: spec.values(key, &row.cells), cells: row.cells.clone(), known: keys(table) })
    };
    of_row().unwrap_or_else(|| Object {
        known: action.place.table().map(keys).unwrap_or_default(),
        ..Object::default()
    })
}
