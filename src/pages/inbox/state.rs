//! What the list is about: which notifications are wanted, where the user is among them, what is selected and open.

use leptos::html;
use leptos::prelude::*;
use model::{Act, Entry, EventId, Filter, InboxView};
use session::Intent;
use viewmodel::inbox_list::{InboxLine, LinePlace};
use viewmodel::inbox_selection::{NoteKey, Selection};
use viewmodel::routes::{InboxQuery, read_inbox_query, write_inbox_query};
use web_sys::Element;

use super::extras::Readers;
use super::hub_choice::chosen;
use super::search::Sought;
use crate::browser::density::Density;
use crate::paths;
use crate::store::{App, Hub};

/// What the list is about. Cheap to copy; its parts take it from the context.
#[derive(Clone, Copy)]
pub struct ListState {
    /// The app.
    pub app: App,
    /// It is in the dialog: then its filter does not stand in the page's address.
    pub modal: bool,
    /// The filter that is in force.
    pub filter: RwSignal<Filter>,
    /// Where the window begins.
    pub offset: RwSignal<usize>,
    /// The id of the hub that is wanted alone; none, or one that is not known, for all.
    pub only: RwSignal<Option<String>>,
    /// What is looked for.
    pub sought: Sought,
    /// The lines of the window, each with where it stands.
    pub shown: Memo<Vec<(LinePlace, InboxLine)>>,
    /// How much room a notification takes.
    pub density: RwSignal<Density>,
    /// The notification that has the focus or lies under the pointer.
    pub pointed: RwSignal<Option<NoteKey>>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// The notification whose details are shown.
    pub opened: RwSignal<Option<NoteKey>>,
    /// What is to be snoozed, once it is chosen until when.
    pub snoozing: RwSignal<Vec<NoteKey>>,
    /// The keys are listed.
    pub helping: RwSignal<bool>,
    /// The list is scrolled to its top.
    pub at_top: RwSignal<bool>,
    /// Reads what notifications show besides their words.
    pub readers: Readers,
    /// The element.
    pub list: NodeRef<html::Ol>,
    /// The first notification in sight, and how far it lies below the top of the list (CSS pixels).
    pub anchor: StoredValue<Option<(NoteKey, f64)>>,
    /// It is about to be noted what is in sight.
    pub noting_seen: StoredValue<bool>,
    /// The notification that the address names, until it is there.
    pub looked_for: StoredValue<Option<EventId>>,
}

impl ListState {
    /// As the page's address asks for it, or, in the dialog, all that is in the inbox.
    pub fn new(app: App, modal: bool) -> Self {
        let asked = if modal { InboxQuery::default() } else { read_inbox_query(&paths::query()) };
        let (filter, offset) = (RwSignal::new(asked.filter), RwSignal::new(0_usize));
        let (only, sought) = (RwSignal::new(asked.hub), Sought::new(asked.search));
        let shown =
            Memo::new(move |_| sought.lines(app.lang.get(), chosen(app, only), &filter.get(), offset.get()));
        Self {
            app,
            modal,
            filter,
            offset,
            only,
            sought,
            shown,
            density: RwSignal::new(Density::chosen()),
            pointed: RwSignal::new(None),
            selection: RwSignal::new(Selection::default()),
            opened: RwSignal::new(None),
            snoozing: RwSignal::new(Vec::new()),
            helping: RwSignal::new(false),
            at_top: RwSignal::new(true),
            readers: Readers::new(),
            list: NodeRef::new(),
            anchor: StoredValue::new(None),
            noting_seen: StoredValue::new(false),
            looked_for: StoredValue::new(asked.event),
        }
    }

    /// The one around the component that asks.
    pub fn of_context() -> Self {
        expect_context()
    }

    /// The user wants to see others: from the top, and in the page's address.
    pub fn changed(self) {
        self.offset.set(0);
        self.at_top.set(true);
        self.anchor.set_value(None);
        if let Some(list) = self.list.get_untracked() {
            list.set_scroll_top(0);
        }
        self.selection.update(Selection::clear);
        self.snoozing.set(Vec::new());
        if !self.modal {
            paths::put_query(&write_inbox_query(&untrack(|| self.query())));
        }
    }

    /// What is wanted; tracks it.
    pub fn query(self) -> InboxQuery {
        let (hub, search) = (self.only.get(), self.sought.text.get());
        InboxQuery { hub, event: None, search, filter: self.filter.get() }
    }

    /// The user wants this.
    pub fn ask_for(self, wanted: InboxQuery) {
        self.only.set(wanted.hub);
        self.sought.text.set(wanted.search);
        self.filter.set(wanted.filter);
        self.changed();
    }

    /// The user wants others.
    pub fn refilter(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        self.changed();
    }

    /// Which view is shown; tracks it.
    pub fn view(self) -> InboxView {
        self.filter.with(|filter| filter.view)
    }

    /// The hub of a notification.
    pub fn hub(self, key: &NoteKey) -> Option<Hub> {
        untrack(|| self.app.hub(key.hub.as_str()))
    }

    /// A notification; tracks its hub's inbox.
    pub fn entry(self, key: &NoteKey) -> Option<Entry> {
        self.hub(key)?.read_inbox(|session| session.inbox().kept(&key.id).cloned())
    }

    /// All that the filter shows and the user looks for, from the top.
    pub fn matching(self, wanted: &dyn Fn(&Entry) -> bool) -> Vec<NoteKey> {
        let hubs = chosen(self.app, self.only);
        self.filter.with(|filter| self.sought.matching(self.app.lang.get(), hubs, filter, wanted))
    }

    /// The notifications that are drawn, from the top.
    pub fn drawn(self) -> Vec<NoteKey> {
        self.shown.with_untracked(|lines| lines.iter().filter_map(|(_, line)| key_of(line)).collect())
    }

    /// Do something to notifications, of whichever hubs.
    pub fn act(self, act: Act, keys: Vec<NoteKey>) {
        // Those of one hub stand together or not: each hub is asked once, so that one undo takes all back.
        for hub in untrack(|| self.app.hubs.get()) {
            let id = hub.id();
            let ids: Vec<EventId> =
                keys.iter().filter(|key| key.hub == id).map(|key| key.id.clone()).collect();
            // What was done before in another hub is not taken back with it.
            hub.signals.undo.set(None);
            if !ids.is_empty() {
                hub.intend(Intent::Act { act, ids });
            }
        }
        self.snoozing.set(Vec::new());
        self.selection.update(Selection::clear);
    }

    /// Show the details of a notification, and mark it read.
    pub fn open(self, key: NoteKey) {
        if let Some(hub) = self.hub(&key) {
            hub.mark_read(key.id.clone());
            self.opened.set(Some(key));
        }
    }
}

/// The notification of a line, where it is one.
pub fn key_of(line: &InboxLine) -> Option<NoteKey> {
    match line {
        InboxLine::Notification { hub, id } => Some(NoteKey { hub: hub.clone(), id: id.clone() }),
        InboxLine::Gap { .. } => None,
    }
}

/// The notification that an element of the list draws.
pub fn key_of_element(line: &Element) -> Option<NoteKey> {
    let named = |name: &str| line.get_attribute(name);
    Some(NoteKey { hub: named("data-hub")?.as_str().into(), id: named("data-id")?.into() })
}
