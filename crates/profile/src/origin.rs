//! Where a profile was read from.

use compact::{Compact, Reader};
use serde_json::Value;

use crate::node::Problems;
use crate::profile::Settings;
use crate::vars;

/// Largest profile that is read (bytes).
const LARGEST: usize = 1 << 20;

/// The text of a profile, with what a configuration says of it. What waits for the user is read from it once that is
/// needed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Origin {
    json: String,
    vars: Vec<(String, String)>,
    auth: Option<Value>,
}

impl Origin {
    pub fn new(json: &str, settings: &Settings<'_>) -> Self {
        Self { json: json.to_owned(), vars: settings.vars.to_vec(), auth: settings.auth.cloned() }
    }

    /// The JSON with its settings filled in; nothing where it is none.
    pub fn document(&self, problems: &Problems) -> Option<Value> {
        if self.json.len() > LARGEST {
            problems.add(String::new(), format!("{} bytes", self.json.len()), "at most 1 MiB");
            return None;
        }
        let mut document = match json::strict(&self.json) {
            Ok(document) => document,
            Err(error) => {
                problems.add(String::new(), json::found(&self.json, &error), "JSON");
                return None;
            }
        };
        if let (Some(auth), Value::Object(members)) = (&self.auth, &mut document) {
            members.insert("auth".to_owned(), auth.clone());
        }
        Some(vars::fill_in(&document, &self.vars, problems))
    }
}

/// Not among the bytes of a profile: it is the text that they were made of, which comes beside them.
impl Compact for Origin {
    fn write(&self, _out: &mut Vec<u8>) {}

    fn read(_bytes: &mut Reader<'_>) -> Self {
        Self::default()
    }
}
