use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn schemes_are_interchangeable_and_paths_are_relative_to_the_configuration() {
    let table = [
        ("http://h:1", "http://h:1/x", "ws://h:1/x"),
        ("wss://h/ws/", "https://h/ws/x", "wss://h/ws/x"),
        ("/hubs/files", "https://page:9/hubs/files/x", "wss://page:9/hubs/files/x"),
        ("/", "https://page:9/x", "wss://page:9/x"),
        ("files", "https://page:9/console/files/x", "wss://page:9/console/files/x"),
        ("http://h/a?secret=1#f", "http://h/a/x", "ws://h/a/x"),
    ];
    for (url, http, socket) in table {
        let bases = Bases(vec![Some(absolute(url, "https://page:9/console/hubs.json"))]);
        assert_eq!(bases.http_url(SourceId(0), "/x"), http);
        assert_eq!(bases.socket_url(SourceId(0), "/x"), socket);
    }
}
