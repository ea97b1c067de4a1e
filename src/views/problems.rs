//! Mistakes in the configuration: every one, with its place.

use leptos::prelude::*;

use super::dynamic::{IntoPart, each, item, say, when};
use crate::i18n::Msg;
use crate::state::App;

/// The panel; nothing where all is well.
#[component]
pub fn Problems(
    /// The state.
    app: App,
) -> impl IntoView {
    let text = move |problem: &crate::config::Problem| {
        let place = format!("{} {}", problem.file, problem.pointer);
        let (expected, found) = (problem.expected.as_str(), problem.found.as_str());
        app.lang.get().text(&Msg::Problem { place: place.trim(), expected, found })
    };
    let line = move |problem: crate::config::Problem| {
        let key = format!("{} {} {}", problem.file, problem.pointer, problem.found);
        item(key, move || {
            let (problem, pointer) = (problem.clone(), problem.pointer.clone());
            view! { <li data-pointer=pointer>{say(move || text(&problem))}</li> }.part()
        })
    };
    when(
        move || !app.problems.with(Vec::is_empty),
        move || {
            view! {
                <section class="panel problems" role="alert" data-testid="config-errors">
                    <header>
                        <h1>{app.t(Msg::Problems)}</h1>
                    </header>
                    <ul>{each(move || app.problems.get().into_iter().map(line).collect())}</ul>
                </section>
            }
            .part()
        },
    )
}
