//! What the user prefers (docs/preferences.md): one JSON document, which is kept in the browser, exported and imported.
//! What is wrong in it is named and left aside; what nobody knows, as a later version may have written, is kept.

use model::{HubId, Millis, Severity};
use profile::node::{Node, Problems};
use serde_json::{Map, Value, json};

use crate::hubs_json::{ConfigProblem, is_hub_id};

mod channels;
mod choices;
mod quiet;

pub use channels::{Channels, Sounds};
pub use choices::{Choices, Known, names as choice_names};
pub use quiet::{Announcement, LocalTime, Mute, Quiet, QuietHours, Subject, clock_text, read_clock};

/// The name of the file, as it is exported and as mistakes name it.
pub const FILE: &str = "atalaya-preferences.json";
/// Most quiet hours and most mutes that are read: more come of no page.
pub const MOST: usize = 200;
/// Days as the file names them, from Monday on.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Kinds as the file names them.
const KINDS: [(&str, Severity); 4] = [
    ("info", Severity::Info),
    ("success", Severity::Success),
    ("warning", Severity::Warning),
    ("error", Severity::Error),
];

/// What the user prefers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// What is one word each.
    pub choices: Choices,
    /// By what the user is made aware of new notifications.
    pub channels: Channels,
    /// When the page is quiet.
    pub quiet: Quiet,
    /// Members that nobody knows.
    other: Map<String, Value>,
}

impl Preferences {
    /// Read the text of a file: what holds where something is wrong is the default.
    #[must_use]
    pub fn parse(text: &str, known: Known<'_>) -> (Self, Vec<ConfigProblem>) {
        let problems = Problems::default();
        let mut preferences = Self::default();
        match json::strict(text) {
            Err(error) => problems.add(String::new(), json::found(text, &error), "JSON"),
            Ok(value) => {
                let root = Node::root(&value, &problems);
                match &value {
                    Value::Object(members) => preferences = read(&root, members, known),
                    _ => drop(root.wrong::<()>("{ … }")),
                }
            }
        }
        let problem = |problem| ConfigProblem::at(FILE, "", problem);
        (preferences, problems.into_inner().into_iter().map(problem).collect())
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut all = self.members();
        for (name, word) in self.choices.iter() {
            all.insert(name.to_owned(), word.into());
        }
        json::text(&Value::Object(all))
    }

    /// The same without the choices, each of which is kept by itself.
    #[must_use]
    pub fn text_without_choices(&self) -> String {
        json::text(&Value::Object(self.members()))
    }

    /// The members that are no choices.
    fn members(&self) -> Map<String, Value> {
        let mut all = self.other.clone();
        let Channels { toasts, desktop, sounds } = &self.channels;
        all.insert("toasts".to_owned(), (*toasts).into());
        all.insert("desktop".to_owned(), (*desktop).into());
        let kinds: Vec<_> = sounds.kinds.iter().map(|kind| kind.as_str()).collect();
        let volume = sounds.volume;
        all.insert("sounds".to_owned(), json!({ "on": sounds.on, "volume": volume, "kinds": kinds }));
        all.insert("quiet".to_owned(), write_quiet(&self.quiet));
        all
    }
}

fn read(root: &Node<'_>, members: &Map<String, Value>, known: Known<'_>) -> Preferences {
    let is_known = |name: &str| {
        choice_names().chain(["toasts", "desktop", "sounds", "quiet"]).any(|known| known == name)
    };
    let other = members.iter().filter(|(name, _)| !is_known(name));
    let flag = |name, absent| root.member(name).and_then(|node| node.flag()).unwrap_or(absent);
    let absent = Channels::default();
    let sounds = root.member("sounds").and_then(|node| object(&node)).map(|node| read_sounds(&node));
    Preferences {
        choices: Choices::read(root, known),
        channels: Channels {
            toasts: flag("toasts", absent.toasts),
            desktop: flag("desktop", absent.desktop),
            sounds: sounds.unwrap_or_default(),
        },
        quiet: root
            .member("quiet")
            .and_then(|node| object(&node))
            .map_or_else(Quiet::default, |node| read_quiet(&node)),
        other: other.map(|(name, value)| (name.clone(), value.clone())).collect(),
    }
}

fn object<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    if node.value.is_object() { Some(*node) } else { node.wrong("{ … }") }
}

