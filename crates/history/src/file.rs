//! The file that a history is exported to, and imported from.

use model::{HubId, KeptNotification};
use serde_json::{Value, json};

use crate::notification::read_notification;

/// The version of the file's form. A later one is not read.
const VERSION: u64 = 1;

/// What a file holds of one hub.
#[derive(Clone, Debug, PartialEq)]
pub struct HubHistory {
    /// Which.
    pub hub: HubId,
    /// Its notifications.
    pub notifications: Vec<KeptNotification>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// By hub.
    pub hubs: Vec<HubHistory>,
    /// How many notifications cannot be read.
    pub unreadable: usize,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is no JSON: what stands where.
    NoJson(String),
    /// It is something else than a history of Atalaya.
    Other,
    /// A later Atalaya wrote it: its version.
    Newer(u64),
}

/// The file of what is kept of these hubs, each with its records as text.
#[must_use]
pub fn export(hubs: &[(HubId, Vec<String>)]) -> String {
    let hub = |(id, records): &(HubId, Vec<String>)| {
        let notifications: Vec<Value> = records.iter().filter_map(|text| json::strict(text).ok()).collect();
        json!({ "hub": id.as_str(), "notifications": notifications })
    };
    let hubs: Vec<Value> = hubs.iter().map(hub).collect();
    json::text(&json!({ "atalaya": "history", "version": VERSION, "hubs": hubs }))
}

/// What a file holds.
///
/// # Errors
/// It is no such file.
pub fn import(text: &str) -> Result<Imported, FileFault> {
    let file = json::strict(text).map_err(|error| FileFault::NoJson(json::found(text, &error)))?;
    if file.get("atalaya") != Some(&Value::from("history")) {
        return Err(FileFault::Other);
    }
    match file.get("version").and_then(json::whole) {
        Some(version) if version > VERSION => return Err(FileFault::Newer(version)),
        Some(_) => {}
        None => return Err(FileFault::Other),
    }
    let hubs = file.get("hubs").and_then(Value::as_array).ok_or(FileFault::Other)?;
    let mut imported = Imported::default();
    for hub in hubs {
        let id = hub.get("hub").and_then(Value::as_str).ok_or(FileFault::Other)?;
        let records = hub.get("notifications").and_then(Value::as_array).ok_or(FileFault::Other)?;
        let notifications: Vec<_> = records.iter().filter_map(read_notification).collect();
        let unreadable = records.len().saturating_sub(notifications.len());
        imported.unreadable = imported.unreadable.saturating_add(unreadable);
        imported.hubs.push(HubHistory { hub: HubId::from(id), notifications });
    }
    Ok(imported)
}

/// A record as it stands in the browser's database; nothing where it cannot be read.
#[must_use]
pub fn read_record(text: &str) -> Option<KeptNotification> {
    read_notification(&json::strict(text).ok()?)
}
