//! Files over REST: clients upload, download and remove them.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::json;
use tokio::time::timeout;
use tower_http::services::ServeFile;

use super::HubState;
use super::cluster::answered;
use super::error::{ApiError, ApiResult};
use super::input::{Asked, Named};
use crate::cluster;
use crate::files::Upload;
use crate::store::Error;
use crate::store::changes::{self, Mark};
use crate::store::files::{self, Added, Content};

/// Bytes of a name.
const MAX_NAME: usize = 255;
/// An upload that sends nothing for so long has broken off.
const SILENCE: Duration = Duration::from_secs(60);
/// So long a client may send on after its upload was refused.
const LINGER: Duration = Duration::from_secs(10);

/// `?sha256=…`
#[derive(Deserialize)]
pub struct UploadQuery {
    sha256: Option<String>,
}

/// Store the body as a file.
pub async fn put(
    State(hub): State<HubState>,
    Named(name): Named,
    Asked(query): Asked<UploadQuery>,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let announced =
        parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let is_too_large = announced.is_some_and(|length: u64| length > hub.folder.max_file);
    if is_too_large && parts.headers.contains_key(header::EXPECT) {
        // It has sent nothing yet, and need not.
        return Err(too_large(&hub));
    }
    upload(&hub, name, query, is_too_large, Source::Body(body)).await
}

/// Store a part of a form as a file, under the name that it has there.
pub async fn post(
    State(hub): State<HubState>,
    Asked(query): Asked<UploadQuery>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, ApiError> {
    let mut form = form.map_err(|why| {
        ApiError::new(why.status(), format!("The body must be a form: {}", why.body_text()))
    })?;
    while let Some(part) = form.next_field().await.map_err(|error| broken_form(&error))? {
        if let Some(name) = part.file_name().map(str::to_owned) {
            return upload(&hub, name, query, false, Source::Part(Box::new(part))).await;
        }
    }
    Err(ApiError::invalid("The form has no part with a filename"))
}

/// The content of a file, or ranges of it.
pub async fn get(
    State(hub): State<HubState>,
    Named(name): Named,
    request: Request,
) -> Result<Response, ApiError> {
    let wanted = name.clone();
    let content = hub.writer.run(move |job| files::find(job.conn, &wanted)).await?;
    let (mut parts, _) = request.into_parts();
    // Other units are to be left aside (RFC 9110 §14.2).
    if parts.headers.get(header::RANGE).is_some_and(|range| !range.as_bytes().starts_with(b"bytes=")) {
        parts.headers.remove(header::RANGE);
    }
    let if_range = parts.headers.get(header::IF_RANGE).cloned();
    let serve = async |parts| {
        let request = Request::from_parts(parts, Body::empty());
        let path = hub.folder.content(&content.name);
        ServeFile::new(path).ignore_multi_range_requests(true).try_call(request).await
    };
    let mut served = serve(parts.clone()).await;
    if let (Some(condition), Ok(found)) = (&if_range, &served)
        && found.headers().get(header::ETAG) != Some(condition)
    {
        // What the client has a part of is another content: it gets the whole.
        let mut whole = parts;
        whole.headers.remove(header::RANGE);
        served = serve(whole).await;
    }
    let served = served.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            tracing::error!(name, content = content.name, "a content is not in the folder of files");
            let why = format!("{name}: the content is gone from the hub's folder; upload it again");
            ApiError::new(StatusCode::NOT_FOUND, why)
        }
        _ => failed(&error),
    })?;
    match served.status() {
        StatusCode::RANGE_NOT_SATISFIABLE => {
            let why = format!("Range: the file has {} bytes", content.size);
            let range = served.headers().get(header::CONTENT_RANGE).cloned();
            let range = range.map(|range| [(header::CONTENT_RANGE, range)]);
            Ok((range, ApiError::new(StatusCode::RANGE_NOT_SATISFIABLE, why)).into_response())
        }
        _ => Ok(([(header::CONTENT_DISPOSITION, disposition(&name))], served.map(Body::new)).into_response()),
    }
}

/// Remove a file.
pub async fn delete(State(hub): State<HubState>, Named(name): Named) -> ApiResult {
    let (mark, content) = hub
        .writer
        .run(move |job| {
            let version = changes::next_version(job.conn)?;
            let content = files::remove(job.conn, &name, version)?;
            cluster::settle(job, version)?;
            cluster::push_changes(job, version)?;
            Ok((changes::mark(job.conn)?, content))
        })
        .await?;
    hub.folder.remove(&content).await;
    Ok(answered(&mark, json!({})))
}

/// Where an upload comes from.
enum Source<'a> {
    Body(Body),
    Part(Box<Field<'a>>),
}

impl Source<'_> {
    /// The next bytes; nothing at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, ApiError> {
        let silent = |_| {
            let why = format!("Nothing came for {} s", SILENCE.as_secs());
            ApiError::new(StatusCode::REQUEST_TIMEOUT, why)
        };
        match self {
            Self::Part(part) => {
                timeout(SILENCE, part.chunk()).await.map_err(silent)?.map_err(|error| broken_form(&error))
            }
            Self::Body(body) => loop {
                match timeout(SILENCE, body.frame()).await.map_err(silent)? {
                    None => return Ok(None),
                    Some(Err(error)) => {
                        return Err(ApiError::invalid(format!("The body broke off: {error}")));
                    }
                    Some(Ok(frame)) => {
                        if let Ok(chunk) = frame.into_data() {
                            return Ok(Some(chunk));
                        }
                    }
                }
            },
        }
    }

    /// Let the client of a refused upload send on for a while: many look for the answer only once they have sent all.
    async fn linger(&mut self) {
        let rest = async { while let Ok(Some(_)) = self.next().await {} };
        drop(timeout(LINGER, rest).await);
    }
}

