//! Mistakes in the configuration: every one, with its place.

use leptos::prelude::*;

use crate::components::each::Each;
use crate::components::leaf::{t, text};
use crate::config::ConfigProblem;
use crate::i18n::DeferredMsg;
use crate::store::App;

/// Mistakes in the configuration: every one, with its place.
#[component]
pub fn ConfigProblems() -> impl IntoView {
    let app = expect_context::<App>();
    let key = |problem: &ConfigProblem| [&*problem.file, &*problem.pointer, &*problem.found].join("\n");
    view! {
        <section class="panel problems" role="alert" data-testid="config-errors">
            <header>
                <h1>{t(DeferredMsg::Problems)}</h1>
            </header>
            <ul>
                <Each each=move || app.problems.get() key=key let:problem>
                    <Mistake problem />
                </Each>
            </ul>
        </section>
    }
}

/// One mistake.
#[component]
fn Mistake(
    /// The mistake.
    problem: ConfigProblem,
) -> impl IntoView {
    let app = expect_context::<App>();
    let pointer = problem.pointer.clone();
    view! { <li data-pointer=pointer>{text(move || problem_text(app, &problem))}</li> }
}

/// A mistake in words; tracks the language.
pub fn problem_text(app: App, problem: &ConfigProblem) -> String {
    let place = format!("{} {}", problem.file, problem.pointer);
    let (expected, found) = (problem.expected.as_str(), problem.found.as_str());
    app.text(&DeferredMsg::Problem { place: place.trim(), expected, found })
}
