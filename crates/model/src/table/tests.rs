#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::*;

fn table(keep_removed: bool, duplicates: Duplicates) -> Table {
    Table::new(TableOptions { id: TableId::from("t"), columns: 2, keep_removed, duplicates })
}

fn ms(ms: u64) -> Moment {
    Moment { mono: ms, wall: Millis(ms as i64) }
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
    table.snapshot(Some("a"), vec![row("a1", 1), row("a2", 2)], 0, ms(0), ms(1));
    table.snapshot(Some("b"), vec![row("b1", 3)], 0, ms(1), ms(2));
    table.snapshot(Some("a"), vec![row("a2", 4)], 0, ms(2), ms(3));
    assert_eq!(keys(&table), ["a2", "b1"]);
    assert_eq!(value(&table, "a2"), Cell::Integer(4));
    assert_eq!(table.as_of(), Some(ms(3)));
}

#[test]
fn a_row_that_the_hub_no_longer_has_stays_until_dismissed_or_back() {
    let mut table = table(true, Duplicates::Last);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], 0, ms(0), ms(1));
    table.snapshot(None, vec![row("a", 1)], 0, ms(1), ms(2));
    let b = RowKey::from("b");
    assert!(table.get(&b).unwrap().is_removed());
    table.snapshot(None, vec![row("a", 1), row("b", 2)], 0, ms(2), ms(3));
    assert!(!table.get(&b).unwrap().is_removed() && !table.dismiss(&b));
    table.remove(std::slice::from_ref(&b), ms(4));
    assert!(table.dismiss(&b));
    assert_eq!(keys(&table), ["a"]);
}

#[test]
fn a_message_newer_than_the_snapshots_request_wins_and_the_poll_runs_again() {
    let mut table = table(false, Duplicates::Last);
    table.upsert(vec![row("a", 9), row("new", 1)], ms(10));
    assert!(table.snapshot(None, vec![row("a", 1)], 0, ms(5), ms(11)));
    assert_eq!(value(&table, "a"), Cell::Integer(9));
    assert_eq!(keys(&table), ["a", "new"]);
    assert!(!table.snapshot(None, vec![row("a", 1)], 0, ms(12), ms(13)));
    assert_eq!(value(&table, "a"), Cell::Integer(1));
    assert_eq!(keys(&table), ["a"]);
}

#[test]
fn an_older_version_never_overwrites() {
    let mut table = table(false, Duplicates::Last);
    let version = |value, version| Row { version: Some(version), ..row("a", value) };
    table.upsert(vec![version(1, 12_700_121_806)], ms(1));
    table.upsert(vec![version(2, 12_700_121_805)], ms(2));
    assert_eq!(value(&table, "a"), Cell::Integer(1));
    table.upsert(vec![version(3, 12_700_121_806)], ms(3));
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
        table.snapshot(None, vec![row("a", 1), row("a", 2), row("a", 3)], 0, ms(0), ms(1));
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
    table.upsert(vec![cells(Some(1), Some("x"))], ms(1));
    assert_eq!(table.rows()[0].changed_at, None, "a new row has not changed");
    table.upsert(vec![cells(None, Some("y"))], ms(2));
    let held = &table.rows()[0];
    assert_eq!(held.cells, [Cell::Integer(1), Cell::Text("y".to_owned())]);
    assert_eq!((held.changed.as_slice(), held.changed_at), (&[1][..], Some(Millis(2))));
}

#[test]
fn a_patch_touches_known_rows_only() {
    let mut table = table(false, Duplicates::Last);
    table.upsert(vec![row("a", 1)], ms(1));
    assert!(table.patch(row("a", 2), CellChange::Set, ms(2)));
    assert!(!table.patch(row("b", 2), CellChange::Set, ms(3)));
    assert_eq!((keys(&table), value(&table, "a")), (vec!["a"], Cell::Integer(2)));
}