async fn upload(
    hub: &HubState,
    name: String,
    query: UploadQuery,
    is_too_large: bool,
    mut source: Source<'_>,
) -> Result<Response, ApiError> {
    let said = query.sha256;
    let received = match check(&name, said.as_deref()) {
        Ok(()) if is_too_large => Err(too_large(hub)),
        Ok(()) => receive(hub, &mut source).await,
        Err(refused) => Err(refused),
    };
    match received {
        // What has come is stored, also where the client does not wait for the answer.
        Ok(upload) => {
            tokio::spawn(conclude(hub.clone(), name, said, upload)).await.map_err(|_| stopping())?
        }
        Err(refused) => {
            source.linger().await;
            Err(refused)
        }
    }
}

fn check(name: &str, said: Option<&str>) -> Result<(), ApiError> {
    valid_name(name)?;
    match said.filter(|said| !is_sha256(said)) {
        Some(said) => {
            Err(ApiError::invalid(format!("sha256: expected 64 hexadecimal digits, found {said:.80}")))
        }
        None => Ok(()),
    }
}

/// Write what comes.
async fn receive(hub: &HubState, source: &mut Source<'_>) -> Result<Upload, ApiError> {
    let Some(_turn) = hub.folder.begin() else {
        let why = "So many uploads are on their way that no more are taken; try again";
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, why));
    };
    let on_disk = hub.writer.run(|job| files::next_content(job.conn)).await?;
    let mut upload = Upload::create(&hub.folder, on_disk).await.map_err(|error| failed(&error))?;
    while let Some(chunk) = source.next().await? {
        if upload.size_with(&chunk) > hub.folder.max_file {
            return Err(too_large(hub));
        }
        upload.write(&chunk).await.map_err(|error| failed(&error))?;
    }
    Ok(upload)
}

/// Bring what came to disk, and make it a file.
async fn conclude(
    hub: HubState,
    name: String,
    said: Option<String>,
    upload: Upload,
) -> Result<Response, ApiError> {
    let content = upload.finish().await.map_err(|error| failed(&error))?;
    let on_disk = content.name.clone();
    if let Some(said) = said.filter(|said| !said.eq_ignore_ascii_case(&content.sha256)) {
        hub.folder.remove(&on_disk).await;
        return Err(ApiError::invalid(format!("sha256: {said} was said, {} came", content.sha256)));
    }
    let body = json!({ "id": name, "name": name, "size": content.size, "sha256": content.sha256 });
    let stored = store(&hub, name, content).await;
    match &stored {
        Ok((_, Added::New)) => {}
        Ok((_, Added::Replaced(before))) => hub.folder.remove(before).await,
        // Whether it was committed cannot be said here; the next start knows it.
        Err(Error::Database(_)) => {}
        Ok((_, Added::Same(before))) => hub.folder.keep_one(before, &on_disk).await,
        Err(_) => hub.folder.remove(&on_disk).await,
    }
    let (mark, added) = stored?;
    let status = if added == Added::New { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, answered(&mark, body)).into_response())
}

/// Note that a content is that of a file.
async fn store(hub: &HubState, name: String, content: Content) -> Result<(Mark, Added), Error> {
    let placing = hub.folder.placing;
    let stored = hub.writer.run(move |job| {
        let version = changes::next_version(job.conn)?;
        let added = files::add(job.conn, &name, &content, placing, version, job.now)?;
        cluster::settle(job, version)?;
        cluster::push_changes(job, version)?;
        Ok((changes::mark(job.conn)?, added))
    });
    stored.await
}

fn stopping() -> ApiError {
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "The hub is stopping")
}

fn too_large(hub: &HubState) -> ApiError {
    let why = format!("The file is too large: this hub keeps files of at most {} bytes", hub.folder.max_file);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, why)
}

fn broken_form(error: &MultipartError) -> ApiError {
    ApiError::new(error.status(), format!("The form cannot be read: {}", error.body_text()))
}

/// The error for a folder that does not take or give a content.
fn failed(error: &io::Error) -> ApiError {
    tracing::error!(%error, "the folder of files failed");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            let why = "There is no room left where the hub keeps files; nothing was stored";
            ApiError::new(StatusCode::INSUFFICIENT_STORAGE, why)
        }
        _ => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("The hub's folder of files refused: {error}"),
        ),
    }
}

/// Check a file's name: it is shown, and clients save files under it.
fn valid_name(name: &str) -> Result<(), ApiError> {
    let is_wrong =
        |letter: char| letter.is_control() || matches!(letter, '/' | '\\' | '\u{2028}' | '\u{2029}');
    if name.is_empty() || name.len() > MAX_NAME || matches!(name, "." | "..") || name.contains(is_wrong) {
        let found: String = name.chars().take(80).collect();
        return Err(ApiError::invalid(format!(
            "name: expected 1 to {MAX_NAME} bytes without /, \\ and control characters, and neither . nor .., found {found:?}"
        )));
    }
    Ok(())
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Under which name a browser saves a file (RFC 6266 §4.3): in letters that all know, and as it is.
fn disposition(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | '%') || letter == ' ' {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let exact = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests;
