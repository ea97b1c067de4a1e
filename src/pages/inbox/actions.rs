//! What the user can do about a notification.

use leptos::prelude::*;
use model::EventId;
use profile::{Deed, NotificationAction};
use session::SourceId;

use crate::components::leaf::label;
use crate::store::{App, Hub, OpenAction};

/// The buttons of a notification, with their tab index; nothing where it has none. What would be sent elsewhere than to the hub has none.
pub fn actions(
    app: App,
    hub: Hub,
    id: &EventId,
    actions: Vec<NotificationAction>,
    tab: &'static str,
) -> AnyView {
    let button = |(place, NotificationAction { title, what }): (usize, NotificationAction)| match what {
        Deed::Open(link) => {
            let view = view! {
                <a
                    class="button"
                    href=link.clone()
                    title=link
                    target="_blank"
                    rel="noopener noreferrer"
                    tabindex=tab
                    data-testid="notification-action"
                >
                    {label(title)}
                </a>
            };
            Some(view.into_any())
        }
        Deed::Post(post) => {
            post.path(&hub.url(SourceId(post.source)))?;
            let opened =
                OpenAction { hub, action: place.to_string(), row: None, notification: Some(id.clone()) };
            let view = view! {
                <button
                    type="button"
                    tabindex=tab
                    data-testid="notification-action"
                    on:click=move |_| app.open_action.set(Some(opened.clone()))
                >
                    {label(title)}
                </button>
            };
            Some(view.into_any())
        }
    };
    let buttons: Vec<AnyView> = actions.into_iter().enumerate().filter_map(button).collect();
    (!buttons.is_empty()).then(|| view! { <div class="deeds">{buttons}</div> }).into_any()
}
