//! Envelopes that several programs share, known by their members.

use serde_json::{Map, Value, json};

use super::{Found, at, mapped_at};
use crate::conclude::time::{TimeFinding, moment};
use crate::draft::{Confidence, Envelope};
use crate::tree::{NodeId, Tree};
use crate::words::words;

/// What is known to be an envelope for messages.
pub(super) fn known(tree: &Tree, node: NodeId) -> Option<Found> {
    let ways = [cloud_event, labelled, topic, application, syslog, telemetry];
    ways.iter().find_map(|way| way(tree, node))
}

/// Puts a notification together.
struct Spec<'t> {
    tree: &'t Tree,
    node: NodeId,
    spec: Map<String, Value>,
}

impl<'t> Spec<'t> {
    fn new(tree: &'t Tree, node: NodeId) -> Self {
        Self { tree, node, spec: Map::new() }
    }

    /// The members of these paths that are there, as the value of `name`.
    fn pick(mut self, name: &str, paths: &[&[&str]]) -> Self {
        let found: Vec<String> =
            paths.iter().filter_map(|path| at(self.tree, self.node, path)).map(|(at, _)| at).collect();
        match found.as_slice() {
            [] => {}
            [one] => {
                self.spec.insert(name.to_owned(), Value::from(one.clone()));
            }
            several => {
                self.spec.insert(name.to_owned(), json!(several));
            }
        }
        self
    }

    fn time(mut self, paths: &[&[&str]]) -> Self {
        let found = paths.iter().find_map(|path| at(self.tree, self.node, path));
        let Some((at, node)) = found else { return self };
        if let Some(TimeFinding::Formats(formats, _)) = moment(&self.tree.get(node).leaf, &words("time")) {
            let stamp = match formats.as_slice() {
                [format] if format == "iso" => Value::from(at),
                [format] => json!({ "at": at, "format": format }),
                formats => json!({ "at": at, "format": formats }),
            };
            self.spec.insert("time".to_owned(), stamp);
        }
        self
    }

    fn kind(mut self, path: &[&str], map: &[(&str, &str)]) -> Self {
        if let Some((at, _)) = at(self.tree, self.node, path) {
            let map: Map<String, Value> =
                map.iter().map(|(word, kind)| ((*word).to_owned(), Value::from(*kind))).collect();
            self.spec.insert("kind".to_owned(), json!({ "at": at, "map": map }));
        }
        self
    }

    fn found(self, envelope: Envelope, text: &[&str]) -> Option<Found> {
        let (_, text) = at(self.tree, self.node, text)?;
        Some(Found { spec: self.spec, envelope, confidence: Confidence::Sure, text })
    }
}

fn has(tree: &Tree, node: NodeId, names: &[&str]) -> bool {
    names.iter().all(|name| at(tree, node, &[name]).is_some())
}

fn is_whole(tree: &Tree, node: NodeId, path: &[&str], from: f64, to: f64) -> bool {
    at(tree, node, path).is_some_and(|(_, found)| {
        let leaf = &tree.get(found).leaf;
        leaf.only(leaf.integers) && leaf.min >= from && leaf.max <= to
    })
}

fn cloud_event(tree: &Tree, node: NodeId) -> Option<Found> {
    if !has(tree, node, &["specversion", "id", "source", "type"]) {
        return None;
    }
    let mut spec = Spec::new(tree, node)
        .pick("id", &[&["id"]])
        .pick("title", &[&["type"]])
        .pick(
            "message",
            &[
                &["data", "message"],
                &["data", "text"],
                &["data", "summary"],
                &["data", "description"],
                &["subject"],
            ],
        )
        .pick("data", &[&["data"]])
        .time(&[&["time"]]);
    let grade = [["data", "severity"], ["data", "level"]].into_iter().find_map(|path| at(tree, node, &path));
    if let Some((at, grade)) = grade {
        spec.spec.insert("kind".to_owned(), mapped_at(&at, &tree.get(grade).leaf));
    }
    spec.found(Envelope::CloudEvents, &["type"])
}

