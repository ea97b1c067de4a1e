//! A hub process of a test's own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// How long a hub of a test lives at most. Its end ends whatever a test waits for.
const LIFE: Duration = Duration::from_secs(45);
/// Bytes of an answer.
const MAX_BODY: u64 = 100_000_000;

/// A running hub; killed when it is dropped.
pub struct Server {
    child: Child,
    leash: Leash,
    /// `127.0.0.1:PORT`
    pub address: String,
    agent: ureq::Agent,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Vec<u8>,
}

/// A folder of a test's own.
pub fn scratch(name: &str) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program, not yet started.
pub fn command(database: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atalaya-hub"));
    command.args(["--listen", "127.0.0.1:0", "--database"]).arg(database).args(args);
    // Tests ask as often as they can.
    if !args.contains(&"--rate") {
        command.args(["--rate", "0"]);
    }
    command
}

impl Server {
    /// Start one with a database of its own.
    pub fn fresh(name: &str, args: &[&str]) -> Self {
        Self::start(&scratch(name).join("hub.db"), args)
    }

    /// Start one and wait until it is ready.
    pub fn start(database: &Path, args: &[&str]) -> Self {
        let mut child = command(database, args).stdout(Stdio::piped()).spawn().unwrap();
        let leash = Leash::on(&child);
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Atalaya on http://").expect(&line).to_owned();
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .new_agent();
        Self { child, leash, address, agent }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "").unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string()).unwrap()
    }

    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, &[("content-type", "application/json")], body.to_string()).unwrap()
    }

    /// The same, which the hub takes.
    pub fn put_well(&self, path: &str, body: &Value) -> Value {
        let answer = self.put(path, body);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// Any request; an error means that no whole answer came.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Result<Answer, ureq::Error> {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body.as_ref().to_vec()).unwrap())?;
        let body = response.body_mut().with_config().limit(MAX_BODY).read_to_vec()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    /// Make a notification and answer its id.
    pub fn notify(&self, title: &str) -> String {
        let answer = self.post("/api/notifications/test", &serde_json::json!({ "title": title }));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["notification"]["id"].as_str().unwrap().to_owned()
    }

    /// The ids of all that is kept, newest first.
    pub fn ids(&self) -> Vec<String> {
        let kept = self.get("/api/notifications?limit=0").json();
        ids(&kept)
    }

    /// `kill -9`, and wait until it is gone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.wait();
    }

    /// Send a signal, such as `-TERM`. It needs no exclusive access, so that others may be asking meanwhile.
    pub fn signal(&self, signal: &str) {
        send_signal(signal, self.child.id());
    }

    /// Wait until it has ended.
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        self.leash.let_go();
        status
    }
}

/// What a program says that ends by itself.
pub fn output(mut command: Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _leash = Leash::on(&child);
    child.wait_with_output().unwrap()
}

/// Kills a process that lives too long. Let go before or soon after the process ends: its id may be given again.
struct Leash(Option<mpsc::Sender<()>>);

impl Leash {
    fn on(child: &Child) -> Self {
        let (held, hold) = mpsc::channel::<()>();
        let id = child.id();
        thread::spawn(move || {
            if hold.recv_timeout(LIFE) == Err(RecvTimeoutError::Timeout) {
                eprintln!("hub {id} lived for {LIFE:?} and is killed");
                send_signal("-KILL", id);
            }
        });
        Self(Some(held))
    }

    fn let_go(&mut self) {
        self.0 = None;
    }
}

fn send_signal(signal: &str, process: u32) {
    assert!(Command::new("kill").args([signal, &process.to_string()]).status().unwrap().success());
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// The ids in a list.
pub fn ids(list: &Value) -> Vec<String> {
    let list = list["notifications"].as_array().unwrap();
    list.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}
