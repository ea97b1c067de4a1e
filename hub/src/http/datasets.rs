//! Data sets over REST: agents report them, clients list them.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use super::HubState;
use super::error::{ApiError, ApiResult};
use super::input::{Asked, FieldReader, JsonObject, Named, invalid_field, valid_id, whole_number};
use crate::actions;
use crate::push::{self, Topic};
use crate::store::datasets::{self, Dataset, DatasetStatus, Report};
use crate::time;

/// A request for a check needs an agent that polled within this time (microseconds).
const AGENT_TIMEOUT: i64 = 60_000_000;
const MAX_HISTORY_HOURS: u32 = 24 * 366;

/// The state of all data sets.
pub async fn status(State(hub): State<HubState>) -> ApiResult {
    let rows = hub.writer.run(|job| datasets::all(job.conn)).await?;
    let last = rows.iter().map(|row| &row.checked_at).max();
    Ok(Json(json!({ "count": rows.len(), "last_updated": last, "results": rows })))
}

/// `?category=salud`
#[derive(Deserialize)]
pub struct DatasetQuery {
    category: Option<String>,
}

/// The data sets without their state.
pub async fn list(State(hub): State<HubState>, Asked(query): Asked<DatasetQuery>) -> ApiResult {
    let mut rows = hub.writer.run(|job| datasets::all(job.conn)).await?;
    if let Some(category) = query.category {
        rows.retain(|row| row.category == category);
    }
    let rows: Vec<Value> = rows.iter().map(description).collect();
    Ok(Json(json!({ "count": rows.len(), "datasets": rows })))
}

fn description(row: &Dataset) -> Value {
    json!({
        "active": 1, "id": row.id, "name": row.name, "category": row.category, "url": row.url,
        "created_at": row.created_at, "updated_at": row.checked_at,
    })
}

/// Store an agent's report.
pub async fn report(State(hub): State<HubState>, Named(id): Named, body: JsonObject) -> ApiResult {
    valid_id("id", &id)?;
    let report = parse_report(FieldReader::of(body))?;
    let row = hub.writer.run(move |job| actions::report(job, &id, &report)).await?;
    Ok(Json(json!({ "dataset": row, "success": true })))
}

fn parse_report(mut fields: FieldReader) -> Result<Report, ApiError> {
    let name = fields.text("name", 200)?.filter(|name| !name.trim().is_empty());
    let status = match fields.text("status", 20)?.as_deref() {
        Some("up") => DatasetStatus::Up,
        Some("down") => DatasetStatus::Down,
        other => return Err(invalid_field("status", "\"up\" or \"down\"", &json!(other))),
    };
    let report = Report {
        name: name.ok_or_else(|| ApiError::invalid("name: expected a string that is not empty"))?,
        category: fields.text("category", 100)?.unwrap_or_default(),
        url: parse_url(fields.text("url", 2_000)?)?,
        status,
        latency_ms: fields.amount("latency_ms")?,
        http_code: fields.http_code("http_code")?,
        error: fields.text_or_null("error", 1_000)?,
    };
    fields.end()?;
    Ok(report)
}

/// The page makes a link of it, so that other schemes, such as `javascript:`, are refused.
fn parse_url(found: Option<String>) -> Result<String, ApiError> {
    let url = found.unwrap_or_default();
    if url.is_empty() || url.starts_with("http://") || url.starts_with("https://") {
        return Ok(url);
    }
    Err(invalid_field("url", "an http or https address", &json!(url)))
}

/// `?hours=24`
#[derive(Deserialize)]
pub struct HistoryQuery {
    hours: Option<String>,
}

/// The reports about one data set.
pub async fn history(
    State(hub): State<HubState>,
    Named(id): Named,
    Asked(query): Asked<HistoryQuery>,
) -> ApiResult {
    let hours = whole_number("hours", query.hours.as_deref(), 24)?;
    if !(1..=MAX_HISTORY_HOURS).contains(&hours) {
        return Err(ApiError::invalid(format!("hours: expected 1 to {MAX_HISTORY_HOURS}, found {hours}")));
    }
    let wanted = id.clone();
    let found = hub
        .writer
        .run(move |job| {
            let known = datasets::find(job.conn, &wanted)?.is_some();
            let from = job.now - TimeDelta::hours(i64::from(hours));
            Ok(known.then_some(datasets::history(job.conn, &wanted, from)?))
        })
        .await?;
    let Some(entries) = found else { return Err(ApiError::new(StatusCode::NOT_FOUND, "Dataset not found")) };
    Ok(Json(json!({ "count": entries.len(), "dataset_id": id, "history": entries, "hours": hours })))
}

/// Ask the agents to check all data sets now.
pub async fn request_check(State(hub): State<HubState>) -> ApiResult {
    let now = time::now();
    if now.timestamp_micros() - hub.checks.polled_at.load(Ordering::Relaxed) > AGENT_TIMEOUT {
        return Err(ApiError::new(StatusCode::CONFLICT, "No agent is there to check anything"));
    }
    hub.checks.requested_at.store(now.timestamp_micros(), Ordering::Relaxed);
    let payload = json!({ "timestamp": time::rfc3339(now) });
    hub.writer
        .run(move |job| {
            push::broadcast(job, Topic::Datasets, "check_requested", Some(payload));
            Ok(())
        })
        .await?;
    Ok(Json(json!({ "message": "Check forced successfully", "timestamp": time::rfc3339(now) })))
}

/// The time of the last request for a check. Agents poll it.
pub async fn last_check_request(State(hub): State<HubState>) -> ApiResult {
    hub.checks.polled_at.store(time::now().timestamp_micros(), Ordering::Relaxed);
    let requested_at = hub.checks.requested_at.load(Ordering::Relaxed);
    Ok(Json(json!({ "requested_at": (requested_at > 0).then(|| time::rfc3339_from_micros(requested_at)) })))
}
