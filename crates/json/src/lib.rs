//! The one reader of hubs' JSON, which is looser than the standard.
//!
//! A text is read strictly first. Only what cannot be read that way is repaired and read again: one odd value never
//! hides the others. Numbers keep their digits.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod float;
mod parsed;
mod repair;

pub use float::float;
use parsed::Parsed;
pub use serde_json::Error;
use serde_json::{Deserializer, Number, Value};

/// A value that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The value.
    pub value: Value,
    /// How many values in it stand for something that is no JSON: null for `NaN`, U+FFFD for half a character.
    pub repaired: usize,
}

/// Values that stood one after the other in one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// At least one.
    pub values: Vec<Value>,
    /// As in [`Reading::repaired`], of all together.
    pub repaired: usize,
    /// Why what follows the last of them could not be read.
    pub unread: Option<String>,
}

/// Read one value by the standard.
///
/// # Errors
/// It is no JSON.
pub fn strict(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map(|Parsed(value)| value)
}

/// Read one value.
///
/// ```
/// let reading = json::read(r#"[1.5, NaN, "informe\udcf1.txt"]"#).unwrap();
/// assert_eq!(reading.value, serde_json::json!([1.5, null, "informe\u{fffd}.txt"]));
/// assert_eq!(reading.repaired, 2);
/// ```
///
/// # Errors
/// It is no JSON, and cannot be made JSON by replacing what hubs are known to write: what stands where it ends being
/// any.
pub fn read(text: &str) -> Result<Reading, String> {
    let error = match strict(text) {
        Ok(value) => return Ok(Reading { value, repaired: 0 }),
        Err(error) => error,
    };
    let (mended, repaired) = repair::repair(text);
    if mended == text {
        return Err(found(text, &error));
    }
    strict(&mended).map(|value| Reading { value, repaired }).map_err(|error| found(&mended, &error))
}

/// What a text has in place of JSON, and where.
///
/// The error's own words, with those of files and networks that come along, would be 1 KB of the first load.
///
/// ```
/// let text = "[1, 2,\n}";
/// assert_eq!(json::found(text, &json::strict(text).unwrap_err()), "`}` at line 2 column 1");
/// ```
#[must_use]
pub fn found(text: &str, error: &Error) -> String {
    let (line, column) = (error.line(), error.column());
    let written =
        text.split('\n').nth(line.saturating_sub(1)).and_then(|it| it.get(column.checked_sub(1)?..));
    match written.and_then(|it| it.chars().next()) {
        Some(letter) if !error.is_eof() => format!("`{letter}` at line {line} column {column}"),
        Some(_) | None => format!("an end at line {line} column {column}"),
    }
}

/// Read one value, for those who do not ask what was repaired.
#[must_use]
pub fn value(text: &str) -> Option<Value> {
    read(text).ok().map(|reading| reading.value)
}

/// Read one value, or several objects and arrays one after the other, with or without white space between them.
///
/// # Errors
/// Not even the first value can be read: as of [`read`].
pub fn read_all(text: &str) -> Result<Sequence, String> {
    let error = match read(text) {
        Ok(Reading { value, repaired }) => {
            return Ok(Sequence { values: vec![value], repaired, unread: None });
        }
        Err(error) => error,
    };
    let (mended, repaired) = repair::repair(text);
    let (mut values, mut unread) = (Vec::new(), None);
    for value in Deserializer::from_str(&mended).into_iter::<Parsed>() {
        match value.map(|Parsed(value)| value) {
            Ok(value) if value.is_array() || value.is_object() => values.push(value),
            Ok(_) => unread = Some("expected an object or an array".to_owned()),
            Err(error) => unread = Some(found(&mended, &error)),
        }
        if unread.is_some() {
            break;
        }
    }
    if values.is_empty() { Err(error) } else { Ok(Sequence { values, repaired, unread }) }
}

/// Read objects or arrays that stand one after the other as one array: the whole list, or none of it.
///
/// ```
/// let reading = json::read_lines("{\"id\": 1}\n{\"id\": 2}\n").unwrap();
/// assert_eq!(reading.value, serde_json::json!([{ "id": 1 }, { "id": 2 }]));
/// ```
///
/// # Errors
/// What is not read, and why: nothing says how much is missing of a list that ends in the middle of an item.
pub fn read_lines(text: &str) -> Result<Reading, String> {
    let items = |values, repaired| Reading { value: Value::Array(values), repaired };
    if text.trim().is_empty() {
        return Ok(items(Vec::new(), 0));
    }
    let Sequence { values, repaired, unread } = read_all(text)?;
    match unread {
        None => Ok(items(values, repaired)),
        Some(error) => Err(error),
    }
}

/// Read a list of texts; nothing where it is anything else.
#[must_use]
pub fn texts(text: &str) -> Option<Vec<String>> {
    let Ok(Value::Array(items)) = strict(text) else { return None };
    let text = |item| if let Value::String(text) = item { Some(text) } else { None };
    items.into_iter().map(text).collect()
}

/// A value as JSON writes it, in one line.
///
/// All that write values come here: by `Display` a page would get the writer that indents, too.
#[must_use]
pub fn text(value: &Value) -> String {
    // Only what is no value can fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// A text as it is, anything else as JSON writes it.
#[must_use]
pub fn unquoted(value: &Value) -> String {
    value.as_str().map_or_else(|| text(value), str::to_owned)
}

/// Whether two values mean the same. Numbers that were written differently (`5`, `5.0`, `5e0`) do.
#[must_use]
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || equal_floats(one, other),
        _ => one == other,
    }
}

/// Two whole numbers are only compared by their digits: a float cannot tell long ones apart.
fn equal_floats(one: &Number, other: &Number) -> bool {
    (is_float(one) || is_float(other)) && float(one).is_some_and(|one| float(other) == Some(one))
}

/// Whether a number is written as a float.
fn is_float(number: &Number) -> bool {
    number.as_str().contains(['.', 'e', 'E'])
}

/// A count or a time in milliseconds, as servers write it that calculate with floats: `25000.0`, `1e8`. What is too large
/// becomes the largest. Nothing where it is no number, or below 0.
#[must_use]
pub fn whole(value: &Value) -> Option<u64> {
    let Value::Number(number) = value else { return None };
    number.as_u64().or_else(|| {
        let float = float(number).or((!number.as_str().starts_with('-')).then_some(f64::MAX))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a cast that saturates
        (float >= 0.0).then_some(float as u64)
    })
}

#[cfg(test)]
mod tests;
