//! What the hub sends, message by message, with what the profile makes of each.

use std::sync::Arc;

use leptos::prelude::*;
use workbench::{Heard, Made};

use super::bench::{Bench, Numbered};
use super::new_rule;
use crate::components::each::Each;
use crate::components::leaf::{flag, t, text};
use crate::i18n::{DeferredMsg, Lang};
use crate::store::App;

/// Longer messages are cut where they are shown (letters).
const SHOWN: usize = 20_000;

/// The messages, the newest first.
#[component]
pub fn Messages(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let newest_first = move || bench.messages.get().into_iter().rev().collect::<Vec<_>>();
    let key = |message: &Arc<Numbered>| message.nr.to_string();
    view! {
        <p class="empty" hidden=flag(move || !bench.messages.with(Vec::is_empty))>{t(DeferredMsg::NoMessages)}</p>
        <ul class="heard" data-testid="messages" tabindex="0" aria-label=t(DeferredMsg::Messages)>
            <Each each=newest_first key=key let:message>
                <Message bench message />
            </Each>
        </ul>
    }
}

/// A message: from where it is, what came of it, and itself when it is opened.
#[component]
fn Message(
    /// The workbench.
    bench: Bench,
    /// The message.
    message: Arc<Numbered>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let nr = message.nr;
    // The report counts the messages as they are drawn.
    let outcome = move || {
        let place = bench.messages.with(|all| all.iter().position(|other| other.nr == nr))?;
        bench.report.with(|report| report.outcomes.get(place).cloned())
    };
    let is_taken = move || outcome().is_none_or(|outcome| outcome.entry.is_some());
    let said = move || match outcome() {
        Some(outcome) if outcome.entry.is_none() => app.text(&DeferredMsg::NoRule),
        Some(outcome) => made_text(app.lang.get(), &outcome.made),
        None => String::new(),
    };
    let is_answer = message.heard.question.is_some();
    let open = RwSignal::new(false);
    let (title, source) = (heard_title(&message.heard), message.heard.source.clone());
    let body = {
        let message = Arc::clone(&message);
        move || open.get().then(|| view! { <pre tabindex="0">{pretty(&message.heard)}</pre> })
    };
    view! {
        <li data-testid="message" data-taken=text(move || is_taken().to_string())>
            <details on:toggle=move |_| open.set(true)>
                <summary>
                    <code>{title}</code>
                    <small>{source}</small>
                    <span class="made">{text(said)}</span>
                </summary>
                {body}
            </details>
            <button
                type="button"
                data-testid="make-rule"
                hidden=flag(move || is_answer || is_taken())
                // Where it would go is not known while the profile is not read.
                disabled=flag(move || bench.mistakes.with(|mistakes| !mistakes.is_empty()))
                on:click=move |_| new_rule::make(bench, &message.heard)
            >
                {t(DeferredMsg::MakeRule)}
            </button>
        </li>
    }
}

/// What a message is called: its event, the question of its list, or how it begins.
fn heard_title(heard: &Heard) -> String {
    match (&heard.event, &heard.question) {
        (Some(event), _) => event.clone(),
        (None, Some(question)) => question.clone(),
        (None, None) => json::text(&heard.message).chars().take(80).collect(),
    }
}

fn pretty(heard: &Heard) -> String {
    let whole = format!("{:#}", heard.message);
    match whole.char_indices().nth(SHOWN) {
        Some((end, _)) => [whole.get(..end).unwrap_or_default(), " …"].concat(),
        None => whole,
    }
}

/// What came of messages, in words.
pub fn made_text(lang: Lang, made: &Made) -> String {
    let mut said: Vec<String> = Vec::new();
    for (table, count) in &made.rows {
        said.push(lang.text(&DeferredMsg::MadeRows { table: table.as_str(), count: *count }));
    }
    for (count, message) in [
        (made.notifications, DeferredMsg::MadeNotifications { count: made.notifications }),
        (made.others, DeferredMsg::MadeOthers { count: made.others }),
        (made.replies, DeferredMsg::MadeReplies { count: made.replies }),
        (made.rejected, DeferredMsg::MadeRejected { count: made.rejected }),
    ] {
        if count > 0 {
            said.push(lang.text(&message));
        }
    }
    match said.is_empty() {
        true => lang.text(&DeferredMsg::MadeNothing),
        false => said.join(" · "),
    }
}