fn labelled(tree: &Tree, node: NodeId) -> Option<Found> {
    if !has(tree, node, &["labels", "annotations"]) || at(tree, node, &["labels", "alertname"]).is_none() {
        return None;
    }
    let mut spec = Spec::new(tree, node)
        .pick("id", &[&["fingerprint"]])
        .pick("title", &[&["labels", "alertname"]])
        .pick(
            "message",
            &[&["annotations", "summary"], &["annotations", "description"], &["annotations", "message"]],
        )
        .pick("link", &[&["generatorURL"]])
        .time(&[&["startsAt"]]);
    if let Some((at, grade)) = at(tree, node, &["labels", "severity"]) {
        spec.spec.insert("kind".to_owned(), mapped_at(&at, &tree.get(grade).leaf));
    }
    spec.found(Envelope::Labelled, &["labels", "alertname"])
}

fn topic(tree: &Tree, node: NodeId) -> Option<Found> {
    let grade = at(tree, node, &["priority"]).is_none() || is_whole(tree, node, &["priority"], 1.0, 5.0);
    if !has(tree, node, &["id", "time", "event", "topic", "message"]) || !grade {
        return None;
    }
    Spec::new(tree, node)
        .pick("id", &[&["id"]])
        .pick("title", &[&["title"], &["topic"]])
        .pick("message", &[&["message"]])
        .pick("link", &[&["click"], &["attachment", "url"]])
        .time(&[&["time"]])
        .kind(&["priority"], &[("4", "warning"), ("5", "error"), ("*", "info")])
        .found(Envelope::Topic, &["message"])
}

fn application(tree: &Tree, node: NodeId) -> Option<Found> {
    if !has(tree, node, &["id", "appid", "message"]) || !is_whole(tree, node, &["priority"], 0.0, 10.0) {
        return None;
    }
    Spec::new(tree, node)
        .pick("id", &[&["id"]])
        .pick("title", &[&["title"], &["message"]])
        .pick("message", &[&["message"]])
        .time(&[&["date"]])
        .kind(&["priority"], &[("..3", "info"), ("4..7", "warning"), ("8..", "error")])
        .found(Envelope::Application, &["message"])
}

fn syslog(tree: &Tree, node: NodeId) -> Option<Found> {
    let text = ["message", "msg", "MESSAGE"].into_iter().find(|name| at(tree, node, &[name]).is_some())?;
    let grade = [("severity", "facility"), ("PRIORITY", "SYSLOG_IDENTIFIER"), ("priority", "facility")]
        .into_iter()
        .find(|(grade, other)| is_whole(tree, node, &[grade], 0.0, 7.0) && has(tree, node, &[other]))?;
    Spec::new(tree, node)
        .pick("title", &[&[text]])
        .time(&[&["timestamp"], &["time"], &["ts"], &["@timestamp"]])
        .kind(&[grade.0], &[("..3", "error"), ("4", "warning"), ("*", "info")])
        .found(Envelope::Syslog, &[text])
}

fn telemetry(tree: &Tree, node: NodeId) -> Option<Found> {
    let grade = ["severityNumber", "severity_number"]
        .into_iter()
        .find(|name| is_whole(tree, node, &[name], 0.0, 24.0))?;
    let text: &[&str] = if at(tree, node, &["body", "stringValue"]).is_some() {
        &["body", "stringValue"]
    } else if has(tree, node, &["body"]) {
        &["body"]
    } else {
        &["message"]
    };
    Spec::new(tree, node)
        .pick("title", &[text])
        .time(&[&["timeUnixNano"], &["time_unix_nano"], &["timestamp"], &["time"], &["ts"]])
        .kind(&[grade], &[("..12", "info"), ("13..16", "warning"), ("17..", "error")])
        .found(Envelope::OpenTelemetry, text)
}
