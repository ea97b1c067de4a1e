#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

fn columns() -> Vec<Column> {
    columns_named(&["a", "b", "c"])
}

fn columns_named(ids: &[&str]) -> Vec<Column> {
    let columns: Vec<_> =
        ids.iter().map(|id| serde_json::json!({ "id": id, "title": "T", "at": "/a" })).collect();
    let profile = serde_json::json!({ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } },
        "tables": [ { "id": "t", "title": "T", "key": "/a", "columns": columns } ] });
    profile::Profile::parse(&profile.to_string()).map(|profile| profile.tables[0].columns.clone()).unwrap()
}

fn order(column: usize, descending: bool) -> Option<Order> {
    Some(Order { column, descending })
}

#[test]
fn an_address_says_what_is_wanted_and_nothing_that_goes_without_saying() {
    let table = [
        ("", None, "", vec![0, 1, 2]),
        ("?sort=b:desc", order(1, true), "", vec![0, 1, 2]),
        ("?sort=a:asc&filter=a%26b%20%C3%B1", order(0, false), "a&b ñ", vec![0, 1, 2]),
        ("?columns=c,a", None, "", vec![2, 0]),
        ("?sort=c:desc&filter=x&columns=b", order(2, true), "x", vec![1]),
    ];
    for (query, order, filter, places) in table {
        let read = TableQuery::parse(query, &columns());
        assert_eq!((read.view.order, read.view.filter.as_str()), (order, filter), "{query}");
        assert_eq!(read.columns.places().collect::<Vec<_>>(), places, "{query}");
        assert_eq!(read.write(&columns()), query);
    }
}

#[test]
fn what_an_address_asks_in_vain_is_left_out() {
    let plain = TableQuery { view: View::default(), columns: VisibleColumns::all(3) };
    for query in
        ["?sort=nothing:desc", "?columns=", "?columns=x,y", "?other=1", "?filter", "?sort=%zz", "?sort=:"]
    {
        assert_eq!(TableQuery::parse(query, &columns()), plain, "{query}");
    }
    let some = TableQuery::parse("?columns=c,x,c,a", &columns());
    assert_eq!(some.columns.places().collect::<Vec<_>>(), [2, 0]);
}

#[test]
fn a_direction_that_is_none_is_ascending_and_the_last_of_two_wins() {
    let view = |query| TableQuery::parse(query, &columns()).view;
    assert_eq!(view("?sort=b").order, order(1, false));
    assert_eq!(view("?sort=b:up").order, order(1, false));
    assert_eq!(view("sort=a:asc&sort=b:desc").order, order(1, true));
    assert_eq!(view("?filter=a+b").filter, "a b");
}

#[test]
fn ids_of_columns_may_be_any_text() {
    let columns = columns_named(&["ip:port", "año", "100%"]);
    let query = TableQuery {
        view: View { order: order(0, true), filter: String::new() },
        columns: VisibleColumns::of([1, 0], 3),
    };
    let written = query.write(&columns);
    assert_eq!(written, "?sort=ip%3Aport:desc&columns=a%C3%B1o,ip%3Aport");
    assert_eq!(TableQuery::parse(&written, &columns), query);
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
        let read = TableQuery::parse(&query.write(&columns()), &columns());
        prop_assert_eq!(&read.view, &query.view);
        prop_assert!(read.columns.places().eq(query.columns.places()));
    }

    #[test]
    fn no_query_is_too_odd(query in any::<String>()) {
        let read = TableQuery::parse(&query, &columns());
        prop_assert!(!read.columns.is_empty());
    }
}