/// hub 000 §3: a listing with a row that cannot be read.
#[test]
fn a_row_that_can_never_be_read_is_counted_and_keeps_no_other_from_going() {
    let mut table = table(true, Duplicates::Last);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], 1, ms(0), ms(1));
    table.snapshot(None, vec![row("a", 3)], 1, ms(1), ms(2));
    let held: Vec<_> = table.rows().iter().map(|held| (held.key.as_str(), held.removed_at)).collect();
    assert_eq!(held, [("a", None), ("b", Some(Millis(2)))]);
    assert_eq!((value(&table, "a"), table.unreadable()), (Cell::Integer(3), 1));
    table.snapshot(None, vec![row("a", 3)], 0, ms(3), ms(4));
    assert_eq!(table.unreadable(), 0);
    assert_eq!(table.rows()[1].removed_at, Some(Millis(2)), "since it went");
}

#[test]
fn a_row_that_may_be_the_one_that_cannot_be_read_is_not_gone() {
    let mut table = table(true, Duplicates::Last);
    table.snapshot(None, vec![row("a", 1), row("b", 2)], 0, ms(0), ms(1));
    for at in 2..5 {
        table.snapshot(None, vec![row("a", 3)], 1, ms(at), ms(at));
        assert!(!table.get(&RowKey::from("b")).unwrap().is_removed());
        assert_eq!((value(&table, "a"), table.unreadable()), (Cell::Integer(3), 1));
    }
    table.snapshot(None, vec![row("a", 3), row("b", 2)], 1, ms(5), ms(5));
    table.snapshot(None, vec![row("a", 3)], 1, ms(6), ms(6));
    assert!(table.get(&RowKey::from("b")).unwrap().is_removed(), "another cannot be read");
}

#[test]
fn rows_that_cannot_be_read_are_counted_by_scope() {
    let mut table = table(false, Duplicates::Last);
    table.snapshot(Some("a"), vec![row("a1", 1)], 2, ms(0), ms(1));
    table.snapshot(Some("b"), vec![row("b1", 1)], 1, ms(0), ms(1));
    assert_eq!(table.unreadable(), 3);
    table.snapshot(Some("a"), vec![row("a1", 1)], 0, ms(2), ms(3));
    assert_eq!(table.unreadable(), 1);
}

/// A user's report: `a,b,c`, then `z,c,b,a`, was shown as `a,b,c,z`.
#[test]
fn rows_stand_in_the_hubs_order_each_time() {
    for (lists, expected) in [
        (&["a b c", "z c b a"][..], "z c b a"),
        (&["a b c", "c a b"], "c a b"),
        (&["a b c", "b", "c b a"], "c b a"),
        (&["a b", "c d"], "c d"),
        (&["a b c", "a x b y c"], "a x b y c"),
    ] {
        let mut table = table(false, Duplicates::Last);
        for (at, list) in lists.iter().enumerate() {
            let rows = list.split(' ').map(|key| row(key, 1)).collect();
            table.snapshot(None, rows, 0, ms(at as u64), ms(at as u64 + 1));
        }
        assert_eq!(keys(&table).join(" "), expected, "{lists:?}");
        for key in expected.split(' ') {
            assert_eq!(table.get(&RowKey::from(key)).unwrap().key.as_str(), key, "found where it stands");
        }
    }
}

#[test]
fn what_a_list_does_not_speak_of_stays_in_its_place() {
    let mut table = table(true, Duplicates::Last);
    let list = |table: &mut Table, scope: Option<&str>, names: &[&str], at: u64| {
        let rows = names.iter().map(|key| row(key, 1)).collect();
        table.snapshot(scope, rows, 0, ms(at), ms(at));
    };
    list(&mut table, Some("a"), &["a1", "a2"], 1);
    list(&mut table, Some("b"), &["b1", "b2"], 2);
    list(&mut table, Some("a"), &["a3", "a2", "a1"], 3);
    assert_eq!(keys(&table), ["a3", "a2", "a1", "b1", "b2"]);
    list(&mut table, Some("a"), &["a1", "a3"], 4);
    assert_eq!(keys(&table), ["a1", "a2", "a3", "b1", "b2"], "a2 is gone and kept");
}

