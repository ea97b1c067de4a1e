use super::*;

#[test]
fn pages_of_other_sites_are_refused() {
    let origins = Origins::new(&["https://atalaya.example".to_owned()]).unwrap();
    let host = Some("hub.example:8080");
    let cases = [
        ("http://localhost:8081", true),
        ("http://127.0.0.1:1234", true),
        ("http://127.8.9.1", true),
        ("http://[::1]:8080", true),
        ("https://atalaya.example", true),
        ("http://hub.example:8080", true),
        ("https://HUB.example:8080", true),
        ("http://hub.example", false),
        ("http://evil.example", false),
        ("https://atalaya.example.evil.example", false),
        ("http://localhost.evil.example", false),
        ("http://127.0.0.1.evil.example", false),
        ("http://127.0.0.1:80.evil.example", false),
        ("null", false),
        ("file://", false),
        ("", false),
    ];
    for (origin, expected) in cases {
        assert_eq!(origins.allow(origin, host), expected, "{origin}");
    }
}

#[test]
fn what_is_no_origin_cannot_be_allowed() {
    for wrong in
        ["*", "atalaya.example", "https://atalaya.example/", "https://a.example/path", "https://", ""]
    {
        assert!(Origins::new(&[wrong.to_owned()]).is_err(), "{wrong}");
    }
    assert!(Origins::new(&["http://a.example:8080".to_owned()]).is_ok());
}
