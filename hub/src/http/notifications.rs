//! The log of notifications over REST.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::HubState;
use super::error::{ApiError, ApiResult};
use super::input::{Asked, FieldReader, JsonObject, Named, whole_number};
use crate::actions;
use crate::store::channels::{CHANNELS, Channel};
use crate::store::notifications::{self, Draft, Severity};

const MAX_TITLE_CHARS: usize = 200;
const MAX_MESSAGE_CHARS: usize = 4_000;

/// `?limit=50&since=n-000000000123&channel=cluster`
#[derive(Deserialize)]
pub struct NotificationQuery {
    limit: Option<String>,
    since: Option<String>,
    channel: Option<String>,
}

/// `?channel=cluster`
#[derive(Deserialize)]
pub struct ChannelQuery {
    channel: Option<String>,
}

fn channel(name: Option<&str>) -> Result<Option<Channel>, ApiError> {
    let known = |name| {
        Channel::parse(name).ok_or_else(|| {
            let all = CHANNELS.map(Channel::as_str).join(" or ");
            ApiError::invalid(format!("channel: expected {all}, found {name:.40}"))
        })
    };
    // A page that is watched for all channels has the word, and nothing in it.
    name.filter(|name| !name.is_empty()).map(known).transpose()
}

/// The newest notifications, or the oldest ones after an id.
pub async fn list(State(hub): State<HubState>, Asked(query): Asked<NotificationQuery>) -> ApiResult {
    let limit = whole_number("limit", query.limit.as_deref(), 50)?;
    let only = channel(query.channel.as_deref())?;
    let Some(since) = query.since else {
        let page = hub.writer.run(move |job| notifications::newest(job.conn, only, limit)).await?;
        return Ok(Json(json!(page)));
    };
    let seq = notifications::seq_of(&since).ok_or_else(|| {
        ApiError::invalid(format!("since: expected an id like n-000000000123, found {since:.80}"))
    })?;
    let caught = hub.writer.run(move |job| notifications::since(job.conn, only, seq, limit)).await?;
    Ok(Json(json!(caught)))
}

/// Mark one notification read.
pub async fn mark_read(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    let unread = hub.writer.run(move |job| actions::mark_read(job, &id)).await?;
    Ok(Json(json!({ "success": true, "unread_count": unread })))
}

/// Remove all notifications, of one channel or of all.
pub async fn clear(State(hub): State<HubState>, Asked(query): Asked<ChannelQuery>) -> ApiResult {
    let only = channel(query.channel.as_deref())?;
    hub.writer.run(move |job| actions::clear(job, only)).await?;
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
    let channel = channel(fields.text("channel", 20)?.as_deref())?.unwrap_or(Channel::Portal);
    fields.end()?;
    let data: Value = json!({ "test": true, "created_via": "api" });
    Ok(Draft { channel, severity, title, message, data })
}
