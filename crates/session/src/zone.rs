//! Which zone a hub's naive time stamps are in (docs/decisions/0013-three-clocks.md).

use model::{Millis, Zone, Zones};

mod meter;

pub(crate) use meter::ZoneMeter;

/// Quarter of an hour, in milliseconds: every civil offset is a multiple.
const QUARTER: i64 = 900_000;
/// A measured offset may be this far from a quarter hour (milliseconds).
const TOLERANCE: i64 = 120_000;
/// No civil offset is larger (milliseconds).
const LARGEST: i64 = 14 * 3_600_000;

/// What is known of the hub's zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HubZone {
    /// The IANA name that the configuration gives.
    Named(String),
    /// Measured: hub time minus UTC, in milliseconds.
    Measured(i64),
    /// The browser's own zone: a guess, and labelled so.
    #[default]
    Guessed,
}

impl HubZone {
    /// Take a measurement: two stamps of the same moment. `None` where it cannot be an offset.
    #[must_use]
    pub fn measure(naive: Millis, aware: Millis) -> Option<Self> {
        let raw = naive.0.checked_sub(aware.0)?;
        let quarters = raw.checked_add(QUARTER.checked_div(2)?)?.div_euclid(QUARTER);
        let offset = quarters.checked_mul(QUARTER)?;
        let off_by = raw.checked_sub(offset)?.checked_abs()?;
        (off_by <= TOLERANCE && offset.checked_abs()? <= LARGEST).then_some(Self::Measured(offset))
    }
}

/// The injected resolver, with the hub's own zone filled in.
pub(crate) struct Resolver<'a> {
    pub zones: &'a dyn Zones,
    pub hub: &'a HubZone,
}

impl Zones for Resolver<'_> {
    fn to_utc(&self, local: Millis, zone: &Zone) -> Millis {
        match (zone, self.hub) {
            (Zone::Hub, HubZone::Measured(offset)) => Millis(local.0.saturating_sub(*offset)),
            (Zone::Hub, HubZone::Named(name)) => self.zones.to_utc(local, &Zone::Named(name.clone())),
            _ => self.zones.to_utc(local, zone),
        }
    }
}

#[cfg(test)]
mod tests;
