//! What agents do to the cluster, and what becomes of nodes that are not heard: each changes the store and pushes the change.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::actions;
use crate::push::{self, Topic};
use crate::store::Error;
use crate::store::blocks::{self, BlockReport, Shortage};
use crate::store::changes::{self, KINDS, Mark};
use crate::store::channels::Channel;
use crate::store::events::{self, EventKind};
use crate::store::files;
use crate::store::nodes::{self, Beat, NodeState};
use crate::store::notifications::{Draft, Severity};
use crate::store::orders;
use crate::time;
use crate::vitals::Vitals;
use crate::writer::{JobContext, Writer};

/// A beat may be so late before it is missed.
const GRACE: Duration = Duration::from_secs(1);
/// Nodes are looked at for missed beats this often.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// A node beats: it is heard. Returns how far the database is then, and what the node is to do.
pub fn beat(job: &mut JobContext<'_>, id: &str, beat: &Beat) -> Result<(Mark, Vec<Value>), Error> {
    let version = changes::next_version(job.conn)?;
    match nodes::beat(job.conn, id, beat, version, job.now)? {
        Some((NodeState::Up | NodeState::Draining | NodeState::Drained, _)) => {}
        Some((NodeState::Lost, since)) => {
            blocks::recount_of(job.conn, id, version, job.now)?;
            let away = seconds_since(since, job.now);
            let message = format!("El nodo {id} vuelve a oírse después de {away} s");
            note(job, EventKind::Returned, id, &message)?;
            notify(job, Severity::Success, "Nodo recuperado", (id, &beat.rack), message)?;
            settle(job, version)?;
        }
        None => {
            let message = format!("El nodo {id} se ha registrado");
            note(job, EventKind::Registered, id, &message)?;
        }
    }
    push_changes(job, version)?;
    Ok((changes::mark(job.conn)?, orders::of(job.conn, id, job.now)?))
}

/// A node says what it holds.
pub fn report_blocks(job: &mut JobContext<'_>, id: &str, report: &BlockReport) -> Result<Mark, Error> {
    match nodes::state(job.conn, id)? {
        None => return Err(Error::NotFound("Node")),
        Some((NodeState::Lost, _)) => {
            return Err(Error::Conflict(format!("{id} is lost: it must beat before it says what it holds")));
        }
        Some((NodeState::Up | NodeState::Draining | NodeState::Drained, _)) => {}
    }
    let version = changes::next_version(job.conn)?;
    blocks::report(job.conn, id, report, version, job.now)?;
    settle(job, version)?;
    push_changes(job, version)?;
    changes::mark(job.conn)
}

/// What a node holds is to be elsewhere, or no longer. Returns how far the database is then, and the node's state.
pub fn drain(job: &mut JobContext<'_>, id: &str, drain: bool) -> Result<(Mark, &'static str), Error> {
    let (before, _) = nodes::state(job.conn, id)?.ok_or(Error::NotFound("Node"))?;
    if drain && before == NodeState::Lost {
        return Err(Error::Conflict(format!("{id} is lost: what it holds cannot be copied until it beats")));
    }
    let version = changes::next_version(job.conn)?;
    if nodes::set_drain(job.conn, id, drain, version, job.now)? {
        blocks::recount_staying(job.conn, id)?;
        let (kind, message) = match drain {
            true => (EventKind::Draining, format!("El nodo {id} se está vaciando")),
            false => (EventKind::Undrained, format!("El nodo {id} vuelve a quedarse en el clúster")),
        };
        note(job, kind, id, &message)?;
        settle(job, version)?;
        push_changes(job, version)?;
    }
    let (after, _) = nodes::state(job.conn, id)?.ok_or(Error::NotFound("Node"))?;
    Ok((changes::mark(job.conn)?, after.as_str()))
}

/// A node leaves in order.
pub fn leave(job: &mut JobContext<'_>, id: &str) -> Result<Mark, Error> {
    let rack = nodes::rack(job.conn, id)?.ok_or(Error::NotFound("Node"))?;
    let shortage = remove(job, id)?;
    let severity = if shortage == Shortage::default() { Severity::Info } else { Severity::Warning };
    let message = format!("El nodo {id} ha salido del clúster{}", words(shortage));
    note(job, EventKind::Left, id, &message)?;
    notify(job, severity, "Nodo retirado", (id, &rack), message)?;
    changes::mark(job.conn)
}

/// A lost node is not waited for any longer.
pub fn forget(job: &mut JobContext<'_>, id: &str) -> Result<Mark, Error> {
    match nodes::state(job.conn, id)? {
        None => return Err(Error::NotFound("Node")),
        Some((NodeState::Lost, _)) => {}
        Some((NodeState::Up | NodeState::Draining | NodeState::Drained, _)) => {
            return Err(Error::Conflict(format!("{id} is up: only a lost node can be forgotten")));
        }
    }
    remove(job, id)?;
    note(job, EventKind::Forgotten, id, &format!("El nodo {id} ya no se espera"))?;
    changes::mark(job.conn)
}

