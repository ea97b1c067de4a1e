//! What the user prefers, as the page has it (docs/preferences.md). Only the second module names it: what the first paint
//! needs is one word each, under a key of its own.

use leptos::prelude::*;
use viewmodel::hubs_json::ConfigProblem;
use viewmodel::preferences::{Choices, Known, Preferences, choice_names};

use super::App;
use crate::browser::dynamic::get;
use crate::browser::{choice, storage, theme, zones};
use crate::i18n::{Lang, format};

/// Where all but the choices is kept.
const KEPT_AS: &str = "atalaya.preferences";

thread_local! {
    /// Lives as long as the page.
    static KEPT: Kept = Kept { now: ArcRwSignal::new(read()), refused: ArcRwSignal::new(false) };
}

struct Kept {
    now: ArcRwSignal<Preferences>,
    /// The browser keeps nothing.
    refused: ArcRwSignal<bool>,
}

/// What the user prefers now; tracks it.
pub fn preferences<T>(read: impl FnOnce(&Preferences) -> T) -> T {
    KEPT.with(|kept| kept.now.clone()).with(read)
}

/// Whether the browser refused to keep something; tracks that.
pub fn are_refused() -> bool {
    KEPT.with(|kept| kept.refused.clone()).get()
}

/// Change what is not a choice, and keep it.
pub fn change(change: impl FnOnce(&mut Preferences)) {
    let now = KEPT.with(|kept| kept.now.clone());
    now.update(change);
    note(storage::set(storage::browser(), KEPT_AS, &now.with_untracked(Preferences::text_without_choices)));
}

/// Choose a word, and keep it; an empty one is as if nothing had been chosen.
pub fn choose(app: App, name: &str, word: &str) {
    KEPT.with(|kept| kept.now.clone()).update(|now| now.choices.set(name, word));
    if word.is_empty() {
        choice::forget(name);
    } else {
        note(choice::choose(name, word));
    }
    apply(app, name);
}

/// The word of a choice; tracks it.
pub fn chosen(name: &str) -> Option<String> {
    preferences(|now| now.choices.get(name).map(str::to_owned))
}

/// Take over a file. Gives its mistakes: where it has any nothing is taken over.
pub fn import(app: App, text: &str) -> Vec<ConfigProblem> {
    let (read, problems) = Preferences::parse(text, known(&tags()));
    if problems.is_empty() {
        put(app, read);
    }
    problems
}

/// Forget all of it.
pub fn reset(app: App) {
    put(app, Preferences::default());
}

/// Another page of this browser changed what is kept.
pub fn follow(app: App) {
    let now = KEPT.with(|kept| kept.now.clone());
    let read = read();
    if now.with_untracked(|now| *now != read) {
        now.set(read);
        choice_names().for_each(|name| apply(app, name));
    }
}

fn put(app: App, preferences: Preferences) {
    let (kept, refused) = KEPT.with(|kept| (kept.now.clone(), kept.refused.clone()));
    let mut is_kept = storage::set(storage::browser(), KEPT_AS, &preferences.text_without_choices());
    for name in choice_names() {
        match preferences.choices.get(name) {
            Some(word) => is_kept &= choice::choose(name, word),
            None => choice::forget(name),
        }
    }
    refused.set(!is_kept);
    kept.set(preferences);
    choice_names().for_each(|name| apply(app, name));
}

fn note(is_kept: bool) {
    KEPT.with(|kept| kept.refused.clone()).set(!is_kept);
}

/// Have the page follow a choice.
fn apply(app: App, name: &str) {
    match name {
        "lang" => {
            let asked = || get(&get(&js_sys::global(), "navigator"), "language").as_string();
            let lang = Lang::of_tag(&untrack(|| chosen(name)).or_else(asked).unwrap_or_default());
            lang.announce();
            app.lang.set(lang);
        }
        "theme" => theme::apply(untrack(|| chosen(name)).as_deref()),
        "times" | "zone" => {
            format::follow_choices();
            // Whatever writes a time reads the language.
            app.lang.update(|_| ());
        }
        _ => {}
    }
}

/// What is kept: a choice that no longer means anything is as if it had not been made.
fn read() -> Preferences {
    let tags = tags();
    let kept = storage::get(storage::browser(), KEPT_AS);
    let (mut preferences, _) = Preferences::parse(kept.as_deref().unwrap_or("{}"), known(&tags));
    let mut choices = Choices::default();
    for name in choice_names() {
        if let Some(word) = choice::chosen(name) {
            choices.set(name, &word);
        }
    }
    preferences.choices = choices;
    preferences
}

fn tags() -> Vec<&'static str> {
    Lang::ALL.iter().map(|lang| lang.tag()).collect()
}

fn known<'a>(languages: &'a [&'static str]) -> Known<'a> {
    Known { languages, is_zone: &zones::known }
}
