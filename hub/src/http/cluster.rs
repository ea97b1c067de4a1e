//! The cluster over REST: agents beat and report, clients list.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::HubState;
use super::error::{ApiError, ApiResult};
use super::input::{Asked, FieldReader, JsonObject, Named, valid_id, whole_number};
use crate::store::blocks::{BlockReport, HeldBlock};
use crate::store::changes::{self, Mark, RowKind};
use crate::store::events;
use crate::store::nodes::Beat;
use crate::{cluster, replication};

/// Blocks of one report.
const MAX_REPORTED: usize = 5_000;
/// Rows of one page, where nothing else is said, and at the most.
const PAGE: u32 = 10_000;
/// Replicas that may be wanted of a block.
const MAX_WANTED: i64 = 100;

/// Register a node, or beat for one that is registered.
pub async fn beat(State(hub): State<HubState>, Named(id): Named, body: JsonObject) -> ApiResult {
    valid_id("id", &id)?;
    let beat = parse_beat(FieldReader::of(body))?;
    let (mark, orders) = hub.writer.run(move |job| cluster::beat(job, &id, &beat)).await?;
    Ok(answered(&mark, json!({ "heartbeat_s": hub.heartbeat.as_secs_f64(), "orders": orders })))
}

/// A node leaves in order.
pub async fn leave(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    let mark = hub.writer.run(move |job| cluster::leave(job, &id)).await?;
    Ok(answered(&mark, json!({})))
}

/// A lost node is not waited for any longer.
pub async fn forget(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    let mark = hub.writer.run(move |job| cluster::forget(job, &id)).await?;
    Ok(answered(&mark, json!({})))
}

/// What a node holds is to be elsewhere.
pub async fn drain(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    set_drain(&hub, id, true).await
}

/// What a node holds may stay.
pub async fn undrain(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    set_drain(&hub, id, false).await
}

async fn set_drain(hub: &HubState, id: String, drain: bool) -> ApiResult {
    let (mark, state) = hub.writer.run(move |job| cluster::drain(job, &id, drain)).await?;
    Ok(answered(&mark, json!({ "state": state })))
}

/// Order the replicas that a block lacks.
pub async fn replicate(State(hub): State<HubState>, Named(id): Named) -> ApiResult {
    let (mark, to) = hub.writer.run(move |job| replication::replicate(job, &id)).await?;
    Ok(answered(&mark, json!({ "to": to })))
}

/// A node says what it holds.
pub async fn report_blocks(State(hub): State<HubState>, Named(id): Named, body: JsonObject) -> ApiResult {
    let report = parse_blocks(FieldReader::of(body))?;
    let mark = hub.writer.run(move |job| cluster::report_blocks(job, &id, &report)).await?;
    Ok(answered(&mark, json!({})))
}

/// `?since=12&epoch=…`, or `?after=n7&limit=100`
#[derive(Deserialize)]
pub struct RowQuery {
    since: Option<String>,
    epoch: Option<String>,
    after: Option<String>,
    limit: Option<String>,
}

/// The nodes.
pub async fn nodes(
    State(hub): State<HubState>,
    Asked(query): Asked<RowQuery>,
    headers: HeaderMap,
) -> Response {
    rows(&hub, RowKind::Nodes, query, &headers).await.unwrap_or_else(IntoResponse::into_response)
}

/// The blocks.
pub async fn blocks(
    State(hub): State<HubState>,
    Asked(query): Asked<RowQuery>,
    headers: HeaderMap,
) -> Response {
    rows(&hub, RowKind::Blocks, query, &headers).await.unwrap_or_else(IntoResponse::into_response)
}

/// The files.
pub async fn files(
    State(hub): State<HubState>,
    Asked(query): Asked<RowQuery>,
    headers: HeaderMap,
) -> Response {
    rows(&hub, RowKind::Files, query, &headers).await.unwrap_or_else(IntoResponse::into_response)
}

