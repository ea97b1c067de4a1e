//! A whole profile.

use std::sync::Arc;

use compact::Compact;
use model::{Stamp, Texts};
use serde_json::Value;

use crate::effect::{EffectScope, Interpretation};
use crate::node::{Node, Problems, quoted};
use crate::notification::NotificationSpec;
use crate::offer::read_offers;
use crate::origin::Origin;
use crate::recognise::read_signs;
use crate::rule::{RowNames, Rule};
use crate::selector::Selector;
use crate::source::{path, source_index};
use crate::stamp::StampFormat;
use crate::table::Tables;
use crate::{
    AlertSpec, Auth, FigureSpec, Forms, Intents, Offer, Poll, Problem, Source, SourceKind, TableSpec,
};

/// Longest refusal of a hub that is shown (characters).
const REFUSAL: usize = 300;

/// What a kind of hub means.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What users call it.
    pub title: Texts,
    /// Where the hub is heard.
    pub sources: Vec<Source>,
    /// How the hub's zone is measured.
    pub measure: Option<MeasureSpec>,
    /// Lists that are fetched.
    pub polls: Vec<Poll>,
    /// In the order in which they are drawn.
    pub tables: Vec<Arc<TableSpec>>,
    /// What the app's own buttons mean.
    pub intents: Intents,
    /// Numbers for the overview.
    pub figures: Vec<FigureSpec>,
    /// What the app reports of rows by itself.
    pub alerts: Vec<AlertSpec>,
    /// How the hub knows the user.
    pub auth: Option<Auth>,
    rules: Vec<Rule>,
    errors: Vec<Selector>,
    offers: Vec<(String, Offer)>,
    pub(crate) origin: Origin,
}

/// What a configuration says of a profile.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// Values of the profile's `vars`, by name.
    pub vars: &'a [(String, String)],
    /// In place of the profile's own `auth`.
    pub auth: Option<&'a Value>,
}

/// Two stamps of the same moment: an aware one from REST, a naive one from an event.
#[derive(Clone, Debug, PartialEq, Compact)]
pub struct MeasureSpec {
    /// Source of the aware stamp.
    pub aware_source: usize,
    /// Path that answers with it.
    pub aware_path: String,
    /// Source of the naive stamp.
    pub naive_source: usize,
    /// Event that holds it.
    pub naive_event: String,
    aware_at: Selector,
    naive_at: Selector,
}

impl MeasureSpec {
    /// The aware stamp of an answer.
    #[must_use]
    pub fn aware(&self, answer: &Value) -> Option<Stamp> {
        StampFormat::default().parse(&self.aware_at.get(answer)?)
    }

    /// The naive stamp of an event's arguments.
    #[must_use]
    pub fn naive(&self, args: &Value) -> Option<Stamp> {
        StampFormat::default().parse(&self.naive_at.get(args)?)
    }
}

