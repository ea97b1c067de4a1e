//! What a notification shows besides its words.

use leptos::prelude::*;
use model::{HubId, RawExtras};
use profile::{Attachment, ExtrasReader, NotificationExtras, NotificationIcon, Priority};

use crate::i18n::{DeferredMsg, Lang, format};
use crate::store::Hub;

/// Reads what the hubs' notifications show besides their words. Cheap to copy; lives as long as the list.
#[derive(Clone, Copy)]
pub struct Readers(StoredValue<Vec<(HubId, ExtrasReader)>, LocalStorage>);

impl Readers {
    /// None that is known yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }

    /// What a hub's notification shows besides its words.
    pub fn read(self, hub: Hub, raw: Option<&RawExtras>) -> NotificationExtras {
        let Some(raw) = raw else { return NotificationExtras::default() };
        let id = hub.id();
        if self.0.with_value(|all| all.iter().all(|(of, _)| *of != id)) {
            let reader = hub.read(|session| session.profile().extras_reader());
            self.0.update_value(|all| all.push((id.clone(), reader)));
        }
        let read = |all: &Vec<(HubId, ExtrasReader)>| {
            let (_, reader) = all.iter().find(|(of, _)| *of == id)?;
            Some(reader.read(raw))
        };
        self.0.with_value(read).unwrap_or_default()
    }
}

/// The drawing that the profile chose, below that of the severity.
pub fn icon(icon: Option<NotificationIcon>) -> impl IntoView {
    icon.map(|icon| {
        view! {
            <svg class="i own" viewBox="0 0 24 24" aria-hidden="true" data-icon=icon.as_str()>
                <path d=path(icon)></path>
            </svg>
        }
    })
}

/// Whether it still holds, how urgent it is, and its tags; nothing where there is nothing to say.
pub fn marks(lang: Lang, expired: bool, priority: Priority, tags: Vec<String>) -> impl IntoView {
    let urgent = (priority != Priority::Default).then(|| {
        view! {
            <li class="priority" data-testid="priority" data-priority=priority.as_str()>
                {lang.text(&DeferredMsg::Priority(priority))}
            </li>
        }
        .into_any()
    });
    let expired = expired
        .then(|| view! { <li data-testid="expired">{lang.text(&DeferredMsg::Expired)}</li> }.into_any());
    let any = expired.is_some() || urgent.is_some() || !tags.is_empty();
    let tag = |tag: String| view! { <li data-testid="tag">{tag}</li> }.into_any();
    any.then(|| {
        view! {
            <ul class="marks">
                {expired}
                {urgent}
                {tags.into_iter().map(tag).collect_view()}
            </ul>
        }
    })
}

/// What is attached, as links; nothing where nothing is. `tab`: their tab index, for in the list only its lines are stops.
pub fn attachments(lang: Lang, attachments: Vec<Attachment>, tab: &'static str) -> impl IntoView {
    let link = |attachment: Attachment| {
        let size = attachment.size.map(|size| format::bytes(lang, size));
        let facts = [attachment.media_type, size].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li>
                <a
                    href=attachment.link.clone()
                    title=attachment.link
                    target="_blank"
                    rel="noopener noreferrer"
                    tabindex=tab
                    data-testid="attachment"
                >
                    {attachment.name}
                </a>
                " "
                <small>{facts}</small>
            </li>
        }
        .into_any()
    };
    (!attachments.is_empty()).then(|| {
        view! {
            <ul class="attached" aria-label=lang.text(&DeferredMsg::Attachments)>
                {attachments.into_iter().map(link).collect_view()}
            </ul>
        }
    })
}

fn path(icon: NotificationIcon) -> &'static str {
    match icon {
        NotificationIcon::Bell => "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0",
        NotificationIcon::Calendar => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
        NotificationIcon::Chart => "M4 4v16h16M8 16v-4M12 16V8M16 16v-6",
        NotificationIcon::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
        NotificationIcon::Cloud => "M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.5 4.3 4.3 0 0 1 17.5 18z",
        NotificationIcon::Disk => {
            "M12 4c4.4 0 8 1.3 8 3s-3.6 3-8 3-8-1.3-8-3 3.6-3 8-3zM4 7v10c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"
        }
        NotificationIcon::Door => "M6 21V3h12v18M3 21h18M14.5 12v.01",
        NotificationIcon::Fire => {
            "M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-3.5 2-4.5.5 1.5 1.5 2 2 2C10 8 10.5 5 12 3z"
        }
        NotificationIcon::Home => "M4 11l8-7 8 7v9h-5.5v-5h-5v5H4z",
        NotificationIcon::Key => "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3",
        NotificationIcon::Mail => "M3 6h18v12H3zM3 7l9 6 9-6",
        NotificationIcon::Message => "M4 5h16v11h-9l-4 4v-4H4z",
        NotificationIcon::Network => "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4",
        NotificationIcon::Package => "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
        NotificationIcon::Power => "M12 3v9M7 6.5a7.5 7.5 0 1 0 10 0",
        NotificationIcon::Server => "M4 4h16v7H4zM4 13h16v7H4zM8 7.5v.01M8 16.5v.01",
        NotificationIcon::Shield => "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
        NotificationIcon::Thermometer => "M10 14V5a2 2 0 1 1 4 0v9a4 4 0 1 1-4 0zM12 9v8",
        NotificationIcon::User => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21a8 8 0 0 1 16 0",
        NotificationIcon::Water => "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z",
    }
}
