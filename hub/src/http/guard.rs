//! What holds for every answer: which pages may use the hub, and the security headers.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::Failure;

/// The policy under which the app runs. Operators who narrow `connect-src` do so in a proxy.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self' http: https: ws: wss:; object-src 'none'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// Add the security headers.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Web origins whose pages may use the hub, beside its own and those on loopback.
pub struct Origins(Vec<String>);

impl Origins {
    /// Check the list.
    ///
    /// # Errors
    /// A sentence about the first that is not an origin.
    pub fn new(allowed: &[String]) -> Result<Self, String> {
        for origin in allowed {
            let uri = origin.parse::<Uri>().ok().filter(|uri| uri.scheme().is_some() && uri.path() == "/");
            if uri.is_none() || origin.ends_with('/') {
                return Err(format!("--allow-origin {origin}: expected like https://atalaya.example"));
            }
        }
        Ok(Self(allowed.to_vec()))
    }

    fn allow(&self, origin: &str, host: Option<&str>) -> bool {
        let Some(authority) = authority(origin) else { return false };
        self.0.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
            || host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
            || is_loopback(authority)
    }
}

fn authority(origin: &str) -> Option<&str> {
    origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// Refuse what another site's page sends through somebody's browser, also the requests that browsers send without
/// asking first: without tokens, any site could clear the inbox of whoever runs a hub on his own machine.
pub async fn origin(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let Some(origin) = headers.get(header::ORIGIN).cloned() else { return next.run(request).await };
    let text = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    if !origins.allow(text, host) {
        let why = format!("Pages of {text:.100} may not use this hub; its operator can --allow-origin them");
        return Failure::new(StatusCode::FORBIDDEN, why).into_response();
    }
    let preflight =
        request.method() == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let asked = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let mut response =
        if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    share(response.headers_mut(), origin, preflight.then_some(asked));
    response
}

/// `preflight`: the headers that the page wants to send.
fn share(headers: &mut HeaderMap, origin: HeaderValue, preflight: Option<Option<HeaderValue>>) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let Some(asked) = preflight else { return };
    let fixed: [(HeaderName, &'static str); 2] = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS, POST, PUT"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(asked) = asked {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
    }
}

#[cfg(test)]
mod tests;
