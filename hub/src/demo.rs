//! Simulated agents. They use the hub as any agent does: over its public HTTP interface.

mod client;
mod world;

use std::net::SocketAddr;
use std::time::Duration;

use client::Client;
use tokio::time::{Instant, sleep, sleep_until};
use world::{Deed, World};

/// How often the agents look whether a check was asked for.
const LOOK: Duration = Duration::from_secs(1);

/// Act until the task is aborted.
pub async fn run(hub: SocketAddr, every: Duration) {
    let client = Client::new(hub);
    let mut world = World::new(crate::time::now().timestamp_micros().unsigned_abs());
    for deed in world.all() {
        act(&client, &deed).await;
    }
    let mut next = Instant::now() + every;
    let mut answered = client.check_asked().await;
    loop {
        let asked = client.check_asked().await;
        if asked != answered {
            answered = asked;
            for deed in world.all() {
                act(&client, &deed).await;
            }
        }
        if Instant::now() >= next {
            act(&client, &world.next()).await;
            next = Instant::now() + every;
        }
        sleep_until((Instant::now() + LOOK).min(next)).await;
    }
}

async fn act(client: &Client, deed: &Deed) {
    let done = match deed {
        Deed::Report { id, body } => client.put(&format!("/datasets/{id}"), body).await,
        Deed::Notify { body } => client.post("/api/notifications/test", body).await,
    };
    if let Err(why) = done {
        eprintln!("atalaya-hub: a simulated agent failed: {why}");
        sleep(LOOK).await;
    }
}
