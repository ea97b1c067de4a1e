//! Cells as JSON. What JSON has no value of its own for stands under one letter.

use model::Cell;
use serde_json::{Map, Value};

use crate::stamp::{read_stamp, write_stamp};

/// A cell.
pub fn write_cell(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::Bool(yes) => Value::from(*yes),
        Cell::List(items) => Value::from(items.as_slice()),
        Cell::Integer(number) => tagged("i", Value::from(number.to_string())),
        Cell::Number(number) => tagged("n", Value::from(number.to_bits().to_string())),
        Cell::Decimal(digits) => tagged("d", Value::from(digits.as_str())),
        Cell::Time(stamp) => tagged("t", write_stamp(stamp)),
        Cell::Json(value) => tagged("j", value.clone()),
    }
}

fn tagged(tag: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(tag.to_owned(), value)]))
}

/// What [`write_cell`] wrote.
pub fn read_cell(value: Value) -> Option<Cell> {
    Some(match value {
        Value::Null => Cell::Empty,
        Value::String(text) => Cell::Text(text),
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Array(items) => {
            let text = |item| if let Value::String(text) = item { Some(text) } else { None };
            Cell::List(items.into_iter().map(text).collect::<Option<_>>()?)
        }
        Value::Object(tagged) => {
            let (tag, value) = tagged.into_iter().next()?;
            match tag.as_str() {
                "i" => Cell::Integer(value.as_str()?.parse().ok()?),
                "n" => Cell::Number(f64::from_bits(value.as_str()?.parse().ok()?)),
                "d" => Cell::Decimal(value.as_str()?.to_owned()),
                "t" => Cell::Time(read_stamp(&value)?),
                "j" => Cell::Json(value),
                _ => return None,
            }
        }
        Value::Number(_) => return None,
    })
}
