//! Moments and what hubs write for them.

use compact::Compact;

/// Milliseconds since the Unix epoch, UTC; in [`Stamp::Naive`] a wall clock read as if it were UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

/// A moment on both clocks: the monotonic one decides, the wall clock is for users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds of the monotonic clock.
    pub mono: u64,
    /// The wall clock.
    pub wall: Millis,
}

/// Which zone a naive stamp is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Compact)]
pub enum Zone {
    /// The hub's own: configured, measured, or guessed.
    Hub,
    /// UTC.
    Utc,
    /// An IANA name.
    Named(String),
}

/// A time as a hub wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// An unmistakable moment.
    At(Millis),
    /// A wall clock without an offset.
    Naive {
        /// The wall clock, as if it were UTC.
        local: Millis,
        /// The zone that it is in.
        zone: Zone,
    },
}

/// Time-zone data, injected (`Intl` in the browser).
pub trait Zones {
    /// A wall clock in a zone as UTC.
    fn to_utc(&self, local: Millis, zone: &Zone) -> Millis;
}

impl Stamp {
    /// The moment, with the help of time-zone data.
    #[must_use]
    pub fn resolve(&self, zones: &dyn Zones) -> Millis {
        match self {
            Self::At(at) => *at,
            Self::Naive { local, zone } => zones.to_utc(*local, zone),
        }
    }
}