fn read_sounds(node: &Node<'_>) -> Sounds {
    let absent = Sounds::default();
    let volume = |node: Node<'_>| {
        let volume = node.value.as_u64().and_then(|volume| u8::try_from(volume).ok());
        volume.filter(|volume| *volume <= 100).or_else(|| node.wrong("0 … 100"))
    };
    let kinds = node.member("kinds").and_then(|node| node.all(|kind| kind.word(&KINDS)));
    Sounds {
        on: node.member("on").and_then(|node| node.flag()).unwrap_or(absent.on),
        volume: node.member("volume").and_then(volume).unwrap_or(absent.volume),
        kinds: kinds.unwrap_or(absent.kinds),
    }
}

fn read_quiet(node: &Node<'_>) -> Quiet {
    let absent = Quiet::default();
    let until = node.member("until").filter(|node| !node.value.is_null()).and_then(|node| {
        let until = node.value.as_i64().filter(|until| *until > 0).map(Millis);
        until.or_else(|| node.wrong("milliseconds since 1970"))
    });
    Quiet {
        until,
        hours: read_list(node, "hours", read_hours),
        lets_errors_through: node
            .member("errors")
            .and_then(|node| node.flag())
            .unwrap_or(absent.lets_errors_through),
        muted: read_list(node, "muted", read_mute),
    }
}

/// Every item of a list that is right.
fn read_list<T>(node: &Node<'_>, key: &str, read: impl Fn(&Node<'_>) -> Option<T>) -> Vec<T> {
    let items = node.member(key).map(|node| node.items()).unwrap_or_default();
    items.iter().take(MOST).filter_map(read).collect()
}

fn read_hours(node: &Node<'_>) -> Option<QuietHours> {
    const HOURS: &str = "{ \"days\": [\"mon\", …], \"from\": \"22:00\", \"to\": \"07:00\" }";
    let time = |key| {
        let Some(time) = node.member(key) else { return node.wrong(HOURS) };
        time.value.as_str().and_then(read_clock).or_else(|| time.wrong("00:00 … 23:59"))
    };
    let (from, to) = (time("from"), time("to"));
    let mut days = [false; 7];
    for day in node.member("days").map(|days| days.items()).unwrap_or_default() {
        let place = day.value.as_str().and_then(|text| DAYS.iter().position(|day| *day == text));
        match place.and_then(|place| days.get_mut(place)) {
            Some(day) => *day = true,
            None => drop(day.wrong::<()>(&DAYS.join(" | "))),
        }
    }
    Some(QuietHours { days, from: from?, to: to? })
}

fn read_mute(node: &Node<'_>) -> Option<Mute> {
    const MUTE: &str = "{ \"hub\": \"…\", \"title\": \"…\", \"kind\": \"…\" }";
    let hub = node.value.get("hub").and_then(Value::as_str).filter(|hub| is_hub_id(hub));
    let Some(hub) = hub.map(HubId::from) else { return node.wrong(MUTE) };
    // A mute that lost what it is limited to would silence a whole hub.
    let title = node.member("title").map(|node| node.string());
    let kind = node.member("kind").map(|node| node.word(&KINDS));
    let (title, kind) = (profile::node::given(title)?, profile::node::given(kind)?);
    Some(Mute { hub, title, kind })
}

fn write_quiet(quiet: &Quiet) -> Value {
    let hours = quiet.hours.iter().map(|hours| {
        let days: Vec<_> = DAYS.iter().zip(hours.days).filter(|(_, on)| *on).map(|(day, _)| *day).collect();
        json!({ "days": days, "from": clock_text(hours.from), "to": clock_text(hours.to) })
    });
    let muted = quiet.muted.iter().map(|mute| {
        let mut members = Map::new();
        members.insert("hub".to_owned(), mute.hub.as_str().into());
        members.extend(mute.title.as_deref().map(|title| ("title".to_owned(), title.into())));
        members.extend(mute.kind.map(|kind| ("kind".to_owned(), kind.as_str().into())));
        Value::Object(members)
    });
    let (hours, muted) = (hours.collect::<Vec<_>>(), muted.collect::<Vec<_>>());
    json!({
        "until": quiet.until.map(|until| until.0),
        "hours": hours,
        "errors": quiet.lets_errors_through,
        "muted": muted,
    })
}

#[cfg(test)]
mod tests;
