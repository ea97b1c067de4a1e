#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;

#[test]
fn a_secure_page_may_not_ask_an_insecure_address() {
    let table = [
        (true, "http://hub.example", true),
        (true, "http://192.168.1.4:5001/x", true),
        (true, "http://12.7.0.1", true),
        (true, "https://hub.example", false),
        (true, "http://127.0.0.1:5001", false),
        (true, "http://localhost:5001", false),
        (true, "http://[::1]:5001", false),
        (true, "", false),
        (true, "/hubs/files", false),
        (false, "http://hub.example", false),
        (false, "https://hub.example", false),
    ];
    for (secure, url, mixed) in table {
        assert_eq!(is_mixed_content(secure, url), mixed, "{url} from a page that is secure: {secure}");
    }
}
