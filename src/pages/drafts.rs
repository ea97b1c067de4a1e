//! A first profile of a hub that no profile is for, drawn up from what it sent while it was looked at. What concludes it is
//! larger than all other parts together, so that it is a module of its own.

use ::look::{Finding, Observation, Provenance};
use infer::{Alternative, Claim, Confidence, Draft, Evidence, Guess, KnownHub, Origin};
use leptos::prelude::*;
use serde_json::{Map, Value, json};

use crate::browser::clock;
use crate::components::each::Each;
use crate::components::leaf::{flag, t, text};
use crate::components::when::When;
use crate::i18n::DeferredMsg;
use crate::store::{App, DraftJob};

mod said;

use said::{alternative_text, confidence_text, confidence_word, guess_text, subject};

/// The names of the sources of a draft.
const LISTS: &str = "rest";
const LIVE: &str = "live";
/// So many answers to a guess are offered.
const CHOICES: usize = 5;

/// A draft, and what it was drawn up from.
#[derive(Clone, Copy)]
struct Drafting {
    evidence: StoredValue<Option<Evidence>>,
    draft: RwSignal<Option<Draft>>,
    /// Guesses of notifications to which the user said yes.
    confirmed: RwSignal<Vec<String>>,
}

impl Drafting {
    /// Nothing was drawn up yet.
    fn new() -> Self {
        Self {
            evidence: StoredValue::new(None),
            draft: RwSignal::new(None),
            confirmed: RwSignal::new(Vec::new()),
        }
    }

    /// Draw a profile up from what came; `drawn` is called when it is there. Learning leaves the page its frames.
    fn start(self, job: &DraftJob, drawn: impl FnOnce() + 'static) {
        let DraftJob { finding, below, title, .. } = job;
        let known = KnownHub { name: "draft".into(), title: title.clone(), sources: sources(finding, below) };
        let mut evidence = Evidence::new(known);
        let now = u64::try_from(clock::wall().0).unwrap_or_default();
        let last = finding.observations.iter().map(|it| it.at.0).max().unwrap_or_default();
        for Observation { origin, value, at } in &finding.observations {
            let came = now.saturating_sub(last.saturating_sub(at.0));
            evidence.observe(came, heard(origin, below), value.clone());
        }
        self.evidence.set_value(Some(evidence));
        learn(self.evidence, false, move || {
            self.show();
            drawn();
        });
    }

    fn show(self) {
        let draft = self.evidence.try_update_value(|it| it.as_mut().map(Evidence::draft)).flatten();
        let _ = self.draft.try_set(draft);
    }

    /// The user says what a guess is.
    fn answer(self, guess: &Guess, choice: Alternative) {
        let is_notification = matches!(guess.claim, Claim::Notification(_));
        if choice == Alternative::Notification || (is_notification && choice == Alternative::Yes) {
            self.confirmed.update(|confirmed| confirmed.push(guess.id.clone()));
        }
        let answered = |evidence: &mut Option<Evidence>| Some(evidence.as_mut()?.answer(&guess.id, choice));
        if let Some(draft) = self.evidence.try_update_value(answered).flatten() {
            self.draft.set(Some(draft));
        }
    }

    /// How sure a guess is. However sure a notification is: the user says yes to it first.
    fn confidence(self, guess: &Guess) -> Confidence {
        let is_open = matches!(guess.claim, Claim::Notification(_))
            && !self.confirmed.with_untracked(|confirmed| confirmed.contains(&guess.id));
        if is_open { Confidence::Asked } else { guess.confidence }
    }

    /// The profile, once it is drawn up. No guess may report anything before the user has said yes to it.
    fn profile(self) -> Option<Value> {
        self.draft.with_untracked(|draft| {
            let draft = draft.as_ref()?;
            let mut profile = draft.profile.clone();
            let unsaid = draft.guesses.iter().filter(|guess| {
                matches!(guess.claim, Claim::Notification(_)) && self.confidence(guess) == Confidence::Asked
            });
            for guess in unsaid {
                mute(&mut profile, &guess.at);
            }
            Some(profile)
        })
    }
}

/// Learn for a slice, and go on later until all is learnt. `decided`: it is known what tells messages apart.
pub fn learn(evidence: StoredValue<Option<Evidence>>, decided: bool, learnt: impl FnOnce() + 'static) {
    let slice = |evidence: &mut Option<Evidence>| {
        let evidence = evidence.as_mut()?;
        let done = evidence.learn(&mut || clock::now().mono.0 as f64).done;
        if done && !decided {
            evidence.decide();
        }
        Some(done)
    };
    // Nothing where the user left.
    let Some(done) = evidence.try_update_value(slice).flatten() else { return };
    if done && decided {
        return learnt();
    }
    clock::after(0, move || learn(evidence, decided || done, learnt)).forget();
}

/// Take the notifications out of what stands at a pointer: a rule or a list.
fn mute(profile: &mut Value, at: &str) {
    let at = at.split("/do").next().unwrap_or(at);
    let effects = profile.pointer_mut(at).and_then(|it| it.get_mut("do")).and_then(Value::as_array_mut);
    if let Some(effects) = effects {
        effects.retain(|effect| effect.get("notify").is_none() && effect.get("merge").is_none());
        if effects.is_empty() {
            effects.push(Value::from("ignore"));
        }
    }
}

