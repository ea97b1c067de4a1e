//! What is written is read again as it was: notifications with all that they can have, tables with every kind of cell.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use history::{
    FileFault, export, import, read_record, read_shared, read_table, write_notification, write_shared,
    write_table,
};
use model::{
    AlertOrigin, Cell, DedupKey, Duplicates, EventId, HubId, Inbox, KeptNotification, LocalRead, Marks,
    Millis, Moment, Notification, RawExtras, Row, RowKey, Severity, Stamp, Table, TableId, TableOptions,
    Texts, Zone, Zones,
};
use proptest::prelude::*;

struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

fn stamp() -> impl Strategy<Value = Stamp> {
    let zone = prop_oneof![Just(Zone::Hub), Just(Zone::Utc), "[A-Za-z/_]{1,12}".prop_map(Zone::Named)];
    let naive = (any::<i64>(), zone).prop_map(|(local, zone)| Stamp::Naive { local: Millis(local), zone });
    prop_oneof![any::<i64>().prop_map(|at| Stamp::At(Millis(at))), naive]
}

fn texts() -> impl Strategy<Value = Texts> {
    let several = proptest::collection::btree_map("[a-z]{2}", any::<String>(), 1..4);
    let several = several.prop_map(|texts| Texts::by_language(texts).unwrap());
    prop_oneof![any::<String>().prop_map(Texts::from), several]
}

fn notification() -> impl Strategy<Value = Notification> {
    let extras = (any::<String>(), proptest::option::of(any::<String>()), proptest::option::of(stamp()));
    let extras = extras.prop_map(|(message, replaces, expires)| {
        let replaces = replaces.map(EventId::from);
        Box::new(RawExtras { spec: Arc::from("/rules/0"), message, replaces, expires })
    });
    let origin = prop_oneof![
        (0..9_usize, 0..9_usize).prop_map(|(place, unnamed)| AlertOrigin::Watch { place, unnamed }),
        Just(AlertOrigin::TableUnread),
    ];
    let dedup = proptest::collection::vec((any::<String>(), any::<u64>()), 0..3);
    let facts = (any::<String>(), 0..4_u8, proptest::option::of(texts()), proptest::option::of(texts()));
    let more =
        (proptest::option::of(stamp()), proptest::option::of(any::<String>()), any::<bool>(), any::<bool>());
    let rest = (proptest::option::of(extras), dedup, proptest::option::of(origin));
    (facts, more, rest).prop_map(
        |((id, kind, title, message), (stamp, unreadable_time, read, by_content), rest)| {
            let kinds = [Severity::Info, Severity::Success, Severity::Warning, Severity::Error];
            let mut it = Notification::new(EventId::from(id), kinds[usize::from(kind)]);
            (it.title, it.message, it.stamp, it.unreadable_time) = (title, message, stamp, unreadable_time);
            (it.read, it.id_from_content) = (read, by_content);
            it.link = Some("https://hub/one".to_owned());
            let (extras, dedup, alert) = rest;
            it.dedup_keys = dedup.into_iter().map(|(key, within_ms)| DedupKey { key, within_ms }).collect();
            (it.extras, it.alert) = (extras, alert);
            it
        },
    )
}

fn marks() -> impl Strategy<Value = Marks> {
    let read = proptest::option::of(prop_oneof![Just(LocalRead::Read), Just(LocalRead::Unread)]);
    (read, any::<[bool; 3]>(), proptest::option::of(any::<i64>())).prop_map(
        |(read, [seen, pinned, archived], until)| Marks {
            read,
            seen,
            pinned,
            archived,
            snoozed_until: until.map(Millis),
        },
    )
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        any::<String>().prop_map(Cell::Text),
        any::<i128>().prop_map(Cell::Integer),
        any::<f64>().prop_filter("equal to itself", |number| !number.is_nan()).prop_map(Cell::Number),
        "[0-9]{40}".prop_map(Cell::Decimal),
        any::<bool>().prop_map(Cell::Bool),
        stamp().prop_map(Cell::Time),
        proptest::collection::vec(any::<String>(), 0..4).prop_map(Cell::List),
        any::<String>().prop_map(|text| Cell::Json(serde_json::json!({ "t": [text, null, 1] }))),
    ]
}

