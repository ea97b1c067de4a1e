//! The app's files: precompressed where the browser accepts it, and `index.html` for each of the app's own routes.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tokio::fs::canonicalize;
use tower_http::services::fs::{Backend, ServeDir, TokioBackend, TokioFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::http::ApiError;

/// A year: the name changes with the content. Without `immutable`, so that a reload still asks.
const ONE_YEAR: &str = "public, max-age=31536000";

/// Serve the files of a folder.
pub fn router(dist: &Path) -> Router {
    let files = ServeDir::with_backend(dist, ConfinedBackend { root: dist.into() })
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(no_file.into_service());
    Router::new()
        .fallback_service(files)
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_TYPE, with_charset))
        // RFC 9110 §15.4.5 wants it on a 304 too, where `ServeDir` leaves it out.
        .layer(SetResponseHeaderLayer::overriding(header::VARY, HeaderValue::from_static("Accept-Encoding")))
        .layer(from_fn(route_and_cache))
}

/// Answer a request that `ServeDir` has no file for.
async fn no_file(method: Method) -> ApiError {
    match method {
        Method::GET | Method::HEAD => ApiError::new(StatusCode::NOT_FOUND, "File not found"),
        _ => ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"),
    }
}

/// Send `index.html` for a route of the app, and say how long the file may be kept.
async fn route_and_cache(mut request: Request, next: Next) -> Response {
    if is_route(request.uri().path()) {
        *request.uri_mut() = Uri::from_static("/index.html");
    }
    let cache = cache_control(request.uri().path());
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    }
    response
}

/// Whether the app itself resolves this path: its last segment has no file extension.
fn is_route(path: &str) -> bool {
    path.trim_end_matches('/').rsplit('/').next().is_none_or(|name| !name.contains('.'))
}

/// Only a name that changes with the content may be kept without asking again.
fn cache_control(path: &str) -> &'static str {
    let hashed = path.split(['-', '_', '.', '/']).any(|part| {
        part.len() >= 12
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    });
    let entry_point = path.ends_with(".html") || path.ends_with(".json") || path.ends_with("boot.js");
    if hashed && !entry_point { ONE_YEAR } else { "no-cache" }
}

/// The build writes UTF-8, and `ServeDir` names no encoding of characters.
fn with_charset(response: &Response) -> Option<HeaderValue> {
    let media_type = response.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let is_text = media_type.starts_with("text/") && !media_type.contains(';');
    is_text.then(|| HeaderValue::from_str(&format!("{media_type}; charset=utf-8")).ok())?
}

/// Reads the files below a folder. It refuses hidden files, and links that lead out of the folder.
#[derive(Clone)]
struct ConfinedBackend {
    root: Arc<Path>,
}

type Opening<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

impl Backend for ConfinedBackend {
    type File = TokioFile;
    type Metadata = Metadata;
    type OpenFuture = Opening<TokioFile>;
    type MetadataFuture = Opening<Metadata>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let root = self.root.clone();
        Box::pin(async move { TokioBackend.open(confine(&root, &path).await?).await })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let root = self.root.clone();
        Box::pin(async move { TokioBackend.metadata(confine(&root, &path).await?).await })
    }
}

/// The real path of a file. The root is resolved each time, since a build may replace the folder.
async fn confine(root: &Path, path: &Path) -> io::Result<PathBuf> {
    let not_found = || io::Error::from(io::ErrorKind::NotFound);
    let root = canonicalize(root).await.map_err(|_| not_found())?;
    let path = canonicalize(path).await.map_err(|_| not_found())?;
    let inside = path.strip_prefix(&root).map_err(|_| not_found())?;
    let hidden = inside.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    if hidden { Err(not_found()) } else { Ok(path) }
}

#[cfg(test)]
mod tests;