/// The sources that were heard, as they stand in a profile. `below`: the end of the address that belongs to paths.
fn sources(finding: &Finding, below: &str) -> Map<String, Value> {
    let mut sources = Map::new();
    for Observation { origin, .. } in &finding.observations {
        let (name, source) = match origin {
            Provenance::Answer { .. } => (LISTS, json!({ "kind": "rest" })),
            Provenance::Event { .. } => {
                (LIVE, json!({ "kind": "socketio", "path": (format!("{below}/socket.io/")) }))
            }
            Provenance::Frame { path } => {
                (LIVE, json!({ "kind": "websocket", "path": (rooted(&[below, path.as_str()].concat())) }))
            }
            Provenance::Streamed => (LIVE, json!({ "kind": "sse", "path": (rooted(below)) })),
        };
        if !sources.contains_key(name) {
            sources.insert(name.to_owned(), source);
        }
    }
    sources
}

fn heard(origin: &Provenance, below: &str) -> Origin {
    match origin {
        Provenance::Answer { path } => {
            Origin::Answer { source: LISTS.into(), path: rooted(&[below, path.as_str()].concat()) }
        }
        Provenance::Event { name } => Origin::Event { source: LIVE.into(), name: name.clone() },
        Provenance::Frame { .. } | Provenance::Streamed => Origin::Frame { source: LIVE.into() },
    }
}

/// A path of a profile begins with a slash.
fn rooted(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// What was drawn up, guess by guess.
#[component]
pub fn DraftStatus(
    /// What it is drawn up from, and for whom.
    job: DraftJob,
) -> impl IntoView {
    let app = expect_context::<App>();
    let drafting = Drafting::new();
    let tell = job.on_profile;
    let drawn = move || {
        if let Some(profile) = drafting.profile() {
            tell.run(profile);
        }
    };
    drafting.start(&job, drawn);
    let counts = move || {
        let lang = app.lang.get();
        drafting
            .draft
            .with(|draft| draft.as_ref().map(|draft| said::summary(lang, draft)).unwrap_or_default())
    };
    // What the user must say stands first.
    let guesses = move || {
        drafting.draft.with(|draft| {
            let Some(draft) = draft else { return Vec::new() };
            let mut places: Vec<_> = (0..draft.guesses.len()).collect();
            places.sort_by_key(|place| draft.guesses.get(*place).map(|guess| drafting.confidence(guess)));
            places
        })
    };
    // A guess that says something else is drawn anew.
    let key = move |place: &usize| {
        drafting.draft.with_untracked(|draft| {
            let guess = draft.as_ref().and_then(|draft| draft.guesses.get(*place));
            let said =
                guess.map(|guess| said::all(app.lang.get_untracked(), guess, drafting.confidence(guess)));
            said.unwrap_or_default()
        })
    };
    view! {
        <When is=flag(move || drafting.draft.with(Option::is_some))>
            <section class="look draft" data-testid="draft">
                <p>{text(counts)}</p>
                <p><small>{t(DeferredMsg::DraftMuted)}</small></p>
                <ul class="guesses">
                    <Each each=guesses key=key let:place>
                        <GuessLine drafting place drawn=Callback::new(move |()| drawn()) />
                    </Each>
                </ul>
            </section>
        </When>
    }
}

/// A guess, how sure it is, and what else it may be.
#[component]
fn GuessLine(
    /// The draft.
    drafting: Drafting,
    /// Which guess.
    place: usize,
    /// The draft has another profile now.
    drawn: Callback<()>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let guess = drafting.draft.with_untracked(|draft| {
        let draft = draft.as_ref()?;
        let guess = draft.guesses.get(place)?.clone();
        Some((subject(app.lang.get_untracked(), &draft.profile, &guess.at), guess))
    });
    guess.map(|(subject, guess)| {
        let confidence = drafting.confidence(&guess);
        let is_open = confidence != Confidence::Sure;
        let choices = guess.alternatives.iter().cloned();
        let choices = is_open.then_some(Alternative::Yes).into_iter().chain(choices).take(CHOICES);
        let buttons = choices
            .map(|choice| {
                let (of, said) = (guess.clone(), choice.clone());
                let press = move |_| {
                    untrack(|| {
                        drafting.answer(&of, choice.clone());
                        drawn.run(());
                    });
                };
                view! {
                    <button type="button" on:click=press>
                        {text(move || alternative_text(app.lang.get(), &said))}
                    </button>
                }
            })
            .collect_view();
        let claim = guess.claim.clone();
        view! {
            <li data-testid="guess" data-confidence=confidence_word(confidence)>
                <span class="sure">{text(move || confidence_text(app.lang.get(), confidence))}</span>
                <span>
                    <b>{subject}</b>
                    {": "}
                    {text(move || guess_text(app.lang.get(), &claim))}
                </span>
                <span class="choices">{buttons}</span>
            </li>
        }
    })
}