proptest! {
    #[test]
    fn a_notification_comes_back_as_it_was(notification in notification(), received in 0..i64::MAX, marks in marks()) {
        let kept = KeptNotification { notification, received_at: Millis(received), marks };
        let mut inbox = Inbox::new();
        inbox.restore(vec![kept.clone()], &Utc);
        // One that replaces itself, or has gone, is none that is kept.
        if let Some(entry) = inbox.kept(&kept.notification.id) {
            let text = json::text(&write_notification(entry));
            prop_assert_eq!(read_record(&text), Some(kept));
        }
    }

    #[test]
    fn other_pages_hear_what_the_user_did(marks in proptest::collection::vec(marks(), 1..5)) {
        let mut inbox = Inbox::new();
        let kept = marks.iter().enumerate().map(|(place, marks)| KeptNotification {
            notification: Notification::new(EventId::from(place.to_string()), Severity::Info),
            received_at: Millis(1),
            marks: *marks,
        });
        inbox.restore(kept.collect(), &Utc);
        let text = write_shared(&HubId::from("h"), inbox.changed_since(None));
        let (hub, mut heard) = read_shared(&text).unwrap();
        heard.sort_by(|(one, _), (other, _)| one.cmp(other));
        prop_assert_eq!(hub, HubId::from("h"));
        prop_assert_eq!(heard.into_iter().map(|(_, marks)| marks).collect::<Vec<_>>(), marks);
    }

    #[test]
    fn a_table_comes_back_as_it_was(cells in proptest::collection::vec(cell(), 0..6)) {
        let columns: Vec<String> = (0..cells.len()).map(|place| format!("c{place}")).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let options = TableOptions {
            id: TableId::from("t"), columns: cells.len(), keep_removed: true, duplicates: Duplicates::Last,
        };
        let mut table = Table::new(options.clone());
        let row = Row { key: RowKey::from("r"), cells: cells.iter().cloned().map(Some).collect(), version: Some(7) };
        let at = Moment { mono: 5, wall: Millis(55) };
        table.snapshot(Some("s"), vec![row], 0, at, at);
        let text = write_table(&table, &columns).unwrap();
        let kept = read_table(&text, &columns).unwrap();
        prop_assert_eq!(kept.as_of, Millis(55));
        let mut again = Table::new(options);
        prop_assert!(again.restore(kept.rows, kept.as_of));
        let (row, was) = (&again.rows()[0], &table.rows()[0]);
        prop_assert_eq!((&row.key, &row.cells, row.scope()), (&was.key, &was.cells, was.scope()));
        prop_assert_eq!(read_table(&text, &["other"]), None);
    }

    #[test]
    fn whatever_stands_there_is_read_or_left_out(text in any::<String>()) {
        let _ = read_record(&text);
        let _ = read_table(&text, &["a"]);
        let _ = read_shared(&text);
        let _ = import(&text);
    }
}

#[test]
fn a_link_that_a_file_brings_is_only_kept_where_it_leads_to_the_web() {
    let record = |link: &str| {
        let value = serde_json::json!({ "id": "a", "kind": "info", "received_at": 1, "link": link });
        read_record(&json::text(&value)).unwrap().notification.link
    };
    assert_eq!(record("https://hub/").as_deref(), Some("https://hub/"));
    for link in ["javascript:alert(1)", "data:text/html,x", "/path", "httpx://hub"] {
        assert_eq!(record(link), None, "{link}");
    }
}

#[test]
fn a_file_holds_what_can_be_read_and_says_how_much_cannot() {
    let record = r#"{"id":"a","kind":"info","received_at":1}"#.to_owned();
    let text = export(&[(HubId::from("one"), vec![record, "{}".to_owned(), "no json".to_owned()])]);
    let file = import(&text).unwrap();
    assert_eq!(file.hubs[0].hub, HubId::from("one"));
    assert_eq!(file.hubs[0].notifications.len(), 1);
    assert_eq!(file.unreadable, 1);
}

#[test]
fn what_is_no_such_file_is_refused_with_the_reason() {
    let newer = r#"{"atalaya":"history","version":2,"hubs":[]}"#;
    assert_eq!(import(newer), Err(FileFault::Newer(2)));
    for other in
        ["[]", "{}", r#"{"atalaya":"preferences","version":1}"#, r#"{"atalaya":"history","hubs":[]}"#]
    {
        assert_eq!(import(other), Err(FileFault::Other), "{other}");
    }
    assert!(
        matches!(import("{\"atalaya\": nope}"), Err(FileFault::NoJson(found)) if found.contains("line 1 column"))
    );
}
