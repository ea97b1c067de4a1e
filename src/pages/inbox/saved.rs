//! What the user looks for again and again: saved under names, and taken up by one press.

use leptos::prelude::*;
use viewmodel::routes::{read_inbox_query, write_inbox_query};
use viewmodel::saved_searches::{SavedSearch, SavedSearches};

use super::icons::ActIcon;
use super::state::ListState;
use crate::browser::storage;
use crate::components::each::Each;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::InboxMsg;

/// Where they are kept.
const KEPT_AS: &str = "atalaya.searches";

/// The saved searches of the list.
#[derive(Clone, Copy)]
struct Saved {
    state: ListState,
    searches: RwSignal<SavedSearches>,
    /// The user is asked for a name.
    naming: RwSignal<bool>,
}

impl Saved {
    fn new(state: ListState) -> Self {
        let kept = storage::get(storage::browser(), KEPT_AS);
        let searches = kept.map_or_else(SavedSearches::default, |text| SavedSearches::read(&text));
        Self { state, searches: RwSignal::new(searches), naming: RwSignal::new(false) }
    }

    /// The query that the list stands for; tracks it.
    fn query(self) -> String {
        write_inbox_query(&self.state.query())
    }

    fn change(self, change: impl FnOnce(&mut SavedSearches)) {
        // Another tab may have saved one since.
        let kept = storage::get(storage::browser(), KEPT_AS).map(|text| SavedSearches::read(&text));
        self.searches.update(|searches| {
            if let Some(kept) = kept {
                *searches = kept;
            }
            change(searches);
        });
        // Where the browser refuses, they last as long as the list.
        let text = self.searches.with_untracked(SavedSearches::write);
        let _refused = storage::set(storage::browser(), KEPT_AS, &text);
    }

    fn save(self, name: &str) {
        let query = untrack(|| self.query());
        self.change(|searches| {
            searches.save(name, query);
        });
        self.naming.set(false);
    }
}

/// The searches that were saved, and the way to save what is looked for.
#[component]
pub fn SavedSearchBar() -> impl IntoView {
    let saved = Saved::new(ListState::of_context());
    let is_new = move || {
        let query = saved.query();
        !query.is_empty() && saved.searches.with(|all| all.all().iter().all(|search| search.query != query))
    };
    let offers = flag(move || is_new() && !saved.naming.get());
    let is_empty = flag(move || !is_new() && saved.searches.with(|all| all.all().is_empty()));
    view! {
        <div class="saved" role="group" aria-label=t(InboxMsg::SavedSearches) hidden=is_empty>
            <Each
                each=move || saved.searches.with(|all| all.all().to_vec())
                key=|search| [&*search.name, &search.query].join("\n")
                let:search
            >
                <SavedChip saved search />
            </Each>
            <button
                type="button"
                class="quiet save"
                data-testid="save-search"
                hidden=flag(move || !offers())
                on:click=move |_| saved.naming.set(true)
            >
                {ActIcon::Save.draw()}
                {t(InboxMsg::SaveSearch)}
            </button>
            <When is=flag(move || saved.naming.get())>
                <NameField saved />
            </When>
        </div>
    }
}

/// One of them: a press takes it up, its cross forgets it.
#[component]
fn SavedChip(
    /// All of them.
    saved: Saved,
    /// This one.
    search: SavedSearch,
) -> impl IntoView {
    let SavedSearch { name, query } = search;
    let (wanted, own) = (query.clone(), query);
    let (gone, label) = (name.clone(), name.clone());
    view! {
        <span class="chip">
            <button
                type="button"
                data-testid="saved-search"
                aria-pressed=text(move || (saved.query() == own).to_string())
                on:click=move |_| saved.state.ask_for(read_inbox_query(&wanted))
            >
                {name}
            </button>
            <button
                type="button"
                class="quiet icon"
                data-testid="forget-search"
                aria-label=text(move || saved.state.app.text(&InboxMsg::ForgetSearch { name: &label }))
                on:click=move |_| saved.change(|searches| searches.remove(&gone))
            >
                <Icon icon=IconName::Close />
            </button>
        </span>
    }
}

/// Asks for a name.
#[component]
fn NameField(
    /// What it is for.
    saved: Saved,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // Fails only where the field is gone again.
            let _gone = input.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        saved.save(&input.get_untracked().map_or_else(String::new, |input| input.value()));
    };
    let leave = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            saved.naming.set(false);
        }
    };
    view! {
        <form class="name" on:submit=submit on:keydown=leave>
            <input
                node_ref=input
                type="text"
                maxlength="60"
                required
                data-testid="search-name"
                aria-label=t(InboxMsg::SearchName)
                placeholder=t(InboxMsg::SearchName)
            />
            <button type="submit" class="primary">{t(InboxMsg::Save)}</button>
            <button type="button" class="quiet" on:click=move |_| saved.naming.set(false)>
                {t(InboxMsg::Cancel)}
            </button>
        </form>
    }
}
