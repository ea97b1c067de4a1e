//! The overview: a card per hub, and below them the tables of the first.

use leptos::prelude::*;
use model::Cell;

use super::add_hub::AddHub;
use super::dynamic::{IntoPart, each, item, say, show, when};
use super::link::state_text;
use super::table::Tables;
use crate::browser::clock;
use crate::i18n::{Msg, format};
use crate::router::href;
use crate::state::{App, Hub};

/// The page.
#[component]
pub fn Overview(
    /// The state.
    app: App,
) -> impl IntoView {
    let only = move || app.hubs.with(|hubs| if let [hub] = hubs.as_slice() { Some(*hub) } else { None });
    view! {
        <h1 class="hidden">{app.t(Msg::Overview)}</h1>
        <div class="cards">
            {each(move || app.hubs.get().into_iter().map(|hub| item(hub.id().to_string(), move || view! { <Card app hub /> }.part())).collect())}
        </div>
        {show(move || only().map_or_else(|| ().part(), |hub| view! { <Tables app hub only=None /> }.part()))}
        {when(
            move || app.loaded.get() && app.hubs.with(Vec::is_empty),
            move || view! { <AddHub app /> }.part(),
        )}
    }
}

/// A hub at a glance.
#[component]
fn Card(
    /// The state.
    app: App,
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let state = move || {
        app.tick.track();
        hub.state(clock::now())
    };
    let last = move || {
        hub.inbox.track();
        let lang = app.lang.get();
        match hub.read(session::Session::last_event) {
            None => lang.text(&Msg::NoEvent),
            Some(at) => lang.text(&Msg::LastEvent { ago: &format::relative(lang, at.0, app.tick.get().0) }),
        }
    };
    let figures = move || {
        hub.tables.track();
        let lang = app.lang.get();
        hub.read(|session| {
            let figures = session.profile().figures.iter();
            figures
                .map(|figure| {
                    let table = session.table(&figure.table).filter(|table| table.as_of().is_some());
                    let count = table.map(|table| {
                        let wanted = |cells: &[Cell]| match &figure.only {
                            None => true,
                            Some((column, value)) => {
                                cells.get(*column).is_some_and(|cell| cell.text() == *value)
                            }
                        };
                        table.rows().iter().filter(|row| !row.removed && wanted(&row.cells)).count()
                    });
                    (lang.label(&figure.title), count)
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <article class="card" data-hub=hub.id().to_string()>
            <header>
                <h2>
                    <a href=href(&format!("/hub/{}", hub.id()))>{hub.name()}</a>
                </h2>
                <span class="grow"></span>
                <span class="pill" data-state=say(move || state().word())>
                    {say(move || state_text(app.lang.get(), &state(), clock::now().mono))}
                </span>
            </header>
            <dl>
                <div>
                    <dt>{app.t(Msg::UnreadFigure)}</dt>
                    <dd>{say(move || format::integer(app.lang.get(), hub.unread() as i128))}</dd>
                </div>
                {each(move || figures().into_iter().map(|(title, count)| figure(app, title, count)).collect())}
            </dl>
            <small>{say(last)}</small>
        </article>
    }
}

fn figure(app: App, title: String, count: Option<usize>) -> super::dynamic::Item {
    item(format!("{title}\u{1e}{count:?}"), move || {
        let title = title.clone();
        let count = say(move || match count {
            None => app.t(Msg::Empty)(),
            Some(count) => format::integer(app.lang.get(), count as i128),
        });
        view! {
            <div>
                <dt>{title}</dt>
                <dd>{count}</dd>
            </div>
        }
        .part()
    })
}
