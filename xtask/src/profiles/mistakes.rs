//! Mistakes with their places.
use std::fmt;
use std::path::Path;

use profile::{Problem, Profile, Settings};
use viewmodel::hubs_json::{ABSENT, ConfigProblem, FILE, HubConfig, HubsFile, ProfileSource};

use crate::json_text::{JsonText, Position};
use crate::workspace::read;

/// A mistake: where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileMistake {
    /// The file, as whoever asked calls it.
    pub file: String,
    /// Where the value begins, or what it is missing from.
    pub place: Position,
    /// JSON Pointer of the value.
    pub pointer: String,
    /// What should stand there, and what does.
    pub said: String,
}

impl fmt::Display for FileMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, pointer, said } = self;
        let pointer = if pointer.is_empty() { "the whole file" } else { pointer };
        write!(f, "{file}:{place}: {pointer}: {said}")
    }
}

/// The mistakes of several files. None is there twice: hubs share profiles.
#[derive(Default)]
pub struct Checked {
    /// In the order in which they were found.
    pub mistakes: Vec<FileMistake>,
}

impl Checked {
    fn add(&mut self, mistake: FileMistake) {
        let is_same = |other: &FileMistake| other.file == mistake.file && other.pointer == mistake.pointer;
        if !self.mistakes.iter().any(is_same) {
            self.mistakes.push(mistake);
        }
    }

    /// A problem of a file, where it stands in the text.
    fn add_problem(&mut self, file: &Path, json: &JsonText<'_>, problem: Problem) {
        let Problem { pointer, found, expected } = problem;
        let found = if found == ABSENT { "nothing" } else { &found };
        let place = json.place(&pointer);
        let said = format!("expected {expected}, found {found}");
        self.add(FileMistake { file: file.display().to_string(), place, pointer, said });
    }

    /// The text as JSON; nothing where it is none, which is its only mistake.
    fn json<'a>(&mut self, file: &Path, text: &'a str) -> Option<JsonText<'a>> {
        JsonText::parse(text)
            .map_err(|(place, why)| {
                let (file, said) = (file.display().to_string(), format!("this is not JSON: {why}"));
                self.add(FileMistake { file, place, pointer: String::new(), said });
            })
            .ok()
    }
}

/// The mistakes of a profile.
pub fn of_profile(checked: &mut Checked, file: &Path, text: &str) {
    let Some(json) = checked.json(file, text) else { return };
    for problem in Profile::with(text, &Settings::default()).err().unwrap_or_default() {
        checked.add_problem(file, &json, problem);
    }
}

/// The mistakes of a `hubs.json` and of the profiles in it and beside it; `profiles` is the folder of those that come with
/// the app.
///
/// # Errors
/// When a profile that is there cannot be read.
pub fn of_hubs(checked: &mut Checked, file: &Path, text: &str, profiles: &Path) -> Result<(), String> {
    let Some(json) = checked.json(file, text) else { return Ok(()) };
    let names = read(&profiles.join("index.json"))?;
    let names: Vec<String> = serde_json::from_str(&names).map_err(|error| format!("index.json: {error}"))?;
    let HubsFile { hubs, problems, .. } = HubsFile::parse(text, &names);
    for ConfigProblem { pointer, found, expected, .. } in problems {
        checked.add_problem(file, &json, Problem { pointer, found, expected });
    }
    for hub in &hubs {
        let beside = match &hub.profile {
            ProfileSource::Inline(value) => {
                of_hub(checked, hub, (file, &json), &value.to_string(), None);
                continue;
            }
            ProfileSource::BuiltIn(name) => profiles.join(format!("{name}.json")),
            // Relative to hubs.json; the folder of the page is the root of its server as far as anybody can tell here.
            ProfileSource::File(address) => {
                let path = address.split(['?', '#']).next().unwrap_or_default();
                file.with_file_name(path.trim_start_matches('/'))
            }
        };
        if beside.is_file() {
            let text = read(&beside)?;
            let Some(profile) = checked.json(&beside, &text) else { continue };
            of_hub(checked, hub, (file, &json), &text, Some((&beside, &profile)));
        } else {
            let (pointer, found) = (format!("{}/profile", hub.at), beside.display().to_string());
            let expected = "a file that is there".to_owned();
            checked.add_problem(file, &json, Problem { pointer, found: format!("no {found}"), expected });
        }
    }
    Ok(())
}

/// The mistakes of a hub's profile, which stands in the `hubs.json` or in a file of its own.
fn of_hub(
    checked: &mut Checked,
    hub: &HubConfig,
    hubs: (&Path, &JsonText<'_>),
    profile: &str,
    beside: Option<(&Path, &JsonText<'_>)>,
) {
    let settings = Settings { vars: &hub.vars, auth: hub.auth.as_ref() };
    let (name, within) = match beside {
        Some((path, _)) => (path.display().to_string(), String::new()),
        None => (FILE.to_owned(), format!("{}/profile", hub.at)),
    };
    for problem in Profile::with(profile, &settings).err().unwrap_or_default() {
        let ConfigProblem { file, pointer, found, expected } =
            ConfigProblem::of_profile(hub, &name, &within, problem);
        let (path, json) = beside.filter(|_| file != FILE).unwrap_or(hubs);
        checked.add_problem(path, json, Problem { pointer, found, expected });
    }
}
