#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
//! Looking at hubs that are played.

use profile::HubKind;
use serde_json::{Value, json};
use socketio::Mono;

use super::{LONGEST_MS, Looking, MOST};
use crate::{Address, Answer, Came, Cause, Finding, Input, Output, Question, QuestionId, Seen};

mod budget;
mod causes;
mod kinds;
mod namespaces;
mod paths;

/// Profiles of several kinds, as they would come with the app.
fn kinds() -> Vec<HubKind> {
    let any = json!({ "any": true });
    let all = json!([
        { "name": "queues", "title": "Queues", "recognise": [
            { "title": "Queue Keeper" },
            { "get": "/api/overview", "match": { "/version": any, "/queues": any }, "version": "/version" },
            { "get": "/api/overview", "status": [401], "match": { "/error": "who" } }
        ] },
        { "name": "meters", "title": "Meters", "recognise": [
            { "get": "/health", "match": { "/service": "meters" } },
            { "get": "/about", "match": { "/meters": any }, "version": "/release" }
        ] },
        { "name": "shards", "title": "Shards", "recognise": [{ "get": "/health", "match": { "/service": "shards" } }] },
        { "name": "portal", "title": "Portal", "recognise": [{ "event": "recent" }] },
        { "name": "lists", "title": "Lists", "vars": { "path": "/api/things" }, "recognise": [
            { "address": "{path}/", "match": { "/results": any, "/next": any } },
            { "address": "{path}/", "status": [401], "match": { "/detail": "who?" } }
        ] },
        { "name": "rooms", "title": "Rooms", "recognise": [{ "event": "doors", "namespace": "/rooms" }] },
        { "name": "keepers", "title": "Keepers", "recognise": [
            { "refusal": { "/message": "who are you?" }, "namespace": "/keep" },
            { "event": "stats", "namespace": "/keep" }
        ] },
        { "name": "guarded", "title": "Guarded", "recognise": [{ "refusal": { "/data/code": "guarded" } }] },
        { "name": "hands", "title": "Hands", "recognise": [{ "frame": { "/type": "ack" }, "open": "/ws?name=me" }] }
    ]);
    HubKind::read_all(&all.to_string())
}

/// A hub that answers what its table says, and 404 to all else.
#[derive(Default)]
struct Hub {
    /// Path without a query, and the answer.
    answers: Vec<(&'static str, Answer)>,
    /// What answers everything else.
    other: Option<Answer>,
    /// Something answers that cannot be read.
    somebody: bool,
    /// The sockets that open: path without a query, and what they send at once.
    sockets: Vec<(&'static str, Vec<String>)>,
    /// What a socket answers to a frame.
    replies: Vec<(&'static str, Vec<&'static str>)>,
}

/// What became of it.
struct Looked {
    finding: Finding,
    steps: Vec<(Question, Came)>,
    outputs: Vec<Output>,
    /// Milliseconds.
    took: u64,
    most_at_once: usize,
}

fn text(status: u16, body: &str) -> Answer {
    Answer::Text { status, headers: Vec::new(), body: body.to_owned() }
}

fn html(body: &str) -> Answer {
    let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
    Answer::Text { status: 200, headers, body: body.to_owned() }
}

fn read(value: Value) -> Answer {
    text(200, &value.to_string())
}

/// Look at a hub to the end. Every answer takes 10 ms, a socket that does not open as long.
fn look(address: Address, hub: Hub) -> Looked {
    let mut looking = Looking::new(address, kinds());
    let (mut now, mut outputs, mut waiting) = (Mono(1_000), Vec::new(), Vec::<Output>::new());
    let mut most_at_once = 0;
    looking.handle(now, Input::Start);
    loop {
        while let Some(output) = looking.poll_output() {
            match output {
                Output::End { id } => waiting.retain(|other| id_of(other) != id),
                ref other => waiting.push(other.clone()),
            }
            outputs.push(output);
        }
        let asked = waiting.iter().filter(|it| !matches!(it, Output::Send { .. })).count();
        most_at_once = most_at_once.max(asked);
        if let Some(finding) = looking.finding() {
            let finding = finding.clone();
            let steps = looking.steps().iter().map(|it| (it.question.clone(), it.came.clone())).collect();
            return Looked { finding, steps, outputs, took: now.since(Mono(1_000)), most_at_once };
        }
        if waiting.is_empty() {
            let (_, due) = looking.poll_timeout().unwrap();
            now = due;
            looking.handle(now, Input::Timeout);
            continue;
        }
        now = now.saturating_add(10);
        hub.play(&mut looking, now, waiting.remove(0));
    }
}

fn id_of(output: &Output) -> QuestionId {
    match *output {
        Output::Get { id, .. }
        | Output::Reach { id, .. }
        | Output::Open { id, .. }
        | Output::Send { id, .. }
        | Output::End { id } => id,
    }
}

impl Hub {
    fn play(&self, looking: &mut Looking, now: Mono, output: Output) {
        let bare = |path: &str| path.split('?').next().unwrap().to_owned();
        match output {
            Output::Get { id, path, .. } => {
                let known = self.answers.iter().find(|(known, _)| *known == bare(&path));
                let other = self.other.clone().unwrap_or_else(|| text(404, r#"{"error":"Not Found"}"#));
                let answer = known.map_or(other, |(_, answer)| answer.clone());
                looking.handle(now, Input::Answered { id, answer });
            }
            Output::Reach { id, .. } => looking.handle(now, Input::Reached { id, somebody: self.somebody }),
            Output::Open { id, path } => {
                let Some((_, frames)) = self.sockets.iter().find(|(known, _)| *known == bare(&path)) else {
                    return looking.handle(now, Input::Closed { id });
                };
                looking.handle(now, Input::Opened { id });
                frames.iter().for_each(|text| looking.handle(now, Input::Text { id, text }));
            }
            Output::Send { id, text } => {
                let replies = self.replies.iter().filter(|(sent, _)| *sent == text).flat_map(|(_, all)| all);
                replies.for_each(|text| looking.handle(now, Input::Text { id, text }));
            }
            Output::End { .. } => {}
        }
    }
}

fn recognised(looked: &Looked) -> Vec<(&str, Option<&str>)> {
    looked.finding.recognised.iter().map(|it| (it.profile.as_str(), it.version.as_deref())).collect()
}

/// The frames that were sent.
fn sent(looked: &Looked) -> Vec<&str> {
    let sends = looked.outputs.iter().filter_map(|output| match output {
        Output::Send { text, .. } => Some(text.as_str()),
        _ => None,
    });
    sends.collect()
}
