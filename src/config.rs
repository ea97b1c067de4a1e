//! `hubs.json`: which hubs there are. Read at run time; every mistake is reported with its JSON Pointer
//! and the valid hubs still run.

use model::HubId;
use serde_json::Value;

/// One mistake: where, what was found, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file that it is in.
    pub file: String,
    /// JSON Pointer of the value.
    pub pointer: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

/// Where a hub's profile comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileSource {
    /// A built-in one, by name.
    BuiltIn(String),
    /// A same-origin file.
    File(String),
    /// Written into the configuration.
    Inline(Value),
}

/// A hub as configured.
#[derive(Clone, Debug, PartialEq)]
pub struct HubConfig {
    /// JSON Pointer of where it stands.
    pub at: String,
    /// Unique name.
    pub id: HubId,
    /// What people call it.
    pub name: String,
    /// Its profile.
    pub profile: ProfileSource,
    /// Base address, absolute or relative to `hubs.json`.
    pub url: String,
    /// Further bases by name.
    pub urls: Vec<(String, String)>,
    /// IANA zone of its naive stamps.
    pub time_zone: Option<String>,
    /// Settings of its profile.
    pub vars: Vec<(String, String)>,
    /// How it knows a person, in place of what its profile says.
    pub auth: Option<Value>,
}

/// The whole configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hubs {
    /// Title of the page.
    pub title: Option<String>,
    /// The valid hubs.
    pub hubs: Vec<HubConfig>,
    /// The mistakes.
    pub problems: Vec<Problem>,
}

const KEYS: [&str; 8] = ["id", "name", "profile", "url", "urls", "vars", "time_zone", "auth"];

impl Hubs {
    /// Read the text of `hubs.json`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { file: "hubs.json", ..Reader::default() };
        match serde_json::from_str::<Value>(text) {
            Err(error) => reader.problem("", &error.to_string(), "JSON"),
            Ok(value) => reader.root(&value),
        }
        reader.hubs
    }
}

#[derive(Default)]
struct Reader {
    file: &'static str,
    hubs: Hubs,
}

impl Reader {
    fn problem(&mut self, pointer: &str, found: &str, expected: &str) {
        self.hubs.problems.push(Problem {
            file: self.file.to_owned(),
            pointer: pointer.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
        });
    }

    fn root(&mut self, value: &Value) {
        let Some(object) = value.as_object() else {
            return self.problem("", &describe(value), "{ \"hubs\": [ … ] }");
        };
        for key in object.keys().filter(|key| !["title", "hubs"].contains(&key.as_str())) {
            self.problem(&format!("/{}", escape(key)), key, "\"title\" | \"hubs\"");
        }
        match object.get("title") {
            None => {}
            Some(Value::String(title)) => self.hubs.title = Some(title.clone()),
            Some(other) => self.problem("/title", &describe(other), "text"),
        }
        match object.get("hubs") {
            Some(Value::Array(hubs)) => {
                for (index, hub) in hubs.iter().enumerate() {
                    self.hub(index, hub);
                }
            }
            other => self.problem("/hubs", &found(other), "[ … ]"),
        }
    }

