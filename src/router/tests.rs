use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn paths_name_pages() {
    let hub = || "a".to_owned();
    let table = [
        ("", Route::Overview),
        ("/", Route::Overview),
        ("/inbox", Route::Inbox),
        ("/settings/", Route::Settings),
        ("/hub/a", Route::Tables { hub: hub(), table: None }),
        ("/hub/a/table/t", Route::Tables { hub: hub(), table: Some("t".to_owned()) }),
        ("/hub/a/link", Route::Link { hub: hub() }),
        ("/hub", Route::Unknown),
        ("/nowhere", Route::Unknown),
    ];
    for (path, route) in table {
        assert_eq!(Route::parse(path), route, "{path}");
    }
}
