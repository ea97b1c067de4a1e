//! The REST routes of hub 002 §3, the app's files, and what holds for every answer.

mod answer;
mod datasets;
mod guard;
mod input;
mod notifications;
mod status;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use axum::{Router, http::StatusCode};
use socketioxide::SocketIo;
use socketioxide::layer::SocketIoLayer;

use crate::assets::Assets;
use crate::writer::Writer;

use answer::Failure;
pub use guard::Origins;

/// Bytes of a request's body.
const BODY_BYTES: usize = 64 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub struct Hub {
    /// The store.
    pub writer: Writer,
    /// The connected clients.
    pub io: SocketIo,
    /// The app's files, if the hub serves them.
    pub assets: Option<Arc<Assets>>,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Checks that were asked for and that agents do.
    pub checks: Arc<Checks>,
}

/// When a check was last asked for, and when an agent last looked whether one was (microseconds since the
/// Unix epoch, 0 for never).
#[derive(Default)]
pub struct Checks {
    asked: AtomicI64,
    looked: AtomicI64,
}

/// Everything that the hub serves.
pub fn router(hub: Hub, socket: SocketIoLayer, origins: Origins) -> Router {
    let api = Router::new()
        .route("/api/notifications", get(notifications::list))
        .route("/api/notifications/{id}/read", post(notifications::mark_read))
        .route("/api/notifications/clear", post(notifications::clear))
        .route("/api/notifications/test", post(notifications::create))
        .route("/api/websockets/status", get(status::sockets))
        .route("/api/{*rest}", axum::routing::any(missing))
        .route("/health", get(status::health))
        .route("/hubs.json", get(status::hubs))
        .route("/status", get(datasets::status))
        .route("/datasets", get(datasets::list))
        .route("/datasets/{id}", put(datasets::report))
        .route("/datasets/{id}/history", get(datasets::history))
        .route("/check", get(datasets::check_asked).post(datasets::check))
        .method_not_allowed_fallback(async || {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
        })
        .layer(from_fn(answer::no_store))
        .layer(DefaultBodyLimit::max(BODY_BYTES));
    api.fallback(status::file)
        .with_state(hub)
        .layer(socket)
        .layer(from_fn_with_state(Arc::new(origins), guard::origin))
        .layer(from_fn(guard::headers))
}

async fn missing() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "Endpoint not found")
}
