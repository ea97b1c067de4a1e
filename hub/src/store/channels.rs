//! What notifications are about. Clients hear all of them, or those of one channel.

use serde::{Deserialize, Serialize};

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Data sets, and what clients write themselves.
    Portal,
    /// Nodes, and what they hold.
    Cluster,
}

/// All channels.
pub const CHANNELS: [Channel; 2] = [Channel::Portal, Channel::Cluster];

impl Channel {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Cluster => "cluster",
        }
    }

    /// The channel of this name.
    pub fn parse(name: &str) -> Option<Self> {
        CHANNELS.into_iter().find(|channel| channel.as_str() == name)
    }

    /// Where it is kept up to which number notifications were cleared.
    pub(super) fn cleared_through(self) -> &'static str {
        match self {
            Self::Portal => "cleared_through.portal",
            Self::Cluster => "cleared_through.cluster",
        }
    }
}
