//! What answers say.

use std::sync::Arc;

use serde_json::Value;

use super::Looking;
use crate::dialect::{Answer, QuestionId};
use crate::finding::{Provenance, Recognised, Seen};
use crate::shape::{documents_of, is_document, is_profile, list_of, shape_of, streamed, title_of, value_of};
use crate::step::{Came, Question, Shape};

/// What is known of the hub by now.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The page at the address hints at these profiles.
    pub hinted: Vec<String>,
    /// The address gave an answer that could be read.
    pub address_was_read: bool,
    /// Whether it speaks Socket.IO, where an answer said so.
    pub speaks_socket_io: Option<bool>,
    /// So many answers could be read.
    pub readable: usize,
    /// So many could not.
    pub unreadable: usize,
    /// Profiles whose hubs would have answered otherwise.
    pub refuted: Vec<String>,
    /// How much spoke for each profile that was recognised.
    weights: Vec<(String, usize)>,
}

impl Known {
    /// How much speaks for a profile.
    pub fn weight(&self, profile: &str) -> usize {
        self.weights.iter().find(|(name, _)| name == profile).map_or(0, |(_, weight)| *weight)
    }
}

/// An answer that could be read.
struct Read {
    status: u16,
    headers: Vec<(String, String)>,
    value: Arc<Value>,
    shape: Shape,
}

impl Looking {
    /// A GET ended.
    pub(super) fn on_answer(&mut self, id: QuestionId, answer: Answer) {
        if !self.waits(id) {
            return;
        }
        let Some(question) = self.steps.get(id.0).map(|step| step.question.clone()) else { return };
        match answer {
            Answer::Text { status, headers, body } => {
                self.on_text_answer(id, &question, status, headers, &body)
            }
            Answer::Redirected => self.came(id, Came::Redirected),
            Answer::Late => self.came(id, Came::Late),
            Answer::Unusable => self.came(id, Came::Unusable),
            Answer::Nothing => {
                self.known.unreadable = self.known.unreadable.saturating_add(1);
                self.came(id, Came::Nothing);
            }
        }
    }

    fn on_text_answer(
        &mut self,
        id: QuestionId,
        question: &Question,
        status: u16,
        headers: Vec<(String, String)>,
        body: &str,
    ) {
        self.known.readable = self.known.readable.saturating_add(1);
        let parsed = json::value(body);
        let kind = headers.iter().find(|(name, _)| name == "content-type").map_or("", |(_, it)| it.as_str());
        let shape = shape_of(kind, body, parsed.as_ref());
        self.came(id, Came::Answer { status, shape });
        let value = Arc::new(parsed.unwrap_or_else(|| Value::from(body)));
        let read = Read { status, headers, value, shape };
        match question {
            Question::Address => self.on_address(&read, body),
            Question::SocketIoProbe => {
                let speaks = status == 400 && is_refusal_of_socket_io(&read.value);
                self.known.speaks_socket_io = Some(speaks);
                if speaks {
                    self.came(id, Came::SpeaksSocketIo);
                }
            }
            Question::OwnProfile if status == 200 && is_profile(&read.value) => {
                self.finding.own_profile = Some(Arc::unwrap_or_clone(read.value));
            }
            Question::Catalogue if status == 200 => {
                let documents = documents_of(&read.value).into_iter();
                self.finding.seen.extend(documents.map(|path| Seen::Document { path }));
            }
            Question::Sign { path } => self.on_sign(path, &read),
            Question::Version { path } => self.on_version(path, &read),
            Question::Document { path } if is_document(&read.value) => {
                self.finding.seen.push(Seen::Document { path: path.clone() });
            }
            _ => {}
        }
    }

    /// What the address itself answers.
    fn on_address(&mut self, read: &Read, body: &str) {
        self.known.address_was_read = true;
        self.finding.asks_who |= matches!(read.status, 401 | 403);
        let is_well = (200..300).contains(&read.status);
        match read.shape {
            Shape::Html => {
                let title = title_of(body).unwrap_or_default();
                let hinted = self.kinds.iter().filter(|one| one.is_hinted_by(&title, body));
                self.known.hinted = hinted.map(|one| one.name.clone()).collect();
                if is_well && !title.is_empty() {
                    self.finding.seen.push(Seen::Page { title });
                }
            }
            Shape::Events => {
                let events = streamed(body);
                self.finding.seen.push(Seen::EventStream { count: events.len() });
                events.into_iter().for_each(|event| self.observe(Provenance::Streamed, event));
            }
            Shape::Json if is_well => {
                self.finding.seen.push(match list_of(&read.value) {
                    Some((pointer, count)) => Seen::List { pointer, count },
                    None => Seen::Object,
                });
                self.observe(Provenance::Answer { path: String::new() }, Arc::clone(&read.value));
            }
            _ => {}
        }
        self.recognise("/", read);
        self.recognise_any_path(read);
    }

