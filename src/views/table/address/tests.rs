use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn columns() -> Vec<Column> {
    let json = r#"{ "name": "t", "title": "T", "sources": { "rest": { "kind": "rest" } }, "tables": [ { "id": "t",
        "title": "T", "key": "/a", "columns": [ { "id": "a", "title": "A", "at": "/a" },
        { "id": "b", "title": "B", "at": "/b" }, { "id": "c", "title": "C", "at": "/c" } ] } ] }"#;
    profile::Profile::parse(json).map(|profile| profile.tables[0].columns.clone()).unwrap()
}

#[wasm_bindgen_test]
fn an_address_says_what_is_wanted_and_nothing_that_goes_without_saying() {
    let order = |column, descending| Some(Order { column, descending });
    let table = [
        ("", None, "", vec![0, 1, 2]),
        ("?sort=b:desc", order(1, true), "", vec![0, 1, 2]),
        ("?sort=a:asc&filter=a%26b%20%C3%B1", order(0, false), "a&b ñ", vec![0, 1, 2]),
        ("?columns=c,a", None, "", vec![2, 0]),
    ];
    for (query, order, filter, shown) in table {
        let (view, places) = read(query, &columns());
        assert_eq!((view.order, view.filter.as_str(), &places), (order, filter, &shown), "{query}");
        assert_eq!(write(&view, &places, &columns()), query);
    }
}

#[wasm_bindgen_test]
fn what_an_address_asks_in_vain_is_left_out() {
    for query in ["?sort=nothing:desc", "?columns=", "?columns=x,y", "?other=1", "?filter", "?sort=%zz"] {
        let (view, places) = read(query, &columns());
        assert_eq!((view, places), (View::default(), vec![0, 1, 2]), "{query}");
    }
}
