//! Actions of a profile: their buttons, and the dialog in which one is filled in, confirmed, sent and answered.

use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use model::TableId;
use profile::{Action, ActionPlace, Confirm, Forms};
use session::{Answer, Ask, End, Errand, Input, Object, Session, Step};
use web_sys::{Event, HtmlDialogElement, HtmlInputElement};

use super::dom::{El, el, item};
use super::form::Form;
use crate::browser::transfer;
use crate::i18n::{DeferredMsg, format};
use crate::state::{App, Hub, Said};

mod dialog;

use dialog::open;

/// Begin an action, other than with a row.
pub fn begin(app: App, hub: Hub, id: &str) {
    let forms = Rc::new(hub.read(|session| session.profile().forms()));
    let Some(action) = forms.actions.iter().find(|action| action.id == id).cloned() else { return };
    let known = |table: &TableId| hub.read(|session| keys(session, table));
    let known = action.place.table().map(known).unwrap_or_default();
    open(Doing::new(app, hub, forms, action, Object { known, ..Object::default() }, Rc::new(|| {})));
}

/// The buttons of what can be done with a row; `done` is called when one of them was.
pub fn row_buttons(
    into: El,
    app: App,
    hub: Hub,
    forms: &Rc<Forms>,
    row: &(TableId, model::RowKey),
    done: impl Fn() + Clone + 'static,
) -> El {
    let place = ActionPlace::Row(row.0.clone());
    let offered = {
        let (forms, row) = (Rc::clone(forms), row.clone());
        move || {
            hub.tables.track();
            let offers = |session: &Session| {
                let held = session.table(&row.0)?.get(&row.1).filter(|held| !held.removed)?;
                let here = forms
                    .actions
                    .iter()
                    .filter(|action| action.place == place && action.offered(&held.cells));
                Some(here.cloned().collect::<Vec<_>>())
            };
            hub.read(offers).unwrap_or_default()
        }
    };
    let (forms, row) = (Rc::clone(forms), row.clone());
    into.each(move || {
        let one = |action: Action| {
            let (forms, row, done) = (Rc::clone(&forms), row.clone(), done.clone());
            item(action.id.clone(), move || {
                let object = move |session: &Session| object(session, &row).unwrap_or_default();
                button(app, hub, &forms, action, object, done)
            })
        };
        offered().into_iter().map(one).collect()
    })
}

fn keys(session: &Session, table: &TableId) -> Vec<String> {
    let rows = session.table(table).map(model::Table::rows).unwrap_or_default();
    rows.iter().map(|row| row.key.to_string()).collect()
}

fn object(session: &Session, (table, key): &(TableId, model::RowKey)) -> Option<Object> {
    let spec = session.profile().table(table.as_str())?;
    let held = session.table(table)?.get(key)?;
    Some(Object {
        values: spec.values(key, &held.cells),
        cells: held.cells.clone(),
        known: keys(session, table),
    })
}

fn button(
    app: App,
    hub: Hub,
    forms: &Rc<Forms>,
    action: Action,
    object: impl Fn(&Session) -> Object + 'static,
    done: impl Fn() + Clone + 'static,
) -> El {
    let title = action.title.clone();
    let danger = action.confirm != Confirm::No;
    let (id, forms) = (action.id.clone(), Rc::clone(forms));
    let begin = move |_: Event| {
        let doing =
            Doing::new(app, hub, Rc::clone(&forms), action.clone(), hub.read(&object), Rc::new(done.clone()));
        open(doing);
    };
    el("button")
        .set("type", "button")
        .class(if danger { "danger" } else { "" })
        .set("data-action", &id)
        .on("click", begin)
        .say(move || app.lang.get().label(&title))
}

/// What the dialog shows.
#[derive(Clone, Debug, PartialEq)]
enum Phase {
    /// It is being filled in or confirmed.
    Filling,
    /// It is on its way.
    Sending,
    /// The answer did not come: the list is looked through.
    Looking(String),
    /// It did not end well.
    Ended(End),
    /// A value cannot be sent.
    Unfit(String),
}

/// An action that is being done.
struct Doing {
    app: App,
    hub: Hub,
    forms: Rc<Forms>,
    action: Action,
    object: Object,
    form: Form,
    /// What must be written before, and where.
    name: Option<(String, El)>,
    misnamed: RwSignal<bool>,
    phase: RwSignal<Phase>,
    errand: RefCell<Option<Errand>>,
    /// The number under which a file that comes is kept.
    number: StdCell<u64>,
    /// It is on its way: what it needs is kept, even if the dialog is shut.
    busy: StdCell<bool>,
    done: Rc<dyn Fn()>,
    dialog: El,
    /// Everything in the dialog ends with it.
    owner: Owner,
}

impl Doing {
    fn new(
        app: App,
        hub: Hub,
        forms: Rc<Forms>,
        action: Action,
        object: Object,
        done: Rc<dyn Fn()>,
    ) -> Rc<Self> {
        let owner = Owner::new();
        let (form, misnamed, phase) = owner.with(|| {
            let form = Form::new(app, hub, &action.fields, &object.values);
            (form, RwSignal::new(false), RwSignal::new(Phase::Filling))
        });
        let input = || el("input").set("type", "text").set("autocomplete", "off").set("name", "confirm");
        let name = (action.confirm == Confirm::Typed).then(|| (called(hub, &object), input()));
        let dialog = el("dialog").class("action-dialog").set("data-testid", "action");
        Rc::new(Self {
            app,
            hub,
            forms,
            action,
            object,
            form,
            name,
            misnamed,
            phase,
            errand: RefCell::new(None),
            number: StdCell::new(0),
            busy: StdCell::new(false),
            done,
            dialog,
            owner,
        })
    }

