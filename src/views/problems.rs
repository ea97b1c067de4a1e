//! Mistakes in the configuration: every one, with its place.

use leptos::prelude::*;

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
    view! {
        <Show when=move || !app.problems.with(Vec::is_empty)>
            <section class="panel problems" role="alert" data-testid="config-errors">
                <header>
                    <h1>{app.t(Msg::Problems)}</h1>
                </header>
                <ul>
                    {move || {
                        app.problems
                            .get()
                            .into_iter()
                            .map(|problem| {
                                let pointer = problem.pointer.clone();
                                view! { <li data-pointer=pointer>{move || text(&problem)}</li> }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}
