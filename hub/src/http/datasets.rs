//! Data sets over REST: agents report, people look.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Hub;
use super::answer::{Answer, Failure};
use super::input::{Body, Fields, whole, wrong};
use crate::actions;
use crate::push::Push;
use crate::store::datasets::{self, Dataset, Report, Status};
use crate::time;

/// An agent that looked for checks within this time will do one (microseconds).
const AGENT_IS_THERE: i64 = 60_000_000;
const MOST_HOURS: u32 = 24 * 366;

/// The state of all.
pub async fn status(State(hub): State<Hub>) -> Answer {
    let rows = hub.writer.run(|work| datasets::all(work.conn)).await?;
    let last = rows.iter().map(|row| &row.checked_at).max();
    Ok(Json(json!({ "count": rows.len(), "last_updated": last, "results": rows })))
}

/// `?category=salud`
#[derive(Deserialize)]
pub struct Which {
    category: Option<String>,
}

/// What there is.
pub async fn list(State(hub): State<Hub>, Query(which): Query<Which>) -> Answer {
    let mut rows = hub.writer.run(|work| datasets::all(work.conn)).await?;
    if let Some(category) = which.category {
        rows.retain(|row| row.category == category);
    }
    let rows: Vec<Value> = rows.iter().map(described).collect();
    Ok(Json(json!({ "count": rows.len(), "datasets": rows })))
}

fn described(row: &Dataset) -> Value {
    json!({
        "active": 1, "id": row.id, "name": row.name, "category": row.category, "url": row.url,
        "created_at": row.created_at, "updated_at": row.checked_at,
    })
}

/// An agent's report.
pub async fn report(State(hub): State<Hub>, Path(id): Path<String>, body: Body) -> Answer {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if id.len() > 100 || !id.bytes().all(legal) {
        return Err(Failure::invalid("id: expected at most 100 of A-Z a-z 0-9 . _ -"));
    }
    let report = read(Fields::of(body))?;
    let row = hub.writer.run(move |work| actions::report(work, &id, &report)).await?;
    Ok(Json(json!({ "dataset": row, "success": true })))
}

fn read(mut fields: Fields) -> Result<Report, Failure> {
    let name = fields.text("name", 200)?.filter(|name| !name.trim().is_empty());
    let status = match fields.text("status", 20)?.as_deref() {
        Some("up") => Status::Up,
        Some("down") => Status::Down,
        other => return Err(wrong("status", "\"up\" or \"down\"", &json!(other))),
    };
    let report = Report {
        name: name.ok_or_else(|| Failure::invalid("name: expected a string that is not empty"))?,
        category: fields.text("category", 100)?.unwrap_or_default(),
        url: url(fields.text("url", 2_000)?)?,
        status,
        latency_ms: fields.amount("latency_ms")?,
        http_code: fields.http_code("http_code")?,
        error: fields.text_or_null("error", 1_000)?,
    };
    fields.end()?;
    Ok(report)
}

/// It becomes a link in people's pages.
fn url(found: Option<String>) -> Result<String, Failure> {
    let url = found.unwrap_or_default();
    if url.is_empty() || url.starts_with("http://") || url.starts_with("https://") {
        return Ok(url);
    }
    Err(wrong("url", "an http or https address", &json!(url)))
}

/// `?hours=24`
#[derive(Deserialize)]
pub struct Since {
    hours: Option<String>,
}

/// What was reported about one.
pub async fn history(State(hub): State<Hub>, Path(id): Path<String>, Query(since): Query<Since>) -> Answer {
    let hours = whole("hours", since.hours.as_deref(), 24)?;
    if !(1..=MOST_HOURS).contains(&hours) {
        return Err(Failure::invalid(format!("hours: expected 1 to {MOST_HOURS}, found {hours}")));
    }
    let asked = id.clone();
    let found = hub
        .writer
        .run(move |work| {
            let known = datasets::one(work.conn, &asked)?.is_some();
            let from = work.now - TimeDelta::hours(i64::from(hours));
            Ok(known.then_some(datasets::history(work.conn, &asked, from)?))
        })
        .await?;
    let Some(past) = found else { return Err(Failure::new(StatusCode::NOT_FOUND, "Dataset not found")) };
    Ok(Json(json!({ "count": past.len(), "dataset_id": id, "history": past, "hours": hours })))
}

/// Somebody wants everything checked now: agents are told.
pub async fn check(State(hub): State<Hub>) -> Answer {
    let now = time::now();
    if now.timestamp_micros() - hub.checks.looked.load(Ordering::Relaxed) > AGENT_IS_THERE {
        return Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "No agent is there to check anything"));
    }
    hub.checks.asked.store(now.timestamp_micros(), Ordering::Relaxed);
    let told = json!({ "timestamp": time::text(now) });
    hub.writer
        .run(move |work| {
            work.pushes.push(Push::All { event: "check_requested", payload: Some(told) });
            Ok(())
        })
        .await?;
    Ok(Json(json!({ "message": "Check forced successfully", "timestamp": time::text(now) })))
}

/// For agents: when a check was last asked for.
pub async fn check_asked(State(hub): State<Hub>) -> Answer {
    hub.checks.looked.store(time::now().timestamp_micros(), Ordering::Relaxed);
    let asked = hub.checks.asked.load(Ordering::Relaxed);
    Ok(Json(json!({ "requested_at": (asked > 0).then(|| time::text_of_micros(asked)) })))
}
