#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::*;

fn table(keep_removed: bool, duplicates: Duplicates) -> Table {
    Table::new(TableOptions { id: TableId::from("t"), columns: 2, keep_removed, duplicates })
}

fn row(key: &str, value: i128) -> Row {
    Row { key: RowKey::from(key), cells: vec![Some(Cell::Integer(value))], version: None }
}

fn keys(table: &Table) -> Vec<&str> {
    table.rows().iter().map(|held| held.key.as_str()).collect()
}

fn value(table: &Table, key: &str) -> Cell {
    table.get(&RowKey::from(key)).unwrap().cells[0].clone()
}

#[test]
fn a_snapshot_replaces_only_the_rows_of_its_scope() {
    let mut table = table(false, Duplicates::Last);
    table.snapshot(Some("a"), vec![row("a1", 1), row("a2", 2)], true, Millis(0), Millis(1));
    table.snapshot(Some("b"), vec![row("b1", 3)], true, Millis(1), Millis(2));
    table.snapshot(Some("a"), vec![row("a2", 4)], true, Millis(2), Millis(3));
    assert_eq!(keys(&table), ["a2", "b1"]);
    assert_eq!(value(&table, "a2"), Cell::Integer(4));
    assert_eq!(table.as_of(), Some(Millis(3)));
}

#[test]
fn a_row_that_the_hub_no_longer_has_stays_until_dismissed_or_back() {
    let mut table = table(true, Duplicates::Last);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], true, Millis(0), Millis(1));
    table.snapshot(None, vec![row("a", 1)], true, Millis(1), Millis(2));
    let b = RowKey::from("b");
    assert!(table.get(&b).unwrap().removed);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], true, Millis(2), Millis(3));
    assert!(!table.get(&b).unwrap().removed && !table.dismiss(&b));
    table.remove(std::slice::from_ref(&b), Millis(4));
    assert!(table.dismiss(&b));
    assert_eq!(keys(&table), ["a"]);
}

#[test]
fn a_message_newer_than_the_snapshots_request_wins_and_the_poll_runs_again() {
    let mut table = table(false, Duplicates::Last);
    table.upsert(vec![row("a", 9), row("new", 1)], Millis(10));
    assert!(table.snapshot(None, vec![row("a", 1)], true, Millis(5), Millis(11)));
    assert_eq!(value(&table, "a"), Cell::Integer(9));
    assert_eq!(keys(&table), ["a", "new"]);
    assert!(!table.snapshot(None, vec![row("a", 1)], true, Millis(12), Millis(13)));
    assert_eq!(value(&table, "a"), Cell::Integer(1));
    assert_eq!(keys(&table), ["a"]);
}

#[test]
fn an_older_version_never_overwrites() {
    let mut table = table(false, Duplicates::Last);
    let version = |value, version| Row { version: Some(version), ..row("a", value) };
    table.upsert(vec![version(1, 12_700_121_806)], Millis(1));
    table.upsert(vec![version(2, 12_700_121_805)], Millis(2));
    assert_eq!(value(&table, "a"), Cell::Integer(1));
    table.upsert(vec![version(3, 12_700_121_806)], Millis(3));
    assert_eq!(value(&table, "a"), Cell::Integer(3));
}

#[test]
fn keys_that_come_twice_are_counted_and_kept_as_the_policy_says() {
    for (policy, expected) in [
        (Duplicates::First, vec![("a", 1)]),
        (Duplicates::Last, vec![("a", 3)]),
        (Duplicates::Number, vec![("a", 1), ("a#2", 2), ("a#3", 3)]),
    ] {
        let mut table = table(false, policy);
        table.snapshot(None, vec![row("a", 1), row("a", 2), row("a", 3)], true, Millis(0), Millis(1));
        for (key, number) in &expected {
            assert_eq!(value(&table, key), Cell::Integer(*number), "{policy:?}");
        }
        assert_eq!((table.rows().len(), table.duplicates()), (expected.len(), 2));
    }
}

#[test]
fn a_cell_that_is_not_told_keeps_its_value_and_changed_ones_are_known() {
    let mut table = table(false, Duplicates::Last);
    let cells = |a: Option<i128>, b: Option<&str>| Row {
        cells: vec![a.map(Cell::Integer), b.map(|b| Cell::Text(b.to_owned()))],
        ..row("a", 0)
    };
    table.upsert(vec![cells(Some(1), Some("x"))], Millis(1));
    assert_eq!(table.rows()[0].changed_at, None, "a new row has not changed");
    table.upsert(vec![cells(None, Some("y"))], Millis(2));
    let held = &table.rows()[0];
    assert_eq!(held.cells, [Cell::Integer(1), Cell::Text("y".to_owned())]);
    assert_eq!((held.changed.as_slice(), held.changed_at), (&[1][..], Some(Millis(2))));
}

#[test]
fn a_patch_touches_known_rows_only() {
    let mut table = table(false, Duplicates::Last);
    table.upsert(vec![row("a", 1)], Millis(1));
    assert!(table.patch(row("a", 2), Millis(2)));
    assert!(!table.patch(row("b", 2), Millis(3)));
    assert_eq!((keys(&table), value(&table, "a")), (vec!["a"], Cell::Integer(2)));
}

/// hub 000 §3: a listing with rows that cannot be read says nothing about the missing ones.
#[test]
fn what_is_missing_in_an_incomplete_list_is_not_gone() {
    let mut table = table(true, Duplicates::Last);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], true, Millis(0), Millis(1));
    table.snapshot(None, vec![row("a", 3)], false, Millis(1), Millis(2));
    let held: Vec<_> = table.rows().iter().map(|held| (held.key.as_str(), held.removed)).collect();
    assert_eq!(held, [("a", false), ("b", false)]);
    assert_eq!(value(&table, "a"), Cell::Integer(3));
}
