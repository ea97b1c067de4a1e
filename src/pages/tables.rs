//! A hub's tables: ARIA grids of which only the visible rows are drawn.

mod body;
mod header;
mod heading;
mod index;
mod keyboard;
pub mod menu;
mod notice;
mod offered_actions;
pub mod opened_row;
pub mod problems;
mod row;
mod status;
pub mod status_map;
pub mod totals;

use std::sync::Arc;

use leptos::prelude::*;
use profile::TableSpec;
use session::Access;
use viewmodel::table_order::in_order_of_use;

use crate::components::dialog::Dialog;
use crate::components::later::{Later, LaterWords};
use crate::components::leaf::{effect, flag, t};
use crate::i18n::Msg;
use crate::paths;
use crate::store::{Hub, Part, TableView};
use body::Body;
use header::TableHeader;
use index::TableIndex;
use notice::HubNotice;
use offered_actions::OfferedActions;
use status::Status;

/// All tables of a hub, or the one that is asked for; what is wanted of that one stands in the address.
#[component]
pub fn Tables(
    /// The hub.
    hub: Hub,
    /// Only this table.
    only: Option<String>,
) -> impl IntoView {
    let alone = only.is_some();
    let specs = hub.read(|session| in_order_of_use(&session.profile().tables));
    let index = view! { <TableIndex hub specs=specs.clone() /> };
    let asked = specs.into_iter().filter(|spec| only.as_deref().is_none_or(|only| only == spec.id.as_str()));
    let requires_login = hub.read(|session| *session.access() != Access::NotRequired);
    view! {
        {index}
        <HubNotice hub />
        {requires_login.then(|| view! { <Later part=Part::Login(hub) /> }.into_any())}
        {(!alone).then(|| view! { <OfferedActions hub place="hub".to_owned() /> }.into_any())}
        <RowDialog hub />
        {asked.map(|spec| view! { <Panel hub spec alone /> }.into_any()).collect_view()}
    }
}

/// The dialog that is open for as long as a row of the hub is.
#[component]
fn RowDialog(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    on_cleanup(move || hub.opened_row.set(None));
    let close = Callback::new(move |()| hub.opened_row.set(None));
    view! {
        <Dialog
            open=flag(move || hub.opened_row.with(Option::is_some))
            on_close=close
            class="details-panel"
            testid="details"
            label=t(Msg::Details)
        >
            <Later part=Part::OpenedRow(hub) close />
        </Dialog>
    }
}

/// A table with its title, freshness and filter.
#[component]
fn Panel(
    /// The hub.
    hub: Hub,
    /// The profile's description of the table.
    spec: Arc<TableSpec>,
    /// It is alone on its page: then it has no link to that, and what is wanted of it stands in the address.
    alone: bool,
) -> impl IntoView {
    let (map, totals) = (spec.grid, spec.totals.clone());
    let table = TableView::new(expect_context(), hub, spec, alone);
    if alone {
        effect(move || paths::put_query(&table.query()));
    }
    view! {
        <section class="panel table-panel" data-testid="table-panel">
            <TableHeader table alone />
            <Status table />
            {map.map(|place| view! { <LaterWords part=Part::StatusMap(table, place) /> }.into_any())}
            <Body table />
            {(!totals.is_empty()).then(|| view! { <LaterWords part=Part::Totals(table, totals) /> }.into_any())}
        </section>
    }
}