    fn title(&self) -> String {
        self.app.lang.get().label(&self.action.title)
    }

    /// Whether a person has to say anything before.
    fn asks(&self) -> bool {
        !self.action.fields.is_empty() || self.action.confirm != Confirm::No
    }

    /// Send what was filled in.
    fn submit(self: &Rc<Self>) {
        if let Some((name, input)) = &self.name {
            let written = input.cast::<HtmlInputElement>().value();
            self.misnamed.set(written.trim() != name);
            if self.misnamed.get_untracked() {
                return;
            }
        }
        let Some(given) = self.form.given() else { return };
        let number = self.form.hold(None);
        self.number.set(number);
        match Errand::begin(self.action.clone(), self.object.clone(), &given, number) {
            Ok((errand, ask)) => {
                self.errand.replace(Some(errand));
                self.phase.set(Phase::Sending);
                self.ask(ask);
            }
            Err(problem) => self.phase.set(Phase::Unfit(problem.to_string())),
        }
    }

    fn ask(self: &Rc<Self>, ask: Ask) {
        self.busy.set(true);
        let this = Rc::clone(self);
        self.hub.ask(ask, move |answer| this.answered(&answer));
    }

    fn answered(self: &Rc<Self>, answer: &Answer) {
        let step = self.errand.borrow_mut().as_mut().map(|errand| errand.answered(&self.forms, answer));
        match step {
            Some(Step::Ask(ask)) => {
                let why = match answer {
                    Answer::Failed(why) => why.clone(),
                    Answer::Done(status, _) => format!("HTTP {status}"),
                    _ => String::new(),
                };
                // The dialog may have been closed: the outcome is found out all the same.
                let _ = self.phase.try_set(Phase::Looking(why));
                self.ask(ask);
            }
            Some(Step::End(end)) => {
                self.busy.set(false);
                self.ended(end);
                self.let_go();
            }
            None => {}
        }
    }

    /// Files are kept for as long as the form is there to be sent again.
    fn let_go(&self) {
        if !self.busy.get() && !self.dialog.cast::<HtmlDialogElement>().open() {
            self.form.let_go();
        }
    }

    fn ended(self: &Rc<Self>, mut end: End) {
        let lang = self.app.lang.get_untracked();
        let action = lang.label(&self.action.title);
        let text = match &mut end {
            End::Done(None) => lang.text(&DeferredMsg::Done { action: &action }),
            End::Done(Some(said)) => lang.text(&DeferredMsg::DoneSaying { action: &action, said }),
            End::Saved(size) => {
                let name =
                    self.action.save.as_ref().map(|save| save.name(&self.object.values)).unwrap_or_default();
                transfer::save(self.number.get(), &name);
                lang.text(&DeferredMsg::Saved { name: &name, size: &format::bytes(lang, *size as f64) })
            }
            _ => {
                if let End::Refused(_, refusal) = &mut end {
                    let others = self.form.tell(refusal.fields.clone());
                    refusal.text = [vec![refusal.text.clone()], others].concat().join(" ").trim().to_owned();
                }
                return self.show(end);
            }
        };
        let table = self.action.place.table().cloned();
        self.hub.give(Input::Acted(&self.action.id, table));
        self.app.say(self.hub.id(), Said::Done(text));
        self.close();
        (self.done)();
    }

    /// It did not end well: the dialog says so, and where that was closed, a sentence.
    fn show(self: &Rc<Self>, end: End) {
        let text = outcome(self.app, &end);
        if self.phase.try_set(Phase::Ended(end)).is_some() {
            let action = self.app.lang.get_untracked().label(&self.action.title);
            self.app.say(self.hub.id(), Said::Done(format!("{action}: {text}")));
        }
    }

    fn close(&self) {
        self.dialog.cast::<HtmlDialogElement>().close();
    }
}

/// What the object is called: the first column's text, else the hub.
fn called(hub: Hub, object: &Object) -> String {
    let first = object.cells.first().map(model::Cell::text).filter(|text| !text.is_empty());
    first.unwrap_or_else(|| hub.name())
}

/// What became of an action, in a sentence.
fn outcome(app: App, end: &End) -> String {
    let lang = app.lang.get();
    let bytes = |count: &u64| format::bytes(lang, *count as f64);
    lang.text(&match end {
        End::Done(_) | End::Saved(_) => return String::new(),
        End::Short { expected, found } => {
            return lang.text(&DeferredMsg::Short { expected: &bytes(expected), found: &bytes(found) });
        }
        End::Refused(_, refusal) if refusal.text.is_empty() && !refusal.fields.is_empty() => {
            DeferredMsg::RefusedFields
        }
        End::Refused(status, refusal) => DeferredMsg::Refused { status: *status, why: &refusal.text },
        End::NotDone(why) => DeferredMsg::NotDone { why },
        End::Unknown(why) => DeferredMsg::Unknown { why },
        End::Failed(why) => DeferredMsg::Failed { why },
        End::Unsent => DeferredMsg::Unsent,
    })
}
