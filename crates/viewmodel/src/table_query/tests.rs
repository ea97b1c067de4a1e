#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use profile::Profile;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A table whose columns have these ids.
fn table_of(ids: &[&str]) -> TableSpec {
    let columns = ids.iter().map(|id| json!({ "id": id, "title": "T", "at": "/a" })).collect();
    table_as(columns, &json!({}))
}

fn table_as(columns: Vec<Value>, more: &Value) -> TableSpec {
    let mut table = json!({ "id": "t", "title": "T", "key": "/a", "columns": columns });
    table.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let profile =
        json!({ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } }, "tables": [table] });
    Profile::parse(&profile.to_string()).map(|profile| profile.tables[0].as_ref().clone()).unwrap()
}

fn table() -> TableSpec {
    table_of(&["a", "b", "c"])
}

/// Sorted by `b`, the last first, and without `c`.
fn arranged() -> TableSpec {
    let column = |id: &str| json!({ "id": id, "title": "T", "at": "/a", "hidden": id == "c" });
    table_as(["a", "b", "c"].map(column).to_vec(), &json!({ "sort": "b:desc" }))
}

fn order(column: usize, descending: bool) -> Option<Order> {
    Some(Order { column, descending })
}

#[test]
fn an_address_says_what_is_wanted_and_nothing_that_goes_without_saying() {
    let asked = [
        ("", None, "", vec![0, 1, 2]),
        ("?sort=b:desc", order(1, true), "", vec![0, 1, 2]),
        ("?sort=a:asc&filter=a%26b%20%C3%B1", order(0, false), "a&b ñ", vec![0, 1, 2]),
        ("?columns=c,a", None, "", vec![2, 0]),
        ("?sort=c:desc&filter=x&columns=b", order(2, true), "x", vec![1]),
    ];
    for (query, order, filter, places) in asked {
        let read = TableQuery::parse(query, &table());
        assert_eq!((read.view.order, read.view.filter.as_str()), (order, filter), "{query}");
        assert_eq!(read.columns.places().collect::<Vec<_>>(), places, "{query}");
        assert_eq!(read.write(&table()), query);
    }
}

#[test]
fn what_an_address_asks_in_vain_is_left_out() {
    let plain = TableQuery { view: View::default(), columns: VisibleColumns::all(3) };
    for query in
        ["?sort=nothing:desc", "?columns=", "?columns=x,y", "?other=1", "?filter", "?sort=%zz", "?sort=:"]
    {
        assert_eq!(TableQuery::parse(query, &table()), plain, "{query}");
    }
    let some = TableQuery::parse("?columns=c,x,c,a", &table());
    assert_eq!(some.columns.places().collect::<Vec<_>>(), [2, 0]);
}

#[test]
fn the_profile_says_how_a_table_is_shown_that_nobody_arranged() {
    let asked = [
        ("", order(1, true), vec![0, 1]),
        ("?sort=", None, vec![0, 1]),
        ("?sort=b:asc", order(1, false), vec![0, 1]),
        ("?columns=a,b,c", order(1, true), vec![0, 1, 2]),
        ("?sort=&columns=c", None, vec![2]),
    ];
    for (query, order, places) in asked {
        let read = TableQuery::parse(query, &arranged());
        assert_eq!(read.view.order, order, "{query}");
        assert_eq!(read.columns.places().collect::<Vec<_>>(), places, "{query}");
        assert_eq!(read.write(&arranged()), query);
    }
    // What goes without saying is not said.
    for query in ["?sort=b:desc", "?columns=a,b", "?sort=nothing:asc"] {
        assert_eq!(TableQuery::parse(query, &arranged()).write(&arranged()), "", "{query}");
    }
    let hidden = json!({ "id": "a", "title": "T", "at": "/a", "hidden": true });
    let all_hidden = TableQuery::parse("", &table_as(vec![hidden], &json!({})));
    assert_eq!(all_hidden.columns.places().collect::<Vec<_>>(), [0]);
}

#[test]
fn a_direction_that_is_none_is_ascending_and_the_last_of_two_wins() {
    let view = |query| TableQuery::parse(query, &table()).view;
    assert_eq!(view("?sort=b").order, order(1, false));
    assert_eq!(view("?sort=b:up").order, order(1, false));
    assert_eq!(view("sort=a:asc&sort=b:desc").order, order(1, true));
    assert_eq!(view("?filter=a+b").filter, "a b");
}

#[test]
fn ids_of_columns_may_be_any_text() {
    let table = table_of(&["ip:port", "año", "100%"]);
    let query = TableQuery {
        view: View { order: order(0, true), filter: String::new() },
        columns: VisibleColumns::of([1, 0], 3),
    };
    let written = query.write(&table);
    assert_eq!(written, "?sort=ip%3Aport:desc&columns=a%C3%B1o,ip%3Aport");
    assert_eq!(TableQuery::parse(&written, &table), query);
}

#[test]
fn the_tab_keeps_the_columns_of_each_table_by_itself() {
    let key = columns_storage_key(&HubId::from("files"), &TableId::from("nodes"));
    assert_eq!(key, "atalaya.columns.files.nodes");
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(
        filter in any::<String>(),
        sort in proptest::option::of((0..3_usize, any::<bool>())),
        places in proptest::collection::vec(0..4_usize, 0..5),
    ) {
        let view = View { order: sort.map(|(column, descending)| Order { column, descending }), filter };
        let query = TableQuery { view, columns: VisibleColumns::of(places, 3) };
        for table in [table(), arranged()] {
            let read = TableQuery::parse(&query.write(&table), &table);
            prop_assert_eq!(&read.view, &query.view);
            prop_assert!(read.columns.places().eq(query.columns.places()));
        }
    }

    #[test]
    fn no_query_is_too_odd(query in any::<String>()) {
        let read = TableQuery::parse(&query, &table());
        prop_assert!(!read.columns.is_empty());
    }
}
