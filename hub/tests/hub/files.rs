//! Files: uploaded, downloaded, listed and removed.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::plain_client::PlainClient;
use crate::server::{Answer, Server, scratch};
use crate::socket_client::SocketClient;

/// Bytes that are no text and repeat nothing.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn upload(server: &Server, name: &str, bytes: &[u8]) -> Answer {
    server.send("PUT", &format!("/api/files/{name}"), &[], bytes).unwrap()
}

fn rows(server: &Server) -> Vec<Value> {
    server.get("/api/files").json()["files"].as_array().unwrap().clone()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn wait_until(holds: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(10);
    while !holds() {
        assert!(Instant::now() < until, "it never held");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Send so much of an upload, and no more.
fn send_a_part(server: &Server, name: &str, length: usize, part: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "PUT /api/files/{name} HTTP/1.1\r\nHost: hub\r\nContent-Length: {length}\r\n\r\n")
        .unwrap();
    stream.write_all(part).unwrap();
    stream
}

#[test]
fn a_file_comes_back_as_it_was_sent() {
    let server = Server::fresh("files", &[]);
    let bytes = noise(20_000_000);
    let answer = upload(&server, "informe%20a%C3%B1o%20%F0%9F%90%A6.bin", &bytes);
    assert_eq!(answer.status, 201, "{answer:?}");
    let name = "informe año 🐦.bin";
    assert_eq!((&answer.json()["name"], &answer.json()["sha256"]), (&json!(name), &json!(sha256(&bytes))));
    let row = rows(&server).remove(0);
    let of_row = [
        &row["id"],
        &row["size"],
        &row["sha256"],
        &row["blocks"],
        &row["under"],
        &row["state"],
        &row["stored"],
    ];
    assert_eq!(
        of_row,
        [
            &json!(name),
            &json!(20_000_000),
            &json!(sha256(&bytes)),
            &json!(20),
            &json!(20),
            &json!("under"),
            &json!(true)
        ]
    );

    let path = "/api/files/informe%20a%C3%B1o%20%F0%9F%90%A6.bin";
    let whole = server.get_with(path, &[]);
    assert!(whole.body == bytes, "{} bytes", whole.body.len());
    assert_eq!(
        [whole.header("content-length"), whole.header("content-type")],
        ["20000000", "application/octet-stream"]
    );
    assert_eq!(
        whole.header("content-disposition"),
        "attachment; filename=\"informe a_o _.bin\"; filename*=UTF-8''informe%20a%C3%B1o%20%F0%9F%90%A6%2Ebin"
    );
    let etag = whole.header("etag").to_owned();
    let range = |headers: &[(&str, &str)]| server.get_with(path, headers);
    let middle = range(&[("range", "bytes=100-199")]);
    assert_eq!((middle.status, &middle.body[..]), (206, &bytes[100..200]));
    assert_eq!(middle.header("content-range"), "bytes 100-199/20000000");
    assert_eq!(range(&[("range", "bytes=19999990-")]).body, bytes[19_999_990..]);
    assert_eq!(range(&[("range", "bytes=-5")]).body, bytes[19_999_995..]);
    assert_eq!(range(&[("range", "bytes=0-9"), ("if-range", &etag)]).body, bytes[..10]);
    assert_eq!(range(&[("range", "bytes=0-9"), ("if-range", "\"other\"")]).status, 200);
    assert_eq!(range(&[("if-none-match", &etag)]).status, 304);
    for whole in ["rows=0-9", "", "bytes=0-1,3-4"] {
        assert_eq!(range(&[("range", whole)]).status, 200, "{whole}");
    }
    let none = range(&[("range", "bytes=20000000-")]);
    assert_eq!((none.status, none.header("content-range")), (416, "bytes */20000000"));
    assert_eq!(none.json()["error"], "Range: the file has 20000000 bytes");
    let head = server.send("HEAD", path, &[], "").unwrap();
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "20000000", 0));
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing_also_where_the_hub_is_killed() {
    let database = scratch("files-killed").join("hub.db");
    let folder = database.with_extension("files");
    let mut server = Server::start(&database, &[]);
    let bytes = noise(3_000_000);
    assert_eq!(upload(&server, "kept", &bytes).status, 201);
    let kept = names(&folder);
    let partial = || names(&folder).iter().any(|name| name.ends_with(".part"));

    let half = send_a_part(&server, "half", 20_000_000, &bytes);
    wait_until(partial);
    drop(half);
    wait_until(|| !partial());
    assert_eq!((names(&folder), rows(&server).len()), (kept.clone(), 1));

    let _half = send_a_part(&server, "half", 20_000_000, &bytes);
    wait_until(|| {
        let found = names(&folder).into_iter().find(|name| name.ends_with(".part"));
        found.is_some_and(|name| fs::metadata(folder.join(name)).unwrap().len() > 1_000_000)
    });
    server.kill();
    assert!(partial(), "it was killed in the middle");
    let server = Server::start(&database, &[]);
    assert_eq!(names(&folder), kept);
    assert_eq!((rows(&server).len(), server.get("/api/files/half").status), (1, 404));
    assert!(server.get_with("/api/files/kept", &[]).body == bytes);
    assert_eq!(upload(&server, "half", b"whole").status, 201);
}

#[test]
fn no_file_that_was_acknowledged_is_lost_when_the_hub_is_killed() {
    let database = scratch("files-acknowledged").join("hub.db");
    let mut acknowledged: Vec<String> = Vec::new();
    let content = |name: &str| name.repeat(2_000).into_bytes();
    for round in 0..3 {
        let mut server = Server::start(&database, &[]);
        let got = Mutex::new(Vec::new());
        thread::scope(|scope| {
            let upload_until_killed = |client: usize| {
                for nr in 0.. {
                    let name = format!("{round}-{client}-{nr}");
                    let path = format!("/api/files/{name}");
                    match server.send("PUT", &path, &[], content(&name)) {
                        Ok(answer) if answer.status == 201 => got.lock().unwrap().push(name),
                        _ => return,
                    }
                }
            };
            let clients: Vec<_> =
                (0..4).map(|client| scope.spawn(move || upload_until_killed(client))).collect();
            wait_until(|| got.lock().unwrap().len() >= 40);
            server.signal("-KILL");
            clients.into_iter().for_each(|client| client.join().unwrap());
        });
        server.wait();
        acknowledged.extend(got.into_inner().unwrap());
        let server = Server::start(&database, &[]);
        for name in &acknowledged {
            assert!(server.get(&format!("/api/files/{name}")).body == content(name), "{name}");
        }
        let kept = names(&database.with_extension("files")).len();
        assert_eq!(rows(&server).len(), kept, "and no content is there that no file has");
    }
}

#[test]
fn a_file_is_replaced_and_the_same_again_changes_nothing() {
    let database = scratch("files-replaced").join("hub.db");
    let server = Server::start(&database, &[]);
    assert_eq!(upload(&server, "a", b"one").status, 201);
    let version = rows(&server)[0]["version"].clone();
    assert_eq!(upload(&server, "a", b"one").status, 200);
    assert_eq!(rows(&server)[0]["version"], version);
    assert_eq!(upload(&server, "a", b"another").status, 200);
    // What is gone from the folder is there again once it is uploaded again.
    let folder = database.with_extension("files");
    fs::remove_file(folder.join(&names(&folder)[0])).unwrap();
    let gone = server.get("/api/files/a");
    let why = "a: the content is gone from the hub's folder; upload it again";
    assert_eq!((gone.status, &gone.json()["error"]), (404, &json!(why)));
    assert_eq!(upload(&server, "a", b"another").status, 200);
    assert_eq!(server.get("/api/files/a").body, b"another");
    assert_eq!(upload(&server, "empty", b"").status, 201);
    let empty = server.get("/api/files/empty");
    assert_eq!((empty.status, empty.body.len(), empty.header("content-length")), (200, 0, "0"));
    let row = rows(&server).pop().unwrap();
    assert_eq!((&row["blocks"], &row["state"]), (&json!(0), &json!("healthy")));
    assert_eq!(names(&folder).len(), 2);
}

#[test]
fn a_file_that_is_removed_is_gone_with_its_blocks() {
    let server = Server::fresh("files-removed", &["--block-size", "1K"]);
    let path = "/api/files/a";
    assert_eq!(upload(&server, "a", &noise(25_000)).status, 201);
    assert_eq!(server.send("DELETE", path, &[], "").unwrap().status, 200);
    assert_eq!((server.get(path).status, rows(&server).len()), (404, 0));
    assert_eq!(server.get("/api/blocks").json()["blocks"], json!([]));
    assert_eq!(server.send("DELETE", path, &[], "").unwrap().status, 404);
    // A removal of more blocks than removals are remembered.
    upload(&server, "large", &noise(21_000_000));
    let before = server.get("/api/blocks").json();
    let mut client = PlainClient::connect(&server, "?topics=blocks,files");
    client.until("up_to_date");
    assert_eq!(server.send("DELETE", "/api/files/large", &[], "").unwrap().status, 200);
    let gone = client.frame("rows")["removed"].as_array().map(Vec::len);
    assert_eq!((gone, &client.frame("rows")["removed"]), (Some(20_508), &json!(["large"])));
    let since =
        format!("/api/blocks?since={}&epoch={}", before["version"], before["epoch"].as_str().unwrap());
    assert_eq!(server.get(&since).json()["blocks"], json!([]));
}

#[test]
fn of_uploads_of_one_name_at_once_one_is_kept() {
    let database = scratch("files-at-once").join("hub.db");
    let server = Server::start(&database, &["--block-size", "1K"]);
    let sent: Vec<Vec<u8>> = (1..=8).map(|nr| noise(nr * 100_000)).collect();
    thread::scope(|scope| {
        for bytes in &sent {
            scope.spawn(|| assert!([200, 201].contains(&upload(&server, "a", bytes).status)));
        }
    });
    let kept = server.get("/api/files/a").body;
    assert!(sent.contains(&kept));
    let row = rows(&server).remove(0);
    let (size, blocks) = (kept.len(), kept.len().div_ceil(1_024));
    assert_eq!(
        (&row["size"], &row["sha256"], &row["blocks"]),
        (&json!(size), &json!(sha256(&kept)), &json!(blocks))
    );
    assert_eq!(server.get("/api/blocks").json()["blocks"].as_array().map(Vec::len), Some(blocks));
    assert_eq!(names(&database.with_extension("files")).len(), 1);
}

#[test]
fn a_form_is_stored_under_the_name_that_its_file_has() {
    let server = Server::fresh("files-form", &[]);
    let post = |body: String| {
        let kind = [("content-type", "multipart/form-data; boundary=x")];
        server.send("POST", "/api/files", &kind, body).unwrap()
    };
    let form = |parts: &str| post(format!("{parts}--x--\r\n"));
    let note = "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhola\r\n";
    let file =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"año.txt\"\r\n\r\nuno\r\ndos\r\n";
    let answer = form(&format!("{note}{file}"));
    assert_eq!((answer.status, &answer.json()["id"]), (201, &json!("año.txt")), "{answer:?}");
    assert_eq!(server.get("/api/files/a%C3%B1o.txt").body, b"uno\r\ndos");
    // The form ends in the middle of the file.
    let broken = post(format!("{note}{file}"));
    let cases = [(form(note), "The form has no part with a filename"), (broken, "The form cannot be read")];
    for (answer, why) in cases {
        let found = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(answer.status == 400 && found.starts_with(why), "{answer:?}");
    }
    assert_eq!(rows(&server).len(), 1);
    let answer = server.post("/api/files", &json!({}));
    assert_eq!(answer.status, 400, "{answer:?}");
    assert!(answer.json()["error"].as_str().unwrap().starts_with("The body must be a form"), "{answer:?}");
}

#[test]
fn what_cannot_be_stored_is_refused_with_a_reason_and_leaves_nothing() {
    let database = scratch("files-refused").join("hub.db");
    let server = Server::start(&database, &["--max-file", "1M"]);
    server.put_well("/api/nodes/n1", &json!({}));
    server.put_well(
        "/api/nodes/n1/blocks",
        &json!({ "blocks": [{ "id": "b1", "file": "theirs", "size": 7 }] }),
    );
    let other = "0".repeat(64);
    let wrong = [
        ("a?sha256=x", 400, "sha256: expected 64 hexadecimal digits, found x"),
        ("%2E%2E", 400, "name: expected"),
        ("a%2Fb", 400, "name: expected"),
        ("a%5Cb", 400, "name: expected"),
        ("a%00", 400, "name: expected"),
        ("a%FF", 400, "The path cannot be read"),
        ("theirs", 409, "theirs: agents report a file of this name already"),
        (&format!("a?sha256={other}"), 400, "sha256: 0000"),
    ];
    for (path, status, why) in wrong {
        let answer = upload(&server, path, b"abc");
        let found = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(answer.status == status && found.starts_with(why), "{path}: {answer:?}");
    }
    let large = noise(1_048_577);
    for headers in [&[][..], &[("transfer-encoding", "chunked")]] {
        let answer = server.send("PUT", "/api/files/large", headers, &large).unwrap();
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (413, &json!("The file is too large: this hub keeps files of at most 1048576 bytes"))
        );
    }
    assert_eq!(upload(&server, "large", &large[1..]).status, 201, "as large as may be");
    let right = format!("small?sha256={}", sha256(b"abc").to_uppercase());
    assert_eq!(upload(&server, &right, b"abc").status, 201);
    for method in ["GET", "DELETE"] {
        let answer = server.send(method, "/api/files/theirs", &[], "").unwrap();
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (409, &json!("theirs: only agents have this file; the hub keeps no content of it"))
        );
    }
    let ids: Vec<Value> = rows(&server).into_iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["large", "small", "theirs"]);
    assert_eq!(names(&database.with_extension("files")).len(), 2);
}

