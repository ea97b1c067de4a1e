//! Where a profile is worked at: what the hub sends at one side, the profile at the other, and what comes of the two.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::editor;
use crate::components::each::Each;
use crate::components::later::PartMissing;
use crate::components::leaf::{flag, t, text};
use crate::components::skeleton::Skeleton;
use crate::components::when::When;
use crate::hubs::{self, Entry};
use crate::i18n::DeferredMsg;
use crate::pages::problems::problem_text;
use crate::store::{App, Hub};

mod bench;
mod messages;
mod new_rule;
mod results;
mod toolbar;

use bench::{Bench, Mistake};
use messages::Messages;
use results::{Columns, Entries};
use toolbar::Toolbar;

/// The workbench of a hub.
#[component]
pub fn Workbench(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let found = RwSignal::new(None);
    spawn_local(async move {
        let entry = hubs::entry(hub.id().as_str()).await;
        // The user may have left.
        let _ = found.try_set(Some(entry));
    });
    move || match found.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Ok(entry)) => view! { <Opened hub entry /> }.into_any(),
        Some(Err(problems)) => {
            let said =
                problems.iter().map(|problem| problem_text(app, problem)).collect::<Vec<_>>().join("\n");
            view! { <p class="empty" role="alert">{said}</p> }.into_any()
        }
    }
}

/// The workbench, once the profile is there.
#[component]
fn Opened(
    /// The hub.
    hub: Hub,
    /// As it is configured.
    entry: Entry,
) -> impl IntoView {
    let app = expect_context::<App>();
    let bench = Bench::new(app, hub, entry);
    view! {
        <div class="workbench" data-testid="workbench">
            <Toolbar bench />
            <section class="panel">
                <header><h2>{t(DeferredMsg::Messages)}</h2><Pause bench /></header>
                <Messages bench />
            </section>
            <section class="panel">
                <header><h2>{t(DeferredMsg::HubProfile)}</h2></header>
                <ProfileText bench />
                <Mistakes bench />
            </section>
            <section class="panel">
                <header><h2>{t(DeferredMsg::Rules)}</h2></header>
                <Entries bench />
            </section>
            <section class="panel">
                <header><h2>{t(DeferredMsg::ColumnValues)}</h2></header>
                <Columns bench />
            </section>
        </div>
    }
}

/// Stops the list of messages, so that it can be read, and lets it go on.
#[component]
fn Pause(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let word = move || app.text(if bench.paused.get() { &DeferredMsg::GoOn } else { &DeferredMsg::Pause });
    view! {
        <button
            type="button"
            data-testid="pause"
            aria-pressed=text(move || bench.paused.get().to_string())
            on:click=move |_| bench.paused.update(|paused| *paused = !*paused)
        >
            {text(word)}
        </button>
    }
}

/// The text of the profile. Its editor is a script of its own.
#[component]
fn ProfileText(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let place = NodeRef::<html::Div>::new();
    let missing = RwSignal::new(false);
    let open = move || {
        missing.set(false);
        let Some(place) = place.get_untracked() else { return };
        let options = bench.editor_options(app);
        spawn_local(async move {
            match editor::open(&place, options).await {
                Some(editor) => bench.opened(editor),
                None => drop(missing.try_set(true)),
            }
        });
    };
    place.on_load(move |_| open());
    view! {
        <div class="profile-text" node_ref=place hidden=flag(move || missing.get())></div>
        <When is=flag(move || missing.get())>
            <PartMissing again=Callback::new(move |()| open()) />
        </When>
    }
}

/// The mistakes, each of which leads to its place.
#[component]
fn Mistakes(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let key = |mistake: &Mistake| format!("{} {}", mistake.pointer, mistake.problem.found);
    view! {
        <div role="status"><ul class="mistakes" data-testid="mistakes">
            <Each each=move || bench.mistakes.get() key=key let:mistake>
                {
                    let Mistake { pointer, problem, .. } = mistake;
                    let place = pointer.clone();
                    view! {
                        <li class="problem" data-pointer=pointer>
                            <button type="button" class="quiet" on:click=move |_| bench.reveal(&place)>
                                {text(move || problem_text(app, &problem))}
                            </button>
                        </li>
                    }
                }
            </Each>
        </ul></div>
    }
}
