//! What clients can do to the hub, over any transport: each action changes the store and pushes the change.

use serde_json::{Value, json};

use crate::push::{self, Topic};
use crate::store::Error;
use crate::store::channels::Channel;
use crate::store::datasets::{self, Dataset, DatasetStatus, Report};
use crate::store::notifications::{self, Draft, Notification, Severity};
use crate::writer::JobContext;

/// Add a notification and broadcast it.
pub fn notify(job: &mut JobContext<'_>, draft: &Draft) -> Result<Notification, Error> {
    let notification = notifications::add(job.conn, draft, job.now)?;
    let (unread, by_channel) = unread(job)?;
    let payload = json!({ "notification": notification, "unread_count": unread, "unread": by_channel });
    push::broadcast(job, Topic::Notifications(Some(draft.channel)), "new_notification", Some(payload));
    Ok(notification)
}

/// Mark one notification read and broadcast that to all clients, the sender too. Returns the unread count.
pub fn mark_read(job: &mut JobContext<'_>, id: &str) -> Result<i64, Error> {
    let channel = notifications::mark_read(job.conn, id)?;
    let (unread, by_channel) = unread(job)?;
    let payload =
        json!({ "notification_id": id, "success": true, "unread_count": unread, "unread": by_channel });
    push::broadcast(job, Topic::Notifications(Some(channel)), "notification_marked_read", Some(payload));
    Ok(unread)
}

/// Remove all notifications, of one channel or of all, and broadcast that.
pub fn clear(job: &mut JobContext<'_>, only: Option<Channel>) -> Result<(), Error> {
    notifications::clear(job.conn, only)?;
    push::broadcast(job, Topic::Notifications(only), "notifications_cleared", None);
    Ok(())
}

/// The unread ones: of all channels, and of each.
fn unread(job: &JobContext<'_>) -> Result<(i64, Value), Error> {
    Ok((notifications::unread(job.conn)?, notifications::unread_by_channel(job.conn)?))
}

/// Store an agent's report, broadcast it, and add a notification when the state changed.
pub fn report(job: &mut JobContext<'_>, id: &str, report: &Report) -> Result<Dataset, Error> {
    let before = datasets::find(job.conn, id)?;
    let after = datasets::report(job.conn, id, report, job.now)?;
    push::broadcast(job, Topic::Datasets, "dataset_update", Some(json!({ "dataset": after })));
    // The first report changes nothing: there was no state before it.
    if let Some(before) = before.filter(|before| before.status != after.status) {
        notify(job, &state_change(&before, id, report))?;
    }
    Ok(after)
}

/// The notification of a change of state (hub 002 §2.3, with a reason where the original says `None`).
fn state_change(before: &Dataset, id: &str, report: &Report) -> Draft {
    let name = &report.name;
    let (severity, change_type, title, message) = match report.status {
        DatasetStatus::Up => (
            Severity::Info,
            "updated",
            format!("Dataset actualizado: {name}"),
            format!("El dataset {name} vuelve a estar disponible"),
        ),
        DatasetStatus::Down => (
            Severity::Error,
            "error",
            format!("Error en dataset {name}"),
            format!("Error al verificar el dataset {name}: {}", reason(report)),
        ),
    };
    let details = json!({
        "previous_status": before.status,
        "new_status": report.status.as_str(),
        "error": report.error,
        "http_code": report.http_code,
        "dataset_id": id,
    });
    let data: Value = json!({ "dataset_name": name, "change_type": change_type, "details": details });
    Draft { channel: Channel::Portal, severity, title, message, data }
}

fn reason(report: &Report) -> String {
    match (&report.error, report.http_code) {
        (Some(error), _) => error.clone(),
        (None, Some(code)) => format!("HTTP {code}"),
        (None, None) => "sin respuesta".to_owned(),
    }
}
