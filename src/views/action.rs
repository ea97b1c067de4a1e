//! Actions of a profile: their buttons, and the dialog in which one is filled in, confirmed, sent and answered.

use std::cell::Cell as StdCell;
use std::rc::Rc;

use leptos::prelude::*;
use model::TableId;
use profile::{Action, Confirm, Forms, Place};
use session::{ActionRun, Input, Outcome, RunId, RunStatus, Session, Target};
use web_sys::{Event, HtmlDialogElement, HtmlInputElement};

use super::dom::{El, el, item};
use super::form::Form;
use crate::browser::transfer;
use crate::i18n::{Rare, format};
use crate::state::{App, Hub, Said};

mod dialog;

use dialog::open;

/// Begin an action, other than with a row.
pub fn begin(app: App, hub: Hub, id: &str) {
    let forms = Rc::new(hub.read(|session| session.profile().forms()));
    let Some(action) = forms.actions.iter().find(|action| action.id == id).cloned() else { return };
    let known = |table: &TableId| hub.read(|session| keys(session, table));
    let known = action.place.table().map(known).unwrap_or_default();
    open(Doing::new(app, hub, forms, action, Target { known, ..Target::default() }, Rc::new(|| {})));
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
    let place = Place::Row(row.0.clone());
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
                let target = move |session: &Session| target(session, &row).unwrap_or_default();
                button(app, hub, &forms, action, target, done)
            })
        };
        offered().into_iter().map(one).collect()
    })
}

fn keys(session: &Session, table: &TableId) -> Vec<String> {
    let rows = session.table(table).map(model::Table::rows).unwrap_or_default();
    rows.iter().map(|row| row.key.to_string()).collect()
}

