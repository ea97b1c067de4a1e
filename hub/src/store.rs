//! What the hub stores, in one SQLite file: notifications, data sets and their history, the nodes, blocks and files of a cluster,
//! and what nodes are to do.

pub mod blocks;
pub mod changes;
pub mod channels;
mod counts;
pub mod datasets;
pub mod events;
pub mod files;
pub mod nodes;
pub mod notifications;
pub mod orders;
mod schema;
pub mod sizes;

use std::fmt;
use std::path::Path;

use rusqlite::Connection;

/// Why something could not be stored or found.
#[derive(Clone, Debug)]
pub enum Error {
    /// The request is wrong; the sentence says what was expected.
    Invalid(String),
    /// What was asked for does not exist.
    NotFound(&'static str),
    /// What is there does not allow it; the sentence says why.
    Conflict(String),
    /// Too many requests are waiting.
    Busy,
    /// There is no room left where the database is.
    Full,
    /// The database refused.
    Database(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(why) | Self::Conflict(why) => f.write_str(why),
            Self::NotFound(what) => write!(f, "{what} not found"),
            Self::Busy => f.write_str("The hub has too many requests waiting; try again"),
            Self::Full => {
                f.write_str("There is no room left where the hub keeps its database; nothing was stored")
            }
            Self::Database(why) => write!(f, "The database refused: {why}"),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(error.to_string()),
        }
    }
}

/// Open the database and bring its tables up to date.
///
/// # Errors
/// A sentence: the file cannot be opened, another hub holds it, or it is not a hub's database.
pub fn open(path: &Path) -> Result<Connection, String> {
    let failed = |error: rusqlite::Error| format!("{}: {}", path.display(), explain(&error));
    let mut conn = Connection::open(path).map_err(failed)?;
    schema::prepare(&mut conn).map_err(|error| match error {
        schema::SchemaError::Sql(error) => failed(error),
        schema::SchemaError::Foreign(why) => format!("{}: {why}", path.display()),
    })?;
    Ok(conn)
}

fn explain(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds this database; each hub needs its own --database".to_owned()
        }
        Some(ErrorCode::NotADatabase) => "this file is not an SQLite database".to_owned(),
        Some(ErrorCode::CannotOpen) => {
            "cannot be opened: does the folder exist, and may this user write there?".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            "the database is damaged; restore a copy or choose another --database".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
