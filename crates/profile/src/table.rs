//! Tables of a profile: rows and their keys, and what belongs to a row.

use compact::Compact;
use model::{Cell, Duplicates, Rejected, Row, RowKey, Stamp, TableId, Texts, Zone};
use serde_json::{Map, Value};

use crate::effect::around;
use crate::node::{Node, given};
use crate::request::Vars;
use crate::selector::Selector;
use crate::stamp::StampFormat;

mod column;
mod condition;
mod elsewhere;

pub use column::is_number;
use column::number;
pub(crate) use column::read_columns;
pub use column::{Column, ColumnKind, StatusLabel, StatusLevel};
pub use condition::RowCondition;
pub(crate) use elsewhere::Tables;
pub use elsewhere::{Elsewhere, Says};

/// A table of a profile.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct TableSpec {
    /// Its name.
    pub id: TableId,
    /// Its title.
    pub title: Texts,
    /// In the order in which they are drawn.
    pub columns: Vec<Column>,
    /// Rows that the hub no longer has stay, greyed.
    pub keep_removed: bool,
    /// Rows that the hub has, and that are greyed, since what they stand for is not there.
    pub faded: Option<RowCondition>,
    /// Drawn as squares coloured by this column, where it is a map rather than a list.
    pub grid: Option<usize>,
    /// Columns that are summed up below the table.
    pub totals: Vec<usize>,
    /// The column that names a row to users, where its key does not.
    pub label: Option<usize>,
    /// By which column the rows are sorted until the user sorts them, and whether the last comes first.
    pub sort: Option<(usize, bool)>,
    duplicates: Duplicates,
    key: Key,
    version: Option<Selector>,
    /// It reads what stands around a row.
    around: bool,
}

/// What makes a row's key.
#[derive(Clone, Debug, PartialEq, Compact)]
enum Key {
    One(Selector),
    /// The key is the JSON array's text.
    All(Vec<Selector>),
}

impl TableSpec {
    /// `tables`: those that it may speak of.
    pub(crate) fn read(node: &Node<'_>, tables: Tables<'_>) -> Option<Self> {
        let mut fields = node.fields()?;
        let id = fields.string("id").map(TableId::from);
        let title = fields.label("title");
        let key = fields.required("key").and_then(|node| Key::read(&node));
        let version = fields.optional("version").map(|node| Selector::read(&node));
        let keep_removed = fields.flag("keep_removed");
        let words =
            [("first", Duplicates::First), ("last", Duplicates::Last), ("number", Duplicates::Number)];
        let duplicates =
            fields.optional("duplicates").map_or(Some(Duplicates::Last), |node| node.word(&words));
        let columns = fields.required("columns").and_then(|node| read_columns(&node, tables));
        let (grid, totals) = (fields.optional("grid"), fields.optional("totals"));
        let (label, sort) = (fields.optional("label"), fields.optional("sort"));
        let faded = fields.optional("faded");
        let _elsewhere = fields.optional("details");
        fields.finish();
        let columns = columns?;
        let place = |node: &Node<'_>, id: &str| {
            let found = columns.iter().position(|column| column.id == id);
            found.or_else(|| node.wrong("a column of the table"))
        };
        let index = |node: &Node<'_>| place(node, node.text()?);
        let (grid, label) = (grid.map(|node| index(&node)), label.map(|node| index(&node)));
        let sort = sort.map(|node| {
            let (id, descending) = match node.text()?.rsplit_once(':') {
                Some((id, "asc")) => (id, false),
                Some((id, "desc")) => (id, true),
                _ => return node.wrong("a column and a direction, as in time:desc"),
            };
            Some((place(&node, id)?, descending))
        });
        let faded = faded.map(|node| match node.members().is_empty() {
            true => node.wrong("columns, and which texts they hold"),
            false => RowCondition::read(&node, &columns, "a column of the table"),
        });
        let totals = totals.map_or(Some(Vec::new()), |node| node.all(index));
        Some(Self {
            id: id?,
            title: title?,
            keep_removed: keep_removed?,
            faded: given(faded)?,
            duplicates: duplicates?,
            key: key?,
            version: given(version)?,
            grid: given(grid)?,
            label: given(label)?,
            sort: given(sort)?,
            totals: totals?,
            columns,
            around: around::is_meant(node.value),
        })
    }

    /// Whether it reads what stands around a row.
    pub(crate) fn speaks_of_around(&self) -> bool {
        self.around
    }

    /// What the model needs to know of the table.
    #[must_use]
    pub fn options(&self) -> model::TableOptions {
        model::TableOptions {
            id: self.id.clone(),
            columns: self.columns.len(),
            keep_removed: self.keep_removed,
            duplicates: self.duplicates,
        }
    }

    /// What fills the placeholders of a request about a row: `{key}` and every column.
    #[must_use]
    pub fn vars(&self, key: &RowKey, cells: &[Cell]) -> Vars {
        let columns = self.columns.iter().zip(cells);
        columns
            .fold(Vars::one("key", key.as_str()), |vars, (column, cell)| vars.and(&column.id, &cell.text()))
    }

    /// As [`TableSpec::vars`], with their types.
    #[must_use]
    pub fn values(&self, key: &RowKey, cells: &[Cell]) -> Map<String, Value> {
        let mut values = Map::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            if !matches!(cell, Cell::Empty) {
                values.insert(column.id.clone(), json(cell));
            }
        }
        values.insert("key".to_owned(), Value::from(key.as_str()));
        values
    }

    /// What users call a row.
    #[must_use]
    pub fn name(&self, key: &RowKey, cells: &[Cell]) -> String {
        let label = self.label.and_then(|label| cells.get(label)).filter(|cell| **cell != Cell::Empty);
        label.map_or_else(|| key.to_string(), Cell::text)
    }

    /// The first cell of a time column that holds none: one tells what is wrong with all.
    pub(crate) fn unreadable_time(&self, rows: &[Row]) -> Option<Rejected> {
        let times = self.columns.iter().enumerate();
        let mut times = times.filter(|(_, column)| matches!(column.kind, ColumnKind::Time(_)));
        times.find_map(|(place, column)| {
            let mut cells = rows.iter().filter_map(|row| row.cells.get(place)?.as_ref());
            let cell = cells.find(|cell| !matches!(cell, Cell::Empty | Cell::Time(_)))?;
            Some(Rejected { why: format!("expected a time in {}", column.id), sample: cell.text() })
        })
    }

    /// What placeholders of a request about a row may name.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        std::iter::once("key").chain(self.columns.iter().map(|column| column.id.as_str())).collect()
    }

    /// Index of a column.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Read a row; `Err` says what was expected.
    pub(crate) fn row(&self, value: &Value) -> Result<Row, &'static str> {
        let key = self.key.of(value).ok_or("a row with its key")?;
        let cell =
            |column: &Column| (column.elsewhere.is_none() && !column.patched).then(|| column.cell(value));
        let cells = self.columns.iter().map(cell).collect();
        let version = self.version.as_ref().and_then(|selector| version(&selector.get(value)?));
        Ok(Row { key: RowKey::from(key), cells, version })
    }
}