fn target(session: &Session, (table, key): &(TableId, model::RowKey)) -> Option<Target> {
    let spec = session.profile().table(table.as_str())?;
    let held = session.table(table)?.get(key)?;
    Some(Target {
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
    target: impl Fn(&Session) -> Target + 'static,
    done: impl Fn() + Clone + 'static,
) -> El {
    let title = action.title.clone();
    let danger = action.confirm != Confirm::No;
    let (id, forms) = (action.id.clone(), Rc::clone(forms));
    let begin = move |_: Event| {
        let doing =
            Doing::new(app, hub, Rc::clone(&forms), action.clone(), hub.read(&target), Rc::new(done.clone()));
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
    /// It was sent: the session knows how far it is.
    Sent(RunId),
    /// A value cannot be sent.
    Unfit(String),
}

/// An action that is being done.
struct Doing {
    app: App,
    hub: Hub,
    forms: Rc<Forms>,
    action: Action,
    target: Target,
    form: Form,
    /// What must be written before, and where.
    name: Option<(String, El)>,
    misnamed: RwSignal<bool>,
    phase: RwSignal<Phase>,
    /// What a refusal says of fields that are not here.
    elsewhere: RwSignal<String>,
    /// The number under which a file that comes is kept.
    number: StdCell<u64>,
    /// What was sent last.
    run: StdCell<Option<RunId>>,
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
        target: Target,
        done: Rc<dyn Fn()>,
    ) -> Rc<Self> {
        let owner = Owner::new();
        let (form, misnamed, phase, elsewhere) = owner.with(|| {
            let form = Form::new(app, hub, &action.fields, &target.values);
            let elsewhere = RwSignal::new(String::new());
            (form, RwSignal::new(false), RwSignal::new(Phase::Filling), elsewhere)
        });
        let input = || el("input").set("type", "text").set("autocomplete", "off").set("name", "confirm");
        let name = (action.confirm == Confirm::Typed).then(|| (called(hub, &target), input()));
        let dialog = el("dialog").class("action-dialog").set("data-testid", "action");
        Rc::new(Self {
            app,
            hub,
            forms,
            action,
            target,
            form,
            name,
            misnamed,
            phase,
            elsewhere,
            number: StdCell::new(0),
            run: StdCell::new(None),
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
        self.forget();
        let (action, forms) = (self.action.clone(), Rc::clone(&self.forms));
        match ActionRun::new(action, forms, self.target.clone(), &given, number) {
            Ok(run) => {
                let run = self.hub.start_run(run);
                self.phase.set(Phase::Sent(run));
                self.follow(run);
            }
            Err(problem) => self.phase.set(Phase::Unfit(problem.to_string())),
        }
    }

    /// Look again for what became of it.
    fn look_up(self: &Rc<Self>, run: RunId) {
        self.hub.give(Input::LookUpRun(run));
        self.follow(run);
    }

    fn follow(self: &Rc<Self>, run: RunId) {
        self.run.set(Some(run));
        self.busy.set(true);
        let this = Rc::clone(self);
        self.hub.follow(run, move |outcome| {
            this.busy.set(false);
            this.ended(&outcome);
            this.let_go();
        });
    }

    /// How far it is, once it was sent; tracks the runs.
    fn status(&self) -> Option<RunStatus> {
        let Phase::Sent(run) = self.phase.get() else { return None };
        self.hub.runs.track();
        self.hub.read(|session| session.run(run).cloned())
    }

    /// The user has seen how it ended.
    fn forget(&self) {
        if let Some(run) = self.run.take() {
            self.hub.give(Input::ForgetRun(run));
        }
    }

    /// Files are kept for as long as the form is there to be sent again.
    fn let_go(&self) {
        if !self.busy.get() && !self.dialog.cast::<HtmlDialogElement>().open() {
            self.form.let_go();
            self.forget();
        }
    }

    fn ended(self: &Rc<Self>, outcome: &Outcome) {
        let lang = self.app.lang.get_untracked();
        let action = lang.label(&self.action.title);
        let text = match outcome {
            Outcome::Done(None) => lang.text(&Rare::Done { action: &action }),
            Outcome::Done(Some(said)) => lang.text(&Rare::DoneSaying { action: &action, said }),
            Outcome::Saved(size) => {
                let name =
                    self.action.save.as_ref().map(|save| save.name(&self.target.values)).unwrap_or_default();
                transfer::save(self.number.get(), &name);
                lang.text(&Rare::Saved { name: &name, size: &format::bytes(lang, *size as f64) })
            }
            _ => return self.went_wrong(outcome),
        };
        self.app.say(self.hub.id(), Said::Done(text));
        self.close();
        (self.done)();
    }

    /// It did not end well: the dialog says so, and where that was closed, a sentence.
    fn went_wrong(self: &Rc<Self>, outcome: &Outcome) {
        let mut elsewhere = String::new();
        if let Outcome::Refused(_, refusal) = outcome {
            elsewhere = self.form.tell(refusal.fields.clone()).join(" ");
        }
        if self.elsewhere.try_set(elsewhere.clone()).is_some() {
            let action = self.app.lang.get_untracked().label(&self.action.title);
            let text = sentence(self.app, outcome, &elsewhere);
            self.app.say(self.hub.id(), Said::Done(format!("{action}: {text}")));
        }
    }

    fn close(&self) {
        self.dialog.cast::<HtmlDialogElement>().close();
    }
}

/// What the target is called: the first column's text, else the hub.
fn called(hub: Hub, target: &Target) -> String {
    let first = target.cells.first().map(model::Cell::text).filter(|text| !text.is_empty());
    first.unwrap_or_else(|| hub.name())
}

/// What became of an action, in a sentence. `elsewhere`: what a refusal says of fields that are not here.
fn sentence(app: App, outcome: &Outcome, elsewhere: &str) -> String {
    let lang = app.lang.get();
    let bytes = |count: &u64| format::bytes(lang, *count as f64);
    lang.text(&match outcome {
        Outcome::Done(_) | Outcome::Saved(_) | Outcome::LoggedIn | Outcome::Lacks(_) | Outcome::Rows(_) => {
            return String::new();
        }
        Outcome::Short { expected, found } => {
            return lang.text(&Rare::Short { expected: &bytes(expected), found: &bytes(found) });
        }
        Outcome::Refused(status, refusal) => {
            let why = [refusal.text.as_str(), elsewhere].join(" ");
            return match why.trim() {
                "" if !refusal.fields.is_empty() => lang.text(&Rare::RefusedFields),
                why => lang.text(&Rare::Refused { status: *status, why }),
            };
        }
        Outcome::NotDone(why) => Rare::NotDone { why },
        Outcome::Indeterminate(why) => Rare::Unknown { why },
        Outcome::Failed(why) => Rare::Failed { why },
        Outcome::Unsent => Rare::Unsent,
    })
}
