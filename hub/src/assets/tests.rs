use super::*;

#[test]
fn only_a_path_without_an_extension_is_a_route() {
    let cases = [
        ("/", true),
        ("/inbox", true),
        ("/hub/demo/table/datasets", true),
        ("/hub/demo.1/link/", true),
        ("/boot.js", false),
        ("/boot.js/", false),
        ("/profiles/atalaya.json", false),
        ("/.env", false),
        ("", true),
    ];
    for (path, expected) in cases {
        assert_eq!(is_route(path), expected, "{path}");
    }
}

#[test]
fn only_names_that_change_with_the_content_are_kept() {
    let cases = [
        ("/index.html", "no-cache"),
        ("/boot.js", "no-cache"),
        ("/boot-0123456789abcdef.js", ONE_YEAR),
        ("/profiles/atalaya.json", "no-cache"),
        ("/data-0123456789abcdef.json", "no-cache"),
        ("/atalaya-0123456789abcdef_bg.wasm", ONE_YEAR),
        ("/style-0123456789abcdef.css", ONE_YEAR),
        ("/style.css", "no-cache"),
        ("/deadbeefface.svg", "no-cache"),
        ("/sw.js", "no-cache"),
    ];
    for (path, expected) in cases {
        assert_eq!(cache_control(path), expected, "{path}");
        assert!(!cache_control(path).contains("immutable"));
    }
}
