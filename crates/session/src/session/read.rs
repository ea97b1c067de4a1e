//! What can be read of a session.

use model::{Inbox, Millis, Zones};
use profile::{Credentials, Profile};
use serde_json::Value;

use super::Rejections;
use crate::zone::Resolver;
use crate::{Access, HubZone, Recovery, Session, SourceId, Transport};

impl Session {
    /// The profile.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The inbox.
    #[must_use]
    pub fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// How the last interruption was mended, if there was one.
    #[must_use]
    pub fn recovery(&self) -> Option<Recovery> {
        self.recovery.level()
    }

    /// The transport that the first connection last worked with.
    #[must_use]
    pub fn transport(&self) -> Option<Transport> {
        self.sources.transport()
    }

    /// Who the user is to the hub.
    #[must_use]
    pub fn access(&self) -> &Access {
        self.auth.access()
    }

    /// The login that is to be renewed, as long as it is.
    #[must_use]
    pub fn renewing(&self) -> Option<&Credentials> {
        self.auth.renewing()
    }

    /// Whether cookies go along with what is sent to a source, and are kept of its answers.
    #[must_use]
    pub fn sends_cookies(&self, source: SourceId) -> bool {
        self.profile.auth.as_ref().is_some_and(|auth| auth.sends_cookies(source.0))
    }

    /// Notifications marked read here that wait to be sent to the hub.
    #[must_use]
    pub fn waiting_reads(&self) -> usize {
        self.outbox.waiting_reads()
    }

    /// What is known of the hub's zone.
    #[must_use]
    pub fn zone(&self) -> &HubZone {
        self.zone.zone()
    }

    /// A naive or aware stamp as UTC, with what is known of the hub's zone.
    #[must_use]
    pub fn resolve(&self, stamp: &model::Stamp) -> Millis {
        match stamp {
            model::Stamp::At(at) => *at,
            model::Stamp::Naive { local, zone } => {
                Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() }.to_utc(*local, zone)
            }
        }
    }

    /// A moment on the hub's wall clock, with what is known of its zone.
    #[must_use]
    pub fn hub_local(&self, at: Millis) -> Millis {
        let resolver = Resolver { zones: self.zones.as_ref(), hub: self.zone.zone() };
        // What the clock is ahead of UTC when it shows a time; of a second look at what it shows then.
        let shown = |local: Millis| {
            let ahead = local.0.saturating_sub(resolver.to_utc(local, &model::Zone::Hub).0);
            Millis(at.0.saturating_add(ahead))
        };
        shown(shown(at))
    }

    /// What could not be read.
    #[must_use]
    pub fn rejections(&self) -> &Rejections {
        &self.rejections
    }

    /// When the hub last sent something, or when the newest happened that it held when it was asked.
    #[must_use]
    pub fn last_event(&self) -> Option<Millis> {
        let newest = self.inbox.times().next();
        self.announced.last_event.max(newest)
    }

    /// A fact of the hub, such as its own unread count.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.get(name)
    }
}
