//! The app's files: precompressed where the browser takes it, and `index.html` for the app's own pages.

use std::io;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A folder of files.
pub struct Assets {
    root: PathBuf,
}

/// Why there is no file to answer with.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is no such file.
    File,
    /// Files can only be got.
    Method,
}

/// Stored forms, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];
/// A year: the name changes with the content. Without `immutable`, so that a reload still asks.
const LONG: &str = "public, max-age=31536000";

impl Assets {
    /// Serve this folder.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Answer a request for a path.
    ///
    /// # Errors
    /// When there is nothing to answer with.
    pub async fn answer(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<Response, Missing> {
        if method != Method::GET && method != Method::HEAD {
            return Err(Missing::Method);
        }
        let name = name_of(path).ok_or(Missing::File)?;
        let plain = self.root.join(&name);
        let found = tokio::fs::metadata(&plain).await.map_err(|_| Missing::File)?;
        if !found.is_file() {
            return Err(Missing::File);
        }
        let (file, encoding) = self.stored_form(&plain, headers).await;
        let body = self.read(&file).await.map_err(|_| Missing::File)?;
        let tag = format!("\"{:016x}\"", fingerprint(&body));
        let matches = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        let unchanged =
            matches.is_some_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let mut response = if unchanged {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let length = body.len();
            let mut response =
                Response::new(if method == Method::HEAD { Body::empty() } else { body.into() });
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(&name)));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Ok(response)
    }

    async fn stored_form(&self, plain: &Path, headers: &HeaderMap) -> (PathBuf, Option<&'static str>) {
        let accepted =
            headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let accepted = accepted.collect::<Vec<_>>().join(",");
        for (encoding, extension) in ENCODINGS {
            let mut file = plain.as_os_str().to_owned();
            file.push(".");
            file.push(extension);
            let file = PathBuf::from(file);
            if accepts(&accepted, encoding)
                && tokio::fs::metadata(&file).await.is_ok_and(|found| found.is_file())
            {
                return (file, Some(encoding));
            }
        }
        (plain.to_owned(), None)
    }

    /// A link inside the folder must not lead out of it.
    async fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let (root, real) = (tokio::fs::canonicalize(&self.root).await?, tokio::fs::canonicalize(file).await?);
        if !real.starts_with(&root) {
            return Err(io::ErrorKind::NotFound.into());
        }
        tokio::fs::read(real).await
    }
}

/// The file that a path stands for, relative to the folder. A path whose last part has no extension is a page of the app.
fn name_of(path: &str) -> Option<String> {
    let path = decode(path)?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // A leading dot covers `..` and what editors and version control leave behind.
    let safe = |part: &&str| !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if !parts.iter().all(safe) {
        return None;
    }
    match parts.last() {
        Some(last) if last.contains('.') => Some(parts.join("/")),
        _ => Some("index.html".to_owned()),
    }
}

/// Undo `%41`; `None` when it is broken or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Whether an `Accept-Encoding` takes an encoding: named, and not with `q=0`.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
        named && !refused
    })
}

/// Only a name that changes with the content may be kept without asking.
fn cache_control(name: &str) -> &'static str {
    let hashed = name.split(['-', '_', '.', '/']).any(|part| {
        part.len() >= 12
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    });
    let always_asked = name.ends_with(".html") || name.ends_with(".json") || name.ends_with("boot.js");
    if hashed && !always_asked { LONG } else { "no-cache" }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// FNV-1a: enough to tell two builds apart.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests;
