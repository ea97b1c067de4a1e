//! The tables, and how a database is recognised as a hub's.

use std::time::Duration;

use rusqlite::Connection;

/// "Atly": distinguishes a hub's database from other SQLite files.
const APPLICATION_ID: i64 = 0x4174_6c79;
const VERSION: i64 = 1;
/// How long to wait for a database that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// Why a database cannot be used.
pub enum SchemaError {
    /// SQLite refused.
    Sql(rusqlite::Error),
    /// It belongs to another program or another version.
    Foreign(String),
}

impl From<rusqlite::Error> for SchemaError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

const TABLES: &str = "
    CREATE TABLE notifications (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, so ids only grow, even over a clear
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        message TEXT NOT NULL,
        at INTEGER NOT NULL, -- microseconds since the Unix epoch
        data TEXT NOT NULL,
        read INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    INSERT INTO counts VALUES ('unread', 0), ('pruned_through', 0), ('cleared_through', 0);
    -- Counting unread rows at each arrival would cost as much as the inbox is long.
    CREATE TRIGGER notification_added AFTER INSERT ON notifications WHEN NEW.read = 0
        BEGIN UPDATE counts SET value = value + 1 WHERE name = 'unread'; END;
    CREATE TRIGGER notification_read AFTER UPDATE OF read ON notifications WHEN OLD.read = 0 AND NEW.read = 1
        BEGIN UPDATE counts SET value = value - 1 WHERE name = 'unread'; END;
    CREATE TRIGGER notification_gone AFTER DELETE ON notifications WHEN OLD.read = 0
        BEGIN UPDATE counts SET value = value - 1 WHERE name = 'unread'; END;
    CREATE TABLE datasets (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        category TEXT NOT NULL,
        url TEXT NOT NULL,
        status TEXT NOT NULL,
        latency_ms REAL,
        http_code INTEGER,
        error TEXT,
        created_at INTEGER NOT NULL,
        checked_at INTEGER NOT NULL,
        version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE history (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        dataset_id TEXT NOT NULL,
        status TEXT NOT NULL,
        latency_ms REAL,
        http_code INTEGER,
        error TEXT,
        checked_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX history_of ON history (dataset_id, seq);
";

/// Set the connection up, and create the tables in an empty database.
pub fn prepare(conn: &mut Connection) -> Result<(), SchemaError> {
    // A hub that is about to stop releases the file soon.
    conn.busy_timeout(BUSY_TIMEOUT)?;
    // One hub per file: a second one would not push the changes of the first.
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // FULL: what was acknowledged is on disk, not only with the operating system.
    conn.pragma_update(None, "synchronous", "FULL")?;
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 = tx.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        tx.execute_batch(TABLES)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", VERSION)?;
    } else if application != APPLICATION_ID {
        return Err(SchemaError::Foreign("this database belongs to another program".to_owned()));
    } else if version != VERSION {
        return Err(SchemaError::Foreign(format!(
            "this database has version {version}, and this hub knows version {VERSION}; use the hub that made it"
        )));
    }
    tx.commit()?;
    Ok(())
}
