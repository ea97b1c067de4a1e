//! Fields that a profile describes, and what a person wrote into them.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use profile::{Field, FieldKind, File, FormValues, Invalid};
use serde_json::{Map, Value};
use session::Session;
use web_sys::HtmlInputElement;

use super::dom::{El, el};
use crate::browser::transfer::{self, Progress};
use crate::i18n::{DeferredMsg, format};
use crate::state::{App, Hub};

/// Fields on the page.
#[derive(Clone)]
pub struct Form {
    app: App,
    inputs: Rc<Vec<(Field, El)>>,
    /// What is wrong, by field.
    wrong: RwSignal<Vec<(String, String)>>,
    /// How far a file is.
    pub progress: RwSignal<Progress>,
    /// The numbers under which files are kept.
    held: Rc<RefCell<Vec<u64>>>,
}

impl Form {
    /// Draw the fields. `row` holds what stands in them at first.
    pub fn new(app: App, hub: Hub, fields: &[Field], row: &Map<String, Value>) -> Self {
        let input = |field: &Field| (field.clone(), hub.read(|session| input(app, session, field, row)));
        Self {
            app,
            inputs: Rc::new(fields.iter().map(input).collect()),
            wrong: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            held: Rc::default(),
        }
    }

    /// The fields with their labels, and beside each what is wrong with it.
    pub fn draw(&self, into: El) -> El {
        self.inputs.iter().fold(into, |into, (field, input)| into.with(self.field(field, input)))
    }

    /// Keep a place for a file until the form is done with; gives its number.
    pub fn hold(&self, file: Option<web_sys::File>) -> u64 {
        let number = transfer::hold(file, self.progress);
        self.held.borrow_mut().push(number);
        number
    }

    /// Keep no file any more.
    pub fn let_go(&self) {
        self.held.take().into_iter().for_each(transfer::drop_held);
    }

    /// Go to the first field.
    pub fn focus(&self) {
        if let Some((_, input)) = self.inputs.first() {
            focus(input);
        }
    }

    fn field(&self, field: &Field, input: &El) -> El {
        let (app, title) = (self.app, field.title.clone());
        let label = el("span").say(move || app.lang.get().label(&title));
        let unit = field.unit.iter().fold(label, |label, unit| label.text(&format!(" ({unit})")));
        let needed = el("small").flag("hidden", {
            let needed = field.required && !matches!(field.kind, FieldKind::Boolean);
            move || !needed
        });
        let label = unit.with(needed.text(" · ").say(app.t(DeferredMsg::Required)));
        let id = format!("field-{}-{}", field.id, transfer::number());
        let said = self.said(field.id.clone());
        let wrong = {
            let said = said.clone();
            el("span").set("id", &id).class("problem").flag("hidden", move || said().is_none())
        };
        let shown = said.clone();
        let wrong = wrong.say(move || shown().unwrap_or_default());
        let input =
            input.clone().truth("aria-invalid", move || said().is_some()).set("aria-describedby", &id);
        let whole = el("label").class("field").set("data-field", &field.id).with(label).with(input);
        whole.with(wrong)
    }

    fn said(&self, id: String) -> impl Fn() -> Option<String> + Clone + 'static {
        let wrong = self.wrong;
        move || wrong.with(|all| all.iter().find(|(name, _)| *name == id).map(|(_, text)| text.clone()))
    }

    /// What was written, unless something is wrong with it, which is told then.
    pub fn given(&self) -> Option<FormValues> {
        self.let_go();
        let mut given = FormValues::default();
        for (field, input) in self.inputs.iter() {
            let input: HtmlInputElement = input.cast();
            match field.kind {
                FieldKind::Boolean if input.checked() => {
                    given.texts.insert(field.id.clone(), "true".to_owned());
                }
                FieldKind::Boolean => {}
                FieldKind::File => {
                    if let Some(file) = input.files().and_then(|files| files.get(0)) {
                        let (name, size) = (file.name(), file.size() as u64);
                        let number = self.hold(Some(file));
                        given.files.insert(field.id.clone(), File { number, name, size });
                    }
                }
                _ => {
                    given.texts.insert(field.id.clone(), input.value());
                }
            }
        }
        let lang = self.app.lang.get_untracked();
        let wrong = |(field, _): &(Field, El)| {
            let invalid = field.invalid(&given)?;
            let bound = match invalid {
                Invalid::TooShort(bound) | Invalid::TooLong(bound) => bound,
                Invalid::TooSmall(bound) | Invalid::TooLarge(bound) => bound,
                _ => 0.0,
            };
            let bound = format::number(lang, bound, 2);
            let text = lang.text(&match invalid {
                Invalid::Missing => DeferredMsg::Missing,
                Invalid::NotInteger => DeferredMsg::NotInteger,
                Invalid::NotNumber => DeferredMsg::NotNumber,
                Invalid::NotTime => DeferredMsg::NotTime,
                Invalid::TooShort(_) => DeferredMsg::TooShort { least: &bound },
                Invalid::TooLong(_) => DeferredMsg::TooLong { most: &bound },
                Invalid::TooSmall(_) => DeferredMsg::TooSmall { least: &bound },
                Invalid::TooLarge(_) => DeferredMsg::TooLarge { most: &bound },
            });
            Some((field.id.clone(), text))
        };
        let wrong: Vec<_> = self.inputs.iter().filter_map(wrong).collect();
        if wrong.is_empty() {
            self.wrong.set(Vec::new());
            return Some(given);
        }
        self.tell(wrong);
        None
    }

    /// Tell what is wrong, and go to the first of it. Gives what is said of fields that are not here.
    pub fn tell(&self, wrong: Vec<(String, String)>) -> Vec<String> {
        let known = |name: &str| self.inputs.iter().find(|(field, _)| field.id == name);
        let first = self.inputs.iter().find(|(field, _)| wrong.iter().any(|(name, _)| *name == field.id));
        if let Some((_, input)) = first {
            focus(input);
        }
        let (here, others): (Vec<_>, Vec<_>) = wrong.into_iter().partition(|(name, _)| known(name).is_some());
        self.wrong.set(here);
        others.into_iter().map(|(_, text)| text).collect()
    }
}

