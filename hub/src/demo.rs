//! Simulated agents. They use the hub as any agent does: over its public HTTP interface.

mod client;
mod simulation;

use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use std::{io, thread};

use client::HubClient;
use simulation::{AgentAction, Simulation};

use crate::token::Token;

/// How often the agents poll for a request for a check.
const CHECK_POLL: Duration = Duration::from_secs(1);

/// The simulated agents at work; they stop when this is dropped.
pub struct Agents {
    _running: Sender<()>,
}

impl Agents {
    /// Start agents that act on a hub, once in each interval of `every`.
    pub fn start(hub: SocketAddr, token: Option<&Token>, every: Duration) -> io::Result<Self> {
        let (running, stopped) = mpsc::channel();
        let client = HubClient::new(hub, token);
        thread::Builder::new()
            .name("agents".to_owned())
            .spawn(move || act_until_stopped(&client, every, &stopped))?;
        Ok(Self { _running: running })
    }
}

fn act_until_stopped(client: &HubClient, every: Duration, stopped: &Receiver<()>) {
    let mut simulation = Simulation::new(crate::time::now().timestamp_micros().unsigned_abs());
    let mut next_action = Instant::now() + every;
    let mut answered = None;
    perform(client, simulation.check_all());
    loop {
        if let Ok(Some(requested)) = client.last_check_request()
            && answered.as_ref() != Some(&requested)
        {
            answered = Some(requested);
            perform(client, simulation.check_all());
        }
        if Instant::now() >= next_action {
            perform(client, [simulation.next_action()]);
            next_action = Instant::now() + every;
        }
        let pause = next_action.saturating_duration_since(Instant::now()).min(CHECK_POLL);
        if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn perform(client: &HubClient, actions: impl IntoIterator<Item = AgentAction>) {
    for action in actions {
        let sent = match &action {
            AgentAction::Report { id, body } => client.put(&format!("/datasets/{id}"), body),
            AgentAction::Notify { body } => client.post("/api/notifications/test", body),
        };
        if let Err(error) = sent {
            tracing::warn!(%error, ?action, "a request of a simulated agent failed");
        }
    }
}
