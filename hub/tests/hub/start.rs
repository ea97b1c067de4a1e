//! What a hub says when it cannot start.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::server::{Server, command, output, scratch};

fn refusal(command: Command) -> String {
    let output = output(command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    assert!(output.stdout.is_empty(), "it must not say that it is ready");
    said
}

#[test]
fn a_port_in_use_is_named_and_the_database_not_touched() {
    let server = Server::fresh("port", &[]);
    let database = scratch("port-second").join("hub.db");
    let mut second = Command::new(env!("CARGO_BIN_EXE_atalaya-hub"));
    second.args(["--listen", &server.address, "--database"]).arg(&database);
    let said = refusal(second);
    assert!(said.contains(&server.address) && said.contains("in use"), "{said}");
    assert!(!database.exists());
}

#[test]
fn an_address_that_others_can_reach_needs_a_flag() {
    let database = scratch("public").join("hub.db");
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let mut public = Command::new(env!("CARGO_BIN_EXE_atalaya-hub"));
        public.args(["--listen", address, "--database"]).arg(&database);
        let said = refusal(public);
        assert!(said.contains("--token") && said.contains("--insecure-public"), "{said}");
    }
    let mut short = command(&database, &["--token", "corta"]);
    short.env_remove("ATALAYA_HUB_TOKEN");
    assert!(refusal(short).contains("at least 16"));
    for args in [&["--insecure-public"][..], &["--token", "una-clave-bastante-larga"]] {
        let mut public = Command::new(env!("CARGO_BIN_EXE_atalaya-hub"));
        public.args(["--listen", "0.0.0.0:0", "--database"]).arg(&database).args(args);
        let mut public = public.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(public.stdout.take().unwrap()).read_line(&mut said).unwrap();
        public.kill().unwrap();
        public.wait().unwrap();
        assert!(said.starts_with("Atalaya on http://0.0.0.0:"), "{args:?}: {said}");
    }
}

#[test]
fn a_database_that_cannot_be_used_is_named_with_a_reason() {
    let folder = scratch("database");
    let text = folder.join("text.db");
    std::fs::write(&text, "no database ".repeat(200)).unwrap();
    let held = folder.join("held.db");
    let _holder = Server::start(&held, &[]);
    let cases = [
        (text, "not an SQLite database"),
        (held, "another program"),
        (folder.join("no/hub.db"), "folder exist"),
    ];
    for (path, why) in cases {
        let said = refusal(command(&path, &[]));
        assert!(said.contains(&path.display().to_string()) && said.contains(why), "{said}");
    }
}

#[test]
fn a_folder_without_the_app_is_named() {
    let folder = scratch("dist");
    let said = refusal(command(&folder.join("hub.db"), &["--dist", folder.to_str().unwrap()]));
    assert!(said.contains("index.html") && said.contains("cargo xtask build"), "{said}");
}

#[test]
fn wrong_arguments_are_refused() {
    let database = scratch("arguments").join("hub.db");
    for args in [["--demo-every", "0"], ["--client-buffer", "1"], ["--allow-origin", "*"], ["--listn", "x"]] {
        assert!(!refusal(command(&database, &args)).is_empty(), "{args:?}");
    }
}
