//! A row that the user opened: all that is known of it, what can be done with it, and what belongs to it.

mod belongings;

use leptos::prelude::*;
use model::{Cell, RowKey, TableId};
use profile::Column;
use serde_json::Value;
use session::{Intent, Session};

use crate::components::cell::CellValue;
use crate::components::dialog::CloseButton;
use crate::components::leaf::{flag, label, t};
use crate::i18n::DeferredMsg;
use crate::pages::actions::RowActions;
use crate::store::Hub;
use belongings::Belongings;

/// A row that the user opened; drawn anew for each row.
#[component]
pub fn OpenedRow(
    /// The hub.
    hub: Hub,
) -> impl IntoView {
    move || hub.opened_row.get().map(|(table, key)| view! { <OneRow hub table key /> })
}

/// One row.
#[component]
fn OneRow(
    /// The hub.
    hub: Hub,
    /// The table that it is of.
    table: TableId,
    /// Its key.
    key: RowKey,
) -> impl IntoView {
    let forms = StoredValue::new(hub.read(|session| session.profile().forms()));
    let details = forms.with_value(|forms| forms.details(&table).cloned());
    let columns = hub.read(|session| Some(session.profile().table(table.as_str())?.columns.clone()));
    let row = (table, key);
    view! {
        <header>
            <h2>{name(hub, &row)}</h2>
            <span class="grow"></span>
            <CloseButton close=Callback::new(move |()| hub.opened_row.set(None)) />
        </header>
        <div class="actions">
            <RowActions hub forms row=row.clone() />
            <Dismiss hub row=row.clone() />
        </div>
        <Gone hub row=row.clone() />
        <RowFacts hub row=row.clone() columns=columns.unwrap_or_default() />
        {details.map(|details| view! { <Belongings hub forms details row /> })}
    }
}

/// The button that forgets a row which the hub no longer has.
#[component]
fn Dismiss(
    /// The hub.
    hub: Hub,
    /// The row.
    row: (TableId, RowKey),
) -> impl IntoView {
    let row = StoredValue::new(row);
    let removed = move || {
        row.with_value(|(table, key)| {
            hub.read_table(table, |session| session.table(table)?.get(key).map(|row| row.is_removed()))
        })
    };
    let forget = move |_| {
        let (table, key) = row.get_value();
        hub.intend(Intent::Dismiss(table, key));
        hub.opened_row.set(None);
    };
    view! {
        <button
            type="button"
            data-testid="dismiss"
            hidden=flag(move || removed() != Some(true))
            on:click=forget
        >
            {t(DeferredMsg::Dismiss)}
        </button>
    }
}

/// Says that the hub no longer has the row, where that is so.
#[component]
fn Gone(
    /// The hub.
    hub: Hub,
    /// The row.
    row: (TableId, RowKey),
) -> impl IntoView {
    let (table, key) = row;
    let is_there = move || {
        let row = |session: &Session| session.table(&table)?.get(&key).map(|row| !row.is_removed());
        hub.read_table(&table, row) == Some(true)
    };
    view! {
        <p class="failed" role="status" data-testid="row-gone" hidden=flag(is_there)>
            {t(DeferredMsg::RowGone)}
        </p>
    }
}

/// Every column of a row, also those that the table does not show.
#[component]
fn RowFacts(
    /// The hub.
    hub: Hub,
    /// The row.
    row: (TableId, RowKey),
    /// The columns of its table.
    columns: Vec<Column>,
) -> impl IntoView {
    let fact = |(place, column): (usize, Column)| {
        let (table, key) = row.clone();
        // Once the hub no longer has the row, what was known of it last.
        let cell = Memo::new(move |last: Option<&Option<Cell>>| {
            let now =
                hub.read_table(&table, |session| session.table(&table)?.get(&key)?.cells.get(place).cloned());
            now.or_else(|| last.cloned().flatten())
        });
        view! { <RowFact hub column cell /> }
    };
    view! { <dl class="facts">{columns.into_iter().enumerate().map(fact).collect_view()}</dl> }
}

/// What stands in one column of a row.
#[component]
fn RowFact(
    /// The hub.
    hub: Hub,
    /// The column.
    column: Column,
    /// What stands there.
    cell: Memo<Option<Cell>>,
) -> impl IntoView {
    let title = label(column.title.clone());
    move || {
        let (title, column) = (title.clone(), column.clone());
        cell.get().map(|cell| {
            view! {
                <div>
                    <dt>{title}</dt>
                    <dd>
                        <CellValue hub column cell />
                    </dd>
                </div>
            }
        })
    }
}

/// What users call a row: what its table's `label` says, else its key.
fn name(hub: Hub, (table, key): &(TableId, RowKey)) -> String {
    let label = hub.read(|session| {
        let spec = session.profile().table(table.as_str()).filter(|spec| spec.label.is_some())?;
        Some(spec.name(key, &session.table(table)?.get(key)?.cells))
    });
    label.unwrap_or_else(|| key_text(key))
}

/// A key as users read it: one of several parts is the text of a JSON array.
fn key_text(key: &RowKey) -> String {
    let Ok(Value::Array(parts)) = json::strict(key.as_str()) else { return key.to_string() };
    parts.iter().map(json::unquoted).collect::<Vec<_>>().join(" · ")
}
