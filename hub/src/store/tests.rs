use std::path::PathBuf;

use serde_json::json;

use super::changes::{self, RowKind};
use super::channels::Channel;
use super::datasets::{DatasetStatus, Report};
use super::notifications::{CatchUp, Draft, MAX_KEPT, Severity};
use super::*;
use crate::time;

fn fresh() -> Connection {
    open(Path::new(":memory:")).unwrap()
}

fn add(conn: &Connection, title: &str) -> String {
    add_to(conn, Channel::Portal, title)
}

fn add_to(conn: &Connection, channel: Channel, title: &str) -> String {
    let draft = Draft {
        channel,
        severity: Severity::Info,
        title: title.to_owned(),
        message: String::new(),
        data: json!({ "n": title }),
    };
    notifications::add(conn, &draft, time::now()).unwrap().id
}

fn ids(caught: &CatchUp) -> Vec<&str> {
    caught.page.notifications.iter().map(|one| one.id.as_str()).collect()
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("atalaya-hub-store-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("hub.db")
}

#[test]
fn ids_grow_as_text_and_are_not_reused_after_a_clear() {
    let conn = fresh();
    let first = add(&conn, "a");
    let second = add(&conn, "b");
    notifications::clear(&conn, None).unwrap();
    let third = add(&conn, "c");
    assert_eq!(first, "n-000000000001");
    assert!(first < second && second < third, "{first} {second} {third}");
}

#[test]
fn a_channel_is_listed_counted_and_cleared_by_itself() {
    let conn = fresh();
    let portal = add(&conn, "a");
    let cluster = add_to(&conn, Channel::Cluster, "b");
    let listed = |only| {
        let page = notifications::newest(&conn, only, 0).unwrap();
        page.notifications.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(None), [cluster.as_str(), &portal]);
    assert_eq!(listed(Some(Channel::Cluster)), [cluster.as_str()]);
    assert_eq!(notifications::unread_by_channel(&conn).unwrap(), json!({ "portal": 1, "cluster": 1 }));
    assert_eq!(notifications::mark_read(&conn, &cluster).unwrap(), Channel::Cluster);
    assert_eq!(notifications::unread_by_channel(&conn).unwrap(), json!({ "portal": 1, "cluster": 0 }));

    notifications::clear(&conn, Some(Channel::Portal)).unwrap();
    assert_eq!(listed(None), [cluster.as_str()]);
    let cleared = |only| notifications::since(&conn, only, 0, 0).unwrap().cleared_through;
    assert_eq!(cleared(Some(Channel::Portal)), Some(cluster.clone()), "up to the newest there was");
    assert_eq!((cleared(None), cleared(Some(Channel::Cluster))), (None, None));
    notifications::clear(&conn, None).unwrap();
    assert_eq!((cleared(None), cleared(Some(Channel::Cluster))), (Some(cluster.clone()), Some(cluster)));
    assert_eq!(notifications::unread(&conn).unwrap(), 0);
}

#[test]
fn an_id_is_read_only_in_the_form_in_which_it_is_written() {
    let cases = [
        ("n-000000000123", Some(123)),
        ("n-1000000000000", Some(1_000_000_000_000)),
        ("n-123", None),
        ("000000000123", None),
        ("n--00000000123", None),
        ("n-+00000000123", None),
        ("n-00000000012x", None),
        ("n-99999999999999999999999999", None),
        ("", None),
    ];
    for (id, expected) in cases {
        assert_eq!(notifications::seq_of(id), expected, "{id}");
    }
    assert_eq!(notifications::seq_of(&notifications::id_of(7)), Some(7));
}

#[test]
fn notifications_after_an_id_can_be_paged_without_loss() {
    let conn = fresh();
    let all: Vec<String> = (0..25).map(|n| add(&conn, &n.to_string())).collect();
    let mut seen = Vec::new();
    let mut at = 5;
    loop {
        let caught = notifications::since(&conn, None, at, 7).unwrap();
        assert!(caught.complete);
        let mut page: Vec<String> = ids(&caught).into_iter().map(str::to_owned).collect();
        assert!(page.is_sorted_by(|a, b| a > b), "newest first: {page:?}");
        page.reverse();
        at = page.last().and_then(|id| notifications::seq_of(id)).unwrap_or(at);
        seen.extend(page);
        if !caught.more {
            break;
        }
    }
    assert_eq!(seen, all[5..]);
}

#[test]
fn catching_up_says_when_something_is_missing() {
    let conn = fresh();
    for n in 0..3 {
        add(&conn, &n.to_string());
    }
    assert!(notifications::since(&conn, None, 3, 50).unwrap().complete);
    assert!(!notifications::since(&conn, None, 4, 50).unwrap().complete, "an id of another database");
    assert_eq!(notifications::since(&conn, None, 0, 50).unwrap().cleared_through, None);
    notifications::clear(&conn, None).unwrap();
    let caught = notifications::since(&conn, None, 1, 50).unwrap();
    assert_eq!((caught.cleared_through.as_deref(), caught.complete), (Some("n-000000000003"), true));
}

#[test]
fn the_oldest_are_removed_first_and_the_unread_count_stays_true() {
    let mut conn = fresh();
    let tx = conn.transaction().unwrap();
    for n in 0..MAX_KEPT + 10 {
        add(&tx, &n.to_string());
    }
    notifications::mark_read(&tx, &notifications::id_of(MAX_KEPT)).unwrap();
    notifications::mark_read(&tx, &notifications::id_of(MAX_KEPT)).unwrap();
    let page = notifications::newest(&tx, None, 0).unwrap();
    assert_eq!(page.total as i64, MAX_KEPT);
    assert_eq!(page.notifications.last().unwrap().id, notifications::id_of(11));
    assert_eq!(page.unread_count, MAX_KEPT - 1);
    assert_eq!(page.unread_count as usize, page.notifications.iter().filter(|one| !one.read).count());
    assert!(matches!(notifications::mark_read(&tx, &notifications::id_of(10)), Err(Error::NotFound(_))));
    assert!(notifications::since(&tx, None, 10, 1).unwrap().complete);
    assert!(!notifications::since(&tx, None, 9, 1).unwrap().complete, "number 10 was removed");
    notifications::clear(&tx, None).unwrap();
    assert_eq!(notifications::unread(&tx).unwrap(), 0);
}

#[test]
fn a_notification_is_read_back_as_it_was_added() {
    let conn = fresh();
    let draft = Draft {
        channel: Channel::Portal,
        severity: Severity::Warning,
        title: "Ñandú 🐦 <b>".to_owned(),
        message: "línea\n\"dos\"".to_owned(),
        data: json!({ "details": { "error": null, "n": [1, 2.5] } }),
    };
    let added = notifications::add(&conn, &draft, time::now()).unwrap();
    let stored = notifications::newest(&conn, None, 1).unwrap().notifications.remove(0);
    assert_eq!(json!(added), json!(stored));
    assert!(added.timestamp.ends_with('Z'), "{}", added.timestamp);
    assert!(chrono::DateTime::parse_from_rfc3339(&added.timestamp).is_ok());
}

#[test]
fn a_report_replaces_the_row_and_adds_to_its_history() {
    let conn = fresh();
    let mut report = Report {
        name: "Censo".to_owned(),
        category: "demografía".to_owned(),
        url: String::new(),
        status: DatasetStatus::Up,
        latency_ms: Some(7.1),
        http_code: Some(200),
        error: None,
    };
    let before = datasets::report(&conn, "censo", &report, time::now()).unwrap();
    report.status = DatasetStatus::Down;
    report.error = Some("ReadTimeout".to_owned());
    let later = time::now() + chrono::TimeDelta::seconds(1);
    let after = datasets::report(&conn, "censo", &report, later).unwrap();
    assert!(after.version > before.version);
    assert_eq!(after.created_at, before.created_at);
    assert!(after.checked_at > before.checked_at);
    let past = datasets::history(&conn, "censo", time::now() - chrono::TimeDelta::hours(1)).unwrap();
    assert_eq!(past.iter().map(|row| row.status.as_str()).collect::<Vec<_>>(), ["down", "up"]);
    assert!(datasets::history(&conn, "censo", later + chrono::TimeDelta::seconds(1)).unwrap().is_empty());
    assert_eq!(datasets::all(&conn).unwrap().len(), 1);
}

#[test]
fn history_is_bounded_for_each_data_set() {
    let mut conn = fresh();
    let tx = conn.transaction().unwrap();
    let report = Report {
        name: "Censo".to_owned(),
        category: String::new(),
        url: String::new(),
        status: DatasetStatus::Up,
        latency_ms: None,
        http_code: None,
        error: None,
    };
    datasets::report(&tx, "other", &report, time::now()).unwrap();
    for _ in 0..datasets::MAX_REPORTS + 5 {
        datasets::report(&tx, "censo", &report, time::now()).unwrap();
    }
    let from = time::now() - chrono::TimeDelta::hours(1);
    assert_eq!(datasets::history(&tx, "censo", from).unwrap().len() as i64, datasets::MAX_REPORTS);
    assert_eq!(datasets::history(&tx, "other", from).unwrap().len(), 1);
}

#[test]
fn a_file_that_is_not_a_hubs_database_is_refused_and_left_alone() {
    let foreign = scratch("foreign");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let why = open(&foreign).unwrap_err();
    assert!(why.contains("belongs to another program"), "{why}");
    let tables: i64 = Connection::open(&foreign)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);

    let text = scratch("text");
    std::fs::write(&text, "no database at all, and long enough to be looked at as one".repeat(20)).unwrap();
    let why = open(&text).unwrap_err();
    assert!(why.contains("not an SQLite database"), "{why}");

    let newer = scratch("newer");
    open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let why = open(&newer).unwrap_err();
    assert!(why.contains("version 99"), "{why}");
}

