//! Reading wall clocks: the few strftime fields that hubs use. Chrono checks the calendar; its own
//! pattern parser knows every field there is and costs 9 KB of the first load.

use chrono::NaiveDate;
use model::Millis;

/// Months as RFC 1123 writes them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The first year that is a time: before, programs write what stands for none (`0001-01-01`).
const FIRST_YEAR: i32 = 1_600;

/// Fields that a pattern may name.
const FIELDS: [&str; 7] = ["Y", "m", "d", "H", "M", "S", ".f"];

/// Whether a pattern names a date and only fields that are known.
pub(super) fn valid(pattern: &str) -> bool {
    let mut fields = pattern.split('%').skip(1);
    let known = |rest: &str| FIELDS.iter().any(|field| rest.starts_with(field));
    let date = ["%Y", "%m", "%d"].iter().all(|field| pattern.contains(field));
    date && fields.all(known)
}

/// A text that is read from its beginning, and what was found so far.
pub(super) struct StampReader<'a> {
    rest: &'a str,
    year: i32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    milli: u32,
}

impl<'a> StampReader<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, milli: 0 }
    }

    /// Read what a pattern describes.
    pub fn pattern(&mut self, pattern: &str) -> Option<()> {
        let mut letters = pattern.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                self.literal(letter)?;
                continue;
            }
            match letters.next()? {
                'Y' => self.year = i32::try_from(self.digits(4)?).ok()?,
                'm' => self.month = self.digits(2)?,
                'd' => self.day = self.digits(2)?,
                'H' => self.hour = self.digits(2)?,
                'M' => self.minute = self.digits(2)?,
                'S' => self.second = self.digits(2)?,
                '.' => {
                    letters.next()?;
                    self.fraction()?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// A date and mostly a time, as most hubs write them: after ISO 8601 and RFC 3339, with a `T` or a space, also
    /// without seconds or without a time; or after RFC 1123, as in `Sun, 07 Jul 2024 08:00:00`.
    pub fn date_and_time(&mut self) -> Option<()> {
        let numeric =
            self.rest.starts_with(|letter: char| letter.is_ascii_digit()) && self.rest.get(4..5) == Some("-");
        if !numeric {
            return self.rfc_1123();
        }
        self.pattern("%Y-%m-%d")?;
        if self.rest.is_empty() {
            return Some(());
        }
        ['T', 't', ' '].into_iter().find_map(|letter| self.literal(letter))?;
        self.pattern("%H:%M")?;
        if self.literal(':').is_some() {
            self.pattern("%S%.f")?;
        }
        Some(())
    }

    fn rfc_1123(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.split_once(',').and_then(|(_, rest)| rest.strip_prefix(' ')) {
            self.rest = rest;
        }
        self.day = self.digits(2).or_else(|| self.digits(1))?;
        self.literal(' ')?;
        let month = self.rest.get(..3)?;
        let place = MONTHS.iter().position(|name| *name == month)?;
        self.month = u32::try_from(place).ok()?.checked_add(1)?;
        self.rest = self.rest.get(3..)?;
        self.pattern(" %Y %H:%M:%S")
    }

    pub fn literal(&mut self, letter: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(letter)?;
        Some(())
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits =
            self.rest.get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.rest = self.rest.get(count..)?;
        digits.parse().ok()
    }

    /// A point or a comma and any number of digits, or nothing at all.
    fn fraction(&mut self) -> Option<()> {
        let Some(after) = self.rest.strip_prefix(['.', ',']) else { return Some(()) };
        let end = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let digits = after.get(..end).filter(|digits| !digits.is_empty())?;
        self.rest = after.get(end..)?;
        let mut scale = 100;
        for digit in digits.chars().take(3).filter_map(|letter| letter.to_digit(10)) {
            self.milli = self.milli.saturating_add(digit.saturating_mul(scale));
            scale = scale.checked_div(10)?;
        }
        Some(())
    }

    /// `Z`, `UTC`, `+hh:mm`, `-hhmm`, `+hh`, or nothing: milliseconds east of UTC. A zone's name may follow an offset.
    pub fn offset(&mut self) -> Option<Option<i64>> {
        let rest = self.rest.trim_start();
        self.rest = rest;
        if matches!(rest, "Z" | "z" | "UTC" | "GMT") {
            self.rest = "";
            return Some(Some(0));
        }
        let sign = match rest.chars().next() {
            None => return Some(None),
            Some('+') => 1_i64,
            Some('-') => -1,
            Some(_) => return None,
        };
        self.rest = self.rest.get(1..)?;
        let hours = i64::from(self.digits(2)?);
        self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
        let minutes = self.digits(2).map_or(0, i64::from);
        let name = self.rest.strip_prefix(' ').unwrap_or_default();
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            self.rest = "";
        }
        let total = hours.checked_mul(60)?.checked_add(minutes).filter(|_| hours < 24 && minutes < 60)?;
        Some(Some(total.checked_mul(60_000)?.checked_mul(sign)?))
    }

    /// The wall clock as if it were UTC; nothing may be left to read. A leap second counts as the next.
    pub fn finish(self) -> Option<Millis> {
        if !self.rest.is_empty() || self.year < FIRST_YEAR {
            return None;
        }
        let (second, leap) = if self.second == 60 { (59, 1_000) } else { (self.second, 0) };
        let date = NaiveDate::from_ymd_opt(self.year, self.month, self.day)?;
        let moment = date.and_hms_milli_opt(self.hour, self.minute, second, self.milli)?;
        Some(Millis(moment.and_utc().timestamp_millis().checked_add(leap)?))
    }
}
