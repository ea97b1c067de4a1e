//! `hubs.json`: which hubs there are. Every mistake is reported with its JSON Pointer, and the valid hubs still run.

use model::HubId;
use profile::node::{Node, ObjectFields, Problems, given};
use serde_json::Value;

/// The file's name, as problems name it.
pub const FILE: &str = "hubs.json";

/// A mistake in a configuration file: where, what was found, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file that it is in.
    pub file: String,
    /// JSON Pointer of the value.
    pub pointer: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

impl ConfigProblem {
    /// A mistake of a file, of which `within` points at the part that was read.
    #[must_use]
    pub fn at(file: &str, within: &str, problem: profile::Problem) -> Self {
        Self {
            file: file.to_owned(),
            pointer: format!("{within}{}", problem.pointer),
            found: problem.found,
            expected: problem.expected,
        }
    }

    /// A mistake of a hub's profile, which is read from `file`, `within` it: what `hubs.json` says in place of the
    /// profile stands there.
    #[must_use]
    pub fn of_profile(hub: &HubConfig, file: &str, within: &str, problem: profile::Problem) -> Self {
        let of_auth = hub.auth.is_some() && problem.pointer.starts_with("/auth");
        let named = problem.pointer.strip_prefix("/vars/");
        let of_vars = hub.vars.iter().any(|(name, _)| named == Some(name));
        let (file, within) = if of_auth || of_vars { (FILE, hub.at.as_str()) } else { (file, within) };
        Self::at(file, within, problem)
    }

    /// A mistake of a whole file.
    #[must_use]
    pub fn of_file(file: &str, found: String, expected: &str) -> Self {
        Self { file: file.to_owned(), pointer: String::new(), found, expected: expected.to_owned() }
    }
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
    /// The name that the user sees.
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
    /// How it authenticates the user, in place of what its profile says.
    pub auth: Option<Value>,
}

/// The whole configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubsFile {
    /// Title of the page.
    pub title: Option<String>,
    /// The valid hubs.
    pub hubs: Vec<HubConfig>,
    /// The mistakes.
    pub problems: Vec<ConfigProblem>,
}

/// The keys of the file.
const FILE_KEYS: [&str; 3] = ["$schema", "title", "hubs"];
/// The keys of a hub.
const HUB_KEYS: [&str; 8] = ["id", "name", "profile", "url", "urls", "vars", "time_zone", "auth"];
/// What is said to be found where nothing is.
pub const ABSENT: &str = "∅";

impl HubsFile {
    /// Read the text of `hubs.json`; `built_in` are the names of the profiles that come with the app.
    #[must_use]
    pub fn parse(text: &str, built_in: &[String]) -> Self {
        let problems = Problems::default();
        let (mut title, mut hubs) = (None, Vec::new());
        match json::strict(text) {
            Err(error) => problems.add(String::new(), json::found(text, &error), "JSON"),
            Ok(value) => {
                (title, hubs) = read_file(&Node::root(&value, &problems), built_in).unwrap_or_default();
            }
        }
        let problem = |problem| ConfigProblem::at(FILE, "", problem);
        Self { title, hubs, problems: problems.into_inner().into_iter().map(problem).collect() }
    }
}

fn read_file(root: &Node<'_>, built_in: &[String]) -> Option<(Option<String>, Vec<HubConfig>)> {
    let mut fields = object(root, "{ \"hubs\": [ … ] }")?;
    known_keys(root, &FILE_KEYS, "\"title\" | \"hubs\"");
    let _ = fields.optional("$schema").map(|node| node.text());
    let title = fields.optional("title").and_then(|node| node.string());
    let mut hubs = Vec::new();
    if let Some(list) = required(&mut fields, "hubs", "[ … ]") {
        if !list.value.is_array() {
            list.wrong::<()>("[ … ]");
            return Some((title, hubs));
        }
        for node in list.items() {
            hubs.extend(read_hub(&node, &hubs, built_in));
        }
    }
    Some((title, hubs))
}

/// A hub, if nothing is wrong with it; `others` stand before it.
fn read_hub(node: &Node<'_>, others: &[HubConfig], built_in: &[String]) -> Option<HubConfig> {
    let mut fields = object(node, "{ \"id\", \"profile\", \"url\" }")?;
    let all_known = known_keys(node, &HUB_KEYS, &HUB_KEYS.join(" | "));
    let id = required(&mut fields, "id", ID).and_then(|node| read_id(&node, others));
    let url = required(&mut fields, "url", ADDRESS).and_then(|node| read_address(&node));
    let profiles = format!("{} | /….json | {{ … }}", built_in.join(" | "));
    let profile = required(&mut fields, "profile", &profiles);
    let profile = profile.and_then(|node| read_profile(&node, built_in, &profiles));
    let name = fields.optional("name").map(|node| node.string());
    let time_zone = fields.optional("time_zone").map(|node| node.string());
    let urls = read_map(&mut fields, "urls", "{ \"name\": \"url\" }", read_address);
    let vars = read_map(&mut fields, "vars", "{ \"name\": \"text\" }", |node| node.string());
    let auth = fields.optional("auth").map(|node| node.value.clone());
    let (name, time_zone) = (given(name)?, given(time_zone)?);
    let (id, url, profile, urls, vars) = (id?, url?, profile?, urls?, vars?);
    let name = name.unwrap_or_else(|| id.to_string());
    let at = node.pointer();
    all_known.then_some(HubConfig { at, id, name, profile, url, urls, time_zone, vars, auth })
}

