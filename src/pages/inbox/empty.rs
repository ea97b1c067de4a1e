//! What stands where no notification stands.

use leptos::prelude::*;
use model::Filter;
use session::State;

use super::hub_choice::chosen;
use super::lines::Line;
use crate::components::icon::{Icon, IconName};
use crate::components::leaf::t;
use crate::components::pill::state_now;
use crate::components::skeleton::Skeleton;
use crate::i18n::Msg;
use crate::store::App;

/// What stands where no notification stands.
#[component]
pub fn Empty(
    /// The hub that is wanted alone.
    only: RwSignal<Option<String>>,
    /// The filter that is in force.
    filter: RwSignal<Filter>,
    /// The lines that are drawn.
    shown: Memo<Vec<Line>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let sentence = Memo::new(move |_| match shown.with(Vec::is_empty) {
        true => sentence(app, only, filter),
        false => Sentence::None,
    });
    move || match sentence.get() {
        Sentence::None => ().into_any(),
        Sentence::Loading => view! { <Skeleton /> }.into_any(),
        Sentence::Of(message) => view! {
            <div class="empty">
                <Icon icon=IconName::Bell />
                <p>{t(message)}</p>
            </div>
        }
        .into_any(),
    }
}

/// What an empty list says.
#[derive(Clone, Debug, PartialEq)]
enum Sentence {
    None,
    Loading,
    Of(Msg<'static>),
}

fn sentence(app: App, only: RwSignal<Option<String>>, filter: RwSignal<Filter>) -> Sentence {
    let states: Vec<State> = chosen(app, only).into_iter().map(|hub| state_now(app, hub)).collect();
    let heard = states.iter().any(|state| matches!(state, State::Online { .. }));
    let first = |state: &State| matches!(state, State::Idle | State::Connecting { attempt: 0 | 1 });
    filter.with(|filter| match filter {
        Filter { unread: true, .. } => Sentence::Of(Msg::NothingUnread),
        Filter { kind: Some(_), .. } => Sentence::Of(Msg::NoErrors),
        _ if heard => Sentence::Of(Msg::NothingYet),
        _ if !app.loaded.get() || states.iter().any(first) => Sentence::Loading,
        _ => Sentence::Of(Msg::InboxUnreached),
    })
}
