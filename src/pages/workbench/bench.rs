//! What is on the workbench, and what is done with it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use profile::{Profile, Settings};
use serde_json::{Value, json};
use session::{Intent, Listener};
use viewmodel::pasted_profile;
use wasm_bindgen::prelude::Closure;
use workbench::{Heard, Place, Report, Word, entry_name, words_at};

use crate::browser::editor::{Editor, Options};
use crate::browser::{clock, storage};
use crate::components::leaf::effect;
use crate::config::ConfigProblem;
use crate::hubs::{self, Entry};
use crate::i18n::DeferredMsg;
use crate::pages::problems::problem_text;
use crate::store::{App, Hub};

/// So many messages are kept; of the answers to a list, the last one.
const KEPT: usize = 200;
/// What is written is read once nothing was written for so long (milliseconds).
const STILL_MS: u64 = 300;

/// A message with a number of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    /// Its number: later ones have higher ones.
    pub nr: u64,
    /// The message.
    pub heard: Heard,
}

/// A mistake in what is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// Where it is, in the profile.
    pub pointer: String,
    /// Where the text stops being JSON: line and column.
    pub at: Option<(usize, usize)>,
    /// What is wrong.
    pub problem: ConfigProblem,
}

/// What was heard.
#[derive(Default)]
struct Ring {
    messages: VecDeque<Arc<Numbered>>,
    count: u64,
}

/// The workbench.
#[derive(Clone, Copy)]
pub struct Bench {
    app: App,
    /// The hub whose profile it is.
    pub hub: Hub,
    /// The hub as it is configured.
    pub entry: StoredValue<Entry>,
    editor: StoredValue<Option<Editor>, LocalStorage>,
    schema: StoredValue<Option<Value>>,
    ring: StoredValue<Rc<RefCell<Ring>>, LocalStorage>,
    waiting: StoredValue<Option<Timeout>, LocalStorage>,
    /// What is written, as JSON; nothing where it is none, or a profile with mistakes.
    profile: StoredValue<Option<(Value, Rc<Profile>)>, LocalStorage>,
    /// The mistakes in it.
    pub mistakes: RwSignal<Vec<Mistake>>,
    /// It differs from what the hub runs by.
    pub changed: RwSignal<bool>,
    /// The messages that are drawn, in the order in which they came.
    pub messages: RwSignal<Vec<Arc<Numbered>>, LocalStorage>,
    /// What the profile makes of them.
    pub report: RwSignal<Rc<Report>, LocalStorage>,
    /// The list of messages stands still.
    pub paused: RwSignal<bool>,
    /// The hub as it runs by what is written.
    pub trial: RwSignal<Option<Hub>>,
}

impl Bench {
    /// A workbench that listens to a hub until its page is left.
    pub fn new(app: App, hub: Hub, entry: Entry) -> Self {
        let bench = Self {
            app,
            hub,
            entry: StoredValue::new(entry),
            editor: StoredValue::new_local(None),
            schema: StoredValue::new(None),
            ring: StoredValue::new_local(Rc::default()),
            waiting: StoredValue::new_local(None),
            profile: StoredValue::new_local(None),
            mistakes: RwSignal::new(Vec::new()),
            changed: RwSignal::new(false),
            messages: RwSignal::new_local(Vec::new()),
            report: RwSignal::new_local(Rc::default()),
            paused: RwSignal::new(false),
            trial: RwSignal::new(None),
        };
        hub.listen(Some(bench.listener(hub)));
        spawn_local(async move {
            let schema = hubs::profile_schema().await;
            // The user may have left.
            let _ = bench.schema.try_set_value(schema);
        });
        effect(move || {
            app.tick.track();
            if !bench.paused.get() {
                untrack(|| bench.draw());
            }
        });
        on_cleanup(move || {
            hub.listen(None);
            bench.stop_trial();
            if let Some(editor) = bench.editor.try_update_value(Option::take).flatten() {
                editor.close();
            }
        });
        bench
    }

