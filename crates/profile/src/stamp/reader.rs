//! Reading wall clocks: the few strftime fields that hubs use. Chrono checks the calendar; its own
//! pattern parser knows every field there is and costs 9 KB of the first load.

use chrono::NaiveDate;
use model::Millis;

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

    /// A point and any number of digits, or nothing at all.
    fn fraction(&mut self) -> Option<()> {
        let Some(after) = self.rest.strip_prefix('.') else { return Some(()) };
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

    /// `Z`, `+hh:mm`, `-hhmm`, or nothing: milliseconds east of UTC.
    pub fn offset(&mut self) -> Option<Option<i64>> {
        let sign = match self.rest.chars().next() {
            None => return Some(None),
            Some('Z' | 'z') => {
                self.rest = self.rest.get(1..)?;
                return Some(Some(0));
            }
            Some('+') => 1_i64,
            Some('-') => -1,
            Some(_) => return None,
        };
        self.rest = self.rest.get(1..)?;
        let hours = i64::from(self.digits(2)?);
        self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
        let minutes = i64::from(self.digits(2)?);
        let total = hours.checked_mul(60)?.checked_add(minutes).filter(|_| hours < 24 && minutes < 60)?;
        Some(Some(total.checked_mul(60_000)?.checked_mul(sign)?))
    }

    /// The wall clock as if it were UTC; nothing may be left to read. A leap second counts as the next.
    pub fn finish(self) -> Option<Millis> {
        if !self.rest.is_empty() {
            return None;
        }
        let (second, leap) = if self.second == 60 { (59, 1_000) } else { (self.second, 0) };
        let date = NaiveDate::from_ymd_opt(self.year, self.month, self.day)?;
        let moment = date.and_hms_milli_opt(self.hour, self.minute, second, self.milli)?;
        Some(Millis(moment.and_utc().timestamp_millis().checked_add(leap)?))
    }
}