/// A version: a number, or the row's own time. Both are in thousandths, so that seconds since the epoch and a written
/// time can be compared.
#[allow(clippy::cast_possible_truncation)] // saturates
fn version(value: &Value) -> Option<i128> {
    match number(value) {
        Some(Cell::Integer(number)) => Some(number.saturating_mul(1_000)),
        Some(Cell::Number(number)) => Some((number * 1_000.0).round() as i128),
        Some(_) => None,
        None => match StampFormat::default().parse(value)? {
            Stamp::At(at) | Stamp::Naive { local: at, .. } => Some(i128::from(at.0)),
        },
    }
}

/// A cell as JSON; a time as ISO 8601, a naive one in its own zone.
fn json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Bool(yes) => Value::Bool(*yes),
        Cell::Integer(_) | Cell::Decimal(_) => {
            let digits = cell.text();
            digits.parse().map_or_else(|_| Value::from(digits), Value::Number)
        }
        Cell::Number(number) => Value::from(*number),
        Cell::List(texts) => Value::from(texts.clone()),
        Cell::Json(value) => value.clone(),
        Cell::Time(Stamp::At(at) | Stamp::Naive { local: at, zone: Zone::Utc }) => {
            Value::from(crate::stamp::iso(*at) + "Z")
        }
        Cell::Time(Stamp::Naive { local, .. }) => Value::from(crate::stamp::iso(*local)),
        Cell::Text(text) => Value::from(text.as_str()),
    }
}

impl Key {
    fn read(node: &Node<'_>) -> Option<Self> {
        if !node.value.is_object() {
            return Selector::read(node).map(Self::One);
        }
        let mut fields = node.fields()?;
        let all = fields.required("all").and_then(|node| node.all(Selector::read));
        fields.finish();
        all.map(Self::All)
    }

    fn of(&self, row: &Value) -> Option<String> {
        match self {
            Self::One(selector) => selector.text(row).filter(|key| !key.is_empty()),
            Self::All(selectors) => {
                let values: Option<Vec<Value>> = selectors.iter().map(|selector| selector.get(row)).collect();
                Some(json::text(&Value::Array(values?)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