fn read_id(node: &Node<'_>, others: &[HubConfig]) -> Option<HubId> {
    let Some(id) = node.value.as_str().filter(|id| is_hub_id(id)) else { return node.wrong(ID) };
    if others.iter().any(|hub| hub.id.as_str() == id) {
        node.report(id.to_owned(), "an id that no other hub has");
        return None;
    }
    Some(HubId::from(id))
}

fn read_address(node: &Node<'_>) -> Option<String> {
    match node.value.as_str() {
        Some(url) if is_hub_address(url) => Some(url.to_owned()),
        _ => node.wrong(ADDRESS),
    }
}

fn read_profile(node: &Node<'_>, built_in: &[String], expected: &str) -> Option<ProfileSource> {
    match node.value {
        Value::Object(_) => Some(ProfileSource::Inline(node.value.clone())),
        Value::String(name) if name.ends_with(".json") && is_same_origin(name) => {
            Some(ProfileSource::File(name.clone()))
        }
        Value::String(name) if built_in.contains(name) => Some(ProfileSource::BuiltIn(name.clone())),
        _ => node.wrong(expected),
    }
}

/// An object of free keys, empty where it is absent; every member is tried.
fn read_map(
    fields: &mut ObjectFields<'_>,
    key: &'static str,
    expected: &str,
    read: impl Fn(&Node<'_>) -> Option<String>,
) -> Option<Vec<(String, String)>> {
    let Some(node) = fields.optional(key) else { return Some(Vec::new()) };
    if !node.value.is_object() {
        return node.wrong(expected);
    }
    node.all_members(|name, member| Some((name.to_owned(), read(member)?)))
}

/// The members of an object, or the mistake that it is none.
fn object<'a>(node: &Node<'a>, expected: &str) -> Option<ObjectFields<'a>> {
    if node.value.is_object() { node.fields() } else { node.wrong(expected) }
}

/// A member that must be there.
fn required<'a>(fields: &mut ObjectFields<'a>, key: &'static str, expected: &str) -> Option<Node<'a>> {
    let member = fields.optional(key);
    if member.is_none() {
        fields.node().report_below(&format!("/{key}"), ABSENT.to_owned(), expected);
    }
    member
}

/// Report the keys of an object that are not among `known`. True where there are none.
fn known_keys(node: &Node<'_>, known: &[&str], expected: &str) -> bool {
    let mut all_known = true;
    for (key, member) in node.members() {
        if !known.contains(&key) {
            member.report(key.to_owned(), expected);
            all_known = false;
        }
    }
    all_known
}

/// What an id is made of.
const ID: &str = "[a-z0-9][a-z0-9_-]*";
/// What an address looks like.
const ADDRESS: &str = "http(s)://…, ws(s)://… | /…";

/// Whether a text may be a hub's id: `[a-z0-9][a-z0-9_-]*`.
#[must_use]
pub fn is_hub_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    id.starts_with(plain) && id.chars().all(|c| plain(c) || c == '_' || c == '-')
}

/// Whether a text may be a hub's address: absolute with a scheme that the app speaks, or a path.
#[must_use]
pub fn is_hub_address(url: &str) -> bool {
    let absolute = ["http://", "https://", "ws://", "wss://"].iter().any(|scheme| {
        url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    absolute || is_same_origin(url)
}

/// Whether what a user typed may be a hub's address. A word is none, though `hubs.json` might mean a path by it.
#[must_use]
pub fn is_typed_address(url: &str) -> bool {
    is_hub_address(url) && (url.contains("://") || url.starts_with('/')) && !url.contains(char::is_whitespace)
}

fn is_same_origin(url: &str) -> bool {
    !url.is_empty() && !url.starts_with("//") && !url.contains(':') && !url.contains('\\')
}

/// An id for a hub that the user adds, made of its name or address; `is_taken` says which ids other hubs have.
#[must_use]
pub fn free_hub_id(name_or_address: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let host = name_or_address.split("//").last().unwrap_or(name_or_address);
    let plain: String =
        host.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    let stem = if plain.is_empty() { "hub" } else { plain };
    let numbered = (2_u64..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
