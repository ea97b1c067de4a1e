//! Where something was heard, and what is known of the hub beforehand.

use serde_json::{Map, Value, json};

/// Where a value was heard.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// An answer to a GET.
    Answer {
        /// The source's name in the profile.
        source: String,
        /// Path and query below the source's base.
        path: String,
    },
    /// A Socket.IO event; the value is the array of its arguments.
    Event {
        /// The source's name in the profile.
        source: String,
        /// The event's name.
        name: String,
    },
    /// A text frame: JSON, or a text.
    Frame {
        /// The source's name in the profile.
        source: String,
    },
}

impl Origin {
    /// The source's name in the profile.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Answer { source, .. } | Self::Event { source, .. } | Self::Frame { source } => source,
        }
    }

    /// The word that says how a source is spoken to that such values come from.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "rest",
            Self::Event { .. } => "socketio",
            Self::Frame { .. } => "websocket",
        }
    }

    pub(crate) fn is_answer(&self) -> bool {
        matches!(self, Self::Answer { .. })
    }
}

/// What the caller knows of the hub without having heard it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownHub {
    /// The profile's name.
    pub name: String,
    /// What users call the hub.
    pub title: String,
    /// Sources as they stand in the profile, by name: how they were reached is known to who reached them. One that is
    /// missing here is added with the defaults of its kind.
    pub sources: Map<String, Value>,
}

impl KnownHub {
    /// The sources of the profile, with those that were heard and are not named.
    pub(crate) fn sources(&self, heard: &[&Origin]) -> Map<String, Value> {
        let mut sources = self.sources.clone();
        for origin in heard {
            if !sources.contains_key(origin.source()) {
                sources.insert(origin.source().to_owned(), json!({ "kind": origin.kind() }));
            }
        }
        let is_primary = |source: &Value| source.get("primary") == Some(&Value::Bool(true));
        if !sources.values().any(is_primary) {
            // The state of a hub that pushes is that of what it pushes over.
            let pushes = |source: &&mut Value| source.get("kind") != Some(&Value::from("rest"));
            let first = if sources.values_mut().any(|source| pushes(&&mut *source)) {
                sources.values_mut().find(pushes)
            } else {
                sources.values_mut().next()
            };
            if let Some(Value::Object(source)) = first {
                source.insert("primary".to_owned(), Value::Bool(true));
            }
        }
        sources
    }
}
