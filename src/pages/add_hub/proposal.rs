//! What the form proposes once it was looked at an address, and takes back with the address.

use ::look::{Finding, FoundVar};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::last_part::last_part;
use super::{HubForm, OTHER, host};
use crate::engine::TypedAddress;
use crate::store::{App, DraftJob};

/// What an address says of a hub that is recognised by any of its paths.
#[derive(Clone)]
pub struct FoundPath {
    profile: String,
    var: FoundVar,
    /// What stands there may be read by whoever asks.
    is_open: bool,
}

impl FoundPath {
    fn of(finding: &Finding, is_somebody: bool) -> Option<Self> {
        let known = finding.recognised.first()?;
        let is_open = !finding.asks_who && !is_somebody;
        Some(Self { profile: known.profile.clone(), var: known.var.clone()?, is_open })
    }

    /// Say it in an entry of its profile: the path, and that nobody is asked who they are where nobody has to be.
    pub fn complete(&self, entry: &mut Value) {
        if entry["profile"] != self.profile.as_str() {
            return;
        }
        entry["vars"] = json!({ &self.var.name: self.var.value });
        if self.is_open {
            entry["auth"] = json!({ "ask": [], "attach": [] });
        }
    }
}

impl HubForm {
    /// Fill in the profile and the name of a hub that was recognised.
    pub(super) fn propose(self, app: App, finding: &Finding) {
        if let Some(own) = &finding.own_profile {
            return self.propose_own(app, own);
        }
        let Some(known) = finding.recognised.first() else { return self.draw_up(finding) };
        let (Some(url), Some(profile), Some(_), Some(_)) = self.elements() else { return };
        let address = TypedAddress::before(url.value().trim(), &known.beyond);
        url.set_value(&address);
        self.look.is_of(&address);
        profile.set_value(&known.profile);
        self.is_other.set(false);
        self.found.set(FoundPath::of(finding, self.look.is_somebody()));
        self.propose_name(app.lang.get_untracked().label(&known.title));
    }

    /// Fill in a name where the user gave none.
    pub(super) fn propose_name(self, title: String) {
        if let Some(name) = self.name.get_untracked().filter(|name| name.value().trim().is_empty()) {
            name.set_value(&title);
            self.proposed.set(Some(title));
        }
    }

    /// Draw a profile up for a hub that nobody knows, from what it sent. What is at the end of the address becomes the
    /// path of the profile's own requests.
    fn draw_up(self, finding: &Finding) {
        let Some(input) = self.url.get_untracked().filter(|_| !finding.observations.is_empty()) else {
            return;
        };
        let url = input.value().trim().to_owned();
        let below = last_part(&url);
        let base = TypedAddress::without(&url, &below);
        let on_profile = Callback::new(move |profile: Value| {
            let input = self.url.get_untracked().map(|input| input.value().trim().to_owned());
            if input.is_some_and(|now| now == url || now == base) {
                self.fill_draft(&base, &profile);
            }
        });
        let title = host(&input.value());
        self.draft.set(Some(DraftJob { finding: finding.clone(), below, title, on_profile }));
    }

    /// Fill in the profile as it is drawn up now.
    pub(super) fn fill_draft(self, base: &str, draft: &Value) {
        let (Some(url), Some(profile), Some(other), _) = self.elements() else { return };
        let written = format!("{draft:#}");
        url.set_value(base);
        self.look.is_of(base);
        profile.set_value(OTHER);
        self.is_other.set(true);
        other.set_value(&written);
        self.drafted.set(Some(written));
    }

    /// Take back what was drawn up.
    fn forget_draft(self) {
        let _ = self.draft.try_set(None);
        let drafted = self.drafted.try_update(Option::take).flatten();
        let (Some(_), Some(profile), Some(other), _) = self.elements() else { return };
        if drafted.is_some_and(|drafted| other.value() == drafted) {
            other.set_value("");
            profile.set_selected_index(0);
            self.is_other.set(false);
        }
    }

    /// Take back what was filled in: it was of another address.
    pub(super) fn forget(self) {
        self.look.forget();
        self.forget_draft();
        let _ = self.found.try_set(None);
        let Some(proposed) = self.proposed.try_update(Option::take).flatten() else { return };
        let Some(name) = self.name.get_untracked().filter(|name| name.value() == proposed) else { return };
        name.set_value("");
        if let Some(profile) = self.profile.get_untracked() {
            profile.set_selected_index(0);
        }
    }
}