    /// Hears what a hub sends, by the names of its profile.
    fn listener(self, hub: Hub) -> Listener {
        let (sources, questions): (Vec<String>, Vec<String>) = hub.read(|session| {
            let profile = session.profile();
            let sources = profile.sources.iter().map(|source| source.name.clone());
            (sources.collect(), profile.polls.iter().map(profile::Poll::question).collect())
        });
        let ring = self.ring.get_value();
        Box::new(move |source, heard, message| {
            let (event, question) = match heard {
                session::Heard::Event(event) => (Some(event.to_owned()), None),
                session::Heard::Frame => (None, None),
                session::Heard::Answer(poll) => (None, questions.get(poll.0).cloned()),
            };
            let source = sources.get(source.0).cloned().unwrap_or_default();
            let at = clock::now().mono.0;
            ring.borrow_mut().add(Heard { source, question, event, at, message: message.clone() });
        })
    }

    /// What an editor of the profile is opened with.
    pub fn editor_options(self, app: App) -> Options {
        let entry = self.entry.get_value();
        let kept = storage::get(storage::browser(), &self.storage_key());
        let words = move |request: String| {
            let words = self.schema.try_with_value(|schema| Some(words(schema.as_ref()?, &request)));
            json::text(&Value::Array(words.flatten().flatten().unwrap_or_default()))
        };
        Options {
            text: kept.unwrap_or(entry.profile),
            label: app.text(&DeferredMsg::HubProfile),
            phrases: app.text(&DeferredMsg::EditorPhrases),
            changed: Closure::new(move || self.wait()),
            words: Closure::new(words),
        }
    }

    /// The editor is there.
    pub fn opened(self, editor: Editor) {
        match self.editor.try_set_value(Some(editor.clone())) {
            None => self.read(),
            // The user has left.
            Some(_) => editor.close(),
        }
    }

    fn wait(self) {
        let timer = clock::after(STILL_MS, move || self.read());
        let _ = self.waiting.try_set_value(Some(timer));
    }

    fn with_editor<T>(self, act: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor.try_with_value(|editor| editor.as_ref().map(act)).flatten()
    }

    /// Read what is written, and show what comes of it.
    fn read(self) {
        let Some(text) = self.with_editor(Editor::text) else { return };
        let original = self.entry.with_value(|entry| entry.profile == text);
        self.changed.set(!original);
        match original {
            true => storage::forget(storage::browser(), &self.storage_key()),
            false => drop(storage::set(storage::browser(), &self.storage_key(), &text)),
        }
        match self.parse(&text) {
            Ok(profile) => {
                self.profile.set_value(Some(profile));
                self.mistakes.set(Vec::new());
            }
            Err(mistakes) => self.mistakes.set(mistakes),
        }
        let marks = self.mistakes.with_untracked(|mistakes| {
            let mark = |mistake: &Mistake| {
                let (line, column) = mistake.at.unzip();
                let text = problem_text(self.app, &mistake.problem);
                json!({ "pointer": mistake.pointer, "line": line, "column": column, "text": text })
            };
            json::text(&mistakes.iter().map(mark).collect())
        });
        self.with_editor(|editor| editor.mark(&marks));
        self.report();
    }

    fn parse(self, text: &str) -> Result<(Value, Rc<Profile>), Vec<Mistake>> {
        let value = json::strict(text).map_err(|error| {
            let at = Some((error.line(), error.column()));
            vec![Mistake {
                pointer: String::new(),
                at,
                problem: pasted_profile::not_json(&json::found(text, &error)),
            }]
        })?;
        let profile = self.entry.with_value(|entry| {
            let Entry { config, .. } = entry;
            Profile::with(text, &Settings { vars: &config.vars, auth: config.auth.as_ref() })
        });
        match profile {
            Ok(profile) => Ok((value, Rc::new(profile))),
            Err(problems) => Err(problems
                .into_iter()
                .map(|problem| {
                    let profile::Problem { pointer, found, expected } = problem;
                    let problem = ConfigProblem {
                        pointer: pointer.clone(),
                        ..ConfigProblem::of_file("", found, &expected)
                    };
                    Mistake { pointer, at: None, problem }
                })
                .collect()),
        }
    }

    /// Show what came since.
    fn draw(self) {
        let ring = self.ring.get_value();
        let ring = ring.borrow();
        let last = |messages: &Vec<Arc<Numbered>>| messages.last().map_or(0, |message| message.nr);
        if self.messages.with_untracked(last) != ring.count {
            self.messages.set(ring.messages.iter().cloned().collect());
            drop(ring);
            self.report();
        }
    }

