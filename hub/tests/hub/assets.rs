//! The app's files as browsers get them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use crate::server::{Server, scratch};

/// The whole policy, so that a change of it is a change of this test.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self' http: https: ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

fn dist() -> PathBuf {
    let root = scratch("dist");
    let folder = root.join("dist");
    std::fs::create_dir_all(folder.join("profiles")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>app"),
        ("boot.js", "boot"),
        ("app-0123456789abcdef_bg.wasm", "plain"),
        ("app-0123456789abcdef_bg.wasm.br", "brotli"),
        ("app-0123456789abcdef_bg.wasm.gz", "gzip"),
        ("profiles/atalaya.json", "{}"),
        (".hidden.js", "hidden"),
        ("../secret.txt", "secret"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    std::os::unix::fs::symlink(root.join("secret.txt"), folder.join("link.txt")).unwrap();
    folder
}

fn serve() -> Server {
    Server::fresh("assets", &["--dist", dist().to_str().unwrap()])
}

#[test]
fn the_best_stored_form_that_the_browser_takes_is_sent() {
    let server = serve();
    let path = "/app-0123456789abcdef_bg.wasm";
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0", "", "plain"),
        ("identity", "", "plain"),
    ] {
        let raw = raw(
            &server,
            &format!(
                "GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {accepted}\r\nConnection: close\r\n\r\n"
            ),
        );
        let (head, sent) = raw.split_once("\r\n\r\n").unwrap();
        assert_eq!(sent, body, "{accepted}");
        let named = head.lines().find_map(|line| line.strip_prefix("content-encoding: ")).unwrap_or_default();
        assert_eq!(named, encoding, "{accepted}");
        assert!(head.contains("content-type: application/wasm"), "{head}");
        assert!(head.contains("vary: Accept-Encoding"), "{head}");
    }
}

#[test]
fn pages_of_the_app_are_the_app_and_missing_files_are_missing() {
    let server = serve();
    for path in ["/", "/inbox", "/hub/demo/table/datasets?sort=name:desc", "/settings"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"<!doctype html>app"[..]), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    }
    for path in
        ["/nothing.js", "/profiles/none.json", "/hubs.example.json", "/link.txt", "/.hidden.js", "/api/none"]
    {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.send("POST", "/index.html", &[], "").unwrap().status, 405);
}

#[test]
fn nothing_outside_the_folder_can_be_got() {
    let server = serve();
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/profiles/..%2f..%2fsecret.txt", "//../secret.txt"]
    {
        let answer = raw(&server, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("secret\n") && !answer.ends_with("secret"), "{path}");
    }
}

#[test]
fn the_app_is_always_asked_for_and_hashed_files_are_kept() {
    let server = serve();
    for path in ["/", "/boot.js", "/profiles/atalaya.json", "/hubs.json"] {
        assert_eq!(server.get(path).header("cache-control"), "no-cache", "{path}");
    }
    let kept = server.get("/app-0123456789abcdef_bg.wasm");
    assert_eq!(kept.header("cache-control"), "public, max-age=31536000");
    let page = server.get("/");
    let unchanged = server.get_with("/", &[("if-none-match", page.header("etag"))]);
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
    assert_eq!(server.get_with("/", &[("if-none-match", "\"other\"")]).status, 200);
    let head = server.send("HEAD", "/", &[], "").unwrap();
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "18", 0));
}

#[test]
fn a_part_of_a_file_can_be_got() {
    let server = serve();
    let part = server.get_with("/boot.js", &[("range", "bytes=1-2")]);
    assert_eq!((part.status, part.body.as_slice()), (206, &b"oo"[..]));
    assert_eq!(part.header("content-range"), "bytes 1-2/4");
    assert_eq!(server.get_with("/boot.js", &[("range", "bytes=9-")]).status, 416);
}

#[test]
fn every_answer_carries_the_security_headers() {
    let server = serve();
    for path in ["/", "/boot.js", "/none.js", "/health", "/hubs.json", "/socket.io/?EIO=4&transport=polling"]
    {
        let answer = server.get(path);
        assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
}

fn raw(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