#[test]
fn files_are_pushed_like_other_rows() {
    let server = Server::fresh("files-pushed", &[]);
    let mut socket = SocketClient::welcomed(&server);
    let mut client = PlainClient::connect(&server, "?topics=files");
    assert_eq!(client.until("up_to_date")[1]["table"], "files");
    upload(&server, "a", b"abc");
    let heard = client.frame("rows");
    assert_eq!((&heard["table"], &heard["upserted"][0]["id"]), (&json!("files"), &json!("a")));
    assert_eq!(
        (socket.event("rows")["table"].clone(), socket.event("rows")["table"].clone()),
        (json!("blocks"), json!("files"))
    );
    server.send("DELETE", "/api/files/a", &[], "").unwrap();
    assert_eq!(client.frame("rows")["removed"], json!(["a"]));
    let list = server.get("/api/files");
    let same = server.get_with("/api/files", &[("if-none-match", list.header("etag"))]);
    assert_eq!(same.status, 304);
}

#[test]
fn a_large_file_that_is_refused_is_answered_before_the_connection_ends() {
    let server = Server::fresh("files-large", &["--max-file", "64K"]);
    let mut stream = send_a_part(&server, "large", 30_000_000, &[]);
    let mut answer = String::new();
    // As clients do that look for the answer once all is sent.
    drop(stream.write_all(&noise(2_000_000)));
    drop(stream.read_to_string(&mut answer));
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer:?}");
}
