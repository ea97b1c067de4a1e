//! Actions of a profile: their buttons, and the dialog in which one is filled in, confirmed, sent and answered.

use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use model::TableId;
use profile::{Action, Confirm, Forms, Place};
use session::{Answer, Ask, End, Errand, Input, Object, Session, Step};
use web_sys::{Event, HtmlDialogElement, HtmlInputElement};

use super::dom::{self, El, el, item};
use super::form::{Form, focus};
use super::icon::close_button;
use crate::browser::transfer;
use crate::i18n::{Rare, format};
use crate::state::{App, Hub, Said};

/// The buttons of what can be done at a place, other than with a row.
pub fn buttons(into: El, app: App, hub: Hub, place: &Place) -> El {
    let forms = Rc::new(hub.read(|session| session.profile().forms()));
    let here: Vec<Action> = forms.actions.iter().filter(|action| action.place == *place).cloned().collect();
    here.into_iter().fold(into, |into, action| {
        let object = {
            let place = place.clone();
            move |session: &Session| Object {
                known: place.table().map_or_else(Vec::new, |id| keys(session, id)),
                ..Object::default()
            }
        };
        into.with(button(app, hub, &forms, action, object, || {}))
    })
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
        let number = transfer::hold(None, self.form.progress);
        transfer::drop_held(self.number.replace(number));
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
            Some(Step::End(end)) => self.ended(end),
            None => {}
        }
    }

    fn ended(self: &Rc<Self>, mut end: End) {
        let lang = self.app.lang.get_untracked();
        let action = lang.label(&self.action.title);
        let text = match &mut end {
            End::Done(None) => lang.text(&Rare::Done { action: &action }),
            End::Done(Some(said)) => lang.text(&Rare::DoneSaying { action: &action, said }),
            End::Saved(size) => {
                let name =
                    self.action.save.as_ref().map(|save| save.name(&self.object.values)).unwrap_or_default();
                transfer::save(self.number.get(), &name);
                lang.text(&Rare::Saved { name: &name, size: &format::bytes(lang, *size as f64) })
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
            return lang.text(&Rare::Short { expected: &bytes(expected), found: &bytes(found) });
        }
        End::Refused(_, refusal) if refusal.text.is_empty() && !refusal.fields.is_empty() => {
            Rare::RefusedFields
        }
        End::Refused(status, refusal) => Rare::Refused { status: *status, why: &refusal.text },
        End::NotDone(why) => Rare::NotDone { why },
        End::Unknown(why) => Rare::Unknown { why },
        End::Failed(why) => Rare::Failed { why },
        End::Unsent => Rare::Unsent,
    })
}

/// Open the dialog; what asks for nothing is sent at once.
fn open(doing: Rc<Doing>) {
    let shown = Rc::clone(&doing);
    doing.owner.with(|| untrack(|| draw(&shown)));
    let _body = dom::body().with(doing.dialog.clone());
    let dialog: HtmlDialogElement = doing.dialog.cast();
    // Fails only where the element is not connected, and it has just been.
    let _ = dialog.show_modal();
    match &doing.name {
        Some((_, input)) => focus(input),
        None => doing.form.focus(),
    }
    if !doing.asks() {
        doing.submit();
    }
}

fn draw(doing: &Rc<Doing>) {
    let (app, phase) = (doing.app, doing.phase);
    let title = {
        let doing = Rc::clone(doing);
        move || doing.title()
    };
    let shut = {
        let doing = Rc::clone(doing);
        move || doing.close()
    };
    let header = el("header")
        .with(el("h2").say(title.clone()))
        .with(el("span").class("grow"))
        .with(close_button(app, shut.clone()));
    let sending = move || matches!(phase.get(), Phase::Sending | Phase::Looking(_));
    let fields = el("fieldset").class("fields").flag("disabled", sending);
    let fields = doing.form.draw(confirmation(doing, fields));
    let told = {
        let doing = Rc::clone(doing);
        move |into: El| told(&doing, into)
    };
    let submit = {
        let doing = Rc::clone(doing);
        move |event: Event| {
            event.prevent_default();
            doing.submit();
        }
    };
    let form = el("form").class("form").set("novalidate", "").on("submit", submit).with(fields);
    let form = form
        .with(el("div").class("told").set("role", "status").fill(told))
        .with(footer(doing, sending, shut));
    let ended = Rc::clone(doing);
    let dialog = doing.dialog.clone().attr("aria-label", title).with(header).with(form);
    let _dialog = dialog.on("close", move |_| {
        ended.owner.cleanup();
        ended.dialog.leave();
        transfer::drop_held(ended.number.get());
    });
}

