//! The dialog of an action: what is asked before, how far it is, and how it ended.

use std::rc::Rc;

use leptos::prelude::*;
use profile::Confirm;
use session::{Outcome, RunStatus};
use web_sys::{Event, HtmlDialogElement};

use super::{Doing, Phase, called, sentence};
use crate::i18n::{Rare, format};
use crate::views::dom::{self, El, el};
use crate::views::form::focus;
use crate::views::icon::close_button;

/// Open the dialog; what asks for nothing is sent at once.
pub fn open(doing: Rc<Doing>) {
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
    let app = doing.app;
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
    let sending = {
        let doing = Rc::clone(doing);
        move || matches!(doing.status(), Some(RunStatus::Sending | RunStatus::LookingUp { .. }))
    };
    let fields = el("fieldset").class("fields").flag("disabled", sending.clone());
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
        ended.let_go();
    });
}

/// What is asked before it is done.
fn confirmation(doing: &Rc<Doing>, into: El) -> El {
    let app = doing.app;
    let name = called(doing.hub, &doing.target);
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
    if let Phase::Unfit(what) = doing.phase.get() {
        return into.with(problem(&lang.text(&Rare::BadPath { what: &what })));
    }
    match doing.status() {
        None => into,
        Some(RunStatus::Sending) => {
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
        Some(RunStatus::LookingUp { why }) => {
            into.with(el("p").text(&lang.text(&Rare::Looking { why: &why })))
        }
        Some(RunStatus::Ended(outcome)) => {
            let text = sentence(app, &outcome, &doing.elsewhere.get());
            let into = into.with(problem(&text).set("data-end", word(&outcome)));
            let (Outcome::Indeterminate(_), Some(_), Phase::Sent(run)) =
                (outcome, &doing.action.lookup, doing.phase.get_untracked())
            else {
                return into;
            };
            let doing = Rc::clone(doing);
            let look = move |_| doing.look_up(run);
            into.with(el("button").set("type", "button").on("click", look).say(app.t(Rare::LookAgain)))
        }
    }
}

fn problem(text: &str) -> El {
    el("p").class("problem").text(text)
}

/// The outcome's name for tests and scripts.
fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) | Outcome::Saved(_) | Outcome::LoggedIn | Outcome::Rows(_) => "done",
        Outcome::Short { .. } => "short",
        Outcome::Refused(..) => "refused",
        Outcome::NotDone(_) => "not-done",
        Outcome::Indeterminate(_) => "unknown",
        Outcome::Failed(_) | Outcome::Lacks(_) => "failed",
        Outcome::Unsent => "unsent",
    }
}

fn footer(doing: &Rc<Doing>, sending: impl Fn() -> bool + 'static, shut: impl Fn() + 'static) -> El {
    let app = doing.app;
    let again = {
        let doing = Rc::clone(doing);
        move || match doing.status() {
            Some(RunStatus::Ended(_)) if !doing.asks() => app.lang.get().text(&Rare::Again),
            _ => doing.title(),
        }
    };
    let danger = doing.action.confirm != Confirm::No;
    let send = el("button").set("type", "submit").class(if danger { "danger primary" } else { "primary" });
    let cancel = el("button").set("type", "button").on("click", move |_| shut()).say(app.t(Rare::Cancel));
    el("footer").with(el("span").class("grow")).with(cancel).with(send.flag("disabled", sending).say(again))
}
