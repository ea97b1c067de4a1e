//! Tables as profiles have them.

use serde_json::{Map, Value, json};

use super::{DraftTable, OWN};
use crate::conclude::column::DraftColumn;
use crate::conclude::status;
use crate::draft::{ColumnType, Level};
use crate::words::{self, words};

impl DraftTable {
    /// As profiles have it.
    pub fn write(&self) -> Value {
        let columns: Vec<Value> =
            self.columns.iter().zip(&self.ids).map(|(column, id)| write_column(column, id)).collect();
        let key = match self.key.pointers.as_slice() {
            [one] => Value::from(one.clone()),
            several => json!({ "all": several }),
        };
        let mut table = Map::new();
        table.insert("id".to_owned(), Value::from(self.id.clone()));
        table.insert("title".to_owned(), Value::from(self.title.clone()));
        table.insert("key".to_owned(), key);
        let label =
            self.columns.iter().position(|column| self.label.as_deref() == Some(column.pointer.as_str()));
        if let Some(label) = label.and_then(|place| self.ids.get(place)) {
            table.insert("label".to_owned(), Value::from(label.clone()));
        }
        table.insert("columns".to_owned(), Value::Array(columns));
        Value::Object(table)
    }

    /// The id of a column by its pointer.
    pub fn column_id(&self, pointer: &str) -> Option<String> {
        let place = self.columns.iter().position(|column| column.pointer == pointer)?;
        self.ids.get(place).cloned()
    }
}

fn write_column(column: &DraftColumn, id: &str) -> Value {
    let name = column.path.last().map_or("", String::as_str).trim_start_matches('@');
    let name = if words(name).is_empty() { id.to_owned() } else { full_name(&column.path, name) };
    let mut written = Map::new();
    let mut put = |name: &str, value: Value| {
        written.insert(name.to_owned(), value);
    };
    put("id", Value::from(id));
    put("at", Value::from(column.pointer.clone()));
    put("title", Value::from(title(&name, &column.kind)));
    let kind = match &column.kind {
        ColumnType::Text => return Value::Object(written),
        ColumnType::Integer => "integer",
        ColumnType::Number { cents } => {
            if *cents {
                put("scale", json!(0.01));
            }
            "number"
        }
        ColumnType::Bytes => "bytes",
        ColumnType::Duration(unit) => {
            put("unit", Value::from(*unit));
            "duration"
        }
        ColumnType::Percent { of_one } => {
            if *of_one {
                put("scale", json!(100));
            }
            "percent"
        }
        ColumnType::Time(formats) => {
            match formats.as_slice() {
                [format] if format == "iso" => {}
                [format] => put("format", Value::from(format.clone())),
                formats => put("format", json!(formats)),
            }
            if formats
                .iter()
                .all(|format| format.ends_with('Z') || format.ends_with("UTC") || format.ends_with("GMT"))
            {
                put("zone", Value::from("utc"));
            }
            "time"
        }
        ColumnType::Status(map) => {
            put("map", write_levels(map));
            "status"
        }
        ColumnType::Boolean => "boolean",
        ColumnType::List => "list",
        ColumnType::Link => "link",
        ColumnType::Json => {
            put("hidden", Value::Bool(true));
            "json"
        }
    };
    put("type", Value::from(kind));
    Value::Object(written)
}

/// A name that says nothing by itself goes with that of what has it.
fn full_name(path: &[String], name: &str) -> String {
    let own = words(name);
    let generic = own.len() == 1 && words::any(&own, "id name value label text code key type title");
    let parent = path.len().checked_sub(2).and_then(|place| path.get(place)).filter(|_| generic);
    match parent {
        Some(parent) if !words::any(&words(parent), OWN) => format!("{parent} {name}"),
        _ => name.to_owned(),
    }
}

/// A column's title: the unit is said by the values, degrees by their sign.
fn title(name: &str, kind: &ColumnType) -> String {
    let title = words::title(name);
    let shown = matches!(
        kind,
        ColumnType::Duration(_)
            | ColumnType::Bytes
            | ColumnType::Percent { .. }
            | ColumnType::Number { cents: true }
    );
    let Some((before, unit)) = title.rsplit_once(' ') else { return title };
    let unit = unit.to_lowercase();
    if shown && (words::has(words::UNIT_WORDS, &unit) || unit == "min") {
        return before.to_owned();
    }
    match unit.as_str() {
        "c" | "f" => format!("{before} °{}", unit.to_uppercase()),
        _ => title,
    }
}

fn write_levels(map: &[(String, Level)]) -> Value {
    let entry = |(word, level): &(String, Level)| {
        let level = status::column_word(*level);
        let texts = match word.as_str() {
            "true" => json!({ "as": level, "es": "sí", "en": "yes", "pt": "sim" }),
            "false" => json!({ "as": level, "es": "no", "en": "no", "pt": "não" }),
            _ => json!({ "as": level }),
        };
        (word.clone(), texts)
    };
    Value::Object(map.iter().map(entry).collect())
}
