//! What a text could be, by its shape alone.

/// ISO 8601 with an offset, or RFC 1123: says by itself that it is a moment.
pub(crate) const ZONED: u16 = 1;
/// ISO 8601 without an offset, also without a time.
pub(crate) const NAIVE: u16 = 1 << 1;
/// Another date, as [`Dated`] describes it.
pub(crate) const DATED: u16 = 1 << 2;
/// A number without a leading zero or plus.
pub(crate) const NUMBER: u16 = 1 << 3;
/// An http or https address.
pub(crate) const LINK: u16 = 1 << 4;
/// `true`, `false`, `yes` or `no`.
pub(crate) const BOOLEAN: u16 = 1 << 5;
/// A word or few of them, at most 24 letters.
pub(crate) const SHORT: u16 = 1 << 6;
/// Nothing but letters, digits and the signs of names.
pub(crate) const NAME: u16 = 1 << 7;
/// [`ZONED`] or [`NAIVE`].
pub(crate) const ISO: u16 = 1 << 8;
/// All shapes: what nothing has refuted yet.
pub(crate) const EVERY: u16 = u16::MAX;

/// Most letters of a status.
const STATUS: usize = 24;
/// No time is written with more letters.
const TIME: usize = 40;

/// Of a longer text only so much is looked at (bytes): a step takes the same time whatever a hub sends.
const HEAD: usize = 1_024;

/// The beginning of a text, all of it as a rule.
pub(crate) fn head(text: &str) -> &str {
    let ends = (0..=HEAD).rev().take(4);
    if text.len() <= HEAD { text } else { ends.filter_map(|end| text.get(..end)).next().unwrap_or_default() }
}

/// Every shape that a text has.
pub(crate) fn shapes(text: &str) -> u16 {
    let mut shapes = 0;
    let text = head(text);
    let trimmed = text.trim();
    if trimmed.len() <= TIME {
        shapes |= match moment(trimmed) {
            0 => 0,
            moment => moment | ISO,
        };
        if dated(trimmed).is_some() {
            shapes |= DATED;
        }
        if is_number(trimmed) {
            shapes |= NUMBER;
        }
    }
    if trimmed.starts_with("http://") || trimmed.starts_with("https://") {
        shapes |= LINK;
    }
    if ["true", "false", "yes", "no"].iter().any(|word| trimmed.eq_ignore_ascii_case(word)) {
        shapes |= BOOLEAN;
    }
    if text.chars().nth(STATUS).is_none() {
        shapes |= SHORT;
    }
    let of_names = |letter: char| letter.is_alphanumeric() || "_-.:/@#+".contains(letter);
    if !text.is_empty() && text.chars().all(of_names) {
        shapes |= NAME;
    }
    shapes
}

/// JSON's numbers; a text with a leading zero or plus is a code.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let coded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let starts = digits.starts_with(|letter: char| letter.is_ascii_digit());
    starts && !coded && text.parse::<serde_json::Number>().is_ok()
}

/// Takes a text apart from its front.
struct DateReader<'a>(&'a str);

impl<'a> DateReader<'a> {
    /// Exactly so many digits, as a number.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| all)?;
        self.0 = rest;
        Some(number)
    }

    fn sign(&mut self, sign: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }

    fn one_of(&mut self, signs: &[&'a str]) -> Option<&'a str> {
        let sign = signs.iter().find(|sign| self.0.starts_with(**sign))?;
        self.sign(sign)?;
        Some(sign)
    }

    /// `hh:mm`, perhaps with seconds and a fraction; the pattern of what was there.
    fn clock(&mut self) -> Option<&'static str> {
        let hour = self.digits(2).filter(|hour| *hour < 24);
        hour?;
        self.sign(":")?;
        self.digits(2).filter(|minute| *minute < 60)?;
        if self.sign(":").is_none() {
            return Some("%H:%M");
        }
        self.digits(2).filter(|second| *second <= 60)?;
        let Some(after) = self.0.strip_prefix(['.', ',']) else { return Some("%H:%M:%S") };
        let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if rest.len() == after.len() {
            return None;
        }
        self.0 = rest;
        Some("%H:%M:%S%.f")
    }
}

