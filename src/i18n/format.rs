//! Times and numbers as a language writes them, through the browser's `Intl`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat};
use js_sys::{Array, Date, Object, Reflect};
use litemap::LiteMap;
use viewmodel::number_style::{NumberStyle, PROBES};
use wasm_bindgen::JsValue;

use super::Lang;
use crate::browser::{storage, zones};

/// How the user wants times (docs/preferences.md).
struct Times {
    absolute: bool,
    /// The zone's name; `undefined` is the browser's own.
    zone: JsValue,
}

impl Times {
    fn chosen() -> Self {
        let chosen = |key| storage::get(storage::browser(), key);
        // A zone that the browser does not know would end the app.
        let zone = chosen("atalaya.zone").filter(|zone| zones::known(zone));
        Self {
            absolute: chosen("atalaya.times").is_some_and(|times| times == "absolute"),
            zone: zone.map_or(JsValue::UNDEFINED, JsValue::from),
        }
    }
}

struct Formatters {
    /// Read when the first time is written.
    times: Option<Times>,
    relative: LiteMap<&'static str, RelativeTimeFormat>,
    /// By language and what is written of a moment.
    date: LiteMap<(&'static str, Written), DateTimeFormat>,
    number: LiteMap<(&'static str, u8), NumberFormat>,
    style: LiteMap<&'static str, Option<Rc<NumberStyle>>>,
    /// What was made of an age, by its number: many rows are of the same age.
    ages: LiteMap<(&'static str, i64), String>,
}

/// No more ages than these are kept.
const AGES: usize = 1_000;

thread_local! {
    static FORMATTERS: RefCell<Formatters> = const {
        RefCell::new(Formatters {
            times: None,
            relative: LiteMap::new(),
            date: LiteMap::new(),
            number: LiteMap::new(),
            style: LiteMap::new(),
            ages: LiteMap::new(),
        })
    };
}

pub(super) fn locales(lang: Lang) -> Array {
    Array::of1(&lang.tag().into())
}

pub(super) fn options(pairs: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &(*key).into(), value);
    }
    options
}

/// Units of a relative time: from this many milliseconds on, and how long one is.
const UNITS: [(i64, &str); 4] =
    [(86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second")];

/// Which unit, by its place among [`UNITS`], and how many (negative for the past).
fn unit(then: i64, now: i64) -> (i64, usize) {
    let then = if is_ahead(then, now) { then } else { then.min(now) };
    let distance = then.saturating_sub(now);
    let unit = UNITS.iter().position(|(size, _)| distance.abs() >= *size).unwrap_or(UNITS.len() - 1);
    (distance / UNITS[unit].0, unit)
}

/// A number for an age: what has the same is of the same age in words.
pub fn age_number(then: i64, now: i64) -> i64 {
    let (count, unit) = unit(then, now);
    count * UNITS.len() as i64 + unit as i64
}

/// Clocks differ: what is so little ahead is now (milliseconds).
const SKEW: i64 = 60_000;

/// Whether a moment lies ahead.
pub fn is_ahead(then: i64, now: i64) -> bool {
    then.saturating_sub(now) > SKEW
}

fn are_absolute() -> bool {
    FORMATTERS.with_borrow_mut(|formatters| formatters.times.get_or_insert_with(Times::chosen).absolute)
}

/// The user has chosen how times are written.
pub fn follow_choices() {
    FORMATTERS.with_borrow_mut(|formatters| {
        formatters.times = None;
        formatters.date.clear();
    });
}

/// Whether moments are written as ages: the user may want it otherwise, and browsers may have no words for them.
pub(super) fn has_ages() -> bool {
    !are_absolute() && has("RelativeTimeFormat")
}

/// "hace 3 minutos", "ayer", "dentro de 3 horas".
pub fn relative(lang: Lang, then: i64, now: i64) -> String {
    if are_absolute() {
        return moment(lang, then);
    }
    let (count, unit) = unit(then, now);
    let age = (lang.tag(), age_number(then, now));
    if let Some(text) = FORMATTERS.with_borrow(|formatters| formatters.ages.get(&age).cloned()) {
        return text;
    }
    if !has("RelativeTimeFormat") {
        return moment(lang, then);
    }
    FORMATTERS.with_borrow_mut(|formatters| {
        let format = formatters.relative.entry(lang.tag()).or_insert_with(|| {
            RelativeTimeFormat::new(&locales(lang), &options(&[("numeric", "auto".into())]))
        });
        let text = String::from(format.format(count as f64, UNITS[unit].1));
        if formatters.ages.len() < AGES {
            formatters.ages.insert(age, text.clone());
        }
        text
    })
}

/// Whether the browser has a part of `Intl`: to make one that it has not ends the app.
pub(super) fn has(part: &str) -> bool {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    Reflect::get(&intl, &part.into()).is_ok_and(|part| part.is_function())
}

/// What is written of a moment: how long the day and the time are, as `Intl` calls it.
type Written = (Option<&'static str>, Option<&'static str>);

/// "10:03:05".
pub fn clock(lang: Lang, at: i64) -> String {
    date(lang, (None, Some("medium")), at)
}

/// "18:00".
pub fn short_clock(lang: Lang, at: i64) -> String {
    date(lang, (None, Some("short")), at)
}

/// "martes, 24 de noviembre de 2026".
pub fn day(lang: Lang, at: i64) -> String {
    date(lang, (Some("full"), None), at)
}

/// Day and time.
pub fn moment(lang: Lang, at: i64) -> String {
    date(lang, (Some("medium"), Some("medium")), at)
}

/// Day and time, without seconds.
pub fn moment_in_short(lang: Lang, at: i64) -> String {
    date(lang, (Some("medium"), Some("short")), at)
}

/// Day and time with the zone.
pub fn moment_in_full(lang: Lang, at: i64) -> String {
    date(lang, (Some("full"), Some("long")), at)
}

fn date(lang: Lang, written: Written, at: i64) -> String {
    let format = FORMATTERS.with_borrow_mut(|formatters| {
        let times = formatters.times.get_or_insert_with(Times::chosen);
        let made = formatters.date.entry((lang.tag(), written)).or_insert_with(|| {
            let style = |style: Option<&str>| style.map_or(JsValue::UNDEFINED, JsValue::from);
            let (day, time) = written;
            let style = [
                ("dateStyle", style(day)),
                ("timeStyle", style(time)),
                ("hourCycle", "h23".into()),
                ("timeZone", times.zone.clone()),
            ];
            DateTimeFormat::new(&locales(lang), &options(&style))
        });
        made.clone()
    });
    write_date(&format, at as f64)
}

/// A day of the week, from Monday (0) on: "lun" or, long, "lunes".
pub fn weekday(lang: Lang, day: u8, long: bool) -> String {
    /// The fifth of January 1970 was a Monday (milliseconds).
    const MONDAY: f64 = 345_600_000.0;
    let style = if long { "long" } else { "short" };
    let style = options(&[("weekday", style.into()), ("timeZone", "UTC".into())]);
    write_date(&DateTimeFormat::new(&locales(lang), &style), MONDAY + f64::from(day) * 86_400_000.0)
}

/// Day of the week and time, to the minute, of a moment within a week: "vie, 08:00".
pub fn soon(lang: Lang, at: i64) -> String {
    let zone = FORMATTERS
        .with_borrow_mut(|formatters| formatters.times.get_or_insert_with(Times::chosen).zone.clone());
    let style = options(&[
        ("weekday", "short".into()),
        ("hour", "2-digit".into()),
        ("minute", "2-digit".into()),
        ("hourCycle", "h23".into()),
        ("timeZone", zone),
    ]);
    write_date(&DateTimeFormat::new(&locales(lang), &style), at as f64)
}

fn write_date(format: &DateTimeFormat, at: f64) -> String {
    let formatted = format.format().call1(&JsValue::UNDEFINED, &Date::new(&at.into()));
    formatted.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// ISO 8601, for `datetime`.
pub fn iso(at: i64) -> String {
    // A date out of range throws in toISOString, and a throw ends the app.
    let date = Date::new(&(at as f64).into());
    if date.get_time().is_nan() { String::new() } else { String::from(date.to_iso_string()) }
}

/// A number with at most `digits` after the point.
pub fn number(lang: Lang, number: f64, digits: u8) -> String {
    let written = style(lang).and_then(|style| style.write(number, digits));
    written.unwrap_or_else(|| browser_number(lang, number, digits))
}

/// How the language writes numbers: a call to the browser for each cell that a filter looks at is dear.
fn style(lang: Lang) -> Option<Rc<NumberStyle>> {
    let known = |formatters: &Formatters| formatters.style.get(lang.tag()).cloned();
    if let Some(style) = FORMATTERS.with_borrow(known) {
        return style;
    }
    let written = PROBES.map(|(number, digits)| browser_number(lang, number, digits));
    let style = NumberStyle::learn(&written).map(Rc::new);
    FORMATTERS.with_borrow_mut(|formatters| formatters.style.insert(lang.tag(), style.clone()));
    style
}

fn browser_number(lang: Lang, number: f64, digits: u8) -> String {
    FORMATTERS.with_borrow_mut(|formatters| {
        let format = formatters.number.entry((lang.tag(), digits)).or_insert_with(|| {
            NumberFormat::new(&locales(lang), &options(&[("maximumFractionDigits", digits.into())]))
        });
        let formatted = format.format().call1(&JsValue::UNDEFINED, &number.into());
        formatted.ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// A number with all of its digits.
pub fn exact(lang: Lang, value: f64) -> String {
    // Few numbers have more than six digits behind the point, and those take the browser far longer to write.
    number(lang, value, if (value * 1e6).fract() == 0.0 { 6 } else { 20 })
}

/// A whole number, exact however large.
pub fn integer(lang: Lang, value: i128) -> String {
    if value.unsigned_abs() <= 1 << 53 {
        return number(lang, value as f64, 0);
    }
    value.to_string()
}

/// The letters of the units below, and of numbers with an exponent, as filters see them.
pub const NUMBER_LETTERS: &str = "bdeghikmnst";

/// A duration in milliseconds: "7,1 ms", "2 s", "3 min", "5,5 d".
pub fn duration(lang: Lang, ms: f64) -> String {
    let (size, unit) = match ms.abs() {
        ms if ms < 1_000.0 => (1.0, "ms"),
        ms if ms < 120_000.0 => (1_000.0, "s"),
        ms if ms < 7_200_000.0 => (60_000.0, "min"),
        ms if ms < 172_800_000.0 => (3_600_000.0, "h"),
        _ => (86_400_000.0, "d"),
    };
    format!("{}\u{a0}{unit}", number(lang, ms / size, 1))
}

/// Bytes: "50 MB" (decimal units).
pub fn bytes(lang: Lang, bytes: f64) -> String {
    let mut rest = bytes;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if rest.abs() < 1_000.0 {
            break;
        }
        rest /= 1_000.0;
        unit = larger;
    }
    format!("{}\u{a0}{unit}", number(lang, rest, 1))
}

#[cfg(test)]
mod tests;