/// Go to an element.
pub fn focus(element: &El) {
    // Fails only for what is not in the page.
    let _ = element.cast::<HtmlInputElement>().focus();
}

/// The element that a field is written into.
fn input(app: App, session: &Session, field: &Field, row: &Map<String, Value>) -> El {
    let initial = field.initial(row);
    let text = match &initial {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let kind = match &field.kind {
        FieldKind::Choice(_) | FieldKind::Row(..) => return choices(app, session, field, &initial),
        FieldKind::Text => "text",
        FieldKind::Secret => "password",
        FieldKind::Integer | FieldKind::Number => "text",
        FieldKind::Boolean => "checkbox",
        FieldKind::Datetime(_) => "datetime-local",
        FieldKind::File => "file",
    };
    let input = el("input").set("type", kind).set("name", &field.id);
    match &field.kind {
        FieldKind::Boolean if text == "true" => input.set("checked", ""),
        FieldKind::Boolean | FieldKind::File => input,
        // Browsers turn numbers of their own field into text of another language, and forget what is none.
        FieldKind::Integer => input.set("inputmode", "numeric").set("value", &text),
        FieldKind::Number => input.set("inputmode", "decimal").set("value", &text),
        FieldKind::Datetime(_) => input.set("step", "1").set("value", &text),
        FieldKind::Secret => input.set("autocomplete", "current-password"),
        FieldKind::Text => input
            .set("autocomplete", if field.id == "username" { "username" } else { "off" })
            .set("value", &text),
        FieldKind::Choice(_) | FieldKind::Row(..) => input,
    }
}

/// A choice: each option's value is JSON.
fn choices(app: App, session: &Session, field: &Field, initial: &Option<Value>) -> El {
    let lang = app.lang.get_untracked();
    let mut options: Vec<(Value, String)> = Vec::new();
    match &field.kind {
        FieldKind::Choice(choices) => {
            options.extend(choices.iter().map(|choice| (choice.value.clone(), lang.label(&choice.title))));
        }
        FieldKind::Row(table, value, shown) => {
            let spec = session.profile().table(table.as_str());
            let rows = session.table(table).map(model::Table::rows).unwrap_or_default();
            for row in rows.iter().filter(|row| !row.removed) {
                let sent = match (value, spec) {
                    (Some(place), Some(spec)) => {
                        let column =
                            spec.columns.get(*place).map(|column| column.id.as_str()).unwrap_or_default();
                        spec.values(&row.key, &row.cells).remove(column).unwrap_or_default()
                    }
                    _ => Value::from(row.key.as_str()),
                };
                options.push((sent, row.cells.get(*shown).map(model::Cell::text).unwrap_or_default()));
            }
        }
        _ => {}
    }
    let none = el("option").set("value", "").text(&lang.text(&DeferredMsg::Choose));
    let select = el("select").set("name", &field.id).with(none);
    options.into_iter().fold(select, |select, (value, title)| {
        let option = el("option").set("value", &value.to_string()).text(&title);
        let chosen = initial.as_ref() == Some(&value);
        select.with(if chosen { option.set("selected", "") } else { option })
    })
}
