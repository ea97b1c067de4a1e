//! The strip of tables that need to be looked at, or how many are up to date.

use leptos::prelude::*;
use model::{TableId, Texts};
use viewmodel::attention::{Attention, standings, worst_first};

use crate::browser::clock;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, label, t, text};
use crate::i18n::{DeferredMsg, Msg, format};
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// So many tables are named; of the others their number is.
const NAMED: usize = 8;

/// The tables of all hubs that need to be looked at. The only hub's are below: where they are well, nothing is said.
#[component]
pub fn AttentionStrip() -> impl IntoView {
    let app = expect_context::<App>();
    let found = Memo::new(move |_| Found::look(app));
    let needy = move || found.with(|found| found.needy.iter().take(NAMED).cloned().collect::<Vec<_>>());
    let more = move || found.with(|found| found.needy.len().saturating_sub(NAMED));
    let number = move |count: usize| format::integer(app.lang.get(), count as i128);
    let all_well = move || {
        let current = found.with(|found| found.current);
        app.text(&DeferredMsg::TablesCurrent { count: &number(current) })
    };
    // A list that is there changes line by line.
    let stands = Memo::new(move |_| found.with(|found| (!found.needy.is_empty(), found.current > 0)));
    let view = move || {
        let (is_needy, any_current) = stands.get();
        if is_needy {
            let list = view! {
                <ul class="strip" data-testid="attention" aria-label=t(DeferredMsg::Attention)>
                    <Each each=needy key=Needy::key let:needy>
                        <NeedyTable needy />
                    </Each>
                    <li class="muted" hidden=flag(move || more() == 0)>
                        {text(move || app.text(&DeferredMsg::MoreTables { count: &number(more()) }))}
                    </li>
                </ul>
            };
            return list.into_any();
        }
        (any_current && app.hubs.with(Vec::len) > 1)
            .then(|| {
                view! {
                    <p class="strip muted" data-testid="attention">
                        <Icon icon=IconName::Success />
                        {text(all_well)}
                    </p>
                }
                .into_any()
            })
            .into_any()
    };
    view! { {move || view()} }
}

/// What was found when the tables were last looked at.
#[derive(Clone, PartialEq)]
struct Found {
    needy: Vec<Needy>,
    /// So many tables are known and as they should be.
    current: usize,
}

impl Found {
    /// Look at the tables of all hubs. To look at every row costs time, and once a second is soon enough: tracks the
    /// time, and not the tables.
    fn look(app: App) -> Self {
        app.tick.track();
        let now = clock::now();
        let tables: Vec<((Hub, TableId), Option<Attention>)> = app
            .hubs
            .get()
            .into_iter()
            .flat_map(|hub| {
                let of_hub = hub.read(|session| standings(session, now));
                of_hub.into_iter().map(move |(table, why)| ((hub, table), why))
            })
            .collect();
        let current = tables.iter().filter(|(_, why)| why.is_none()).count();
        let needy = worst_first(tables).into_iter().map(|((hub, table), why)| Needy::new(hub, table, why));
        Self { needy: needy.collect(), current }
    }
}

/// A table that needs to be looked at.
#[derive(Clone)]
struct Needy {
    hub: Hub,
    table: TableId,
    title: Texts,
    why: Attention,
}

impl Needy {
    fn new(hub: Hub, table: TableId, why: Attention) -> Self {
        let spec = hub.read(|session| session.profile().table(table.as_str()).map(|spec| spec.title.clone()));
        let title = spec.unwrap_or_else(|| Texts::plain(table.to_string()));
        Self { hub, table, title, why }
    }

    /// All that it says: one that says something else is drawn anew.
    fn key(&self) -> String {
        format!("{} {} {} {}", self.hub.id(), self.table, self.why.word(), self.why.rows())
    }
}

impl PartialEq for Needy {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// A table that needs to be looked at: a link to its page, with why.
#[component]
fn NeedyTable(
    /// Which.
    needy: Needy,
) -> impl IntoView {
    let app = expect_context::<App>();
    let Needy { hub, table, title, why } = needy;
    let (icon, class) = match why {
        Attention::Failing | Attention::Errors(_) => (IconName::Error, "bad"),
        Attention::Stale | Attention::Unreadable(_) => (IconName::Warning, "warn"),
    };
    let reason = move || {
        let count = &format::integer(app.lang.get(), why.rows() as i128);
        match why {
            Attention::Failing => app.text(&DeferredMsg::TableFailing),
            Attention::Stale => app.text(&Msg::StaleTable),
            Attention::Errors(_) => app.text(&DeferredMsg::RowsInError { count }),
            Attention::Unreadable(_) => app.text(&DeferredMsg::RowsUnread { count }),
        }
    };
    view! {
        <li>
            <a
                class=class
                href=href(&Route::table(&hub.id(), &table))
                data-testid="attention-table"
                data-hub=hub.id().to_string()
                data-table=table.to_string()
                data-why=why.word()
            >
                <Icon icon=icon />
                <b class="cut">{label(title)}</b>
                <span class="cut" hidden=app.hubs.with_untracked(Vec::len) < 2>{hub.name()}</span>
                <span class="why-table">{text(reason)}</span>
            </a>
        </li>
    }
}