/// [`ZONED`], [`NAIVE`] or 0: what the format `iso` of profiles reads.
fn moment(text: &str) -> u16 {
    let mut reader = DateReader(text);
    let date = reader.digits(4).filter(|year| (1600..=9999).contains(year)).and_then(|_| {
        reader.sign("-")?;
        reader.digits(2).filter(|month| (1..=12).contains(month))?;
        reader.sign("-")?;
        reader.digits(2).filter(|day| (1..=31).contains(day))
    });
    if date.is_none() {
        return if is_rfc_1123(text) { ZONED } else { 0 };
    }
    if reader.0.is_empty() {
        return NAIVE;
    }
    if reader.one_of(&["T", "t", " "]).and_then(|_| reader.clock()).is_none() {
        return 0;
    }
    offset(reader.0.trim_start())
}

/// What follows a clock.
fn offset(rest: &str) -> u16 {
    if rest.is_empty() {
        return NAIVE;
    }
    if matches!(rest, "Z" | "z" | "UTC" | "GMT") {
        return ZONED;
    }
    let mut reader = DateReader(rest);
    let signed = reader.one_of(&["+", "-"]).and_then(|_| reader.digits(2)).is_some_and(|hours| hours < 24);
    let _ = reader.sign(":");
    let minutes = reader.digits(2).is_none_or(|minutes| minutes < 60);
    if signed && minutes && reader.0.is_empty() { ZONED } else { 0 }
}

/// `Sun, 07 Jul 2024 08:00:00 GMT`
fn is_rfc_1123(text: &str) -> bool {
    let Some((_, rest)) = text.split_once(", ") else { return false };
    let mut parts = rest.split(' ');
    let day = parts.next().is_some_and(|day| day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)));
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = parts.next().is_some_and(|month| months.contains(&month));
    let year = parts.next().is_some_and(|year| year.len() == 4 && year.parse::<u16>().is_ok());
    let clock = parts.next().is_some_and(|clock| {
        let mut reader = DateReader(clock);
        reader.clock() == Some("%H:%M:%S") && reader.0.is_empty()
    });
    let zone = parts.next().is_none_or(|zone| offset(zone) != 0);
    day && month && year && clock && zone && parts.next().is_none()
}

/// A date that is not written after ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The pattern, as profiles have them. Where the year comes last, the day stands first in it.
    pub pattern: String,
    /// The first two numbers where the year comes last: one of them is the day.
    pub first_two: Option<(u32, u32)>,
}