/// What changed since a version of this database, else the whole list, in pages.
async fn rows(
    hub: &HubState,
    kind: RowKind,
    query: RowQuery,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let since = query.since.as_deref().map(|text| whole_number("since", Some(text), 0)).transpose()?;
    let limit = match whole_number("limit", query.limit.as_deref(), PAGE)? {
        0 => PAGE,
        limit => limit.min(PAGE),
    };
    let known = headers.get(header::IF_NONE_MATCH).cloned();
    let (mark, body) = hub
        .writer
        .run(move |job| {
            let mark = changes::mark(job.conn)?;
            if known.is_some_and(|known| known == etag(&mark)) {
                return Ok((mark, None));
            }
            let is_same = query.epoch.is_none_or(|epoch| epoch == mark.epoch);
            let changed = match since.filter(|_| is_same) {
                Some(since) => changes::since(job.conn, kind, since)?,
                None => None,
            };
            if let Some(changed) = changed {
                return Ok((mark, Some(serde_json::to_value(changed).unwrap_or_default())));
            }
            let page = changes::page(job.conn, kind, query.after.as_deref().unwrap_or_default(), limit)?;
            let body = json!({
                "epoch": mark.epoch, "version": mark.version, kind.name(): page.rows, "next": page.next,
            });
            Ok((mark, Some(body)))
        })
        .await?;
    let etag = HeaderValue::from_str(&etag(&mark)).unwrap_or(HeaderValue::from_static("\"\""));
    let answer = match body {
        Some(body) => Json(body).into_response(),
        None => StatusCode::NOT_MODIFIED.into_response(),
    };
    Ok(([(header::ETAG, etag)], answer).into_response())
}

/// `?since=12&limit=100`
#[derive(Deserialize)]
pub struct EventQuery {
    since: Option<String>,
    limit: Option<String>,
}

/// What happened in the cluster, newest first.
pub async fn list_events(State(hub): State<HubState>, Asked(query): Asked<EventQuery>) -> ApiResult {
    let since = whole_number("since", query.since.as_deref(), 0)?;
    let limit = whole_number("limit", query.limit.as_deref(), 100)?.clamp(1, 1_000);
    let found = hub.writer.run(move |job| events::after(job.conn, since, limit)).await?;
    Ok(Json(json!({ "events": found })))
}

/// What a request that changed something is answered with.
pub fn answered(mark: &Mark, mut more: Value) -> Json<Value> {
    more["success"] = true.into();
    more["epoch"] = mark.epoch.clone().into();
    more["version"] = mark.version.into();
    Json(more)
}

fn etag(mark: &Mark) -> String {
    format!("\"{}-{}\"", mark.epoch, mark.version)
}

fn parse_beat(mut fields: FieldReader) -> Result<Beat, ApiError> {
    let beat = Beat {
        rack: fields.text("rack", 100)?.unwrap_or_default(),
        address: fields.text("address", 300)?.unwrap_or_default(),
        capacity: fields.bytes("capacity")?.unwrap_or_default(),
        used: fields.bytes("used")?.unwrap_or_default(),
        load: fields.amount("load")?.unwrap_or_default(),
    };
    fields.end()?;
    Ok(beat)
}

fn parse_blocks(mut fields: FieldReader) -> Result<BlockReport, ApiError> {
    let held = fields.list("blocks", MAX_REPORTED)?.into_iter().map(parse_block).collect::<Result<_, _>>()?;
    let report =
        BlockReport { held, removed: fields.ids("removed", MAX_REPORTED)?, whole: fields.flag("whole")? };
    fields.end()?;
    Ok(report)
}

fn parse_block(mut fields: FieldReader) -> Result<HeldBlock, ApiError> {
    let block = HeldBlock {
        id: fields.id("id")?,
        file: fields.text("file", 300)?.unwrap_or_default(),
        size: fields.bytes("size")?.unwrap_or_default(),
        wanted: fields.whole("replicas", 1, MAX_WANTED)?.unwrap_or(1),
    };
    fields.end()?;
    Ok(block)
}
