//! What the browser keeps of a hub's session between two lives of the page.

use model::{EventId, HubId};
use serde_json::Value;
use session::{Credentials, Transport};

use super::browser::{Browser, Lifetime};
use crate::config::Bases;

/// The names under which it is kept.
pub struct HubStorage {
    transport: String,
    reads: String,
    credentials: String,
}

impl HubStorage {
    /// Of a hub.
    pub fn new(hub: &HubId) -> Self {
        Self {
            transport: format!("atalaya.transport.{hub}"),
            reads: format!("atalaya.reads.{hub}"),
            credentials: format!("atalaya.access.{hub}"),
        }
    }

    /// The transport that worked last in this tab.
    pub fn transport(&self, browser: &impl Browser) -> Option<Transport> {
        match browser.read_stored(Lifetime::Tab, &self.transport)?.as_str() {
            "websocket" => Some(Transport::WebSocket),
            "polling" => Some(Transport::Polling),
            _ => None,
        }
    }

    /// Remember the transport that works.
    pub fn store_transport(&self, browser: &impl Browser, transport: Transport) {
        let name = match transport {
            Transport::WebSocket => "websocket",
            Transport::Polling => "polling",
            // There is no other way to choose.
            Transport::EventStream => return,
        };
        browser.store(Lifetime::Tab, &self.transport, name);
    }

    /// What was marked read in this tab without the hub's knowledge.
    pub fn reads(&self, browser: &impl Browser) -> Vec<EventId> {
        let stored = browser.read_stored(Lifetime::Tab, &self.reads);
        let ids = stored.and_then(|text| json::texts(&text));
        ids.unwrap_or_default().into_iter().map(EventId::from).collect()
    }

    /// Remember what the hub does not know yet, in place of what was remembered before.
    pub fn store_reads(&self, browser: &impl Browser, ids: &[EventId]) {
        let ids: Vec<_> = ids.iter().map(EventId::as_str).collect();
        browser.store(Lifetime::Tab, &self.reads, &json::text(&Value::from(ids)));
    }

    /// The credentials that the user gave, if it was for these addresses.
    pub fn credentials(&self, browser: &impl Browser, bases: &Bases) -> Option<Credentials> {
        let stored = |lifetime| browser.read_stored(lifetime, &self.credentials);
        let text = stored(Lifetime::Tab).or_else(|| stored(Lifetime::Browser))?;
        let stored = json::strict(&text).ok()?;
        let here = stored.get(0)? == &Value::from(bases.all());
        stored.get(1)?.as_object().filter(|_| here).cloned()
    }

    /// Whether what is remembered outlives this tab.
    pub fn keeps_longer(&self, browser: &impl Browser) -> bool {
        browser.read_stored(Lifetime::Tab, &self.credentials).is_none()
    }

    /// Remember credentials for these addresses, in place of any that are remembered.
    pub fn store_credentials(
        &self,
        browser: &impl Browser,
        lifetime: Lifetime,
        given: &Credentials,
        bases: &Bases,
    ) {
        // In place of the others, not after them: other pages would see a logout.
        let other = if lifetime == Lifetime::Tab { Lifetime::Browser } else { Lifetime::Tab };
        browser.remove_stored(other, &self.credentials);
        let stored = Value::Array(vec![Value::from(bases.all()), Value::Object(given.clone())]);
        browser.store(lifetime, &self.credentials, &json::text(&stored));
    }

    /// Forget the credentials.
    pub fn remove_credentials(&self, browser: &impl Browser) {
        browser.remove_stored(Lifetime::Tab, &self.credentials);
        browser.remove_stored(Lifetime::Browser, &self.credentials);
    }
}
