//! The way to each table of a hub.

use std::sync::Arc;

use leptos::prelude::*;
use profile::TableSpec;

use crate::components::leaf::{MaybeText, label, maybe, t};
use crate::i18n::Msg;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// Links to the hub's tables, each on a page of its own, and to all of them on one. A hub with one table needs none.
#[component]
pub fn TableIndex(
    /// The hub.
    hub: Hub,
    /// Its tables.
    specs: Vec<Arc<TableSpec>>,
) -> impl IntoView {
    let id = hub.id();
    let link = |route: Route, label| {
        let address = href(&route);
        view! { <a class="cut" href=address aria-current=current(route)>{label}</a> }.into_any()
    };
    (specs.len() > 1).then(|| {
        let each = specs.iter().map(|spec| link(Route::table(&id, &spec.id), label(spec.title.clone())));
        view! {
            <div class="tables-index" role="group" aria-label=t(Msg::Tables) data-testid="tables-index">
                {link(Route::hub(&id), t(Msg::AllTables))}
                {each.collect_view()}
            </div>
        }
        .into_any()
    })
}

fn current(route: Route) -> MaybeText {
    let app = expect_context::<App>();
    maybe(move || app.route.with(|now| (*now == route).then(|| "page".to_owned())))
}