    /// Every profile whose hubs answer like this at paths that each of them chooses.
    fn recognise_any_path(&mut self, read: &Read) {
        let mut found = Vec::new();
        for one in &self.kinds {
            let fitting =
                one.addresses().filter(|sign| sign.answer.is(read.status, &read.headers, &read.value));
            let taken = fitting.filter_map(|sign| Some((sign.found(&self.address.path)?, &sign.answer)));
            let Some((var, sign)) = taken.max_by_key(|(_, sign)| sign.weight()) else { continue };
            let (profile, title, version) = (one.name.clone(), one.title.clone(), sign.version(&read.value));
            self.known.weights.push((profile.clone(), sign.weight()));
            found.push(Recognised { profile, title, version, beyond: var.value.clone(), var: Some(var) });
        }
        self.finding.recognised.extend(found);
    }

    /// What a path answers by which hubs give themselves away.
    fn on_sign(&mut self, path: &str, read: &Read) {
        self.recognise(path, read);
        // What stands before the hub, or a hub that is ill, says nothing about its kind.
        if read.status >= 500 {
            return;
        }
        let asked = self.kinds.iter().filter(|one| one.answers().any(|sign| sign.get == path));
        let not_it = asked.filter(|one| !self.finding.recognised.iter().any(|it| it.profile == one.name));
        self.known.refuted.extend(not_it.map(|one| one.name.clone()).collect::<Vec<_>>());
    }

    /// Every profile whose hubs answer like this.
    fn recognise(&mut self, path: &str, read: &Read) {
        let mut found = Vec::new();
        for one in &self.kinds {
            let signs = one.answers().filter(|sign| sign.get == path);
            let fitting = signs.filter(|sign| sign.is(read.status, &read.headers, &read.value));
            // Of several the one that says most.
            let Some(sign) = fitting.max_by_key(|sign| sign.weight()) else { continue };
            let version = sign.version(&read.value);
            found.push((one.name.clone(), one.title.clone(), version, sign.weight()));
        }
        self.finding.asks_who |= !found.is_empty() && matches!(read.status, 401 | 403);
        for (profile, title, version, weight) in found {
            self.known.weights.push((profile.clone(), weight));
            self.finding.recognised.push(Recognised {
                profile,
                title,
                version,
                beyond: String::new(),
                var: None,
            });
        }
    }

    fn on_version(&mut self, path: &str, read: &Read) {
        self.finding.asks_who |= matches!(read.status, 401 | 403);
        let Some(first) = self.finding.recognised.first_mut() else { return };
        let of = self.kinds.iter().find(|one| one.name == first.profile);
        let mut signs = of.into_iter().flat_map(|one| one.answers()).filter(|sign| sign.get == path);
        first.version = signs.find_map(|sign| sign.version(&read.value));
    }

    /// A profile is recognised by what came over a socket.
    pub(super) fn recognise_by_socket(&mut self, name: &str, beyond: String) {
        let Some(one) = self.kinds.iter().find(|one| one.name == name) else { return };
        let (profile, title) = (one.name.clone(), one.title.clone());
        if !self.finding.recognised.iter().any(|it| it.profile == profile) {
            self.finding.recognised.push(Recognised { profile, title, version: None, beyond, var: None });
        }
    }
}

/// What servers answer to a transport that they do not have: engine.io `{"code":0,"message":"Transport unknown"}`, others the
/// same with the code as text, python-engineio `"Invalid transport"`.
fn is_refusal_of_socket_io(value: &Value) -> bool {
    let text = value.get("message").unwrap_or(value).as_str().unwrap_or_default();
    ["Transport unknown", "Invalid transport"].iter().any(|words| text.eq_ignore_ascii_case(words))
}

/// JSON, or else a text.
pub(super) fn frame_value(text: &str) -> Value {
    value_of(text)
}
