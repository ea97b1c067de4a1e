//! The machine that looks.

use std::collections::VecDeque;
use std::sync::Arc;

use profile::HubKind;
use socketio::Mono;

use crate::address::Address;
use crate::dialect::{Input, Output, QuestionId, Timer};
use crate::finding::{Cause, Finding, MOST_OBSERVATIONS, Observation, Provenance};
use crate::step::{Came, Question, Step};

mod answers;
mod namespaces;
mod next;
mod sockets;

#[cfg(test)]
mod tests;

use answers::Known;
use sockets::Listening;

/// So many requests and handshakes are sent at the most.
pub const MOST: usize = 12;
/// It looks for so long at the most (milliseconds).
pub const LONGEST_MS: u64 = 15_000;
/// So many questions are on their way at once.
const AT_ONCE: usize = 2;
/// An answer that takes longer is not waited for (milliseconds).
const ANSWER_MS: u64 = 5_000;
/// As long may a socket take to open (milliseconds).
const OPEN_MS: u64 = 4_000;
/// A Socket.IO server that let the page in may say for so long which hub it is, before its namespaces are asked for (milliseconds).
const SPEAK_FIRST_MS: u64 = 500;
/// A socket is listened to for so long (milliseconds).
const LISTEN_MS: u64 = 10_000;

/// Looks at one address.
#[derive(Debug)]
pub struct Looking {
    address: Address,
    kinds: Vec<HubKind>,
    steps: Vec<Step>,
    outputs: VecDeque<Output>,
    ends: Option<Mono>,
    /// The last input's time.
    now: Mono,
    known: Known,
    listening: Option<Listening>,
    finding: Finding,
    is_forbidden: bool,
    is_done: bool,
}

impl Looking {
    /// Begin to look at an address, for hubs of these kinds.
    #[must_use]
    pub fn new(address: Address, kinds: Vec<HubKind>) -> Self {
        Self {
            address,
            kinds,
            steps: Vec::new(),
            outputs: VecDeque::new(),
            ends: None,
            now: Mono::default(),
            known: Known::default(),
            listening: None,
            finding: Finding::default(),
            is_forbidden: false,
            is_done: false,
        }
    }