    /// What the profile makes of the messages that are drawn. One with mistakes: what the last one without made.
    fn report(self) {
        let report = self.profile.with_value(|profile| {
            let (_, profile) = profile.as_ref()?;
            let heard = |messages: &Vec<Arc<Numbered>>| {
                Report::of(profile, messages.iter().map(|message| &message.heard))
            };
            Some(self.messages.with_untracked(heard))
        });
        self.report.set(Rc::new(report.unwrap_or_default()));
    }

    /// The profile as JSON, once it is one.
    pub fn written(self) -> Option<Value> {
        let is_whole = self.mistakes.with_untracked(Vec::is_empty);
        self.profile
            .with_value(|profile| profile.as_ref().map(|(value, _)| value.clone()))
            .filter(|_| is_whole)
    }

    /// All that is written, whether it is a profile or not.
    pub fn text(self) -> String {
        self.with_editor(Editor::text).unwrap_or_default()
    }

    /// Write another profile; the user can take it back.
    pub fn replace(self, text: &str) {
        self.with_editor(|editor| editor.replace(text));
    }

    /// What a rule or a list is called in the profile.
    pub fn name_of(self, pointer: &str) -> String {
        self.profile.with_value(|profile| {
            let written = profile.as_ref().and_then(|(value, _)| value.pointer(pointer));
            written.map(entry_name).unwrap_or_default()
        })
    }

    /// Put an item at the end of a list of the profile.
    pub fn append(self, name: &str, item: &Value) {
        self.with_editor(|editor| editor.append(name, &format!("{item:#}")));
    }

    /// Show where something stands in the profile.
    pub fn reveal(self, pointer: &str) {
        self.with_editor(|editor| editor.reveal(pointer));
    }

    /// The hub with what is written, as it would stand in `hubs.json`; nothing where there are mistakes.
    pub fn changed_entry(self) -> Option<Value> {
        let written = self.written()?;
        Some(self.entry.with_value(|entry| entry.with(written)))
    }

    /// Run the hub by what is written, beside the one that runs.
    pub fn try_out(self) {
        self.stop_trial();
        let Some(entry) = self.changed_entry() else { return };
        spawn_local(async move {
            match hubs::try_out(self.app, &entry).await {
                Ok(hub) => {
                    hub.listen(Some(self.listener(hub)));
                    // The user may have left.
                    if self.trial.try_set(Some(hub)).is_some() {
                        hub.intend(Intent::Stop);
                    }
                }
                Err(problems) => {
                    let mistake = |problem| {
                        let problem = pasted_profile::placed(problem);
                        Mistake { pointer: problem.pointer.clone(), at: None, problem }
                    };
                    let _ = self.mistakes.try_set(problems.into_iter().map(mistake).collect());
                }
            }
        });
    }

    /// End that.
    pub fn stop_trial(self) {
        if let Some(hub) = self.trial.try_update(Option::take).flatten() {
            hub.listen(None);
            hub.intend(Intent::Stop);
        }
    }

    /// Keep what is written as the hub's profile. The page starts anew with it.
    pub fn keep(self) {
        if let Some(entry) = self.changed_entry() {
            storage::forget(storage::browser(), &self.storage_key());
            hubs::keep(self.app, entry, self.hub, true);
        }
    }

    /// Where what is written is kept until then.
    fn storage_key(self) -> String {
        ["atalaya.workbench.", self.hub.id().as_str()].concat()
    }
}

impl Ring {
    fn add(&mut self, heard: Heard) {
        self.count = self.count.saturating_add(1);
        if heard.question.is_some() {
            let same = |old: &Heard| old.question == heard.question && old.source == heard.source;
            self.messages.retain(|old| !same(&old.heard));
        }
        if self.messages.len() >= KEPT {
            self.messages.pop_front();
        }
        self.messages.push_back(Arc::new(Numbered { nr: self.count, heard }));
    }
}

/// What may be written at a place: `{path, have?}`, as the editor asks.
fn words(schema: &Value, request: &str) -> Option<Vec<Value>> {
    let request = json::strict(request).ok()?;
    let texts = |name: &str| -> Option<Vec<String>> {
        let list = request.get(name)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let have = texts("have");
    let place = have.as_deref().map_or(Place::Value, Place::Name);
    let words = words_at(schema, &texts("path")?, place).into_iter();
    let word = |Word { text, kind, meaning }| json!({ "text": text, "kind": kind, "meaning": meaning });
    Some(words.map(word).collect())
}
