//! Since when what is listed is known, as long as it comes from what the browser kept alone.

use leptos::prelude::*;
use session::Session;

use super::hub_choice::chosen;
use crate::components::leaf::text;
use crate::hubs::history::history;
use crate::i18n::{HistoryMsg, format};
use crate::store::{App, Hub};

/// Names the hubs that have not answered yet, where something of theirs is listed.
#[component]
pub fn AsOf(
    /// The id of the hub that is wanted alone.
    only: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let as_of = history().and_then(|history| history.as_of);
    let is_kept = |session: &Session| !session.has_data() && !session.inbox().is_empty();
    let names = Memo::new(move |_| {
        let waiting = |hub: &Hub| {
            hub.signals.connection.track();
            hub.read_inbox(is_kept)
        };
        chosen(app, only).into_iter().filter(waiting).map(Hub::name).collect::<Vec<_>>().join(", ")
    });
    let sentence = move |at: i64| {
        let time = format::moment(app.lang.get(), at);
        app.text(&HistoryMsg::AsOf { time: &time, hubs: &names.get() })
    };
    let line = move || {
        let at = as_of.filter(|_| !names.with(String::is_empty))?.0;
        Some(view! { <p class="as-of" data-testid="inbox-as-of">{text(move || sentence(at))}</p> }.into_any())
    };
    view! { {line} }
}
