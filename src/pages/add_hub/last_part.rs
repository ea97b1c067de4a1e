//! Where an address is cut in two: what stands before its last part is the hub's, the rest belongs to paths.

use crate::engine::TypedAddress;

/// The last part of an address: what a hub's paths are below stands before it. Nothing where there is only a host.
pub fn last_part(url: &str) -> String {
    let bare = TypedAddress::without(url, "").trim_end_matches('/').to_owned();
    let path =
        bare.split_once("://").map_or("", |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    let path = if bare.starts_with('/') { bare.trim_start_matches('/') } else { path };
    path.rsplit('/')
        .next()
        .filter(|part| !part.is_empty())
        .map_or_else(String::new, |part| format!("/{part}"))
}
