//! The tables, and how a database is recognised as a hub's.

use std::time::Duration;

use rusqlite::{Connection, Transaction};

/// "Atly": distinguishes a hub's database from other SQLite files.
const APPLICATION_ID: i64 = 0x4174_6c79;
const VERSION: i64 = 4;
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

/// What version 2 added. One counter numbers the changes of all rows, so that a client says with one number what it has.
const CLUSTER_TABLES: &str = "
    -- Another database counts anew: its versions mean nothing to who knows this one's.
    CREATE TABLE epoch (id TEXT NOT NULL) STRICT;
    INSERT INTO epoch VALUES (lower(hex(randomblob(8))));
    INSERT INTO counts VALUES ('version', 0), ('removed_through', 0);
    CREATE TABLE nodes (
        id TEXT PRIMARY KEY,
        rack TEXT NOT NULL,
        address TEXT NOT NULL,
        capacity INTEGER NOT NULL, -- bytes
        used INTEGER NOT NULL,
        load REAL NOT NULL,
        state TEXT NOT NULL,
        since INTEGER NOT NULL, -- of the state; microseconds since the Unix epoch
        beat_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE blocks (
        id TEXT PRIMARY KEY,
        file TEXT NOT NULL,
        size INTEGER NOT NULL,
        wanted INTEGER NOT NULL, -- replicas
        live INTEGER NOT NULL DEFAULT 0, -- replicas on nodes that are not lost
        state TEXT NOT NULL DEFAULT 'lost',
        since INTEGER NOT NULL,
        version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE replicas (
        block_id TEXT NOT NULL,
        node_id TEXT NOT NULL,
        PRIMARY KEY (block_id, node_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX replicas_of ON replicas (node_id, block_id);
    CREATE INDEX nodes_version ON nodes (version);
    CREATE INDEX blocks_version ON blocks (version);
    -- Rows that are gone, for who has them still.
    CREATE TABLE removed (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX removed_version ON removed (version);
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        node_id TEXT NOT NULL,
        message TEXT NOT NULL
    ) STRICT;
";

/// What version 3 added. What was there before is about data sets, or a client wrote it.
const CHANNEL_TABLES: &str = "
    ALTER TABLE notifications ADD COLUMN channel TEXT NOT NULL DEFAULT 'portal';
    CREATE INDEX notifications_unread ON notifications (channel) WHERE read = 0;
    INSERT INTO counts VALUES ('cleared_through.portal', 0), ('cleared_through.cluster', 0);
";

/// What version 4 added: files, and what nodes are to do. Which blocks are to be copied is said twice, since a trigger must name
/// its row; `orders::DUE` is the same.
const FILE_TABLES: &str = "
    ALTER TABLE nodes ADD COLUMN drain INTEGER NOT NULL DEFAULT 0; -- whether what it holds is to be elsewhere
    ALTER TABLE blocks ADD COLUMN staying INTEGER NOT NULL DEFAULT 0; -- live replicas on nodes that are not drained
    ALTER TABLE blocks ADD COLUMN content TEXT; -- what the hub keeps that it is a part of
    ALTER TABLE blocks ADD COLUMN start INTEGER NOT NULL DEFAULT 0; -- where in the content it begins
    ALTER TABLE blocks ADD COLUMN asked INTEGER NOT NULL DEFAULT 0; -- whether a client wants its replicas
    UPDATE blocks SET staying = live;
    INSERT INTO counts VALUES ('contents', 0);
    CREATE INDEX blocks_content ON blocks (content) WHERE content IS NOT NULL;
    CREATE INDEX blocks_dropped ON blocks (id) WHERE wanted = 0;
    CREATE INDEX blocks_due ON blocks (id)
        WHERE staying < wanted AND (content IS NOT NULL OR (live > 0 AND (asked = 1 OR live > staying)));
    CREATE TABLE files (
        id TEXT PRIMARY KEY, -- its name
        content TEXT, -- the name on disk; nothing where only agents have it
        size INTEGER NOT NULL DEFAULT 0, -- of the content
        sha256 TEXT,
        blocks INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0, -- of the blocks
        under INTEGER NOT NULL DEFAULT 0, -- blocks in that state
        lost INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        version INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX files_version ON files (version);
    CREATE INDEX files_stored ON files (content) WHERE content IS NOT NULL;
    CREATE INDEX files_empty ON files (id) WHERE blocks = 0 AND content IS NULL;
    CREATE TRIGGER file_added AFTER INSERT ON files
        BEGIN DELETE FROM removed WHERE kind = 'files' AND id = NEW.id; END;
    -- Counting a file's blocks at each report would cost as much as it has.
    CREATE TRIGGER block_added AFTER INSERT ON blocks WHEN NEW.file <> '' BEGIN
        INSERT INTO files (id, created_at, version) SELECT NEW.file, NEW.since, NEW.version
            WHERE NOT EXISTS (SELECT 1 FROM files WHERE id = NEW.file);
        UPDATE files SET blocks = blocks + 1, bytes = bytes + NEW.size, under = under + (NEW.state = 'under'),
            lost = lost + (NEW.state = 'lost'), version = (SELECT value FROM counts WHERE name = 'version')
            WHERE id = NEW.file;
    END;
    CREATE TRIGGER block_changed AFTER UPDATE OF file, size, state ON blocks
        WHEN OLD.file <> NEW.file OR OLD.size <> NEW.size OR OLD.state <> NEW.state BEGIN
        UPDATE files SET blocks = blocks - 1, bytes = bytes - OLD.size, under = under - (OLD.state = 'under'),
            lost = lost - (OLD.state = 'lost'), version = (SELECT value FROM counts WHERE name = 'version')
            WHERE id = OLD.file;
        INSERT INTO files (id, created_at, version) SELECT NEW.file, NEW.since, NEW.version
            WHERE NEW.file <> '' AND NOT EXISTS (SELECT 1 FROM files WHERE id = NEW.file);
        UPDATE files SET blocks = blocks + 1, bytes = bytes + NEW.size, under = under + (NEW.state = 'under'),
            lost = lost + (NEW.state = 'lost'), version = (SELECT value FROM counts WHERE name = 'version')
            WHERE id = NEW.file;
    END;
    CREATE TRIGGER block_gone AFTER DELETE ON blocks BEGIN
        UPDATE files SET blocks = blocks - 1, bytes = bytes - OLD.size, under = under - (OLD.state = 'under'),
            lost = lost - (OLD.state = 'lost'), version = (SELECT value FROM counts WHERE name = 'version')
            WHERE id = OLD.file;
        DELETE FROM orders WHERE block_id = OLD.id;
    END;
    -- What was reported before there were files.
    INSERT INTO files (id, blocks, bytes, under, lost, created_at, version)
        SELECT file, count(*), sum(size), sum(state = 'under'), sum(state = 'lost'), min(since), max(version)
        FROM blocks WHERE file <> '' GROUP BY file;
    -- Which nodes are to copy which blocks. A row goes when the node holds the block, or when it need not.
    CREATE TABLE orders (
        block_id TEXT NOT NULL,
        node_id TEXT NOT NULL,
        at INTEGER NOT NULL, -- microseconds since the Unix epoch
        PRIMARY KEY (block_id, node_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX orders_of ON orders (node_id, at, block_id);
    CREATE TRIGGER order_done AFTER INSERT ON replicas
        BEGIN DELETE FROM orders WHERE block_id = NEW.block_id AND node_id = NEW.node_id; END;
    CREATE TRIGGER orders_needless AFTER UPDATE OF staying, live, wanted, content, asked ON blocks
        WHEN NOT (NEW.staying < NEW.wanted
            AND (NEW.content IS NOT NULL OR (NEW.live > 0 AND (NEW.asked = 1 OR NEW.live > NEW.staying))))
        BEGIN DELETE FROM orders WHERE block_id = NEW.id; END;
    CREATE TRIGGER node_gone AFTER DELETE ON nodes BEGIN DELETE FROM orders WHERE node_id = OLD.id; END;
    CREATE TRIGGER node_out AFTER UPDATE OF state ON nodes WHEN NEW.state <> 'up'
        BEGIN DELETE FROM orders WHERE node_id = NEW.id; END;
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
    migrate(&tx)?;
    tx.commit()?;
    Ok(())
}

/// Bring the tables of an empty or an older database up to date.
fn migrate(tx: &Transaction<'_>) -> Result<(), SchemaError> {
    let version: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 = tx.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(SchemaError::Foreign("this database belongs to another program".to_owned()));
    }
    if version > VERSION {
        return Err(SchemaError::Foreign(format!(
            "this database has version {version}, and this hub knows version {VERSION}; use the hub that made it"
        )));
    }
    for (number, step) in (1..).zip([TABLES, CLUSTER_TABLES, CHANNEL_TABLES, FILE_TABLES]) {
        if version < number {
            tx.execute_batch(step)?;
        }
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}
