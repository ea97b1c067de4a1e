//! A hub at a glance.

use leptos::prelude::*;
use model::{Cell, StoredRow};
use profile::FigureSpec;

use super::sparkline::InboxSparkline;
use crate::components::leaf::{t, text};
use crate::components::pill::StatePill;
use crate::i18n::{Msg, format};
use crate::pages::connection::login_link::LoginLink;
use crate::pages::connection::not_heard::NotHeard;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

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
            None => lang.text(&Msg::NoEvent),
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
            <dl>
                <div>
                    <dt>{t(Msg::UnreadFigure)}</dt>
                    <dd>{text(move || format::integer(app.lang.get(), hub.unread.get() as i128))}</dd>
                </div>
                {figures.into_iter().map(|figure| view! { <CardFigure hub figure /> }).collect_view()}
            </dl>
            <InboxSparkline hub />
            <small>{text(last_event)}</small>
        </article>
    }
}

/// A figure that the profile asks for: how many rows of a table there are.
#[component]
fn CardFigure(
    /// The hub.
    hub: Hub,
    /// What is counted.
    figure: FigureSpec,
) -> impl IntoView {
    let app = expect_context::<App>();
    let title = figure.title.clone();
    let count = move || match count(hub, &figure) {
        None => app.text(&Msg::Empty),
        Some(count) => format::integer(app.lang.get(), count as i128),
    };
    view! {
        <div>
            <dt>{text(move || app.lang.get().label(&title))}</dt>
            <dd>{text(count)}</dd>
        </div>
    }
}

/// How many rows a figure counts; nothing before the table is known.
fn count(hub: Hub, figure: &FigureSpec) -> Option<usize> {
    let counts = |cells: &[Cell]| match &figure.only {
        None => true,
        Some((column, value)) => cells.get(*column).is_some_and(|cell| cell.text() == *value),
    };
    hub.read_table(&figure.table, |session| {
        let table = session.table(&figure.table).filter(|table| table.as_of().is_some())?;
        let is_counted = |row: &&StoredRow| match row.is_removed() {
            true => figure.or_removed,
            false => counts(&row.cells),
        };
        Some(table.rows().iter().filter(is_counted).count())
    })
}
