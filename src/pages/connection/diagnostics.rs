//! All that is known of a connection, on a page of its own.

use leptos::prelude::*;
use model::Rejected;

use super::details::ConnectionDetails;
use super::facts::ConnectionFacts;
use crate::components::each::Each;
use crate::components::leaf::t;
use crate::i18n::DeferredMsg;
use crate::paths::{Route, href};
use crate::store::{App, Hub};

/// All that is known of a connection, on a page of its own: how it stands, and what could not be read.
#[component]
pub fn Diagnostics(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let more = move || {
        view! {
            <a href=href(&Route::workbench(&hub.id())) data-testid="to-workbench">
                {t(DeferredMsg::Workbench)}
            </a>
        }
    };
    view! {
        <section class="panel diagnostics" data-testid="diagnostics">
            <ConnectionDetails hub more>
                <ConnectionFacts hub />
            </ConnectionDetails>
            <Samples hub />
        </section>
    }
}

/// Samples of what the hub sent and nothing could be made of, each with the reason.
#[component]
fn Samples(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    let app = expect_context::<App>();
    let samples = move || {
        // A message that is refused changes no signal of its own.
        app.tick.track();
        hub.read_connection(|session| {
            session.rejections().samples.iter().cloned().enumerate().collect::<Vec<_>>()
        })
    };
    let key =
        |(place, rejected): &(usize, Rejected)| format!("{place}\n{}\n{}", rejected.why, rejected.sample);
    view! {
        <ul class="samples">
            <Each each=samples key=key let:sample>
                <li>
                    <b>{sample.1.why}</b>
                    <code>{sample.1.sample}</code>
                </li>
            </Each>
        </ul>
    }
}
