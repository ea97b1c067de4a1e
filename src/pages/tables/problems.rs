//! What is wrong with a table: why it could not be fetched, or why it never is; how many rows cannot be read.

use leptos::prelude::*;
use session::{State, Withheld};
use viewmodel::table_status::{TableFacts, TableFailure, TableProblem};

use crate::browser::clock;
use crate::components::leaf::t;
use crate::i18n::{DeferredMsg, format, request_failure_text};
use crate::pages::connection::why::fault_text;
use crate::store::{App, TableView};

/// What is wrong with a table, in place of its rows or above them.
#[component]
pub fn TableProblems(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let app = expect_context::<App>();
    let problem = move |problem: TableProblem, known: bool| match problem {
        TableProblem::Failure(failure) => {
            let class = if known { "failed" } else { "failed empty" };
            let sentence = failure_text(app, table, &failure);
            view! { <p class=class data-testid="table-failure" role="status">{sentence}</p> }.into_any()
        }
        TableProblem::Withheld(Withheld::NeedsLogin) => {
            view! { <p class="empty">{t(DeferredMsg::OnlyKnown)}</p> }.into_any()
        }
        TableProblem::Withheld(Withheld::NoAddress) => {
            view! { <p class="empty">{t(DeferredMsg::TableNoAddress)}</p> }.into_any()
        }
        TableProblem::Unreadable(count) => view! {
            <p class="failed" data-testid="unreadable-rows">
                {t(DeferredMsg::UnreadableRows { count })}
            </p>
        }
        .into_any(),
    };
    move || {
        table.hub.signals.connection.track();
        let (problems, known) = table.read(|session, id| {
            let facts = TableFacts::read(session, id, clock::now());
            (facts.problems(), facts.known)
        });
        problems.into_iter().map(|it| problem(it, known)).collect_view()
    }
}

/// Why the table could not be fetched.
fn failure_text(app: App, table: TableView, failure: &TableFailure) -> String {
    match failure {
        TableFailure::Answer(why) => {
            let lang = app.lang.get();
            let failed = app.text(&DeferredMsg::TableFailed { why: &request_failure_text(lang, why) });
            match table.read(|session, id| session.unknown_since(clock::now(), id)) {
                Some(since) => {
                    let time = &format::moment(lang, since.0);
                    format!("{failed} {}", app.text(&DeferredMsg::UnknownSince { time }))
                }
                None => failed,
            }
        }
        TableFailure::Hub(State::Stopped) => app.text(&DeferredMsg::TableStopped),
        TableFailure::Hub(_) | TableFailure::Unreached => app.text(&DeferredMsg::TableUnreached),
        TableFailure::Source(fault) => fault_text(app.lang.get(), table.hub, fault),
    }
}
