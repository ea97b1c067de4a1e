//! What the profile makes of all messages: rule by rule, and column by column.

use leptos::prelude::*;
use model::{Cell, Texts};
use profile::ColumnKind;
use workbench::{ColumnReport, Entry, TableReport};

use super::bench::Bench;
use super::messages::made_text;
use crate::browser::clock;
use crate::components::each::Each;
use crate::components::leaf::{t, text};
use crate::i18n::{DeferredMsg, cell_text};
use crate::store::App;

/// Each rule and each list, with what it took and what came of that.
#[component]
pub fn Entries(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let all = move || bench.report.with(|report| report.entries.clone());
    let key = move |entry: &Entry| {
        let name = bench.name_of(&entry.pointer);
        [
            entry.pointer.as_str(),
            &name,
            &entry.matched.to_string(),
            &made_text(app.lang.get_untracked(), &entry.made),
        ]
        .join("\n")
    };
    view! {
        <ul class="entries" data-testid="entries">
            <Each each=all key=key let:entry>
                <EntryLine bench entry />
            </Each>
        </ul>
    }
}

/// A rule or a list.
#[component]
fn EntryLine(
    /// The workbench.
    bench: Bench,
    /// What became of it.
    entry: Entry,
) -> impl IntoView {
    let app = expect_context::<App>();
    let Entry { pointer, matched, made } = entry;
    let name = bench.name_of(&pointer);
    let reasons =
        made.reasons.iter().map(|rejected| view! { <small class="problem">{rejected.why.clone()}</small> });
    let reasons = reasons.collect_view();
    let said = move || match matched {
        0 => app.text(&DeferredMsg::NothingMatched),
        _ => {
            [app.text(&DeferredMsg::Matched { count: matched }), made_text(app.lang.get(), &made)].join(" · ")
        }
    };
    let (place, at) = (pointer.clone(), pointer.clone());
    view! {
        <li data-testid="entry" data-pointer=pointer data-matched=matched.to_string()>
            <button type="button" class="quiet" on:click=move |_| bench.reveal(&place)>
                <code>{name}</code>
            </button>
            <small>{at}</small>
            <span class="made">{text(said)}</span>
            {reasons}
        </li>
    }
}

/// Each table with its columns and some of their values.
#[component]
pub fn Columns(
    /// The workbench.
    bench: Bench,
) -> impl IntoView {
    let app = expect_context::<App>();
    let view = move || {
        let lang = app.lang.get();
        let label = |texts: &Texts| lang.label(texts);
        let shown = |kind: &ColumnKind, cell: &Cell| {
            let now = clock::wall().0;
            bench.hub.read(|session| cell_text(session, lang, now, kind, cell).into_owned())
        };
        bench.report.get().tables.iter().enumerate().map(|(place, table)| {
            let TableReport { id, title, rows, columns } = table;
            let of_table = format!("/tables/{place}");
            let lines = columns.iter().enumerate().map(|(nr, column)| {
                let ColumnReport { title, kind, filled, samples } = column;
                let texts: Vec<String> = samples.iter().map(|cell| shown(kind, cell)).collect();
                let pointer = format!("{of_table}/columns/{nr}");
                view! {
                    <tr data-testid="column">
                        <th scope="row">
                            <button type="button" class="quiet" on:click=move |_| bench.reveal(&pointer)>
                                {label(title)}
                            </button>
                        </th>
                        <td class="count">{app.text(&DeferredMsg::Filled { count: *filled, rows: *rows })}</td>
                        <td><code>{texts.join(" · ")}</code></td>
                    </tr>
                }
            });
            view! {
                <table data-testid="column-values" data-table=id.to_string()>
                    <caption>{label(title)}" "<small>{app.text(&DeferredMsg::RowCount { count: *rows })}</small></caption>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            }
        }).collect_view()
    };
    view! {
        <div class="column-values">{view}</div>
        <p class="empty" hidden=move || bench.report.with(|report| !report.tables.is_empty())>{t(DeferredMsg::NoTables)}</p>
    }
}
