//! A hub at a glance.

use std::sync::Arc;

use leptos::children::ViewFn;
use leptos::prelude::*;
use model::{Filter, StoredRow};
use profile::{FigureOf, FigureSpec};
use serde_json::Value;
use viewmodel::column_totals::ColumnTotal;

use super::event::event_line;
use crate::components::each::items;
use crate::components::later::once_there;
use crate::components::leaf::{t, text};
use crate::components::pill::StatePill;
use crate::i18n::{Lang, Msg, cell_text, format, value_text};
use crate::pages::connection::login_link::LoginLink;
use crate::pages::connection::not_heard::NotHeard;
use crate::paths::{Route, href};
use crate::store::{App, Hub, Part};

/// So many notifications stand in a card.
const EVENTS: usize = 3;

/// A hub at a glance.
#[component]
pub fn Card(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let figures = hub.read(|session| session.profile().figures.clone());
    let last_event = move || {
        let lang = app.lang.get();
        match hub.read_inbox(session::Session::last_event) {
            None => String::new(),
            Some(at) => {
                // A clock that was set back makes no event lie ahead.
                let now = app.tick.get().0;
                lang.text(&Msg::LastEvent { ago: &format::relative(lang, at.0.min(now), now) })
            }
        }
    };
    view! {
        <article class="card" data-testid="card" data-hub=hub.id().to_string()>
            <header>
                <h2 class="cut">
                    <a href=href(&Route::hub(&hub.id()))>{hub.name()}</a>
                </h2>
                <span class="grow"></span>
                <StatePill hub />
            </header>
            <NotHeard hub />
            <LoginLink hub />
            <div class="glance">
                <dl>
                    <div>
                        <dt>{t(Msg::UnreadFigure)}</dt>
                        <dd>{text(move || format::integer(app.lang.get(), hub.unread.get() as i128))}</dd>
                    </div>
                    {figures.into_iter().map(|figure| view! { <CardFigure hub figure /> }.into_any()).collect_view()}
                </dl>
                <div class="lately">{once_there(Part::Lately(hub), ViewFn::default())}</div>
                <small>{text(last_event)}</small>
            </div>
            <CardEvents hub />
        </article>
    }
}

/// What a hub reported last. It keeps its height, so that nothing moves when the first of them comes.
#[component]
fn CardEvents(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let newest = move || {
        hub.read_inbox(|session| {
            let all = Filter::default();
            let newest = session.inbox().newest(&all).take(EVENTS);
            newest.map(|entry| event_line(app, hub, entry, ().into_any())).collect()
        })
    };
    view! {
        <div class="events">
            {items(Arc::new(newest))}
            <small>{t(Msg::NoEvent)}</small>
        </div>
    }
}

/// A figure that the profile asks for.
#[component]
fn CardFigure(
    /// The hub.
    hub: Hub,
    /// What it is.
    figure: FigureSpec,
) -> impl IntoView {
    let app = expect_context::<App>();
    let FigureSpec { title, of } = figure;
    let value = move || figure_text(app, hub, &of).unwrap_or_else(|| app.text(&Msg::Empty));
    view! {
        <div>
            <dt>{text(move || app.lang.get().label(&title))}</dt>
            <dd>{text(value)}</dd>
        </div>
    }
}

/// What a figure says; nothing before what it looks at is known.
fn figure_text(app: App, hub: Hub, of: &FigureOf) -> Option<String> {
    let lang = app.lang.get();
    let Some(id) = of.table() else {
        let FigureOf::Fact(name) = of else { return None };
        return hub.read_connection(|session| session.fact(name).map(|fact| fact_text(lang, fact)));
    };
    // An age goes on while nothing changes.
    let now = app.tick.get().0;
    hub.read_table(id, |session| {
        let table = session.table(id).filter(|table| table.as_of().is_some())?;
        let kind = |column: usize| Some(&session.profile().table(id.as_str())?.columns.get(column)?.kind);
        match of {
            FigureOf::Count { only, or_removed, .. } => {
                let is_counted = |row: &&StoredRow| match (row.is_removed(), only) {
                    (true, _) => *or_removed,
                    (false, None) => true,
                    (false, Some((column, value))) => {
                        row.cells.get(*column).is_some_and(|cell| cell.text() == *value)
                    }
                };
                Some(format::integer(lang, table.rows().iter().filter(is_counted).count() as i128))
            }
            FigureOf::Sum { column, .. } => {
                let kind = kind(*column)?;
                match ColumnTotal::of(table.rows().iter(), *column, kind) {
                    ColumnTotal::Sum(sum) => Some(value_text(lang, kind, &sum)),
                    _ => None,
                }
            }
            FigureOf::Value { column, key, .. } => {
                let row = match key {
                    Some(key) => table.get(key)?,
                    None => table.latest()?,
                };
                Some(cell_text(session, lang, now, kind(*column)?, row.cells.get(*column)?).into_owned())
            }
            FigureOf::Fact(_) => None,
        }
    })
}

/// A fact as users read it: whole numbers in groups, the rest as it is.
fn fact_text(lang: Lang, fact: &Value) -> String {
    fact.as_i64().map_or_else(|| json::unquoted(fact), |number| format::integer(lang, number.into()))
}