#[test]
fn an_older_database_is_brought_up_to_date_and_loses_nothing() {
    let path = scratch("older");
    let conn = open(&path).unwrap();
    add(&conn, "a");
    let epoch = changes::mark(&conn).unwrap().epoch;
    conn.execute_batch(
        "DROP TABLE epoch; DROP TABLE nodes; DROP TABLE blocks; DROP TABLE replicas; DROP TABLE removed;
         DROP TABLE events; DROP TABLE files; DROP TABLE orders; DROP INDEX notifications_unread; ALTER TABLE notifications DROP COLUMN channel;
         DELETE FROM counts WHERE name IN ('version', 'removed_through', 'contents') OR name LIKE 'cleared_through.%';
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(conn);
    let conn = open(&path).unwrap();
    let mark = changes::mark(&conn).unwrap();
    let kept = notifications::newest(&conn, Some(Channel::Portal), 0).unwrap();
    assert_eq!((kept.total, mark.version), (1, 0));
    assert_ne!(mark.epoch, epoch, "its versions count anew");
    drop(conn);
    assert_eq!(changes::mark(&open(&path).unwrap()).unwrap(), mark, "once");
}

#[test]
fn files_and_replicas_of_before_are_counted_when_a_database_is_brought_up_to_date() {
    let path = scratch("before-files");
    let conn = open(&path).unwrap();
    conn.execute_batch(
        "INSERT INTO nodes (id, rack, address, capacity, used, load, state, since, beat_at, created_at, version)
         VALUES ('n1', '', '', 0, 0, 0, 'up', 1, 1, 1, 1);
         INSERT INTO blocks (id, file, size, wanted, live, state, since, version) VALUES
         ('b1', 'a', 60, 2, 1, 'under', 7, 3), ('b2', 'a', 40, 1, 1, 'healthy', 5, 4), ('b3', '', 9, 1, 0, 'lost', 5, 5);
         INSERT INTO replicas VALUES ('b1', 'n1'), ('b2', 'n1');
         DROP TABLE files; DROP TABLE orders; DROP TRIGGER block_added; DROP TRIGGER block_changed;
         DROP TRIGGER block_gone; DROP TRIGGER order_done; DROP TRIGGER orders_needless; DROP TRIGGER node_gone;
         DROP TRIGGER node_out; DROP INDEX blocks_content; DROP INDEX blocks_dropped; DROP INDEX blocks_due;
         ALTER TABLE nodes DROP COLUMN drain; ALTER TABLE blocks DROP COLUMN staying;
         ALTER TABLE blocks DROP COLUMN content; ALTER TABLE blocks DROP COLUMN start;
         ALTER TABLE blocks DROP COLUMN asked; DELETE FROM counts WHERE name = 'contents';
         PRAGMA user_version = 3;",
    )
    .unwrap();
    drop(conn);
    let conn = open(&path).unwrap();
    let row = files::select(&conn, "", []).unwrap().remove(0);
    let expected = json!({
        "id": "a", "name": "a", "size": 100, "sha256": null, "blocks": 2, "under": 1, "lost": 0, "state": "under",
        "stored": false, "created_at": "1970-01-01T00:00:00.000005Z", "version": 4,
    });
    assert_eq!(row, expected);
    let staying = |id: &str| orders::block(&conn, id).unwrap().unwrap().staying;
    assert_eq!((staying("b1"), staying("b2"), staying("b3")), (1, 1, 0));
}

#[test]
fn who_has_rows_older_than_what_is_remembered_is_given_all() {
    let mut conn = fresh();
    let conn = conn.transaction().unwrap();
    for version in 1..=20_010 {
        assert_eq!(changes::next_version(&conn).unwrap(), version);
        changes::note_removed(&conn, RowKind::Blocks, &format!("b{version}"), version).unwrap();
    }
    changes::forget_oldest(&conn).unwrap();
    let held: i64 = conn.query_row("SELECT count(*) FROM removed", [], |row| row.get(0)).unwrap();
    assert_eq!(held, 20_000);
    assert!(changes::since(&conn, RowKind::Blocks, 9).unwrap().is_none());
    // As many are gone as there are none: the whole list is shorter, but for who has seen all.
    assert!(changes::since(&conn, RowKind::Blocks, 20_009).unwrap().is_none());
    assert!(changes::since(&conn, RowKind::Blocks, 20_010).unwrap().is_some());
}

#[test]
fn a_database_is_held_by_one_hub_at_a_time() {
    let path = scratch("held");
    let held = open(&path).unwrap();
    add(&held, "a");
    let why = open(&path).unwrap_err();
    assert!(why.contains("another program holds"), "{why}");
    drop(held);
    assert_eq!(notifications::newest(&open(&path).unwrap(), None, 0).unwrap().total, 1);
}
