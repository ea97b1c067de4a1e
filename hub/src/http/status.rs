//! How the hub is, and the configuration that it gives the app.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Hub;
use super::answer::Answer;
use crate::store::notifications;
use crate::{socket, time};

/// Whether it works. Asks the database, so that a full disk shows.
pub async fn health(State(hub): State<Hub>) -> Answer {
    let unread = hub.writer.run(|work| notifications::unread(work.conn)).await?;
    Ok(Json(json!({
        "status": "healthy",
        "database": "connected",
        "unread_count": unread,
        "timestamp": time::text(time::now()),
        "version": env!("CARGO_PKG_VERSION"),
    })))
}

/// Who is connected.
pub async fn sockets(State(hub): State<Hub>) -> Answer {
    Ok(Json(socket::clients(&hub.io)))
}

/// The app's configuration: this hub.
pub async fn hubs(State(hub): State<Hub>) -> Response {
    let (id, name) = if hub.demo { ("demo", "Demostración") } else { ("atalaya", "Atalaya") };
    let hubs = json!({ "hubs": [{ "id": id, "name": name, "profile": "atalaya", "url": "/" }] });
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))], Json(hubs)).into_response()
}
