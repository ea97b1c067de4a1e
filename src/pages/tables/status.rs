//! What a table says in place of its rows, or above them: loading, empty, failed.

use leptos::prelude::*;
use session::{State, Withheld};
use viewmodel::table_status::{TableContent, TableFailure, TableStatus};

use crate::browser::clock;
use crate::components::leaf::{t, text};
use crate::components::skeleton::Skeleton;
use crate::i18n::{Msg, format, request_failure_text};
use crate::pages::connection::why::fault_text;
use crate::store::{App, TableView};

/// What a table says in place of its rows, or above them. The renderer writes only what differs, so that it
/// is announced once.
#[component]
pub fn Status(
    /// The table.
    table: TableView,
) -> impl IntoView {
    let status = move || {
        table.hub.signals.connection.track();
        let matching = table.count();
        table.read(|session, id| TableStatus::read(session, id, clock::now(), matching))
    };
    let view = move || match status() {
        TableStatus::Loading => view! { <Skeleton /> }.into_any(),
        TableStatus::Withheld(Withheld::NeedsLogin) => {
            view! { <EmptyTable sentence=Msg::OnlyKnown /> }.into_any()
        }
        TableStatus::Withheld(Withheld::NoAddress) => {
            view! { <EmptyTable sentence=Msg::NoAddress /> }.into_any()
        }
        TableStatus::Awaited => view! { <EmptyTable sentence=Msg::NoRowsYet /> }.into_any(),
        TableStatus::Failed(failure) => view! { <Failure table failure class="failed empty" /> }.into_any(),
        TableStatus::Known { content, failure, unreadable } => view! {
            {failure.map(|failure| view! { <Failure table failure class="failed" /> })}
            {(unreadable > 0).then(|| view! { <UnreadableRows count=unreadable /> })}
            {match content {
                TableContent::Empty => Some(view! { <EmptyTable sentence=Msg::NoRows /> }),
                TableContent::NoMatch => Some(view! { <EmptyTable sentence=Msg::NoMatch /> }),
                TableContent::Rows => None,
            }}
        }
        .into_any(),
    };
    view! { {view} }
}

/// A sentence in place of rows.
#[component]
fn EmptyTable(
    /// Which.
    sentence: Msg<'static>,
) -> impl IntoView {
    view! { <p class="empty">{t(sentence)}</p> }
}

/// Says that some rows cannot be read.
#[component]
fn UnreadableRows(
    /// How many.
    count: usize,
) -> impl IntoView {
    view! { <p class="failed" data-testid="unreadable-rows">{t(Msg::UnreadableRows { count })}</p> }
}

/// Why the table could not be fetched.
#[component]
fn Failure(
    /// The table.
    table: TableView,
    /// Why.
    failure: TableFailure,
    /// Its classes.
    class: &'static str,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = move || match &failure {
        TableFailure::Answer(why) => {
            let lang = app.lang.get();
            let failed = app.text(&Msg::TableFailed { why: &request_failure_text(lang, why) });
            match table.read(|session, id| session.unknown_since(clock::now(), id)) {
                Some(since) => {
                    let time = &format::moment(lang, since.0);
                    format!("{failed} {}", app.text(&Msg::UnknownSince { time }))
                }
                None => failed,
            }
        }
        TableFailure::Hub(State::Stopped) => app.text(&Msg::TableStopped),
        TableFailure::Hub(_) | TableFailure::Unreached => app.text(&Msg::TableUnreached),
        TableFailure::Source(fault) => fault_text(app.lang.get(), table.hub, fault),
    };
    view! { <p class=class data-testid="table-failure" role="status">{text(sentence)}</p> }
}
