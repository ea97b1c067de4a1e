//! The REST routes of hub 002 §3, the app's files, and what holds for every answer.

mod cluster;
mod datasets;
mod error;
mod files;
mod guard;
mod input;
mod limits;
mod notifications;
mod status;
mod vitals;
mod ws;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post, put};
use socketioxide::SocketIo;
use socketioxide::layer::SocketIoLayer;
use tokio::sync::watch;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::assets;
use crate::files::Folder;
use crate::frames::Frames;
use crate::socket::Room;
use crate::token::Token;
use crate::vitals::Vitals;
use crate::writer::Writer;

pub use error::ApiError;
pub use guard::Origins;
pub use limits::RequestLimit;

/// Bytes of a request's body.
const BODY_BYTES: usize = 64 * 1024;
/// Bytes of a report of blocks: 5 000 with long names.
const BLOCKS_BYTES: usize = 2 * 1024 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub struct HubState {
    /// Access to the store.
    pub writer: Writer,
    /// The connected clients.
    pub io: SocketIo,
    /// What clients of `/ws` hear.
    pub frames: Frames,
    /// Becomes true when the hub stops.
    pub closing: watch::Receiver<bool>,
    /// The folder of the app's files, if the hub serves them.
    pub dist: Option<PathBuf>,
    /// Where contents of files are.
    pub folder: Arc<Folder>,
    /// How often nodes must beat.
    pub heartbeat: Duration,
    /// What clients must show.
    pub token: Option<Token>,
    /// Whether simulated agents are at work.
    pub demo: bool,
    /// The requests for checks.
    pub checks: Arc<CheckRequests>,
    /// What the hub notices of itself.
    pub vitals: Arc<Vitals>,
    /// How many clients there is room for.
    pub room: Room,
}

/// Requests that agents check all data sets. Times are microseconds since the Unix epoch, 0 for never.
#[derive(Default)]
pub struct CheckRequests {
    /// The last request of a client.
    requested_at: AtomicI64,
    /// The last time that an agent polled for requests.
    polled_at: AtomicI64,
}

/// All that the hub serves.
pub fn router(
    hub: HubState,
    socket: SocketIoLayer,
    origins: Origins,
    limit: Option<Arc<RequestLimit>>,
) -> Router {
    let guarded = Router::new()
        .route("/api/notifications", get(notifications::list))
        .route("/api/notifications/{id}/read", post(notifications::mark_read))
        .route("/api/notifications/clear", post(notifications::clear))
        .route("/api/notifications/test", post(notifications::create))
        .route("/api/websockets/status", get(status::sockets))
        .route("/api/nodes", get(cluster::nodes))
        .route("/api/nodes/{id}", put(cluster::beat).delete(cluster::leave))
        .route(
            "/api/nodes/{id}/blocks",
            put(cluster::report_blocks).layer(DefaultBodyLimit::max(BLOCKS_BYTES)),
        )
        .route("/api/nodes/{id}/forget", post(cluster::forget))
        .route("/api/nodes/{id}/drain", post(cluster::drain))
        .route("/api/nodes/{id}/undrain", post(cluster::undrain))
        .route("/api/blocks", get(cluster::blocks))
        .route("/api/blocks/{id}/replicate", post(cluster::replicate))
        // What an upload may be, it sees to itself.
        .route("/api/files", get(cluster::files).post(files::post).layer(DefaultBodyLimit::disable()))
        .route("/api/files/{name}", get(files::get).put(files::put).delete(files::delete))
        .route("/api/events", get(cluster::list_events))
        .route("/api/state", get(vitals::state))
        .route("/api/{*rest}", any(no_endpoint))
        .route("/ws/stats", get(ws::stats))
        .route("/status", get(datasets::status))
        .route("/datasets", get(datasets::list))
        .route("/datasets/{id}", put(datasets::report))
        .route("/datasets/{id}/history", get(datasets::history))
        .route("/check", get(datasets::last_check_request).post(datasets::request_check))
        .layer(from_fn_with_state(hub.clone(), guard::require_token));
    // What says who is there, and what asks who one is by itself.
    let open = Router::new()
        .route("/ws", any(ws::connect))
        .route("/health", get(status::health))
        .route("/hubs.json", get(status::hubs))
        .route("/openapi.json", get(status::openapi));
    let api = guarded
        .merge(open)
        .method_not_allowed_fallback(async || {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
        })
        // The state may change at any moment.
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(hub.clone(), vitals::count));
    let files = match &hub.dist {
        Some(dist) => assets::router(dist),
        None => Router::new().fallback(no_app),
    };
    let origins = Arc::new(origins);
    let app = api
        .with_state(hub)
        .fallback_service(files)
        .layer(socket)
        .layer(from_fn_with_state(limit, limits::limit_requests))
        .layer(guard::cors(origins.clone()))
        .layer(from_fn_with_state(origins, guard::refuse_foreign_pages));
    guard::security_headers().into_iter().fold(app, |app, (name, value)| {
        app.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

async fn no_endpoint() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "Endpoint not found")
}

async fn no_app() -> ApiError {
    let why = "Endpoint not found; this hub was started without --dist and serves no app";
    ApiError::new(StatusCode::NOT_FOUND, why)
}

#[cfg(test)]
mod tests;
