//! The log over REST.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Hub;
use super::answer::{Answer, Failure};
use super::input::{Body, Fields, whole};
use crate::actions;
use crate::store::notifications::{self, Draft, Kind};

const TITLE: usize = 200;
const MESSAGE: usize = 4_000;

/// `?limit=50&since=n-000000000123`
#[derive(Deserialize)]
pub struct Which {
    limit: Option<String>,
    since: Option<String>,
}

/// The newest, or exactly what came after an id.
pub async fn list(State(hub): State<Hub>, Query(which): Query<Which>) -> Answer {
    let limit = whole("limit", which.limit.as_deref(), 50)?;
    let Some(since) = which.since else {
        let page = hub.writer.run(move |work| notifications::newest(work.conn, limit)).await?;
        return Ok(Json(json!(page)));
    };
    let seq = notifications::seq_of(&since).ok_or_else(|| {
        Failure::invalid(format!("since: expected an id like n-000000000123, found {since:.80}"))
    })?;
    let caught = hub.writer.run(move |work| notifications::since(work.conn, seq, limit)).await?;
    Ok(Json(json!(caught)))
}

/// Mark one read.
pub async fn mark_read(State(hub): State<Hub>, Path(id): Path<String>) -> Answer {
    let unread = hub.writer.run(move |work| actions::mark_read(work, &id)).await?;
    Ok(Json(json!({ "success": true, "unread_count": unread })))
}

/// Remove all.
pub async fn clear(State(hub): State<Hub>) -> Answer {
    hub.writer.run(actions::clear).await?;
    Ok(Json(json!({ "message": "All notifications cleared", "success": true })))
}

/// Make one.
pub async fn create(State(hub): State<Hub>, body: Body) -> Answer {
    let draft = draft(Fields::of(body))?;
    let notification = hub.writer.run(move |work| actions::notify(work, &draft)).await?;
    Ok(Json(json!({ "notification": notification, "success": true })))
}

fn draft(mut fields: Fields) -> Result<Draft, Failure> {
    let kind = match fields.text("type", 20)? {
        None => Kind::Info,
        Some(name) => Kind::parse(&name).ok_or_else(|| {
            Failure::invalid(format!("type: expected info, success, warning or error, found {name}"))
        })?,
    };
    let title = fields.text("title", TITLE)?.unwrap_or_else(|| "Notificación de prueba".to_owned());
    let message = fields.text("message", MESSAGE)?.unwrap_or_else(|| "Esta es una prueba".to_owned());
    fields.end()?;
    let data: Value = json!({ "test": true, "created_via": "api" });
    Ok(Draft { kind, title, message, data })
}
