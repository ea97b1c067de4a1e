//! A small HTTP client.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::{Method, Request, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

const ANSWER_BYTES: usize = 1 << 20;

/// Speaks to one hub.
pub struct Client {
    hub: SocketAddr,
    http: legacy::Client<HttpConnector, Full<Bytes>>,
}

impl Client {
    /// Of this hub. An unspecified address is reached over loopback.
    pub fn new(mut hub: SocketAddr) -> Self {
        if hub.ip().is_unspecified() {
            let loopback =
                if hub.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() };
            hub.set_ip(loopback);
        }
        Self { hub, http: legacy::Client::builder(TokioExecutor::new()).build_http() }
    }

    /// Send a JSON body.
    pub async fn put(&self, path: &str, body: &Value) -> Result<(), String> {
        self.send(Method::PUT, path, body.to_string()).await.map(drop)
    }

    /// Send a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Result<(), String> {
        self.send(Method::POST, path, body.to_string()).await.map(drop)
    }

    /// When a check was last asked for.
    pub async fn check_asked(&self) -> Option<String> {
        let answer = self.send(Method::GET, "/check", String::new()).await.ok()?;
        answer.get("requested_at")?.as_str().map(str::to_owned)
    }

    async fn send(&self, method: Method, path: &str, body: String) -> Result<Value, String> {
        let what = format!("{method} {path}");
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.hub))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("atalaya-demo/", env!("CARGO_PKG_VERSION")))
            .body(Full::from(body))
            .map_err(|error| format!("{what}: {error}"))?;
        let response = self.http.request(request).await.map_err(|error| format!("{what}: {error}"))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES).collect().await;
        let body = body.map_err(|error| format!("{what}: {error}"))?.to_bytes();
        if !status.is_success() {
            return Err(format!("{what}: {status} {}", String::from_utf8_lossy(&body)));
        }
        serde_json::from_slice(&body).map_err(|error| format!("{what}: {error}"))
    }
}
