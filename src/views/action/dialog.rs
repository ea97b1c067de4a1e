//! The dialog of an action: what is asked before, how far it is, and how it ended.

use std::rc::Rc;

use leptos::prelude::*;
use profile::Confirm;
use session::End;
use web_sys::{Event, HtmlDialogElement};

use super::{Doing, Phase, called, outcome};
use crate::i18n::{DeferredMsg, format};
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
        ended.let_go();
    });
}

/// What is asked before it is done.
fn confirmation(doing: &Rc<Doing>, into: El) -> El {
    let app = doing.app;
    let name = called(doing.hub, &doing.object);
    match (&doing.name, doing.action.confirm) {
        (Some((name, input)), _) => {
            let (misnamed, name) = (doing.misnamed, name.clone());
            let text = move || app.lang.get().text(&DeferredMsg::TypeName { name: &name });
            let wrong =
                el("span").class("problem").set("id", "misnamed").flag("hidden", move || !misnamed.get());
            let input = input
                .clone()
                .truth("aria-invalid", move || misnamed.get())
                .set("aria-describedby", "misnamed");
            let label = el("label").class("field").with(el("span").say(text)).with(input);
            into.with(label.with(wrong.say(app.t(DeferredMsg::NotThatName))))
        }
        (None, Confirm::Yes) => {
            let title = doing.action.title.clone();
            into.with(el("p").say(move || {
                let lang = app.lang.get();
                lang.text(&DeferredMsg::Sure { action: &lang.label(&title), name: &name })
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
                    app.lang.get().text(&DeferredMsg::Sent { done: &bytes(done), all: &bytes(all) })
                }
                Some((done, _)) => bytes(done),
                None => app.lang.get().text(&DeferredMsg::Sending),
            };
            let part = move || {
                let (done, all) = progress.get().filter(|(_, all)| *all > 0.0)?;
                Some(((done * 1_000.0 / all) as u32).to_string())
            };
            let bar = el("progress").set("max", "1000").maybe("value", part).attr("aria-label", far);
            into.with(bar).with(el("small").say(far))
        }
        Phase::Looking(why) => into.with(el("p").text(&lang.text(&DeferredMsg::Looking { why: &why }))),
        Phase::Unfit(what) => into.with(problem(&lang.text(&DeferredMsg::BadPath { what: &what }))),
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
            into.with(el("button").set("type", "button").on("click", look).say(app.t(DeferredMsg::LookAgain)))
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
            Phase::Ended(_) if !doing.asks() => app.lang.get().text(&DeferredMsg::Again),
            _ => doing.title(),
        }
    };
    let danger = doing.action.confirm != Confirm::No;
    let send = el("button").set("type", "submit").class(if danger { "danger primary" } else { "primary" });
    let cancel =
        el("button").set("type", "button").on("click", move |_| shut()).say(app.t(DeferredMsg::Cancel));
    el("footer").with(el("span").class("grow")).with(cancel).with(send.flag("disabled", sending).say(again))
}
