//! A JSON text with its places: where in it a JSON Pointer leads, and members in the order in which they stand.
//!
//! `serde_json` knows neither. The app needs neither, so that the parser that does is a tool's alone.
use std::fmt;

pub use jsonc_parser::ast::Value;
pub use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A text that is JSON by the standard.
pub struct JsonText<'a> {
    text: &'a str,
    /// What it holds.
    pub value: Value<'a>,
}

/// A place in a text; both numbers begin with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line; lines end with a line feed.
    pub line: usize,
    /// The column, in characters; a tab is one.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Position {
    /// Where a text begins.
    pub const BEGIN: Self = Self { line: 1, column: 1 };

    /// Where a byte of a text stands; past its end, its end.
    fn of_byte(text: &str, byte: usize) -> Self {
        let end = text.floor_char_boundary(byte);
        let before = text.get(..end).unwrap_or(text);
        let begun = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: begun.chars().count() + 1 }
    }

    /// Where `serde_json` says that a mistake is: it counts bytes, up to the one that it could not take.
    fn of_error(text: &str, error: &serde_json::Error) -> Self {
        let lines: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        Self::of_byte(text, lines + error.column().saturating_sub(1))
    }
}

impl<'a> JsonText<'a> {
    /// Read a text.
    ///
    /// # Errors
    /// Where it stops being JSON, and what is wrong there.
    pub fn parse(text: &'a str) -> Result<Self, (Position, String)> {
        // The parser with the places takes what is looser than the standard.
        if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
            let said = error.to_string();
            let sentence = said.rsplit_once(" at line ").map_or(&*said, |(sentence, _)| sentence);
            return Err((Position::of_error(text, &error), sentence.to_owned()));
        }
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        let value =
            parsed.map_err(|error| (Position::of_byte(text, error.range().start), error.kind().to_string()));
        let value = value?.value.ok_or_else(|| (Position::BEGIN, "nothing stands there".to_owned()))?;
        Ok(Self { text, value })
    }

    /// Where the value begins that a JSON Pointer (RFC 6901) leads to; where there is none, what it is missing from.
    pub fn place(&self, pointer: &str) -> Position {
        let mut value = &self.value;
        for step in steps(pointer) {
            let Some(below) = child(value, &step) else { break };
            value = below;
        }
        Position::of_byte(self.text, value.range().start)
    }

    /// The value that a JSON Pointer leads to.
    pub fn get(&self, pointer: &str) -> Option<&Value<'a>> {
        steps(pointer).try_fold(&self.value, |value, step| child(value, &step))
    }
}

/// The steps of a JSON Pointer.
fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// What stands in a value under a name or a number.
fn child<'v, 'a>(value: &'v Value<'a>, step: &str) -> Option<&'v Value<'a>> {
    match value {
        Value::Array(array) => array.elements.get(step.parse::<usize>().ok()?),
        object => member(object, step),
    }
}

/// A member of an object. Of several with one name it is the last one, which is the one that is read.
pub fn member<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    let object = value.as_object()?;
    let named = object.properties.iter().rev().find(|property| property.name.as_str() == name);
    named.map(|property| &property.value)
}

/// The members of an object, in the order in which they stand; none of what is no object.
pub fn members<'v, 'a>(value: &'v Value<'a>) -> impl Iterator<Item = (&'v str, &'v Value<'a>)> {
    let all = value.as_object().map(|object| object.properties.as_slice()).unwrap_or_default();
    all.iter().map(|property| (property.name.as_str(), &property.value))
}

/// The items of an array; none of what is no array.
pub fn items<'v, 'a>(value: &'v Value<'a>) -> &'v [Value<'a>] {
    value.as_array().map(|array| array.elements.as_slice()).unwrap_or_default()
}

/// A text.
pub fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.as_string_lit().map(|literal| literal.value.as_ref())
}

/// A value as JSON in one line.
pub fn compact(value: &Value<'_>) -> String {
    let list = |parts: Vec<String>, open: &str, close: &str| match parts.is_empty() {
        true => format!("{}{}", open.trim_end(), close.trim_start()),
        false => format!("{open}{}{close}", parts.join(", ")),
    };
    match value {
        Value::Object(_) => {
            let parts = members(value).map(|(name, value)| format!("{}: {}", quoted(name), compact(value)));
            list(parts.collect(), "{ ", " }")
        }
        Value::Array(_) => list(items(value).iter().map(compact).collect(), "[", "]"),
        Value::StringLit(literal) => quoted(&literal.value),
        Value::NumberLit(literal) => literal.value.to_owned(),
        Value::BooleanLit(literal) => literal.value.to_string(),
        Value::NullKeyword(_) => "null".to_owned(),
    }
}

/// A value as JSON in lines that are at most `width` wide where it can be broken.
pub fn pretty(value: &Value<'_>, width: usize) -> String {
    lines(value, 0, 0, width)
}

/// A value behind an indent, and behind its name if it has one, which takes so many columns.
fn lines(value: &Value<'_>, indent: usize, name: usize, width: usize) -> String {
    let line = compact(value);
    let fits = indent + name + line.chars().count() <= width;
    let (open, close, parts): (_, _, Vec<String>) = match value {
        Value::Object(_) if !fits => {
            let part = |(name, value): (&str, &Value<'_>)| {
                let name = quoted(name);
                format!("{name}: {}", lines(value, indent + 2, name.chars().count() + 2, width))
            };
            ("{", "}", members(value).map(part).collect())
        }
        Value::Array(_) if !fits => {
            ("[", "]", items(value).iter().map(|item| lines(item, indent + 2, 0, width)).collect())
        }
        _ => return line,
    };
    let inner = " ".repeat(indent + 2);
    format!("{open}\n{inner}{}\n{}{close}", parts.join(&format!(",\n{inner}")), " ".repeat(indent))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests;
