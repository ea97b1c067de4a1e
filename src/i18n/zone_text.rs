//! A hub's time zone in words.

use session::HubZone;

use super::{DeferredMsg, Lang};

/// In which zone the hub's own times are read.
pub fn zone_text(lang: Lang, zone: &HubZone) -> String {
    match zone {
        HubZone::Named(name) => name.clone(),
        HubZone::Measured(offset) => lang.text(&DeferredMsg::ZoneMeasured { offset: &offset_text(*offset) }),
        HubZone::Guessed => lang.text(&DeferredMsg::ZoneGuessed),
    }
}

/// "-03:00".
fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60_000;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
