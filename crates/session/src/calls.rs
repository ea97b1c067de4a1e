//! What is asked over sockets: each question goes out under a number, and waits for its answer so long. The answer is an
//! acknowledgement with that number, or a frame that the profile knows it by.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use profile::Call;
use serde_json::Value;

use crate::{Mono, PollId, RequestFailure, RunId, SourceId, Timer};

/// So many replies to messages go out in [`REPLIES_WITHIN`]: two hubs that echo each other must not
/// make a storm.
const REPLIES: u32 = 20;
/// See [`REPLIES`] (milliseconds).
const REPLIES_WITHIN: u64 = 1_000;

/// Names a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallId(u64);

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A poll.
    Poll(PollId),
    /// A run.
    Run(RunId),
    /// A login of the user: it waits until the socket is open.
    LoginRun(RunId),
    /// A connection that logs in by itself.
    Connection,
    /// Nobody: it is a reply to a message.
    Nobody,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub source: SourceId,
    pub asker: Asker,
    pub call: Arc<Call>,
    /// What stands for the placeholders of the call.
    pub values: Value,
}

/// What happened to the questions.
pub(crate) enum Input {
    /// A new one.
    Ask(Question),
    /// Something can be said over a source.
    Open(SourceId),
    /// One went out under this number; nothing where it could not go out.
    Said(CallId, Option<u64>),
    /// Its answer came.
    Answered(CallId, Value),
    /// What was asked over a source is not answered any more.
    Lost(SourceId, RequestFailure),
    /// The moment of a time-out came.
    Timeout,
}

/// What the questions want.
#[derive(Debug, PartialEq)]
pub(crate) enum Output {
    /// Say it, and tell its number.
    Say(CallId, Rc<Question>),
    /// It is over.
    Ended(Rc<Question>, Result<Value, RequestFailure>),
}

struct Asked {
    id: CallId,
    question: Rc<Question>,
    number: Option<u64>,
    until: Mono,
}

/// The questions that have no answer yet, in the order in which they were asked.
#[derive(Default)]
pub(crate) struct Calls {
    asked: Vec<Asked>,
    last: CallId,
    /// When replies were counted anew, and how many there were since.
    replies: (Mono, u32),
    outputs: VecDeque<Output>,
}

impl Calls {
    /// Take one input; drain [`Calls::poll_output`] afterwards.
    pub fn handle(&mut self, now: Mono, input: Input) {
        match input {
            Input::Ask(question) => {
                let (id, question) = (CallId(self.last.0.wrapping_add(1)), Rc::new(question));
                self.last = id;
                let until = now.saturating_add(question.call.timeout_ms);
                self.outputs.push_back(Output::Say(id, Rc::clone(&question)));
                self.asked.push(Asked { id, question, number: None, until });
            }
            Input::Open(source) => {
                for it in &self.asked {
                    if it.question.source == source && it.number.is_none() {
                        self.outputs.push_back(Output::Say(it.id, Rc::clone(&it.question)));
                    }
                }
            }
            Input::Said(id, number) => self.said(id, number),
            Input::Answered(id, answer) => self.end(id, Ok(answer)),
            Input::Lost(source, why) => {
                while let Some(lost) = self.asked.iter().find(|it| it.question.source == source) {
                    self.end(lost.id, Err(why.clone()));
                }
            }
            Input::Timeout => {
                while let Some(late) = self.asked.iter().find(|it| it.until <= now) {
                    let after_ms = late.question.call.timeout_ms;
                    self.end(late.id, Err(RequestFailure::TimedOut { after_ms }));
                }
            }
        }
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the next one has waited long enough.
    pub fn poll_timeout(&self) -> Option<(Timer, Mono)> {
        self.asked.iter().map(|it| it.until).min().map(|until| (Timer::Call, until))
    }

    /// Which one is acknowledged under a number of a source, or answered by a frame of it.
    pub fn asked(&self, source: SourceId, number: Option<u64>, frame: &Value) -> Option<CallId> {
        let is = |it: &&Asked| {
            it.question.source == source
                && it.number.is_some_and(|of| match number {
                    Some(number) => number == of,
                    None => it.question.call.is_answered_by(frame, of),
                })
        };
        self.asked.iter().find(is).map(|it| it.id)
    }

    /// Whether another reply may go out.
    pub fn may_reply(&mut self, now: Mono) -> bool {
        let (since, count) = &mut self.replies;
        if now.since(*since) >= REPLIES_WITHIN {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= REPLIES
    }

    fn said(&mut self, id: CallId, number: Option<u64>) {
        let Some(asked) = self.asked.iter_mut().find(|it| it.id == id) else { return };
        asked.number = number;
        let waits = match number {
            Some(_) => asked.question.call.is_answered(),
            None => matches!(asked.question.asker, Asker::LoginRun(_)),
        };
        if !waits {
            let answer = number.map(|_| Value::Null);
            self.end(id, answer.ok_or_else(|| RequestFailure::Unreachable(String::new())));
        }
    }

    fn end(&mut self, id: CallId, answer: Result<Value, RequestFailure>) {
        if let Some(place) = self.asked.iter().position(|it| it.id == id) {
            let ended = self.asked.remove(place);
            self.outputs.push_back(Output::Ended(ended.question, answer));
        }
    }
}

#[cfg(test)]
mod tests;
