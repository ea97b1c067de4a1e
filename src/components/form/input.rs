//! The element that a field is written into. What stands in it is read when the form is sent.

mod choice;

use leptos::html;
use leptos::prelude::*;
use model::{Millis, Stamp, Zone};
use profile::{Field, FieldKind};
use serde_json::{Map, Value};
use session::Session;

use crate::components::leaf::{Flag, Text, text};
use crate::i18n::{Lang, format};
use choice::{ChoiceInput, ChoiceOption, options};

/// The element of a field, once it is on the page.
#[derive(Clone, Copy)]
pub enum InputRef {
    /// An `<input>`: text, checkbox or file.
    Input(NodeRef<html::Input>),
    /// A `<select>`.
    Select(NodeRef<html::Select>),
}

impl InputRef {
    /// For a field of this kind.
    pub fn of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Choice(_) | FieldKind::Row(..) => Self::Select(NodeRef::new()),
            _ => Self::Input(NodeRef::new()),
        }
    }

    /// The text in it; of a choice the value of the chosen option.
    pub fn text(self) -> String {
        let text = match self {
            Self::Input(input) => input.get_untracked().map(|input| input.value()),
            Self::Select(select) => select.get_untracked().map(|select| select.value()),
        };
        text.unwrap_or_default()
    }

    /// Write into it; a box is checked by `true`.
    pub fn write(self, text: &str) {
        match self {
            Self::Input(input) => {
                if let Some(input) = input.get_untracked() {
                    match input.type_() == "checkbox" {
                        true => input.set_checked(text == "true"),
                        false => input.set_value(text),
                    }
                }
            }
            Self::Select(select) => {
                if let Some(select) = select.get_untracked() {
                    select.set_value(text);
                }
            }
        }
    }

    /// Whether it is checked.
    pub fn checked(self) -> bool {
        match self {
            Self::Input(input) => input.get_untracked().is_some_and(|input| input.checked()),
            Self::Select(_) => false,
        }
    }

    /// The file that was chosen.
    pub fn file(self) -> Option<web_sys::File> {
        match self {
            Self::Input(input) => input.get_untracked()?.files()?.get(0),
            Self::Select(_) => None,
        }
    }

    /// Focus it.
    pub fn focus(self) {
        // Fails only for an element that is not in the page.
        let _ = match self {
            Self::Input(input) => input.get_untracked().map(|input| input.focus()),
            Self::Select(select) => select.get_untracked().map(|select| select.focus()),
        };
    }
}

/// What a field begins with.
#[derive(Clone)]
pub struct Initial {
    /// The text in it; nothing for a choice.
    text: String,
    /// What can be chosen.
    options: Vec<ChoiceOption>,
}

impl Initial {
    /// Of a field, for a row with these values.
    pub fn of(lang: Lang, session: &Session, field: &Field, row: &Map<String, Value>) -> Self {
        let value = field.initial(row);
        let options = options(lang, session, &field.kind, value.as_ref());
        let text = match value {
            Some(Value::String(text)) if matches!(field.kind, FieldKind::Datetime(_)) => {
                local_text(session, field, &text)
            }
            Some(Value::String(text)) => text,
            Some(value) => json::text(&value),
            None => String::new(),
        };
        Self { text, options }
    }
}

/// A moment as a field of date and time holds it, on the clock that the hub reads it by.
fn local_text(session: &Session, field: &Field, text: &str) -> String {
    let read = |text: &str| Millis(js_sys::Date::parse(text) as i64);
    let text = match text.strip_suffix('Z') {
        Some(utc) if field.is_utc() => utc.to_owned(),
        Some(_) => format::iso(session.hub_local(read(text)).0),
        None if field.is_utc() => {
            let local = read(&format!("{text}Z"));
            format::iso(session.resolve(&Stamp::Naive { local, zone: Zone::Hub }).0)
        }
        None => text.replacen(' ', "T", 1),
    };
    // To the second.
    text.chars().take(19).collect()
}

/// The element that a field is written into.
#[component]
pub fn FieldInput(
    /// The field.
    field: Field,
    /// What it begins with.
    initial: Initial,
    /// Where the element is found later.
    input: InputRef,
    /// Something is wrong with what stands there.
    invalid: Flag,
    /// The id of the element that says what is wrong.
    described_by: String,
) -> impl IntoView {
    let invalid = text(move || invalid().to_string());
    let Initial { text, options } = initial;
    match input {
        InputRef::Input(input) => view! { <TextInput input field text invalid described_by /> }.into_any(),
        InputRef::Select(select) => {
            view! { <ChoiceInput select name=field.id options invalid described_by /> }.into_any()
        }
    }
}

/// An `<input>` of the type that the field needs.
#[component]
fn TextInput(
    /// Where the element is found later.
    input: NodeRef<html::Input>,
    /// The field.
    field: Field,
    /// What it begins with.
    text: String,
    /// Whether something is wrong with what stands there, for `aria-invalid`.
    invalid: Text,
    /// The id of the element that says what is wrong.
    described_by: String,
) -> impl IntoView {
    let kind = &field.kind;
    let checked = matches!(kind, FieldKind::Boolean) && text == "true";
    // A secret is never written into the page.
    let written = !matches!(kind, FieldKind::Boolean | FieldKind::File | FieldKind::Secret);
    view! {
        <input
            node_ref=input
            type=input_type(kind)
            name=field.id.clone()
            inputmode=input_mode(kind)
            step=matches!(kind, FieldKind::Datetime(_)).then_some("1")
            autocomplete=autocomplete(&field)
            checked=checked
            value=written.then_some(text)
            aria-invalid=invalid
            aria-describedby=described_by
        />
    }
}

fn input_type(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Choice(_) | FieldKind::Row(..) => "text",
        // In a field for numbers, browsers turn them into another language's and forget what is none.
        FieldKind::Integer | FieldKind::Number => "text",
        FieldKind::Secret => "password",
        FieldKind::Boolean => "checkbox",
        FieldKind::Datetime(_) => "datetime-local",
        FieldKind::File => "file",
    }
}

/// Which keys a phone offers.
fn input_mode(kind: &FieldKind) -> Option<&'static str> {
    match kind {
        FieldKind::Integer => Some("numeric"),
        FieldKind::Number => Some("decimal"),
        _ => None,
    }
}

/// What a browser may fill in by itself.
fn autocomplete(field: &Field) -> Option<&'static str> {
    match field.kind {
        FieldKind::Secret => Some("current-password"),
        FieldKind::Text if field.id == "username" => Some("username"),
        FieldKind::Text => Some("off"),
        _ => None,
    }
}
