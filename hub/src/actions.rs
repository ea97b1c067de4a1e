//! What can be done to the hub, over whichever transport: each changes the store and says what to tell.

use serde_json::{Value, json};

use crate::push::Push;
use crate::store::Error;
use crate::store::datasets::{self, Dataset, Report, Status};
use crate::store::notifications::{self, Draft, Kind, Notification};
use crate::writer::Work;

/// Keep a notification and tell everybody.
pub fn notify(work: &mut Work<'_>, draft: &Draft) -> Result<Notification, Error> {
    let notification = notifications::add(work.conn, draft, work.now)?;
    let unread = notifications::unread(work.conn)?;
    let payload = json!({ "notification": notification, "unread_count": unread });
    work.pushes.push(Push::All { event: "new_notification", payload: Some(payload) });
    Ok(notification)
}

/// Mark one read and tell everybody, whoever did it and however. Answers the unread count.
pub fn mark_read(work: &mut Work<'_>, id: &str) -> Result<i64, Error> {
    notifications::mark_read(work.conn, id)?;
    let unread = notifications::unread(work.conn)?;
    let payload = json!({ "notification_id": id, "success": true, "unread_count": unread });
    work.pushes.push(Push::All { event: "notification_marked_read", payload: Some(payload) });
    Ok(unread)
}

/// Remove all notifications and tell everybody.
pub fn clear(work: &mut Work<'_>) -> Result<(), Error> {
    notifications::clear(work.conn)?;
    work.pushes.push(Push::All { event: "notifications_cleared", payload: None });
    Ok(())
}

/// Keep an agent's report, tell everybody, and notify when the state changed.
pub fn report(work: &mut Work<'_>, id: &str, report: &Report) -> Result<Dataset, Error> {
    let before = datasets::one(work.conn, id)?;
    let after = datasets::report(work.conn, id, report, work.now)?;
    work.pushes.push(Push::All { event: "dataset_update", payload: Some(json!({ "dataset": after })) });
    // The first report changes nothing: there was no state before it.
    if let Some(before) = before.filter(|before| before.status != after.status) {
        notify(work, &change(&before, id, report))?;
    }
    Ok(after)
}

/// The notification of a change of state (hub 002 §2.3, with a reason where the original says `None`).
fn change(before: &Dataset, id: &str, report: &Report) -> Draft {
    let name = &report.name;
    let (kind, change_type, title, message) = match report.status {
        Status::Up => (
            Kind::Info,
            "updated",
            format!("Dataset actualizado: {name}"),
            format!("El dataset {name} vuelve a estar disponible"),
        ),
        Status::Down => (
            Kind::Error,
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
    Draft { kind, title, message, data }
}

fn reason(report: &Report) -> String {
    match (&report.error, report.http_code) {
        (Some(error), _) => error.clone(),
        (None, Some(code)) => format!("HTTP {code}"),
        (None, None) => "sin respuesta".to_owned(),
    }
}
