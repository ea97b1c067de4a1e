//! How far an action is, and how it ended.

use leptos::prelude::*;
use profile::Action;
use session::End;

use super::opened::{ActionStatus, OpenedAction};
use crate::browser::transfer::Progress;
use crate::components::leaf::{maybe, t, text};
use crate::i18n::{DeferredMsg, Lang, format};
use crate::store::App;

/// How far an action is, and how it ended; empty while it is being filled in and once it is done.
#[component]
pub fn Outcome(
    /// The action.
    action: OpenedAction,
    /// How far a file is.
    progress: RwSignal<Progress>,
) -> impl IntoView {
    let app = expect_context::<App>();
    move || match action.status.get() {
        ActionStatus::Filling => ().into_any(),
        ActionStatus::Sending => view! { <Sending progress /> }.into_any(),
        ActionStatus::LookingUp(why) => {
            view! { <p>{text(move || app.text(&DeferredMsg::Looking { why: &why }))}</p> }.into_any()
        }
        ActionStatus::Unfit(what) => {
            let sentence = move || app.text(&DeferredMsg::BadPath { what: &what });
            view! { <p class="problem">{text(sentence)}</p> }.into_any()
        }
        ActionStatus::Ended(End::Done(_) | End::Saved(_)) => ().into_any(),
        ActionStatus::Ended(end) => view! { <Failure action end /> }.into_any(),
    }
}

/// How far a file is; without one, that it is on its way.
#[component]
fn Sending(
    /// How far a file is.
    progress: RwSignal<Progress>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let far = text(move || {
        let bytes = |count: f64| format::bytes(app.lang.get(), count);
        match progress.get() {
            Some((done, all)) if all > 0.0 => {
                app.text(&DeferredMsg::Sent { done: &bytes(done), all: &bytes(all) })
            }
            Some((done, _)) => bytes(done),
            None => app.text(&DeferredMsg::Sending),
        }
    });
    let permille = maybe(move || {
        let (done, all) = progress.get().filter(|(_, all)| *all > 0.0)?;
        Some(((done * 1_000.0 / all) as u32).to_string())
    });
    view! {
        <progress max="1000" value=permille aria-label=far.clone()></progress>
        <small>{far}</small>
    }
}

/// How it ended, where it is not done; where nobody knows, a way to look again.
#[component]
fn Failure(
    /// The action.
    action: OpenedAction,
    /// How it ended.
    end: End,
) -> impl IntoView {
    let app = expect_context::<App>();
    let unknown = matches!(end, End::Unknown(_));
    let can_look_up = unknown && action.read(|action, _| action.lookup.is_some());
    let word = end_word(&end);
    let sentence = move || action.read(|action, _| failure_text(app.lang.get(), action, &end));
    view! {
        <p class="problem" data-end=word>
            {text(sentence)}
        </p>
        {can_look_up
            .then(|| {
                view! {
                    <button type="button" on:click=move |_| action.look_up()>
                        {t(DeferredMsg::LookAgain)}
                    </button>
                }
            })}
    }
}

/// The name of an end for tests and scripts.
fn end_word(end: &End) -> &'static str {
    match end {
        End::Done(_) | End::Saved(_) => "done",
        End::Short { .. } => "short",
        End::Refused(..) => "refused",
        End::NotDone(_) => "not-done",
        End::Unknown(_) => "unknown",
        End::Failed(_) => "failed",
        End::Unsent => "unsent",
    }
}

/// That an action is done, in a sentence; nothing where it is not. `file` is the name of a file that came.
pub fn done_text(lang: Lang, action: &Action, file: &str, end: &End) -> Option<String> {
    let action = lang.label(&action.title);
    match end {
        End::Done(None) => Some(lang.text(&DeferredMsg::Done { action: &action })),
        End::Done(Some(said)) => Some(lang.text(&DeferredMsg::DoneSaying { action: &action, said })),
        End::Saved(size) => {
            let size = format::bytes(lang, *size as f64);
            Some(lang.text(&DeferredMsg::Saved { name: file, size: &size }))
        }
        _ => None,
    }
}

/// Why an action is not done, in a sentence; empty where it is.
pub fn failure_text(lang: Lang, action: &Action, end: &End) -> String {
    let bytes = |count: &u64| format::bytes(lang, *count as f64);
    match end {
        End::Done(_) | End::Saved(_) => String::new(),
        End::Short { expected, found } => {
            lang.text(&DeferredMsg::Short { expected: &bytes(expected), found: &bytes(found) })
        }
        End::Refused(status, refusal) => {
            // What is said of the form's own fields stands beside them.
            let own = |id: &str| action.fields.iter().any(|field| field.id == id);
            let others = refusal.fields.iter().filter(|(id, _)| !own(id)).map(|(_, text)| text.as_str());
            let why = std::iter::once(refusal.text.as_str()).chain(others).collect::<Vec<_>>().join(" ");
            match why.trim() {
                "" if !refusal.fields.is_empty() => lang.text(&DeferredMsg::RefusedFields),
                why => lang.text(&DeferredMsg::Refused { status: *status, why }),
            }
        }
        End::NotDone(why) => lang.text(&DeferredMsg::NotDone { why }),
        End::Unknown(why) => lang.text(&DeferredMsg::Unknown { why }),
        End::Failed(why) => lang.text(&DeferredMsg::Failed { why }),
        End::Unsent => lang.text(&DeferredMsg::Unsent),
    }
}
