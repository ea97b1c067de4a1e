use super::*;

#[test]
fn a_path_is_a_file_a_page_or_nothing() {
    let cases = [
        ("/", Some("index.html")),
        ("/inbox", Some("index.html")),
        ("/hub/demo/table/datasets", Some("index.html")),
        ("/boot.js", Some("boot.js")),
        ("/profiles/atalaya.json", Some("profiles/atalaya.json")),
        ("//profiles//a.json", Some("profiles/a.json")),
        ("/ma%C3%B1ana.svg", Some("mañana.svg")),
        ("/../secret.txt", None),
        ("/%2e%2e/secret.txt", None),
        ("/a/..%2fsecret.txt", None),
        ("/..%5csecret.txt", None),
        ("/.git/config", None),
        ("/.env", None),
        ("/C:%5Cwindows.ini", None),
        ("/a%00.js", None),
        ("/a%ff.js", None),
        ("/a%2", None),
        ("/a%zz.js", None),
    ];
    for (path, expected) in cases {
        assert_eq!(name_of(path).as_deref(), expected, "{path}");
    }
}

#[test]
fn an_encoding_is_used_only_when_it_is_taken() {
    let cases = [
        ("gzip, deflate, br, zstd", "br", true),
        ("gzip;q=1.0, BR;q=0.5", "br", true),
        ("br;q=0, gzip", "br", false),
        ("br; q=0.0", "br", false),
        ("brotli", "br", false),
        ("", "gzip", false),
    ];
    for (accepted, encoding, expected) in cases {
        assert_eq!(accepts(accepted, encoding), expected, "{accepted} {encoding}");
    }
}

#[test]
fn only_names_that_change_with_the_content_are_kept() {
    let cases = [
        ("index.html", "no-cache"),
        ("boot.js", "no-cache"),
        ("boot-0123456789abcdef.js", LONG),
        ("profiles/atalaya.json", "no-cache"),
        ("data-0123456789abcdef.json", "no-cache"),
        ("atalaya-0123456789abcdef_bg.wasm", LONG),
        ("style-0123456789abcdef.css", LONG),
        ("style.css", "no-cache"),
        ("deadbeefface.svg", "no-cache"),
        ("sw.js", "no-cache"),
    ];
    for (name, expected) in cases {
        assert_eq!(cache_control(name), expected, "{name}");
        assert!(!cache_control(name).contains("immutable"));
    }
}