    /// What was asked so far, and what came.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What was found, once it has looked.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        self.is_done.then_some(&self.finding)
    }

    /// Take what happened.
    pub fn handle(&mut self, now: Mono, input: Input<'_>) {
        if self.is_done {
            return;
        }
        self.now = now;
        match input {
            Input::Start => self.ends = Some(now.saturating_add(LONGEST_MS)),
            Input::Answered { id, answer } => self.on_answer(id, answer),
            Input::Reached { id, somebody } => {
                self.came(id, if somebody { Came::Unreadable } else { Came::Nobody });
            }
            Input::Opened { id } => self.on_opened(now, id),
            Input::Text { id, text } => self.on_text(id, text),
            Input::Binary { id, bytes } => self.on_binary(id, bytes),
            Input::Closed { id } => self.on_closed(id),
            Input::Timeout => {
                if self.ends.is_some_and(|ends| ends <= now) {
                    return self.conclude();
                }
                self.on_socket_timeout(now);
            }
            Input::Stop => return self.conclude(),
            Input::Forbidden => {
                self.is_forbidden = true;
                return self.conclude();
            }
        }
        self.advance(now);
    }

    /// The next thing to do.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`Input::Timeout`] is due, and why.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        if self.is_done {
            return None;
        }
        let end = self.ends.map(|ends| (Timer::End, ends));
        let socket = self.listening.as_ref().map(|it| (Timer::Socket, it.due()));
        socket.into_iter().chain(end).min_by_key(|(_, due)| *due)
    }

    /// Ask what is to be asked now; come to an end where that is nothing and nothing is on its way.
    fn advance(&mut self, now: Mono) {
        if self.address.is_mixed {
            return self.conclude();
        }
        while self.pending() < AT_ONCE && self.steps.len() < MOST && !self.is_known() {
            let Some(question) = self.next() else { break };
            self.ask(now, question);
        }
        if self.is_known() {
            self.drop_pending(|question| !matches!(question, Question::Version { .. }));
            if let Some(question) = self.next_version().filter(|_| self.steps.len() < MOST) {
                self.ask(now, question);
            }
        }
        if self.pending() == 0 {
            self.conclude();
        }
    }

    fn ask(&mut self, now: Mono, question: Question) {
        let id = QuestionId(self.steps.len());
        let get = |path: &str| Output::Get { id, path: path.to_owned(), timeout_ms: ANSWER_MS };
        self.outputs.push_back(match &question {
            Question::Address => get(""),
            Question::Reach => Output::Reach { id, timeout_ms: ANSWER_MS },
            // A missing transport would be polling to some servers, and open a session.
            Question::SocketIoProbe => get("/socket.io/?EIO=4&transport=none"),
            Question::OwnProfile | Question::Catalogue => get(question.shown()),
            Question::Sign { path } | Question::Version { path } | Question::Document { path } => get(path),
            Question::SocketIo { path } => {
                Output::Open { id, path: format!("{path}?EIO=4&transport=websocket") }
            }
            Question::Socket { path } => Output::Open { id, path: path.clone() },
            Question::Namespace { name } => return self.ask_on_socket(question.clone(), &name.clone()),
        });
        if question.is_socket() {
            self.listening = Some(Listening::new(id, &question, now.saturating_add(OPEN_MS)));
        }
        self.steps.push(Step { question, came: Came::Pending });
    }

    /// Note what came to a question, if that still waits for it.
    fn came(&mut self, id: QuestionId, came: Came) {
        if let Some(step) = self.steps.get_mut(id.0) {
            step.came = came;
        }
    }

    /// Whether a question waits for its answer.
    fn waits(&self, id: QuestionId) -> bool {
        self.steps.get(id.0).is_some_and(|step| is_pending(&step.came))
    }

    fn pending(&self) -> usize {
        self.steps.iter().filter(|step| is_pending(&step.came)).count()
    }

    fn has_asked(&self, question: &Question) -> bool {
        self.steps.iter().any(|step| step.question == *question)
    }

    fn is_known(&self) -> bool {
        self.finding.is_known()
    }

    /// Give up what is on its way.
    fn drop_pending(&mut self, which: impl Fn(&Question) -> bool) {
        let (steps, outputs) = (&mut self.steps, &mut self.outputs);
        for (place, step) in steps.iter_mut().enumerate() {
            if is_pending(&step.came) && which(&step.question) {
                step.came = match step.came {
                    Came::Listening { messages } => Came::Heard { messages },
                    _ => Came::Dropped,
                };
                if !matches!(step.question, Question::Namespace { .. }) {
                    outputs.push_back(Output::End { id: QuestionId(place) });
                }
            }
        }
        if self.listening.as_ref().is_some_and(|it| !self.waits(it.id)) {
            self.leave_socket();
        }
    }

    fn observe(&mut self, origin: Provenance, value: impl Into<Arc<serde_json::Value>>) {
        if self.finding.observations.len() < MOST_OBSERVATIONS {
            self.finding.observations.push(Observation { origin, value: value.into(), at: self.now });
        }
    }

    /// It has looked: say what was found.
    fn conclude(&mut self) {
        self.drop_pending(|_| true);
        self.is_done = true;
        self.finding.recognised.sort_by_key(|known| std::cmp::Reverse(self.known.weight(&known.profile)));
        if !self.is_known() {
            self.finding.cause = self.cause();
        }
    }

    /// Why nothing, or not all, could be seen.
    fn cause(&self) -> Option<Cause> {
        if self.address.is_mixed {
            return Some(Cause::Mixed);
        }
        if self.is_forbidden {
            return Some(Cause::Policy);
        }
        let came = |question: &Question| {
            self.steps.iter().find(|step| step.question == *question).map(|step| &step.came)
        };
        let address = came(&Question::Address);
        let was_heard = !self.finding.seen.is_empty();
        match (address, came(&Question::Reach)) {
            _ if was_heard => None,
            (Some(Came::Redirected), _) => Some(Cause::Redirected),
            (Some(Came::Answer { status: status @ 502..=504, .. }), _) => {
                Some(Cause::Gateway { status: *status })
            }
            (_, Some(Came::Unreadable)) => Some(Cause::Unreadable),
            (Some(Came::Nothing), _) if self.known.readable > 0 => None,
            (Some(Came::Nothing | Came::Late), _) => Some(match self.address.is_guarded {
                true => Cause::LocalNetwork,
                false => Cause::Nobody,
            }),
            _ => None,
        }
    }
}

fn is_pending(came: &Came) -> bool {
    matches!(came, Came::Pending | Came::Listening { .. })
}