impl Profile {
    /// Read a profile.
    ///
    /// # Errors
    /// Every mistake, each with its JSON Pointer.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        Self::with(json, &Settings::default())
    }

    /// Read a profile with what a configuration says of it.
    ///
    /// # Errors
    /// Every mistake, each with its JSON Pointer.
    pub fn with(json: &str, settings: &Settings<'_>) -> Result<Self, Vec<Problem>> {
        let problems = Problems::default();
        let origin = Origin::new(json, settings);
        let document = origin.document(&problems);
        let profile = document.as_ref().and_then(|document| Self::read(&Node::root(document, &problems)));
        let problems = each_once(problems.into_inner());
        let problems = without_what_follows(problems, document.as_ref());
        match profile {
            Some(profile) if problems.is_empty() => Ok(Self { origin, ..profile }),
            _ => Err(problems),
        }
    }

    /// What waits for the user.
    #[must_use]
    pub fn forms(&self) -> Forms {
        let problems = Problems::default();
        let document = self.origin.document(&problems).unwrap_or_default();
        Forms::read(&Node::root(&document, &problems), &self.sources, &self.tables)
    }

    fn read(root: &Node<'_>) -> Option<Self> {
        let mut fields = root.fields()?;
        let _ = fields.optional("$schema").map(|node| node.text());
        let vars = fields.optional("vars").inspect(|node| drop(node.members()));
        let name = fields.string("name");
        let title = fields.label("title");
        let sources = fields.required("sources").map_or_else(Vec::new, |node| read_sources(&node));
        let measure = fields.optional("time").and_then(|node| read_measure(&node, &sources));
        let notifications = fields.optional("define").map_or_else(Vec::new, |node| {
            node.members()
                .into_iter()
                .map(|(name, node)| {
                    (name.to_owned(), NotificationSpec::read(&node, &sources).unwrap_or_default())
                })
                .collect()
        });
        let tables = fields.optional("tables").map_or_else(Vec::new, |node| read_tables(&node));
        let scope =
            EffectScope { notifications: &notifications, tables: &tables, sources: &sources, source: None };
        let rules = fields.optional("on").map_or_else(Vec::new, |node| {
            node.items().iter().filter_map(|item| Rule::read(item, &sources, &scope)).collect()
        });
        let polls = fields.optional("poll").map_or_else(Vec::new, |node| {
            node.items().iter().filter_map(|item| Poll::read(item, &sources, &scope)).collect()
        });
        let intents = fields.optional("intents").and_then(|node| Intents::read(&node, &sources));
        // The shape by field is for forms.
        let words = |item: &Node<'_>| (item.value != "fields").then(|| Selector::read(item)).flatten();
        let errors = fields
            .optional("errors")
            .map_or_else(Vec::new, |node| node.items().iter().filter_map(words).collect());
        let figures = fields.optional("figures").map_or_else(Vec::new, |node| {
            node.items().iter().filter_map(|item| FigureSpec::read(item, &tables)).collect()
        });
        let alerts = fields.optional("watch").map_or_else(Vec::new, |node| {
            node.items().iter().filter_map(|item| AlertSpec::read(item, &tables)).collect()
        });
        let auth = fields.optional("auth").and_then(|node| Auth::read(&node, &sources));
        let offers = fields.optional("actions").map_or_else(Vec::new, |node| read_offers(&node));
        // Asked only before a hub is known: a profile keeps none of it.
        let _ = fields.optional("recognise").map(|node| read_signs(&node, vars.as_ref()));
        fields.finish();
        Forms::read(root, &sources, &tables);
        let intents = intents.unwrap_or_default();
        let (name, title) = (name?, title?);
        Some(Self {
            name,
            title,
            sources,
            measure,
            polls,
            tables,
            intents,
            figures,
            alerts,
            auth,
            rules,
            errors,
            offers,
            origin: Origin::default(),
        })
    }

    /// What a message means: a Socket.IO event with its array of arguments, or a text frame (as JSON, else as
    /// text). The first rule that matches wins.
    #[must_use]
    pub fn on_message(&self, source: usize, event: Option<&str>, message: &Value) -> Interpretation {
        self.on_message_about(source, event, message, &|_, _| None)
    }

    /// As [`Profile::on_message`], about rows of which some have names.
    #[must_use]
    pub fn on_message_about(
        &self,
        source: usize,
        event: Option<&str>,
        message: &Value,
        row_names: RowNames<'_>,
    ) -> Interpretation {
        let rule = self.rule(source, event, message).and_then(|place| self.rules.get(place));
        rule.map_or_else(Interpretation::default, |rule| rule.apply(message, &self.tables, row_names))
    }

    /// How many rules there are.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.rules.len()
    }

    /// Which rule a message is for, by its place among them.
    #[must_use]
    pub fn rule(&self, source: usize, event: Option<&str>, message: &Value) -> Option<usize> {
        self.rules.iter().position(|rule| rule.matches(source, event, message))
    }

    /// What the answer of a poll means.
    #[must_use]
    pub fn on_answer(&self, poll: usize, answer: &Value) -> Interpretation {
        self.polls.get(poll).map_or_else(Interpretation::default, |poll| poll.apply(answer, &self.tables))
    }

    /// What the user can do at a place: `hub`, `table:ID` or `row:ID`. How, stands in [`Profile::forms`].
    pub fn offers(&self, place: &str) -> impl Iterator<Item = Offer> {
        self.offers.iter().filter(move |(of, _)| of == place).map(|(_, offer)| offer.clone())
    }

    /// A table by its id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.id.as_str() == id).map(Arc::as_ref)
    }

    /// The time-out of a source's requests in milliseconds.
    #[must_use]
    pub fn timeout_ms(&self, source: usize) -> Option<u64> {
        match self.sources.get(source)?.kind {
            SourceKind::Rest { timeout_ms, .. } => Some(timeout_ms),
            _ => None,
        }
    }

    /// The time-out of a poll in milliseconds.
    #[must_use]
    pub fn poll_timeout_ms(&self, poll: usize, source: usize) -> Option<u64> {
        self.polls.get(poll).and_then(|poll| poll.timeout_ms).or_else(|| self.timeout_ms(source))
    }

    /// What an answer that looks well says of an error, where `errors` selects a text in it.
    #[must_use]
    pub fn refused(&self, answer: &Value) -> Option<String> {
        let text = |selector: &Selector| match selector.get(answer)? {
            Value::String(text) => Some(text.trim().chars().take(REFUSAL).collect()),
            Value::Bool(true) => Some("true".to_owned()),
            _ => None,
        };
        self.errors.iter().filter_map(text).find(|text: &String| !text.is_empty())
    }

    /// A refusal in the hub's own words: what `errors` selects, else plain text. HTML says nothing.
    #[must_use]
    pub fn refusal(&self, body: &str) -> String {
        let text = match json::value(body) {
            Some(value) => self.errors.iter().find_map(|selector| selector.text(&value)).unwrap_or_default(),
            None if body.trim_start().starts_with('<') => String::new(),
            None => body.trim().to_owned(),
        };
        text.chars().take(REFUSAL).collect()
    }
}

