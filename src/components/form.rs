//! A form whose fields a profile describes: its fields, what the user wrote into them, and what is wrong with it.

pub mod drafts;
mod files;
mod input;
mod mistakes;

pub use files::HeldFiles;

use leptos::prelude::*;
use profile::{Field, FieldKind, File, FormValues};
use serde_json::{Map, Value};
use session::{HubZone, Session};

use crate::browser::transfer::{self, Progress};
use crate::components::leaf::{flag, label, t, text};
use crate::i18n::{DeferredMsg, Lang, zone_text};
use crate::store::{App, Hub};
use drafts::Draft;
use input::{FieldInput, Initial, InputRef};
use mistakes::mistake_text;

/// A form on the page. Cheap to copy; lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Form {
    app: App,
    fields: StoredValue<Vec<FormField>>,
    /// What is wrong, by field.
    problems: RwSignal<Vec<(String, String)>>,
    /// How far a file is.
    pub progress: RwSignal<Progress>,
}

/// A field of a form.
#[derive(Clone)]
struct FormField {
    field: Field,
    initial: Initial,
    /// On whose clock a moment is asked for.
    zone: Option<HubZone>,
    input: InputRef,
    /// The element that says what is wrong with it.
    problem_id: String,
}

/// What was filled in, with the files that are kept for it.
pub struct Filled {
    /// Texts, and the names of files.
    pub values: FormValues,
    /// The files.
    pub files: HeldFiles,
}

impl Form {
    /// A form with these fields. `row` holds the values that they begin with.
    pub fn new(app: App, hub: Hub, fields: &[Field], row: &Map<String, Value>) -> Self {
        let field = |field: &Field| FormField {
            field: field.clone(),
            initial: hub.read(|session| Initial::of(app.lang.get_untracked(), session, field, row)),
            zone: hub.read(|session| zone_of(session, field)),
            input: InputRef::of(&field.kind),
            problem_id: format!("field-{}-{}", field.id, transfer::number()),
        };
        Self {
            app,
            fields: StoredValue::new(fields.iter().map(field).collect()),
            problems: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
        }
    }

    /// Focus the first field.
    pub fn focus(self) {
        self.fields.with_value(|fields| {
            if let Some(first) = fields.first() {
                first.input.focus();
            }
        });
    }

    /// What is written into it, but for files and what others must not see.
    pub fn draft(self) -> Draft {
        let mut filled = Filled { values: FormValues::default(), files: HeldFiles::new(self.progress) };
        self.fields.with_value(|fields| {
            fields.iter().filter(|it| it.is_drafted()).for_each(|field| field.read(&mut filled));
        });
        filled.values.texts
    }

    /// Write a draft into it.
    pub fn restore(self, draft: &Draft) {
        self.fields.with_value(|fields| {
            for FormField { field, input, .. } in fields.iter().filter(|it| it.is_drafted()) {
                input.write(draft.get(&field.id).map_or("", String::as_str));
            }
        });
    }

    /// What was filled in. Nothing where something is wrong with it: that stands beside the fields then.
    pub fn filled(self) -> Option<Filled> {
        let mut filled = Filled { values: FormValues::default(), files: HeldFiles::new(self.progress) };
        let lang = self.app.lang.get_untracked();
        let mistakes: Vec<_> = self.fields.with_value(|fields| {
            for field in fields {
                field.read(&mut filled);
            }
            let mistakes = fields.iter().filter_map(|FormField { field, .. }| {
                let text = mistake_text(lang, &field.invalid(&filled.values)?);
                Some((field.id.clone(), text))
            });
            mistakes.collect()
        });
        let good = mistakes.is_empty();
        self.say(mistakes);
        good.then_some(filled)
    }

    /// Show the problems beside their fields, and focus the first of those.
    pub fn say(self, problems: Vec<(String, String)>) {
        self.fields.with_value(|fields| {
            let wrong = |field: &&FormField| problems.iter().any(|(id, _)| *id == field.field.id);
            if let Some(first) = fields.iter().find(wrong) {
                first.input.focus();
            }
        });
        self.problems.set(problems);
    }

    /// What is wrong with a field; tracks it.
    fn problem(self, id: &str) -> Option<String> {
        self.problems.with(|all| all.iter().find(|(field, _)| field == id).map(|(_, text)| text.clone()))
    }
}

/// On whose clock a field asks for a moment; nothing where it asks for none.
fn zone_of(session: &Session, field: &Field) -> Option<HubZone> {
    let zone = if field.is_utc() { HubZone::Named("UTC".to_owned()) } else { session.zone().clone() };
    matches!(field.kind, FieldKind::Datetime(_)).then_some(zone)
}

fn clock_text(lang: Lang, zone: &HubZone) -> String {
    lang.text(&DeferredMsg::OnClock { zone: &zone_text(lang, zone) })
}

impl FormField {
    fn is_drafted(&self) -> bool {
        !matches!(self.field.kind, FieldKind::File | FieldKind::Secret)
    }

    /// Add its value to what was filled in.
    fn read(&self, filled: &mut Filled) {
        let id = self.field.id.clone();
        match self.field.kind {
            FieldKind::Boolean => {
                if self.input.checked() {
                    filled.values.texts.insert(id, "true".to_owned());
                }
            }
            FieldKind::File => {
                if let Some(file) = self.input.file() {
                    let (name, size) = (file.name(), file.size() as u64);
                    let number = filled.files.hold(Some(file));
                    filled.values.files.insert(id, File { number, name, size });
                }
            }
            _ => {
                filled.values.texts.insert(id, self.input.text());
            }
        }
    }
}

/// The fields of a form, one below the other.
#[component]
pub fn FormFields(
    /// The form.
    form: Form,
) -> impl IntoView {
    let fields = form.fields.get_value();
    fields.into_iter().map(|field| view! { <LabelledField form field /> }).collect_view()
}

/// A field with its label, and what is wrong with it.
#[component]
fn LabelledField(
    /// The form that it is of.
    form: Form,
    /// The field.
    field: FormField,
) -> impl IntoView {
    let FormField { field, initial, zone, input, problem_id } = field;
    let (id, title, unit) = (field.id.clone(), field.title.clone(), field.unit.clone());
    let required = field.required && !matches!(field.kind, FieldKind::Boolean);
    let problem = {
        let id = id.clone();
        Memo::new(move |_| form.problem(&id))
    };
    view! {
        <label class="field" data-field=id>
            <span>
                {label(title)}
                {unit.map(|unit| format!(" ({unit})"))}
                {zone.map(|zone| view! { <small>" · " {text(move || clock_text(form.app.lang.get(), &zone))}</small> })}
                <small hidden=!required>" · " {t(DeferredMsg::Required)}</small>
            </span>
            <FieldInput
                field
                initial
                input
                invalid=flag(move || problem.with(Option::is_some))
                described_by=problem_id.clone()
            />
            <span
                id=problem_id
                class="problem"
                data-testid="problem"
                hidden=flag(move || problem.with(Option::is_none))
            >
                {text(move || problem.get().unwrap_or_default())}
            </span>
        </label>
    }
}
