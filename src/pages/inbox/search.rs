//! What the user looks for in the inbox: the field, the lines that have it, and how it is marked in them.

use leptos::prelude::*;
use model::{Entry, Filter, TextSearch};
use viewmodel::inbox_list::{HubLines, InboxLine, LinePlace, merge_placed};
use viewmodel::inbox_search::InboxSearch;
use viewmodel::inbox_selection::NoteKey;

use super::note::{message, title};
use crate::browser::clock;
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, Lang};
use crate::store::{App, Hub};

/// What is looked for, for the list and its lines.
#[derive(Clone, Copy)]
pub struct Sought {
    /// As the user wrote it.
    pub text: RwSignal<String>,
    /// What it means.
    pub search: Memo<InboxSearch>,
}

impl Sought {
    /// What stands in the page's address, or nothing.
    pub fn new(written: String) -> Self {
        let text = RwSignal::new(written);
        let search = Memo::new(move |_| text.with(|text| InboxSearch::read(text, &clock::day_start)));
        Self { text, search }
    }

    /// The lines of the window at `offset`; tracks the hubs' inboxes.
    pub fn lines(
        self,
        lang: Lang,
        hubs: Vec<Hub>,
        filter: &Filter,
        offset: usize,
    ) -> Vec<(LinePlace, InboxLine)> {
        self.search.with(|search| {
            let of_hub = |hub| match search.is_empty() {
                true => Some(hub_lines(hub, filter, offset)),
                false => found(lang, hub, search, filter, offset),
            };
            merge_placed(hubs.into_iter().filter_map(of_hub).collect(), offset)
        })
    }

    /// All that the filter shows and that has what is looked for, of those that are `wanted`; hub by hub.
    pub fn matching(
        self,
        lang: Lang,
        hubs: Vec<Hub>,
        filter: &Filter,
        wanted: &dyn Fn(&Entry) -> bool,
    ) -> Vec<NoteKey> {
        self.search.with(|search| {
            let of_hub = |hub: Hub| {
                let mut finds = finder(&lang, hub, search);
                let id = hub.id();
                hub.read_inbox(|session| {
                    let found = session.inbox().newest(filter).filter(|entry| wanted(entry) && finds(entry));
                    let key = |entry: &Entry| NoteKey { hub: id.clone(), id: entry.notification.id.clone() };
                    found.map(key).collect::<Vec<_>>()
                })
            };
            hubs.into_iter().flat_map(of_hub).collect()
        })
    }

    /// A text with what is looked for marked in it.
    pub fn marked(self, lang: Lang, whole: &str) -> AnyView {
        self.search.with(|search| {
            if search.words.is_empty() {
                return whole.to_owned().into_any();
            }
            let words = TextSearch::new(&search.words, &lang);
            let piece = |(piece, is_hit): (&str, bool)| match is_hit {
                true => view! { <mark>{piece.to_owned()}</mark> }.into_any(),
                false => piece.to_owned().into_any(),
            };
            words.pieces(whole).into_iter().map(piece).collect::<Vec<_>>().into_any()
        })
    }
}

fn hub_lines(hub: Hub, filter: &Filter, offset: usize) -> HubLines {
    hub.read_inbox(|session| HubLines::read_pinned_first(&hub.id(), session.inbox(), filter, offset))
}

/// The notifications of a hub that have what is looked for; nothing where the hub is not meant.
fn found(lang: Lang, hub: Hub, search: &InboxSearch, filter: &Filter, offset: usize) -> Option<HubLines> {
    if !from(lang, hub, search) {
        return None;
    }
    let mut finds = finder(&lang, hub, search);
    let wanted = |entry: &&Entry| finds(entry);
    Some(hub.read_inbox(|session| HubLines::search(&hub.id(), session.inbox(), filter, wanted, offset)))
}

/// Whether notifications of the hub are looked for.
fn from(lang: Lang, hub: Hub, search: &InboxSearch) -> bool {
    TextSearch::new(&search.from, &lang).finds(&[&hub.name()])
}

/// Whether a notification of the hub has what is looked for.
fn finder<'a>(lang: &'a Lang, hub: Hub, search: &'a InboxSearch) -> impl FnMut(&Entry) -> bool + 'a {
    let (is_meant, name) = (from(*lang, hub, search), hub.name());
    let mut words = TextSearch::new(&search.words, lang);
    move |entry| {
        is_meant
            && search.lets_through(entry)
            && (search.words.is_empty()
                || words.finds(&[&title(*lang, entry), &message(*lang, entry), &name]))
    }
}

/// The field, and which filters in it mean nothing.
#[component]
pub fn SearchField(
    /// What is looked for.
    sought: Sought,
    /// The user wrote something else.
    on_change: Callback<()>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let write = move |event| {
        sought.text.set(event_target_value(&event));
        on_change.run(());
    };
    let unknown = move || {
        let unknown = sought.search.with(|search| search.unknown.join(", "));
        app.text(&DeferredMsg::UnknownFilters { filters: &unknown })
    };
    view! {
        <search class="search">
            <input
                type="search"
                data-testid="inbox-search"
                placeholder=t(DeferredMsg::SearchInbox)
                aria-label=t(DeferredMsg::SearchInbox)
                title=t(DeferredMsg::SearchHelp)
                prop:value=move || sought.text.get()
                on:input=write
            />
            <p class="problem" role="status" hidden=flag(move || sought.search.with(|search| search.unknown.is_empty()))>
                {text(unknown)}
            </p>
        </search>
    }
}