/// One mistake for each place: what waits for the user is read on its own and finds some again, and what is no list is
/// none of two lists either.
fn each_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        if !kept.iter().any(|other| other.pointer == problem.pointer) {
            kept.push(problem);
        }
    }
    kept
}

/// A table with a mistake cannot be read, and nothing that names it finds it then: that is no mistake of its own.
fn without_what_follows(problems: Vec<Problem>, document: Option<&Value>) -> Vec<Problem> {
    let tables = document.and_then(|it| it.get("tables")?.as_array()).map(Vec::as_slice).unwrap_or_default();
    let broken = tables.iter().enumerate().filter_map(|(place, table)| {
        let inside = format!("/tables/{place}/");
        let is_broken = problems.iter().any(|problem| problem.pointer.starts_with(&inside));
        table.get("id")?.as_str().filter(|_| is_broken)
    });
    let named: Vec<String> =
        broken.flat_map(|id| ["", "table:", "row:"].map(|place| quoted(&[place, id].concat()))).collect();
    let follows =
        |problem: &Problem| problem.expected.contains("the id of a table") && named.contains(&problem.found);
    problems.into_iter().filter(|problem| !follows(problem)).collect()
}

fn read_sources(node: &Node<'_>) -> Vec<Source> {
    let members = node.members();
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let read = |(name, node): &(&str, Node<'_>)| {
        Source::read(name, node, &names).unwrap_or_else(|| Source::broken(name))
    };
    let sources: Vec<_> = members.iter().map(read).collect();
    if node.value.as_object().is_some_and(serde_json::Map::is_empty) {
        node.wrong::<()>("at least one source");
    }
    sources
}

fn read_tables(node: &Node<'_>) -> Vec<Arc<TableSpec>> {
    let mut tables: Vec<Arc<TableSpec>> = Vec::new();
    let written = node.value.as_array().map_or(&[][..], Vec::as_slice);
    for item in node.items() {
        match TableSpec::read(&item, Tables { before: &tables, written }) {
            Some(table) if tables.iter().any(|other| other.id == table.id) => {
                item.wrong::<()>("a table id that no other table has");
            }
            Some(table) => tables.push(Arc::new(table)),
            None => {}
        }
    }
    tables
}

fn read_measure(node: &Node<'_>, sources: &[Source]) -> Option<MeasureSpec> {
    let mut fields = node.fields()?;
    let measure = fields.optional("measure").and_then(|node| {
        let mut fields = node.fields()?;
        let aware = fields.required("aware").and_then(|node| triple(&node));
        let naive = fields.required("naive").and_then(|node| triple(&node));
        fields.finish();
        let ([aware_source, aware_path, aware_at], [naive_source, naive_event, naive_at]) = (aware?, naive?);
        Some(MeasureSpec {
            aware_source: source_index(&aware_source, sources)?,
            aware_path: path(&aware_path)?,
            aware_at: Selector::read(&aware_at)?,
            naive_source: source_index(&naive_source, sources)?,
            naive_event: naive_event.text()?.to_owned(),
            naive_at: Selector::read(&naive_at)?,
        })
    });
    fields.finish();
    measure
}

fn triple<'a>(node: &Node<'a>) -> Option<[Node<'a>; 3]> {
    <[Node<'a>; 3]>::try_from(node.items()).ok().or_else(|| node.wrong("[source, path or event, pointer]"))
}

#[cfg(test)]
mod tests;
