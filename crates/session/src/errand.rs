//! One action of a person, from the request to the moment when it is known what became of it.

use model::Cell;
use profile::{Action, ActionAnswer, FormValues, Forms, Method, Problem, Refusal, Retry};
use serde_json::{Map, Value};

use crate::{Answer, Ask, Body};

/// What an action is done to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The row's values by column, and `key`; nothing where it is done to no row.
    pub values: Map<String, Value>,
    /// The row's cells.
    pub cells: Vec<Cell>,
    /// Keys of the rows that the table holds now, to tell what is new.
    pub known: Vec<String>,
}

/// One action under way.
#[derive(Clone, Debug)]
pub struct Errand {
    action: Action,
    object: Object,
    values: Map<String, Value>,
    /// Why nobody knows what became of it: the list is being looked through.
    looking: Option<String>,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Ask this.
    Ask(Ask),
    /// It is over.
    End(End),
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// It is done; the hub's own words, where it has some.
    Done(Option<String>),
    /// The file is here, with this many bytes.
    Saved(u64),
    /// What came is not the whole file.
    Short {
        /// Bytes that the row promises.
        expected: u64,
        /// Bytes that came.
        found: u64,
    },
    /// The hub would not.
    Refused(u16, Refusal),
    /// The answer did not come, and the hub's list says that it was not done.
    NotDone(String),
    /// The answer did not come, and nobody knows.
    Unknown(String),
    /// It failed, and trying again does no harm.
    Failed(String),
    /// It was not sent: no answer of the hub could be read so far, so that nobody would know what became of it.
    Unsent,
}

impl Errand {
    /// Begin. A file that is the answer is kept under `number`.
    ///
    /// # Errors
    /// A value that cannot stand in a URL.
    pub fn begin(
        action: Action,
        object: Object,
        given: &FormValues,
        number: u64,
    ) -> Result<(Self, Ask), Problem> {
        let wanted = action.request(&object.values, given)?;
        let ask = Ask {
            source: action.source,
            method: action.method,
            path: wanted.path,
            body: Body::from(wanted.content),
            file: action.save.as_ref().map(|_| number),
            timeout_ms: action.timeout_ms,
        };
        let values = action.values(&object.values, given);
        Ok((Self { action, object, values, looking: None }, ask))
    }

    /// An answer came to what was asked last, or none did.
    pub fn answered(&mut self, forms: &Forms, answer: &Answer) -> Step {
        if let Some(why) = self.looking.clone() {
            return Step::End(self.found(answer, why));
        }
        match answer {
            Answer::Unsent => Step::End(End::Unsent),
            Answer::File(found) => {
                let expected = self.action.save.as_ref().and_then(|save| save.length(&self.object.cells));
                Step::End(match expected {
                    Some(expected) if expected != *found => End::Short { expected, found: *found },
                    _ => End::Saved(*found),
                })
            }
            Answer::Done(status, body) => match self.action.interpret(*status, body) {
                ActionAnswer::Done(said) => Step::End(End::Done(said)),
                ActionAnswer::Refused => Step::End(End::Refused(*status, forms.refusal(body))),
                ActionAnswer::Indeterminate => {
                    let words = forms.refusal(body).text;
                    let why = format!("HTTP {status}: {words}");
                    self.open(why.trim_end_matches([':', ' ']).to_owned())
                }
            },
            Answer::Failed(why) if self.action.method == Method::Get => Step::End(End::Failed(why.clone())),
            Answer::Failed(why) => self.open(why.clone()),
        }
    }

    /// Look (again) whether it was done.
    pub fn look(&mut self, why: String) -> Option<Ask> {
        let lookup = self.action.lookup.as_ref()?;
        self.looking = Some(why);
        Some(Ask::get(lookup.source, lookup.path.clone()))
    }

    fn open(&mut self, why: String) -> Step {
        match (self.action.retry, self.look(why.clone())) {
            (_, Some(ask)) => Step::Ask(ask),
            (Retry::Safe, None) => Step::End(End::Failed(why)),
            (_, None) => Step::End(End::Unknown(why)),
        }
    }

    fn found(&self, answer: &Answer, why: String) -> End {
        let Answer::Done(200..=299, body) = answer else { return End::Unknown(why) };
        let list = serde_json::from_str(body).ok();
        let lookup = self.action.lookup.as_ref();
        match list.and_then(|list| lookup?.done(&list, &self.values, &self.object.known)) {
            Some(true) => End::Done(None),
            Some(false) => End::NotDone(why),
            None => End::Unknown(why),
        }
    }
}

#[cfg(test)]
mod tests;