/// A cached list turned back what a push had put right.
#[test]
fn a_list_as_old_as_the_row_does_not_take_back_what_a_message_said() {
    let mut table = table(true, Duplicates::Last);
    let listed = |value, version| Row { version: Some(version), ..row("a", value) };
    table.snapshot(None, vec![listed(1, 100)], 0, ms(0), ms(1));
    table.patch(row("a", 2), CellChange::Set, ms(5));
    assert!(!table.snapshot(None, vec![listed(1, 100)], 0, ms(6), ms(7)));
    assert_eq!(value(&table, "a"), Cell::Integer(2));
    table.snapshot(None, vec![listed(1, 99)], 0, ms(8), ms(9));
    assert_eq!(value(&table, "a"), Cell::Integer(2));
    table.snapshot(None, vec![listed(3, 101)], 0, ms(10), ms(11));
    assert_eq!(value(&table, "a"), Cell::Integer(3));
    table.snapshot(None, vec![listed(4, 101)], 0, ms(12), ms(13));
    assert_eq!(value(&table, "a"), Cell::Integer(4), "no message came in between");
    table.remove(&[RowKey::from("a")], ms(14));
    table.snapshot(None, vec![listed(4, 101)], 0, ms(15), ms(16));
    assert!(!table.get(&RowKey::from("a")).unwrap().is_removed(), "listed again");
}

#[test]
fn a_patch_makes_the_table_as_new_as_itself() {
    let mut table = table(false, Duplicates::Last);
    table.upsert(vec![row("a", 1)], ms(1));
    table.patch(row("a", 1), CellChange::Set, ms(9));
    table.patch(row("unknown", 1), CellChange::Set, ms(12));
    assert_eq!(table.as_of(), Some(ms(9)));
}

#[test]
fn texts_come_into_a_list_once_and_leave_it() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let list = |items: &[&str]| Cell::List(texts(items));
    let ana = list(&["ana"]);
    for (before, come, items, after) in [
        (ana.clone(), true, &["eva"][..], list(&["ana", "eva"])),
        (ana.clone(), true, &["ana"], ana.clone()),
        (ana.clone(), true, &["eva", "eva", "ana", "iris"], list(&["ana", "eva", "iris"])),
        (Cell::Empty, true, &["eva"], list(&["eva"])),
        (list(&["ana", "eva", "ana"]), false, &["ana", "luz"], list(&["eva"])),
        (ana, false, &["ana"], list(&[])),
        (Cell::Empty, false, &["ana"], list(&[])),
        (Cell::Text("all".into()), true, &["eva"], Cell::Text("all".into())),
        (Cell::Integer(3), false, &["3"], Cell::Integer(3)),
    ] {
        let mut table = table(false, Duplicates::Last);
        let cells = vec![Some(before.clone()), Some(Cell::Bool(true))];
        table.upsert(vec![Row { key: RowKey::from("a"), cells, version: None }], ms(1));
        let how = if come { CellChange::Append } else { CellChange::Remove };
        let change = |key: &str| Row {
            key: RowKey::from(key),
            cells: vec![Some(list(items)), None, None],
            version: None,
        };
        assert!(table.patch(change("a"), how, ms(2)));
        assert_eq!(value(&table, "a"), after, "{before:?} {come} {items:?}");
        assert_eq!(table.get(&RowKey::from("a")).unwrap().cells[1], Cell::Bool(true));
        for odd in [Cell::Empty, Cell::Text("eva".into())] {
            let odd = Row { cells: vec![Some(odd)], ..change("a") };
            assert!(table.patch(odd, how, ms(3)));
            assert_eq!(value(&table, "a"), after, "what is no text changes nothing");
        }
        assert!(!table.patch(change("b"), how, ms(4)), "no row is made up");
        assert_eq!(keys(&table), ["a"]);
    }
}
