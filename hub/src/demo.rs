//! Simulated agents. They use the hub as any agent does: over its public HTTP interface.

mod client;
mod cluster;
mod random;
mod simulation;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use std::{io, thread};

use serde::Deserialize;

use client::HubClient;
use cluster::{Cluster, Order};
use simulation::{AgentAction, Simulation};

use crate::token::Token;

/// How often the agents poll for a request for a check.
const CHECK_POLL: Duration = Duration::from_secs(1);

/// The simulated agents at work; they stop when this is dropped.
pub struct Agents {
    _running: Sender<()>,
}

/// How the agents behave.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The pause between two actions.
    pub every: Duration,
    /// Each seed gives another course of events.
    pub seed: u64,
    /// How often nodes beat.
    pub heartbeat: Duration,
}

impl Agents {
    /// Start agents that act on a hub.
    pub fn start(hub: SocketAddr, token: Option<&Token>, behaviour: Behaviour) -> io::Result<Self> {
        let (running, stopped) = mpsc::channel();
        let client = HubClient::new(hub, token);
        thread::Builder::new()
            .name("agents".to_owned())
            .spawn(move || Act::new(client, behaviour).until_stopped(&stopped))?;
        Ok(Self { _running: running })
    }
}

/// What the hub answers to a beat, as far as the agents look.
#[derive(Deserialize)]
struct BeatAnswer {
    #[serde(default)]
    orders: Vec<Order>,
}

struct Act {
    client: HubClient,
    behaviour: Behaviour,
    portal: Simulation,
    cluster: Cluster,
    /// The request for a check that was done last.
    answered: Option<String>,
    next_action: Instant,
    next_poll: Instant,
    /// Nodes beat one after the other, so that all have done it once in the time of a beat.
    next_beat: Instant,
    beats: usize,
    /// Nodes that come, or come back, and have not said yet what they hold.
    joining: VecDeque<usize>,
}

impl Act {
    fn new(client: HubClient, behaviour: Behaviour) -> Self {
        let (portal, cluster) = (Simulation::new(behaviour.seed), Cluster::new(behaviour.seed));
        let now = Instant::now();
        let joining = (0..cluster.len()).collect();
        let next_action = now + behaviour.every;
        Self {
            client,
            behaviour,
            portal,
            cluster,
            answered: None,
            next_action,
            next_poll: now,
            next_beat: now,
            beats: 0,
            joining,
        }
    }

    fn until_stopped(mut self, stopped: &Receiver<()>) {
        for action in self.portal.check_all() {
            self.perform(&action);
        }
        let mut uploads = cluster::uploads();
        loop {
            self.act();
            // One after the other: nodes go on beating.
            if let Some(node) = self.joining.pop_front() {
                self.join(node);
            } else if let Some((name, content)) = uploads.next() {
                self.upload(&name, &content);
            }
            let due = self.next_due();
            if stopped.recv_timeout(due.saturating_duration_since(Instant::now()))
                != Err(RecvTimeoutError::Timeout)
            {
                return;
            }
        }
    }

    fn next_due(&self) -> Instant {
        let due = self.next_action.min(self.next_poll).min(self.next_beat);
        if self.joining.is_empty() { due } else { Instant::now() }
    }

    /// Do what is due.
    fn act(&mut self) {
        let now = Instant::now();
        if now >= self.next_poll {
            self.next_poll = now + CHECK_POLL;
            self.check_if_requested();
        }
        if now >= self.next_beat {
            let nodes = self.cluster.len().max(1);
            let pause = self.behaviour.heartbeat / u32::try_from(nodes).unwrap_or(u32::MAX);
            // A beat that took long makes the next one no later, unless all are late: then they go on from now.
            self.next_beat =
                (self.next_beat + pause).max(now.checked_sub(self.behaviour.heartbeat).unwrap_or(now));
            self.beat(self.beats % nodes);
            self.beats += 1;
        }
        if now >= self.next_action {
            self.next_action = now + self.behaviour.every;
            let action = self.portal.next_action();
            self.perform(&action);
            let back = self.cluster.next_step();
            self.joining.extend(back);
        }
    }

    fn upload(&self, name: &str, content: &[u8]) {
        if let Err(error) = self.client.put_file(&format!("/api/files/{name}"), content) {
            tracing::warn!(%error, name, "a simulated upload failed");
        }
    }

    fn check_if_requested(&mut self) {
        if let Ok(Some(requested)) = self.client.last_check_request()
            && self.answered.as_ref() != Some(&requested)
        {
            self.answered = Some(requested);
            for action in self.portal.check_all() {
                self.perform(&action);
            }
        }
    }

    /// A node comes, or comes back: it beats, and says what it holds.
    fn join(&mut self, node: usize) {
        self.beat(node);
        if let Some(action) = self.cluster.report(node) {
            self.perform(&action);
        }
    }

    /// A node beats, does what it is ordered to, and reports that.
    fn beat(&mut self, node: usize) {
        let Some(action) = self.cluster.beat(node) else { return };
        let Some(answer) = self.perform(&action) else { return };
        let orders =
            serde_json::from_slice(&answer).map_or_else(|_| Vec::new(), |BeatAnswer { orders }| orders);
        if let Some(action) = self.cluster.obey(node, &orders) {
            self.perform(&action);
        }
    }

    /// Send a request, and return what the hub answers.
    fn perform(&self, action: &AgentAction) -> Option<Vec<u8>> {
        let sent = match action {
            AgentAction::Report { id, body } => self.client.put(&format!("/datasets/{id}"), body),
            AgentAction::Notify { body } => self.client.post("/api/notifications/test", body),
            AgentAction::Beat { id, body } => self.client.put(&format!("/api/nodes/{id}"), body),
            AgentAction::Hold { id, body } => self.client.put(&format!("/api/nodes/{id}/blocks"), body),
        };
        sent.inspect_err(|error| tracing::warn!(%error, ?action, "a request of a simulated agent failed"))
            .ok()
    }
}
