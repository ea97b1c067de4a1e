//! The log of notifications over REST.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::HubState;
use super::error::{ApiError, ApiResult};
use super::input::{Asked, FieldReader, JsonObject, Named, whole_number};
use crate::actions;
use crate::store::notifications::{self, Draft, Severity};

const MAX_TITLE_CHARS: usize = 200;
const MAX_MESSAGE_CHARS: usize = 4_000;

/// `?limit=50&since=n-000000000123`
#[derive(Deserialize)]
pub struct NotificationQuery {
    limit: Option<String>,
    since: Option<String>,
}

/// The newest notifications, or the oldest ones after an id.
pub async fn list(State(hub): State<HubState>, Asked(query): Asked<NotificationQuery>) -> ApiResult {
    let limit = whole_number("limit", query.limit.as_deref(), 50)?;
    let Some(since) = query.since else {
        let page = hub.writer.run(move |job| notifications::newest(job.conn, limit)).await?;
        return Ok(Json(json!(page)));
    };
    let seq = notifications::seq_of(&since).ok_or_else(|| {
        ApiError::invalid(format!("since: expected an id like n-000000000123, found {since:.80}"))
    })?;
    let caught = hub.writer.run(move |job| notifications::since(job.conn, seq, limit)).await?;
    Ok(Json(json!(caught)))
}

/// Mark one notification read.
pub async fn mark_read(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    let unread = hub.writer.run(move |job| actions::mark_read(job, &id)).await?;
    Ok(Json(json!({ "success": true, "unread_count": unread })))
}

/// Remove all notifications.
pub async fn clear(State(hub): State<HubState>) -> ApiResult {
    hub.writer.run(actions::clear).await?;
    Ok(Json(json!({ "message": "All notifications cleared", "success": true })))
}

/// Create a notification.
pub async fn create(State(hub): State<HubState>, body: JsonObject) -> ApiResult {
    let draft = draft(FieldReader::of(body))?;
    let notification = hub.writer.run(move |job| actions::notify(job, &draft)).await?;
    Ok(Json(json!({ "notification": notification, "success": true })))
}

fn draft(mut fields: FieldReader) -> Result<Draft, ApiError> {
    let severity = match fields.text("type", 20)? {
        None => Severity::Info,
        Some(name) => Severity::parse(&name).ok_or_else(|| {
            ApiError::invalid(format!("type: expected info, success, warning or error, found {name}"))
        })?,
    };
    let title = fields.text("title", MAX_TITLE_CHARS)?.unwrap_or_else(|| "Notificación de prueba".to_owned());
    let message =
        fields.text("message", MAX_MESSAGE_CHARS)?.unwrap_or_else(|| "Esta es una prueba".to_owned());
    fields.end()?;
    let data: Value = json!({ "test": true, "created_via": "api" });
    Ok(Draft { severity, title, message, data })
}