/// What is asked before it is done.
fn confirmation(doing: &Rc<Doing>, into: El) -> El {
    let app = doing.app;
    let name = called(doing.hub, &doing.object);
    match (&doing.name, doing.action.confirm) {
        (Some((name, input)), _) => {
            let (misnamed, name) = (doing.misnamed, name.clone());
            let text = move || app.lang.get().text(&Rare::TypeName { name: &name });
            let wrong =
                el("span").class("problem").set("id", "misnamed").flag("hidden", move || !misnamed.get());
            let input = input
                .clone()
                .truth("aria-invalid", move || misnamed.get())
                .set("aria-describedby", "misnamed");
            let label = el("label").class("field").with(el("span").say(text)).with(input);
            into.with(label.with(wrong.say(app.t(Rare::NotThatName))))
        }
        (None, Confirm::Yes) => {
            let title = doing.action.title.clone();
            into.with(el("p").say(move || {
                let lang = app.lang.get();
                lang.text(&Rare::Sure { action: &lang.label(&title), name: &name })
            }))
        }
        _ => into,
    }
}

/// How far it is, and how it ended.
fn told(doing: &Rc<Doing>, into: El) -> El {
    let (app, progress) = (doing.app, doing.form.progress);
    let lang = app.lang.get();
    match doing.phase.get() {
        Phase::Filling => into,
        Phase::Sending => {
            let bytes = move |part: f64| format::bytes(app.lang.get(), part);
            let far = move || match progress.get() {
                Some((done, all)) if all > 0.0 => {
                    app.lang.get().text(&Rare::Sent { done: &bytes(done), all: &bytes(all) })
                }
                Some((done, _)) => bytes(done),
                None => app.lang.get().text(&Rare::Sending),
            };
            let part = move || {
                let (done, all) = progress.get().filter(|(_, all)| *all > 0.0)?;
                Some(((done * 1_000.0 / all) as u32).to_string())
            };
            let bar = el("progress").set("max", "1000").maybe("value", part).attr("aria-label", far);
            into.with(bar).with(el("small").say(far))
        }
        Phase::Looking(why) => into.with(el("p").text(&lang.text(&Rare::Looking { why: &why }))),
        Phase::Unfit(what) => into.with(problem(&lang.text(&Rare::BadPath { what: &what }))),
        Phase::Ended(end) => {
            let into = into.with(problem(&outcome(app, &end)).set("data-end", word(&end)));
            let End::Unknown(why) = end else { return into };
            if doing.action.lookup.is_none() {
                return into;
            }
            let doing = Rc::clone(doing);
            let look = move |_| {
                let ask = doing.errand.borrow_mut().as_mut().and_then(|errand| errand.look(why.clone()));
                if let Some(ask) = ask {
                    doing.phase.set(Phase::Looking(why.clone()));
                    doing.ask(ask);
                }
            };
            into.with(el("button").set("type", "button").on("click", look).say(app.t(Rare::LookAgain)))
        }
    }
}

fn problem(text: &str) -> El {
    el("p").class("problem").text(text)
}

/// The end's name for tests and scripts.
fn word(end: &End) -> &'static str {
    match end {
        End::Done(_) | End::Saved(_) => "done",
        End::Short { .. } => "short",
        End::Refused(..) => "refused",
        End::NotDone(_) => "not-done",
        End::Unknown(_) => "unknown",
        End::Failed(_) => "failed",
        End::Unsent => "unsent",
    }
}

fn footer(doing: &Rc<Doing>, sending: impl Fn() -> bool + 'static, shut: impl Fn() + 'static) -> El {
    let (app, phase) = (doing.app, doing.phase);
    let again = {
        let doing = Rc::clone(doing);
        move || match phase.get() {
            Phase::Ended(_) if !doing.asks() => app.lang.get().text(&Rare::Again),
            _ => doing.title(),
        }
    };
    let danger = doing.action.confirm != Confirm::No;
    let send = el("button").set("type", "submit").class(if danger { "danger primary" } else { "primary" });
    let cancel = el("button").set("type", "button").on("click", move |_| shut()).say(app.t(Rare::Cancel));
    el("footer").with(el("span").class("grow")).with(cancel).with(send.flag("disabled", sending).say(again))
}
