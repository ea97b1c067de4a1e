//! An action on its way: from the first request to the moment when it is known what became of it, whether its dialog
//! is still there or not.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use profile::{Action, Forms};
use session::{Answer, Ask, End, Errand, Input, Object, Step};

use super::opened::ActionStatus;
use super::outcome::{done_text, failure_text};
use crate::browser::transfer;
use crate::components::form::{Filled, HeldFiles};
use crate::store::{App, OpenAction, ToastText};

/// What brings an action to its end.
pub struct Delivery {
    app: App,
    open: OpenAction,
    forms: Forms,
    action: Action,
    target: Object,
    /// How far it is; gone once the dialog is.
    status: RwSignal<ActionStatus>,
    /// What ended last, to look up what became of it.
    ended: RefCell<Option<OnItsWay>>,
}

/// What goes along until the end is known.
struct OnItsWay {
    errand: Errand,
    /// The files that it sends, and the place of the one that it is answered with.
    _files: HeldFiles,
    /// The number of that place.
    number: u64,
}

impl Delivery {
    /// An action that is not sent yet.
    pub fn new(
        app: App,
        open: OpenAction,
        forms: Forms,
        action: Action,
        target: Object,
        status: RwSignal<ActionStatus>,
    ) -> Rc<Self> {
        Rc::new(Self { app, open, forms, action, target, status, ended: RefCell::new(None) })
    }

    /// What the profile says of it.
    pub fn action(&self) -> &Action {
        &self.action
    }

    /// What it is done to.
    pub fn target(&self) -> &Object {
        &self.target
    }

    /// Send what was filled in.
    pub fn send(self: &Rc<Self>, filled: Filled) {
        let Filled { values, mut files } = filled;
        let number = files.hold(None);
        match Errand::begin(self.action.clone(), self.target.clone(), &values, number) {
            Ok((errand, ask)) => {
                self.status.set(ActionStatus::Sending);
                self.ask(ask, OnItsWay { errand, _files: files, number });
            }
            Err(problem) => self.status.set(ActionStatus::Unfit(problem.to_string())),
        }
    }

    /// Look again for what became of it, where that is not known.
    pub fn look_up(self: &Rc<Self>) {
        let ActionStatus::Ended(End::Unknown(why)) = self.status.get_untracked() else { return };
        let Some(mut on_its_way) = self.ended.take() else { return };
        if let Some(ask) = on_its_way.errand.look(why.clone()) {
            self.status.set(ActionStatus::LookingUp(why));
            self.ask(ask, on_its_way);
        }
    }

    /// Close the dialog of the row that it was for.
    pub fn close_row(&self) {
        let OpenAction { hub, row, .. } = &self.open;
        if row.is_some() && hub.opened_row.with_untracked(|opened| opened == row) {
            hub.opened_row.set(None);
        }
    }

    fn ask(self: &Rc<Self>, ask: Ask, mut on_its_way: OnItsWay) {
        let this = Rc::clone(self);
        self.open.hub.ask(ask, move |answer| {
            match on_its_way.errand.answered(&this.forms, &answer) {
                Step::Ask(ask) => {
                    // The dialog may be gone: what became of it is looked up all the same.
                    let _gone = this.status.try_set(ActionStatus::LookingUp(failure(&answer)));
                    this.ask(ask, on_its_way);
                }
                Step::End(end) => this.end(end, on_its_way),
            }
        });
    }

    fn end(&self, end: End, on_its_way: OnItsWay) {
        let lang = self.app.lang.get_untracked();
        let file = self.action.save.as_ref().map(|save| save.name(&self.target.values)).unwrap_or_default();
        if let End::Saved(_) = end {
            transfer::save(on_its_way.number, &file);
        }
        let done = done_text(lang, &self.action, &file, &end);
        if let Some(text) = &done {
            let table = self.action.place.table().cloned();
            self.open.hub.dispatch(Input::Acted(&self.action.id, table));
            self.toast(text.clone());
        }
        self.ended.replace(Some(on_its_way));
        if self.status.try_set(ActionStatus::Ended(end.clone())).is_none() {
            return;
        }
        // The dialog is gone: what it would do is done here.
        if done.is_some() {
            self.close_row();
        } else {
            let (title, text) = (lang.label(&self.action.title), failure_text(lang, &self.action, &end));
            self.toast(format!("{title}: {text}"));
        }
    }

    fn toast(&self, text: String) {
        self.app.toast(self.open.hub.id(), ToastText::Done(text));
    }
}

/// Why an answer does not say what became of an action.
fn failure(answer: &Answer) -> String {
    match answer {
        Answer::Failed(why) => why.clone(),
        Answer::Done(status, _) => format!("HTTP {status}"),
        Answer::File(_) | Answer::Unsent => String::new(),
    }
}
