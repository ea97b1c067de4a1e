use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn an_address_in_hubs_json_is_relative_to_it_wherever_the_page_is() {
    let base = "https://example.org/console/hubs.json";
    for (address, absolute) in [
        ("my.json", "https://example.org/console/my.json"),
        ("./profiles/my.json", "https://example.org/console/profiles/my.json"),
        ("../my.json", "https://example.org/my.json"),
        ("/my.json", "https://example.org/my.json"),
        ("día.json", "https://example.org/console/d%C3%ADa.json"),
    ] {
        assert_eq!(resolve(address, base), absolute, "{address}");
    }
}
