//! Naive local times to UTC, with the browser's own time-zone data (`Intl`).

use std::cell::RefCell;

use js_sys::{Array, Date, Intl::DateTimeFormat, Object, Reflect};
use litemap::LiteMap;
use model::{Millis, Zone, Zones};

use super::dynamic::{call, get};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// The resolver that sessions are given.
pub struct BrowserZones;

impl Zones for BrowserZones {
    fn to_utc(&self, local: Millis, zone: &Zone) -> Millis {
        match zone {
            Zone::Utc => local,
            Zone::Hub => resolve(local, browser_offset),
            Zone::Named(name) => {
                resolve(local, |at| named_offset(name, at).unwrap_or_else(|| browser_offset(at)))
            }
        }
    }
}

/// Whether the browser knows an IANA zone name.
pub fn known(name: &str) -> bool {
    formatter(name).is_some()
}

/// Two steps reach the fixed point everywhere but inside a skipped hour, where either side is right.
fn resolve(local: Millis, offset: impl Fn(i64) -> i64) -> Millis {
    let guess = local.0 - offset(local.0);
    Millis(local.0 - offset(guess))
}

/// The browser's own offset at a moment, in milliseconds east of UTC.
fn browser_offset(at: i64) -> i64 {
    let date = Date::new(&(at as f64).into());
    -(date.get_timezone_offset() as i64) * 60_000
}

thread_local! {
    static FORMATTERS: RefCell<LiteMap<String, Option<DateTimeFormat>>> =
        const { RefCell::new(LiteMap::new()) };
}

fn formatter(name: &str) -> Option<DateTimeFormat> {
    FORMATTERS.with_borrow_mut(|formatters| {
        formatters.entry(name.to_owned()).or_insert_with(|| build(name)).clone()
    })
}

/// `new Intl.DateTimeFormat` throws on an unknown zone, and a throw through wasm ends the app: the zone
/// is tried first with `toLocaleString`, whose error can be caught.
fn build(name: &str) -> Option<DateTimeFormat> {
    let options = Object::new();
    for (key, value) in [("timeZone", name), ("timeZoneName", "longOffset"), ("year", "numeric")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let constructor =
        Reflect::get(&Reflect::get(&js_sys::global(), &"Intl".into()).ok()?, &"DateTimeFormat".into())
            .ok()?;
    let arguments = Array::of2(&"en".into(), &options);
    let built = Reflect::construct(&constructor.into(), &arguments).ok()?;
    Some(wasm_bindgen::JsCast::unchecked_into(built))
}

thread_local! {
    /// Offsets at the starts of days, by zone.
    static OFFSETS: RefCell<LiteMap<String, LiteMap<i64, Option<i64>>>> = const { RefCell::new(LiteMap::new()) };
}

/// No more days than these are kept.
const DAYS: usize = 4_000;

/// Offset of a named zone at a moment. A day that begins and ends with the same one has no other: asked for a day
/// and not for each row, since a filter looks at all of them.
fn named_offset(name: &str, at: i64) -> Option<i64> {
    let day = at.div_euclid(DAY_MS);
    let begins = offset_of_day(name, day);
    if begins.is_some() && begins == offset_of_day(name, day + 1) { begins } else { offset_at(name, at) }
}

fn offset_of_day(name: &str, day: i64) -> Option<i64> {
    if let Some(known) = OFFSETS.with_borrow(|offsets| offsets.get(name)?.get(&day).copied()) {
        return known;
    }
    let offset = offset_at(name, day * DAY_MS);
    OFFSETS.with_borrow_mut(|offsets| {
        if offsets.values().map(LiteMap::len).sum::<usize>() < DAYS {
            offsets.entry(name.to_owned()).or_insert_with(LiteMap::new).insert(day, offset);
        }
    });
    offset
}

/// Offset of a named zone at a moment, read from "GMT-03:00".
fn offset_at(name: &str, at: i64) -> Option<i64> {
    let format = formatter(name)?;
    let parts = format.format_to_parts(&Date::new(&(at as f64).into()));
    for part in parts.iter() {
        if Reflect::get(&part, &"type".into()).ok()?.as_string()? == "timeZoneName" {
            return parse_offset(&Reflect::get(&part, &"value".into()).ok()?.as_string()?);
        }
    }
    None
}

fn parse_offset(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("GMT")?;
    if rest.is_empty() {
        return Some(0);
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let mut fields = rest.get(1..)?.split(':').map(str::parse::<i64>);
    let hours = fields.next()?.ok()?;
    let minutes = fields.next().unwrap_or(Ok(0)).ok()?;
    Some(sign * (hours * 60 + minutes) * 60_000)
}

/// The name of the browser's own zone; nothing where it has none.
pub fn own_name() -> String {
    let format = call(&get(&js_sys::global(), "Intl"), "DateTimeFormat", &[]);
    let options = format.and_then(|format| call(&format, "resolvedOptions", &[])).ok();
    options.and_then(|options| get(&options, "timeZone").as_string()).unwrap_or_default()
}

/// The names of all zones that the browser knows; none where it does not say.
pub fn all_names() -> Vec<String> {
    let intl = get(&js_sys::global(), "Intl");
    let names = call(&intl, "supportedValuesOf", &["timeZone".into()]);
    names.map_or_else(
        |_| Vec::new(),
        |names| Array::from(&names).iter().filter_map(|name| name.as_string()).collect(),
    )
}
