//! What a table says in place of its rows, or above them: loading, empty, failed.

use leptos::prelude::*;
use viewmodel::table_status::{TableContent, TableFacts, TableStatus};

use crate::browser::clock;
use crate::components::later::LaterWords;
use crate::components::leaf::t;
use crate::components::skeleton::Skeleton;
use crate::i18n::Msg;
use crate::store::{Part, TableView};

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
        table.read(|session, id| TableFacts::read(session, id, clock::now()).status(matching))
    };
    let view = move || match status() {
        TableStatus::Loading => view! { <Skeleton /> }.into_any(),
        TableStatus::Awaited => view! { <EmptyTable sentence=Msg::NoRowsYet /> }.into_any(),
        TableStatus::Unknown => {
            let until = || view! { <p class="empty">"…"</p> };
            view! { <LaterWords part=Part::TableProblems(table) until /> }.into_any()
        }
        TableStatus::Known { content, has_problems } => view! {
            {has_problems.then(|| view! { <LaterWords part=Part::TableProblems(table) /> }.into_any())}
            {match content {
                TableContent::Empty => Some(view! { <EmptyTable sentence=Msg::NoRows /> }.into_any()),
                TableContent::NoMatch => Some(view! { <EmptyTable sentence=Msg::NoMatch /> }.into_any()),
                TableContent::Rows => None,
            }}
        }
        .into_any(),
    };
    view! { {move || view()} }
}

/// A sentence in place of rows.
#[component]
fn EmptyTable(
    /// Which.
    sentence: Msg<'static>,
) -> impl IntoView {
    view! { <p class="empty">{t(sentence)}</p> }
}
