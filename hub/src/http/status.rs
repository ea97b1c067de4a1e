//! The state of the hub itself, and the configuration that it gives the app.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::HubState;
use super::error::ApiResult;
use crate::store::notifications;
use crate::{socket, time};

/// Whether the hub works. It asks the database, so that a failing disk shows.
pub async fn health(State(hub): State<HubState>) -> ApiResult {
    let unread = hub.writer.run(|job| notifications::unread(job.conn)).await?;
    Ok(Json(json!({
        "status": "healthy",
        "database": "connected",
        "unread_count": unread,
        "timestamp": time::rfc3339(time::now()),
        "version": env!("CARGO_PKG_VERSION"),
    })))
}

/// The connected clients.
pub async fn sockets(State(hub): State<HubState>) -> ApiResult {
    Ok(Json(socket::connected_clients(&hub.io)))
}

/// The app's configuration, which names this hub: as it is, or in the demonstration what it holds over each transport.
pub async fn hubs(State(hub): State<HubState>) -> Response {
    let mut hubs = if hub.demo {
        vec![
            json!({
                "id": "portal", "name": "Portal de datos", "profile": "atalaya", "url": "/",
                "vars": { "channel": "portal" },
            }),
            json!({ "id": "cluster", "name": "Clúster", "profile": "atalaya-cluster", "url": "/" }),
            json!({ "id": "hub", "name": "El propio hub", "profile": "atalaya-state", "url": "/" }),
        ]
    } else {
        vec![json!({ "id": "atalaya", "name": "Atalaya", "profile": "atalaya", "url": "/" })]
    };
    if hub.token.is_some() {
        for hub in &mut hubs {
            hub["auth"] = auth(hub["profile"].as_str().unwrap_or_default());
        }
    }
    let no_cache = [(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (no_cache, Json(json!({ "hubs": hubs }))).into_response()
}

/// How the app shows the token that it asks the user for, by what a profile speaks.
fn auth(profile: &str) -> Value {
    let bearer =
        json!({ "source": "rest", "as": "header", "name": "Authorization", "value": "Bearer {auth.token}" });
    let live = match profile {
        "atalaya" => Some(json!({ "source": "live", "as": "connect", "value": { "token": "{auth.token}" } })),
        "atalaya-cluster" => {
            let first = json!({ "type": "auth", "token": "{auth.token}" });
            Some(json!({ "source": "live", "as": "hello", "value": first }))
        }
        _ => None,
    };
    let attach: Vec<Value> = live.into_iter().chain([bearer]).collect();
    json!({ "ask": ["token"], "attach": attach })
}

/// What of all this machines can read.
pub async fn openapi() -> Response {
    let document = include_str!("../../openapi.json");
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response()
}
