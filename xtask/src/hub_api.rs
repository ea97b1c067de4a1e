//! The reference hub against its own description: requests that are made from `hub/openapi.json`, right ones and wrong ones.
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::python;
use crate::shell;
use crate::workspace::{Workspace, cannot};

/// Requests of each kind for each route.
const EXAMPLES: &str = "25";
/// Whether a digest or a range fits a file depends on its content, which no description knows.
const LEFT_OUT: &str = "positive_data_acceptance";
/// The same requests each time: what fails here fails again.
const SEED: &str = "1";

/// Start a hub, and send it what its description allows and what it forbids.
///
/// # Errors
/// An answer is a 5xx or stands not in the description, or something could not be started.
pub fn run(workspace: &Workspace) -> Result<(), String> {
    let programs = python::environment("hub-api-python", &workspace.root.join("hub/requirements.txt"))?;
    let folder = workspace.target.join("hub-api");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| cannot("remove", &folder, &error))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| cannot("create", &folder, &error))?;
    let hub = RunningHub::start(workspace, &folder)?;
    let mut requests = Command::new(programs.join("st"));
    // What it finds it keeps where it runs.
    requests.current_dir(&folder).arg("run").arg(format!("{}/openapi.json", hub.address));
    requests.args(["--checks", "all", "--exclude-checks", LEFT_OUT]);
    shell::run(requests.args(["--max-examples", EXAMPLES, "--seed", SEED]))
}

/// A hub that ends when this is dropped.
struct RunningHub {
    child: Child,
    address: String,
}

impl RunningHub {
    fn start(workspace: &Workspace, folder: &Path) -> Result<Self, String> {
        let mut command = Command::new(workspace.hub());
        // No node is lost for the time that the requests take: what is answered depends on the requests alone.
        command.args([
            "--listen",
            "127.0.0.1:0",
            "--log",
            "warn",
            "--heartbeat",
            "3600",
            "--rate",
            "0",
            "--database",
        ]);
        let started = command.arg(folder.join("hub.db")).stdout(Stdio::piped()).spawn();
        let child = started.map_err(|error| cannot("start", &workspace.hub(), &error))?;
        let mut hub = Self { child, address: String::new() };
        let mut line = String::new();
        if let Some(output) = hub.child.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .map_err(|error| format!("the hub's output: {error}"))?;
        }
        let address = line.trim().strip_prefix("Atalaya on ");
        hub.address =
            address.ok_or_else(|| format!("the hub did not say where it is, but: {line}"))?.to_owned();
        Ok(hub)
    }
}

impl Drop for RunningHub {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
