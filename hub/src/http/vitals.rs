//! The hub's own state over REST, for who watches the hub itself.

use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use super::HubState;
use super::error::ApiResult;
use crate::push::{ClientState, clients};
use crate::socket::user_agent;
use crate::store::sizes;
use crate::time;
use crate::vitals::{COUNTERS, Counter};

/// What is looked at that long ago is late.
const LATE: TimeDelta = TimeDelta::seconds(10);

/// Count a request.
pub async fn count(State(hub): State<HubState>, request: Request, next: Next) -> Response {
    hub.vitals.count(Counter::Requests);
    next.run(request).await
}

/// Who is there, how much there is to do, what the database holds, and what was looked at last.
pub async fn state(State(hub): State<HubState>) -> ApiResult {
    let began = Instant::now();
    let sizes = hub.writer.run(|job| sizes::sizes(job.conn)).await?;
    let took_ms = began.elapsed().as_secs_f64() * 1_000.0;
    let (now, started_at) = (time::now(), hub.vitals.started_at);
    let rates = COUNTERS.map(|(counter, name)| {
        let (total, per_s) = hub.vitals.rate(counter);
        json!({ "name": name, "total": total, "per_s": per_s })
    });
    let clients = client_rows(&hub);
    Ok(Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "started_at": time::rfc3339(started_at),
        "uptime_s": (now - started_at).num_seconds(),
        "client_count": clients.len(),
        "clients": clients,
        "rates": rates,
        "databases": [{ "epoch": sizes.mark.epoch, "version": sizes.mark.version, "bytes": sizes.bytes }],
        "tables": sizes.tables,
        "checks": [
            { "name": "database", "state": "ok", "at": time::rfc3339(now), "took_ms": took_ms },
            check("nodes", hub.vitals.watched_at(), now),
            check("agents", Some(hub.checks.polled_at.load(Ordering::Relaxed)).filter(|at| *at > 0), now),
        ],
    })))
}

/// What was looked at last at a moment, or never.
fn check(name: &str, at: Option<i64>, now: chrono::DateTime<Utc>) -> Value {
    let is_late = |at: i64| now.timestamp_micros() - at > LATE.num_microseconds().unwrap_or(i64::MAX);
    let state = match at {
        None => "never",
        Some(at) if is_late(at) => "late",
        Some(_) => "ok",
    };
    json!({ "name": name, "state": state, "at": at.map(time::rfc3339_from_micros), "took_ms": null })
}

fn client_rows(hub: &HubState) -> Vec<Value> {
    let sockets = clients(&hub.io);
    let of_socket_io = sockets.iter().filter_map(|socket| {
        let client = socket.extensions.get::<ClientState>()?;
        let namespace = client.id().namespace;
        Some(json!({
            "id": format!("{}{namespace}", socket.id),
            "transport": "socket.io",
            "hears": namespace,
            "connected_at": time::rfc3339(client.connected_at),
            "user_agent": user_agent(socket),
        }))
    });
    let plain = hub.vitals.plain_clients();
    let of_plain = plain.into_iter().map(|(id, client)| {
        json!({
            "id": id,
            "transport": "websocket",
            "hears": "/ws",
            "connected_at": time::rfc3339(client.connected_at),
            "user_agent": client.user_agent,
        })
    });
    of_socket_io.chain(of_plain).collect()
}
