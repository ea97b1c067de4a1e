//! A field that takes one of several values.

use leptos::html;
use leptos::prelude::*;
use model::{Cell, Table, TableId};
use profile::FieldKind;
use serde_json::Value;
use session::Session;

use crate::components::leaf::{Text, t};
use crate::i18n::{DeferredMsg, Lang};

/// Something that can be chosen.
#[derive(Clone)]
pub struct ChoiceOption {
    /// What is sent, as JSON: so a choice keeps its type.
    value: String,
    title: String,
    /// The field begins with it.
    selected: bool,
}

/// What can be chosen in a field, as it is at this moment; nothing where the field is no choice.
pub fn options(
    lang: Lang,
    session: &Session,
    kind: &FieldKind,
    initial: Option<&Value>,
) -> Vec<ChoiceOption> {
    let option = |(value, title): (Value, String)| ChoiceOption {
        selected: initial == Some(&value),
        value: json::text(&value),
        title,
    };
    match kind {
        FieldKind::Choice(choices) => {
            let titled = choices.iter().map(|choice| (choice.value.clone(), lang.label(&choice.title)));
            titled.map(option).collect()
        }
        FieldKind::Row(table, sent, shown) => {
            rows(session, table, *sent, *shown).into_iter().map(option).collect()
        }
        _ => Vec::new(),
    }
}

/// The rows of a table: what is sent of each and what is shown.
fn rows(session: &Session, table: &TableId, sent: Option<usize>, shown: usize) -> Vec<(Value, String)> {
    let spec = session.profile().table(table.as_str());
    let rows = session.table(table).map(Table::rows).unwrap_or_default();
    let rows = rows.iter().filter(|row| !row.is_removed());
    let option = rows.map(|row| {
        let value = match (sent, spec) {
            (Some(place), Some(spec)) => {
                let column = spec.columns.get(place).map(|column| column.id.as_str()).unwrap_or_default();
                spec.values(&row.key, &row.cells).remove(column).unwrap_or_default()
            }
            _ => Value::from(row.key.as_str()),
        };
        (value, row.cells.get(shown).map(Cell::text).unwrap_or_default())
    });
    option.collect()
}

/// A `<select>` whose first option stands for none.
#[component]
pub fn ChoiceInput(
    /// Where the element is found later.
    select: NodeRef<html::Select>,
    /// The field's name.
    name: String,
    /// What can be chosen.
    options: Vec<ChoiceOption>,
    /// Whether something is wrong with what stands there, for `aria-invalid`.
    invalid: Text,
    /// The id of the element that says what is wrong.
    described_by: String,
) -> impl IntoView {
    let option = |option: ChoiceOption| {
        view! {
            <option value=option.value selected=option.selected>
                {option.title}
            </option>
        }
    };
    view! {
        <select node_ref=select name=name aria-invalid=invalid aria-describedby=described_by>
            <option value="">{t(DeferredMsg::Choose)}</option>
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}
