//! Rows as a file: CSV after RFC 4180, and JSON.

use serde_json::Value;

use super::{Cell, StoredRow};
use crate::Stamp;

/// With these a spreadsheet begins a formula, or skips what it does not show and then begins one.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// What is taken along of a table.
pub struct Export<'a> {
    /// Index and id of each column, in the wanted order.
    pub columns: Vec<(usize, &'a str)>,
    /// The rows, in the wanted order.
    pub rows: Vec<&'a StoredRow>,
    /// Writes a moment as ISO 8601.
    pub iso: &'a dyn Fn(&Stamp) -> String,
}

impl Export<'_> {
    /// CSV after RFC 4180, with the columns' ids as the header. Numbers are exact; a text that a spreadsheet
    /// would take for a formula begins with `'`.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut file = String::new();
        line(&mut file, self.columns.iter().map(|(_, id)| quoted(&harmless(id))));
        for row in &self.rows {
            line(&mut file, self.cells(row).map(|(_, cell)| self.field(cell)));
        }
        file
    }

    /// A JSON array with an object for each row, by the columns' ids. Types are kept, whole numbers exact.
    #[must_use]
    pub fn json(&self) -> String {
        let object = |row: &&StoredRow| {
            let pair = |(id, cell)| format!("{}:{}", json::text(&Value::from(id)), self.value(cell));
            format!("{{{}}}", self.cells(row).map(pair).collect::<Vec<_>>().join(","))
        };
        format!("[\n{}\n]\n", self.rows.iter().map(object).collect::<Vec<_>>().join(",\n"))
    }

    fn cells<'r>(&'r self, row: &'r StoredRow) -> impl Iterator<Item = (&'r str, &'r Cell)> {
        self.columns.iter().map(|(index, id)| (*id, row.cells.get(*index).unwrap_or(&Cell::Empty)))
    }

    fn field(&self, cell: &Cell) -> String {
        match cell {
            Cell::Time(stamp) => (self.iso)(stamp),
            Cell::Number(number) if !number.is_finite() => String::new(),
            Cell::Integer(_) | Cell::Number(_) | Cell::Decimal(_) | Cell::Bool(_) | Cell::Empty => {
                cell.text()
            }
            Cell::Text(_) | Cell::List(_) | Cell::Json(_) => quoted(&harmless(&cell.text())),
        }
    }

    fn value(&self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => "null".to_owned(),
            Cell::Text(text) => json::text(&Value::from(text.as_str())),
            Cell::Time(stamp) => json::text(&Value::from((self.iso)(stamp))),
            Cell::List(items) => json::text(&Value::from(items.as_slice())),
            Cell::Integer(_) | Cell::Number(_) | Cell::Decimal(_) | Cell::Bool(_) | Cell::Json(_) => {
                cell.text()
            }
        }
    }
}

fn line(file: &mut String, fields: impl Iterator<Item = String>) {
    file.push_str(&fields.collect::<Vec<_>>().join(","));
    file.push_str("\r\n");
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// A field in quotes where it needs them. A semicolon or a tab parts fields in some countries' spreadsheets.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', ';', '\t', '\r', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests;
