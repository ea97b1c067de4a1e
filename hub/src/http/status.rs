//! How the hub is, what it tells the app about itself, and the app's files.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Hub;
use super::answer::{Answer, Failure};
use crate::store::notifications;
use crate::{assets, socket, time};

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

/// Anything else is a file of the app, or a page of it.
pub async fn file(State(hub): State<Hub>, request: Request) -> Response {
    let Some(files) = &hub.assets else {
        let why = "Endpoint not found; this hub was started without --dist and serves no app";
        return Failure::new(StatusCode::NOT_FOUND, why).into_response();
    };
    match files.answer(request.method(), request.uri().path(), request.headers()).await {
        Ok(response) => response,
        Err(assets::Missing::File) => Failure::new(StatusCode::NOT_FOUND, "File not found").into_response(),
        Err(assets::Missing::Method) => {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed").into_response()
        }
    }
}
