//! What holds for every request: which pages may use the hub, and the security headers of the answer.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use super::HubState;
use super::error::ApiError;

/// The policy under which the app runs. Operators who narrow `connect-src` do so in a proxy.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self' http: https: ws: wss:; object-src 'none'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// How long a browser may keep the answer to a preflight request.
const PREFLIGHT_AGE: Duration = Duration::from_secs(600);

/// The headers that every answer carries.
pub fn security_headers() -> [(HeaderName, &'static str); 3] {
    [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ]
}

/// Web origins whose pages may use the hub, beside its own and those on loopback.
pub struct Origins(Vec<String>);

impl Origins {
    /// Check that each is an origin.
    ///
    /// # Errors
    /// A sentence about the first that is none.
    pub fn new(allowed: &[String]) -> Result<Self, String> {
        for origin in allowed {
            let uri = origin.parse::<Uri>().ok().filter(|uri| uri.scheme().is_some() && uri.path() == "/");
            if uri.is_none() || origin.ends_with('/') {
                return Err(format!("--allow-origin {origin}: expected like https://atalaya.example"));
            }
        }
        Ok(Self(allowed.to_vec()))
    }

    /// Whether pages of the origin that a request names may use the hub.
    fn allow_page(&self, origin: &HeaderValue, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        origin.to_str().is_ok_and(|origin| self.allow(origin, host))
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

/// Let pages of allowed origins read what the hub answers.
pub fn cors(origins: Arc<Origins>) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, request| {
            origins.allow_page(origin, &request.headers)
        }))
        .allow_methods([
            Method::DELETE,
            Method::GET,
            Method::HEAD,
            Method::OPTIONS,
            Method::POST,
            Method::PUT,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([header::ETAG])
        .max_age(PREFLIGHT_AGE)
}

/// Refuse requests of foreign pages. CORS alone does not: it keeps a page from reading an answer, while the hub has
/// already done what the page asked for. Without tokens, any site could clear the inbox of a user who runs a hub.
pub async fn refuse_foreign_pages(
    State(origins): State<Arc<Origins>>,
    request: Request,
    next: Next,
) -> Response {
    match request.headers().get(header::ORIGIN) {
        Some(origin) if !origins.allow_page(origin, request.headers()) => {
            let origin = origin.to_str().unwrap_or_default();
            let why =
                format!("Pages of {origin:.100} may not use this hub; its operator can --allow-origin them");
            ApiError::new(StatusCode::FORBIDDEN, why).into_response()
        }
        _ => next.run(request).await,
    }
}

/// Refuse requests that do not show the token, where there is one.
pub async fn require_token(State(hub): State<HubState>, request: Request, next: Next) -> Response {
    let shown = request.headers().get(header::AUTHORIZATION).and_then(|shown| shown.to_str().ok());
    let shown =
        shown.and_then(|shown| shown.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    let why = match (&hub.token, shown) {
        (None, _) => return next.run(request).await,
        (Some(token), Some((_, shown))) if token.is(shown.trim()) => return next.run(request).await,
        (Some(_), Some(_)) => "This is not the hub's token",
        (Some(_), None) => "This hub asks for its token: Authorization: Bearer …",
    };
    ([(header::WWW_AUTHENTICATE, "Bearer")], ApiError::new(StatusCode::UNAUTHORIZED, why)).into_response()
}

#[cfg(test)]
mod tests;