/// Lose each node that has not beaten since a moment: one notification for each, whatever it held.
pub fn lose_overdue(job: &mut JobContext<'_>, moment: DateTime<Utc>) -> Result<(), Error> {
    for (id, rack) in nodes::overdue(job.conn, moment.timestamp_micros())? {
        let version = changes::next_version(job.conn)?;
        nodes::lose(job.conn, &id, version, job.now)?;
        let shortage = blocks::recount_of(job.conn, &id, version, job.now)?;
        settle(job, version)?;
        push_changes(job, version)?;
        let message = format!("El nodo {id} ha dejado de oírse{}", words(shortage));
        note(job, EventKind::Lost, &id, &message)?;
        notify(job, Severity::Error, "Nodo perdido", (&id, &rack), message)?;
    }
    Ok(())
}

/// Look for missed beats as long as the hub runs. What beat before `started` had no chance to beat since.
pub async fn watch(writer: Writer, heartbeat: Duration, vitals: Arc<Vitals>) {
    let started = time::now();
    let late = TimeDelta::from_std(heartbeat + GRACE).unwrap_or(TimeDelta::MAX);
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let looked = writer.run(move |job| {
            let moment = job.now - late;
            if moment < started { Ok(()) } else { lose_overdue(job, moment) }
        });
        match looked.await {
            Ok(()) => vitals.note_watch(),
            Err(error) => tracing::warn!(%error, "missed beats cannot be looked for"),
        }
    }
}

fn remove(job: &mut JobContext<'_>, id: &str) -> Result<Shortage, Error> {
    let version = changes::next_version(job.conn)?;
    nodes::remove(job.conn, id, version)?;
    let shortage = blocks::drop_of(job.conn, id, version, job.now)?;
    settle(job, version)?;
    push_changes(job, version)?;
    Ok(shortage)
}

/// See what follows from other blocks, or other replicas of them: for nodes that are drained, and for files.
pub fn settle(job: &mut JobContext<'_>, version: i64) -> Result<(), Error> {
    files::remove_empty(job.conn, version)?;
    for (id, rack, state) in nodes::settle_drains(job.conn, version, job.now)? {
        if state == NodeState::Drained {
            let message = format!("El nodo {id} está vaciado: puede salir sin que falte ninguna réplica");
            note(job, EventKind::Drained, &id, &message)?;
            notify(job, Severity::Success, "Nodo vaciado", (&id, &rack), message)?;
        } else {
            note(job, EventKind::Draining, &id, &format!("El nodo {id} vuelve a tener réplicas que copiar"))?;
        }
    }
    Ok(())
}

/// Push the rows that one change has touched.
pub fn push_changes(job: &mut JobContext<'_>, version: i64) -> Result<(), Error> {
    let mut any_gone = false;
    for kind in KINDS {
        let changes = changes::changes(job.conn, kind, version - 1)?;
        if changes.upserted.is_empty() && changes.removed.is_empty() {
            continue;
        }
        any_gone |= !changes.removed.is_empty();
        let mut payload = serde_json::to_value(changes).unwrap_or_default();
        payload["table"] = Value::from(kind.name());
        push::broadcast(job, Topic::Rows(kind), "rows", Some(payload));
    }
    // Not before all is said that is gone now.
    if any_gone {
        changes::forget_oldest(job.conn)?;
    }
    Ok(())
}

/// Write an event down, and push it.
fn note(job: &mut JobContext<'_>, kind: EventKind, node: &str, message: &str) -> Result<(), Error> {
    let event = events::add(job.conn, kind, node, message, job.now)?;
    push::broadcast(job, Topic::Events, "cluster_event", Some(json!({ "event": event })));
    Ok(())
}

/// Notify everybody of what happened to a node in a rack.
fn notify(
    job: &mut JobContext<'_>,
    severity: Severity,
    what: &str,
    (node, rack): (&str, &str),
    message: String,
) -> Result<(), Error> {
    let data = json!({ "node_id": node, "rack": rack });
    let draft =
        Draft { channel: Channel::Cluster, severity, title: format!("{what}: {node}"), message, data };
    actions::notify(job, &draft).map(drop)
}

/// What came of the blocks, behind what came of the node.
fn words(shortage: Shortage) -> String {
    let blocks = |count: i64| if count == 1 { "1 bloque".to_owned() } else { format!("{count} bloques") };
    match (shortage.under, shortage.lost) {
        (0, 0) => String::new(),
        (under, 0) => format!("; {} con menos réplicas de las pedidas", blocks(under)),
        (0, lost) => format!("; {} sin ninguna réplica", blocks(lost)),
        (under, lost) => {
            format!("; {} con menos réplicas de las pedidas y {} sin ninguna", blocks(under), blocks(lost))
        }
    }
}

fn seconds_since(at: i64, now: DateTime<Utc>) -> i64 {
    (now.timestamp_micros() - at).max(0) / 1_000_000
}