    fn hub(&mut self, index: usize, value: &Value) {
        let at = format!("/hubs/{index}");
        let before = self.hubs.problems.len();
        let Some(object) = value.as_object() else {
            return self.problem(&at, &describe(value), "{ \"id\", \"profile\", \"url\" }");
        };
        for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.problem(&format!("{at}/{}", escape(key)), key, &KEYS.join(" | "));
        }
        let id = self.id(&at, object.get("id"));
        let url = self.url(&format!("{at}/url"), object.get("url"));
        let profile = self.profile(&at, object.get("profile"));
        let name = self.text(&at, "name", object.get("name"));
        let time_zone = self.text(&at, "time_zone", object.get("time_zone"));
        let urls = self.urls(&at, object.get("urls"));
        let vars = self.vars(&at, object.get("vars"));
        if self.hubs.problems.len() > before {
            return;
        }
        if let (Some(id), Some(url), Some(profile)) = (id, url, profile) {
            let name = name.unwrap_or_else(|| id.to_string());
            let auth = object.get("auth").cloned();
            self.hubs.hubs.push(HubConfig { at, id, name, profile, url, urls, time_zone, vars, auth });
        }
    }

    fn id(&mut self, at: &str, value: Option<&Value>) -> Option<HubId> {
        let pointer = format!("{at}/id");
        let Some(id) = value.and_then(Value::as_str).filter(|id| valid_id(id)) else {
            self.problem(&pointer, &found(value), "[a-z0-9][a-z0-9_-]*");
            return None;
        };
        if self.hubs.hubs.iter().any(|hub| hub.id.as_str() == id) {
            self.problem(&pointer, id, "an id that no other hub has");
            return None;
        }
        Some(HubId::from(id))
    }

    fn url(&mut self, pointer: &str, value: Option<&Value>) -> Option<String> {
        match value.and_then(Value::as_str) {
            Some(url) if valid_url(url) => Some(url.to_owned()),
            _ => {
                self.problem(pointer, &found(value), "http(s)://…, ws(s)://… | /…");
                None
            }
        }
    }

    fn urls(&mut self, at: &str, value: Option<&Value>) -> Vec<(String, String)> {
        let pointer = format!("{at}/urls");
        match value {
            None => Vec::new(),
            Some(Value::Object(urls)) => urls
                .iter()
                .filter_map(|(name, url)| {
                    Some((name.clone(), self.url(&format!("{pointer}/{}", escape(name)), Some(url))?))
                })
                .collect(),
            other => {
                self.problem(&pointer, &found(other), "{ \"name\": \"url\" }");
                Vec::new()
            }
        }
    }

    fn vars(&mut self, at: &str, value: Option<&Value>) -> Vec<(String, String)> {
        let pointer = format!("{at}/vars");
        let Some(value) = value else { return Vec::new() };
        let Some(vars) = value.as_object() else {
            self.problem(&pointer, &describe(value), "{ \"name\": \"text\" }");
            return Vec::new();
        };
        let mut read = Vec::new();
        for (name, value) in vars {
            match value.as_str() {
                Some(text) => read.push((name.clone(), text.to_owned())),
                None => self.problem(&format!("{pointer}/{}", escape(name)), &describe(value), "text"),
            }
        }
        read
    }

    fn profile(&mut self, at: &str, value: Option<&Value>) -> Option<ProfileSource> {
        match value {
            Some(Value::Object(_)) => value.cloned().map(ProfileSource::Inline),
            Some(Value::String(name)) if name.ends_with(".json") && same_origin(name) => {
                Some(ProfileSource::File(name.clone()))
            }
            Some(Value::String(name)) if crate::profiles::names().contains(name) => {
                Some(ProfileSource::BuiltIn(name.clone()))
            }
            other => {
                let names = crate::profiles::names().join(" | ");
                self.problem(
                    &format!("{at}/profile"),
                    &found(other),
                    &format!("{names} | /….json | {{ … }}"),
                );
                None
            }
        }
    }

    fn text(&mut self, at: &str, key: &str, value: Option<&Value>) -> Option<String> {
        match value {
            None => None,
            Some(Value::String(text)) => Some(text.clone()),
            other => {
                self.problem(&format!("{at}/{key}"), &found(other), "text");
                None
            }
        }
    }
}

/// `[a-z0-9][a-z0-9_-]*`
pub fn valid_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    id.starts_with(plain) && id.chars().all(|c| plain(c) || c == '_' || c == '-')
}

/// An absolute address of a scheme that we speak, or a path.
pub fn valid_url(url: &str) -> bool {
    let absolute = ["http://", "https://", "ws://", "wss://"].iter().any(|scheme| {
        url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    absolute || same_origin(url)
}

fn same_origin(url: &str) -> bool {
    !url.is_empty() && !url.starts_with("//") && !url.contains(':') && !url.contains('\\')
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn found(value: Option<&Value>) -> String {
    value.map_or_else(|| "∅".to_owned(), describe)
}

fn describe(value: &Value) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(80) {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests;
