//! Mistakes in the configuration: every one, with its place.

use leptos::prelude::*;

use super::dom::{El, el, item};
use crate::config::Problem;
use crate::i18n::DeferredMsg;
use crate::state::App;

/// The panel.
pub fn panel(into: El, app: App) -> El {
    let line = move |problem: Problem| {
        let key = format!("{} {} {}", problem.file, problem.pointer, problem.found);
        item(key, move || el("li").set("data-pointer", &problem.pointer).say(move || told(app, &problem)))
    };
    let heading = el("header").with(el("h1").say(app.t(DeferredMsg::Problems)));
    let all = el("ul").each(move || app.problems.get().into_iter().map(line).collect());
    let panel =
        el("section").class("panel problems").set("role", "alert").set("data-testid", "config-errors");
    into.with(panel.with(heading).with(all))
}

/// A mistake in words.
pub fn told(app: App, problem: &Problem) -> String {
    let place = format!("{} {}", problem.file, problem.pointer);
    let (expected, found) = (problem.expected.as_str(), problem.found.as_str());
    app.lang.get().text(&DeferredMsg::Problem { place: place.trim(), expected, found })
}