/// Read such a date.
pub(crate) fn dated(text: &str) -> Option<Dated> {
    let mut reader = DateReader(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (mut pattern, first_two) = match digits {
        4 => (year_first(&mut reader)?, None),
        2 => {
            let (pattern, first_two) = year_last(&mut reader)?;
            (pattern, Some(first_two))
        }
        8 | 14 => {
            reader.digits(4).filter(|year| (2000..2100).contains(year))?;
            reader.digits(2).filter(|month| (1..=12).contains(month))?;
            reader.digits(2).filter(|day| (1..=31).contains(day))?;
            return compact(reader);
        }
        _ => return None,
    };
    if let Some(between) = reader.one_of(&[", ", " ", "T"]) {
        pattern.push_str(between);
        pattern.push_str(reader.clock()?);
    }
    if let Some(zone) = reader.one_of(&[" UTC", " GMT", "Z"]) {
        pattern.push_str(zone);
    }
    reader.0.is_empty().then_some(Dated { pattern, first_two })
}

fn year_first(reader: &mut DateReader<'_>) -> Option<String> {
    reader.digits(4).filter(|year| (1900..2200).contains(year))?;
    let sign = reader.one_of(&["/", "."])?;
    reader.digits(2).filter(|month| (1..=12).contains(month))?;
    reader.sign(sign)?;
    reader.digits(2).filter(|day| (1..=31).contains(day))?;
    Some(format!("%Y{sign}%m{sign}%d"))
}

fn year_last(reader: &mut DateReader<'_>) -> Option<(String, (u32, u32))> {
    let day_or_month = |number: &u32| (1..=31).contains(number);
    let first = reader.digits(2).filter(day_or_month)?;
    let sign = reader.one_of(&["/", "-", "."])?;
    let second = reader.digits(2).filter(day_or_month)?;
    reader.sign(sign)?;
    reader.digits(4).filter(|year| (1900..2200).contains(year))?;
    (first <= 12 || second <= 12).then(|| (format!("%d{sign}%m{sign}%Y"), (first, second)))
}

/// After a date of eight digits: nothing, or a clock of six.
fn compact(mut reader: DateReader<'_>) -> Option<Dated> {
    let mut pattern = "%Y%m%d".to_owned();
    if !reader.0.is_empty() {
        if reader.sign("T").is_some() {
            pattern.push('T');
        }
        reader.digits(2).filter(|hour| *hour < 24)?;
        reader.digits(2).filter(|minute| *minute < 60)?;
        reader.digits(2).filter(|second| *second <= 60)?;
        pattern.push_str("%H%M%S");
    }
    if reader.sign("Z").is_some() {
        pattern.push('Z');
    }
    reader.0.is_empty().then_some(Dated { pattern, first_two: None })
}

/// Whether the names of a map's members are no names of a record: digits, UUIDs, long hexadecimal numbers, `host:port`,
/// or one stem that is numbered.
pub(crate) fn are_keys<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let all = |is: fn(&str) -> bool| names.clone().all(is);
    all(is_digits) || all(is_uuid) || all(is_long_hex) || all(is_host_and_port) || are_numbered(names.clone())
}

fn is_digits(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(name: &str) -> bool {
    let lengths = name.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && name.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_long_hex(name: &str) -> bool {
    let digits = name.bytes().filter(|byte| *byte != b':' && *byte != b'-');
    name.len() >= 8
        && name.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'-')
        && name.bytes().any(|byte| byte.is_ascii_digit())
        && digits.count() >= 8
}

fn is_host_and_port(name: &str) -> bool {
    let after_scheme = name.split_once("://").map_or(name, |(_, rest)| rest);
    after_scheme.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && is_digits(port))
}

/// `node-1`, `node-2`, `node-17`: at least two.
fn are_numbered<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let (mut stem, mut count) = (None, 0_usize);
    for name in names {
        let this = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let numbered = this.len() < name.len() && this.ends_with(['-', '_', '.', ':', '/', '#', ' ']);
        if !numbered || *stem.get_or_insert(this) != this {
            return false;
        }
        count = count.saturating_add(1);
    }
    count >= 2
}

/// Whether names are numbers on plates, of batches and the like: letters and digits follow each other in the same way in
/// all of them.
pub(crate) fn are_written_alike<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    let Some(first) = names.next().map(pattern) else { return false };
    first.contains(&'9') && names.all(|name| pattern(name) == first)
}

/// What kinds of letters follow each other, however many of each.
fn pattern(name: &str) -> Vec<char> {
    let mut pattern: Vec<char> = name.chars().map(kind).collect();
    pattern.dedup();
    pattern
}

fn kind(letter: char) -> char {
    match letter {
        letter if letter.is_numeric() => '9',
        letter if letter.is_uppercase() => 'A',
        letter if letter.is_alphabetic() => 'a',
        sign => sign,
    }
}

/// A text as a number that two texts hardly share (FNV-1a, 64 bits).
pub(crate) fn hash(text: &str) -> u64 {
    hash_on(0xCBF2_9CE4_8422_2325, text)
}

/// As [`hash`], of a text that goes on.
pub(crate) fn hash_on(before: u64, text: &str) -> u64 {
    let add = |hash: u64, byte: u64| (hash ^ byte).wrapping_mul(0x0000_0100_0000_01B3);
    add(head(text).bytes().fold(before, |hash, byte| add(hash, u64::from(byte))), text.len() as u64)
}

#[cfg(test)]
mod tests;
