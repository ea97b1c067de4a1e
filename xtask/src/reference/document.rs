//! The reference as a document: a section for each object, a row for each word.
use super::kind::{conditions, kind};
use super::schema::{Schema, SchemaWord, alternatives, reference};
use crate::json_text::{Value, compact, items, member, members, pretty, text};

/// How wide examples are, in characters.
const WIDTH: usize = 100;
/// The longest example that stands beside a word, in characters; longer ones stand above the table.
const BESIDE: usize = 80;
/// Where a schema of another file is told of.
const ELSEWHERE: [(&str, &str); 2] = [
    ("./profile.schema.json#/$defs/auth", "[auth](reference.md#auth)"),
    ("./profile.schema.json", "[profile](reference.md#the-profile)"),
];

/// How a language is told: its document.
pub struct Outline {
    /// What stands before the sections.
    pub head: &'static str,
    /// What the whole is called.
    pub whole: &'static str,
    /// What the addresses of its words begin with.
    pub object: &'static str,
    /// Members of the whole that have a chapter, in the order of the chapters, and what that is called. One that is not
    /// named here has a chapter after them where it has words of its own.
    pub chapters: &'static [(&'static str, &'static str)],
    /// Definitions that belong into another chapter than the first that uses them.
    pub homes: &'static [(&'static str, &'static str)],
}

/// A chapter: a member of the whole.
struct Chapter<'a> {
    name: &'a str,
    title: String,
    schema: &'a Value<'a>,
    /// Definitions that are told there.
    definitions: Vec<&'a str>,
}

/// The document of a schema.
pub fn document(schema: &Schema<'_>, outline: &Outline) -> String {
    let chapters = chapters(schema, outline);
    let told: Vec<&str> = chapters.iter().flat_map(|chapter| chapter.definitions.iter().copied()).collect();
    let values: Vec<&str> =
        schema.definitions().map(|(name, _)| name).filter(|name| !told.contains(name)).collect();
    let mut lines = vec![outline.head.trim_end().to_owned()];
    let link = |title: &str| format!("[{title}](#{})", anchor(title));
    let mut contents = vec![link(outline.whole)];
    contents.extend((!values.is_empty()).then(|| link(VALUES)));
    contents.extend(chapters.iter().map(|chapter| link(&chapter.title)));
    lines.push(format!("Contents: {}.", contents.join(" · ")));
    lines.push(format!("## {}", outline.whole));
    lines.extend(section(schema, outline.object, schema.root()));
    if !values.is_empty() {
        lines.push(format!("## {VALUES}"));
        lines.push("What many words hold.".to_owned());
    }
    for name in values {
        lines.extend(definition(schema, name));
    }
    for chapter in &chapters {
        lines.push(format!("## {}", chapter.title));
        lines.push(format!("`{}` of {}.", chapter.name, link(outline.whole)));
        match reference(chapter.schema).filter(|_| !chapter.definitions.is_empty()) {
            Some(name) if is_own(chapter, name) => {
                lines.extend(schema.definition(name).map(|it| section(schema, name, it)).unwrap_or_default());
            }
            _ => lines.extend(section(schema, chapter.name, chapter.schema)),
        }
        for name in chapter.definitions.iter().filter(|name| !is_own(chapter, name)) {
            lines.extend(definition(schema, name));
        }
    }
    lines.join("\n\n") + "\n"
}

/// The chapter of the values that many words hold.
const VALUES: &str = "Values";

/// Whether a chapter is about this definition itself.
fn is_own(chapter: &Chapter<'_>, name: &str) -> bool {
    reference(chapter.schema) == Some(name) && anchor(&chapter.title) == anchor(name)
}

/// The chapters, with what each tells first.
fn chapters<'a>(schema: &Schema<'a>, outline: &Outline) -> Vec<Chapter<'a>> {
    let properties: Vec<_> = member(schema.root(), "properties").into_iter().flat_map(members).collect();
    let named = outline.chapters.iter().filter_map(|(name, title)| {
        let (name, schema) = properties.iter().find(|(other, _)| other == name)?;
        Some((*name, (*title).to_owned(), *schema))
    });
    let is_named = |name: &str| outline.chapters.iter().any(|(other, _)| *other == name);
    let has_words =
        |property: &'a Value<'a>| schema.reached(property).iter().any(|name| is_object(schema, name));
    let others = properties.iter().filter(|(name, property)| !is_named(name) && has_words(property));
    let title = |name: &str| {
        let title = format!(
            "{}{}",
            name.get(..1).unwrap_or_default().to_uppercase(),
            name.get(1..).unwrap_or_default()
        );
        // A heading of its own for a list of what is called as the list is.
        if schema.definition(name).is_some() { format!("List {name}") } else { title }
    };
    let mut chapters: Vec<Chapter<'a>> = named
        .chain(others.map(|(name, property)| (*name, title(name), *property)))
        .map(|(name, title, schema)| Chapter { name, title, schema, definitions: Vec::new() })
        .collect();
    let home = |name: &str| outline.homes.iter().find(|(other, _)| *other == name).map(|(_, home)| *home);
    let mut told: Vec<&str> = Vec::new();
    for chapter in &mut chapters {
        for name in schema.reached(chapter.schema) {
            let is_here = home(name).is_none_or(|home| home == chapter.name);
            if is_here && !told.contains(&name) && is_object(schema, name) {
                told.push(name);
                chapter.definitions.push(name);
            }
        }
    }
    chapters
}

/// Whether a definition leads to words, itself or through others.
pub fn is_object(schema: &Schema<'_>, name: &str) -> bool {
    let has_words = |name: &str| schema.definition(name).is_some_and(|it| !schema.words(it).is_empty());
    let reached = schema.definition(name).map(|it| schema.reached(it)).unwrap_or_default();
    has_words(name) || reached.iter().any(|name| has_words(name))
}

/// A definition under a heading of its own.
fn definition(schema: &Schema<'_>, name: &str) -> Vec<String> {
    let Some(definition) = schema.definition(name) else { return Vec::new() };
    let mut lines = vec![format!("### {}", spoken(name))];
    lines.extend(section(schema, name, definition));
    lines
}

/// What an object or a value is: its meaning, examples, words, and what goes together.
fn section(schema: &Schema<'_>, name: &str, told: &Value<'_>) -> Vec<String> {
    let words = schema.words(told);
    let mut lines: Vec<String> =
        schema.says(told, "description").and_then(text).map(str::to_owned).into_iter().collect();
    let kind = kind(&[told], &|name| link_to(name));
    if words.is_empty() || kind != "object" {
        let default = member(told, "default").map(|default| format!("; by default {}", code(default)));
        lines.push(format!("*Is:* {kind}{}.", default.unwrap_or_default()));
    }
    let examples = member(told, "examples").map(items).unwrap_or_default();
    if words.is_empty() {
        let short: Vec<String> = examples.iter().map(code).collect();
        lines.extend((!short.is_empty()).then(|| format!("*For example* {}.", short.join(", "))));
    } else {
        lines.extend(examples.iter().map(|example| format!("```json\n{}\n```", pretty(example, WIDTH))));
        let head = "| word | what stands there | default | meaning |\n| --- | --- | --- | --- |";
        let rows: Vec<String> = words.iter().map(|word| row(schema, name, word)).collect();
        lines.push(format!("{head}\n{}", rows.join("\n")));
    }
    let said = conditions(told);
    lines.extend((!said.is_empty()).then(|| said.join(" ")));
    lines
}

/// The row of a word.
fn row(schema: &Schema<'_>, object: &str, word: &SchemaWord<'_>) -> String {
    let meaning = schema.word_says(word, "description").and_then(text).unwrap_or_default();
    let kind = kind(&word.views, &|name| link_to(name));
    let default = match schema.word_says(word, "default") {
        _ if word.required => "**required**".to_owned(),
        Some(default) => code(default),
        None => String::new(),
    };
    let below = |view: &&Value<'_>| {
        let listed =
            ["items", "additionalProperties"].into_iter().filter_map(|keyword| member(view, keyword));
        listed.chain(alternatives(view)).flat_map(conditions).collect::<Vec<_>>()
    };
    let mut told = vec![meaning.to_owned()];
    told.extend(word.views.iter().flat_map(below));
    let is_plain = kind.starts_with('`') && !kind.contains(", or ") || kind == "true or false";
    if let Some(example) = example(schema, word).filter(|_| !is_plain) {
        told.push(format!("For example {}.", code(example)));
    }
    let cells = [format!("<a id=\"{object}.{0}\"></a>`{0}`", word.path), kind, default, told.join(" ")];
    format!("| {} |", cells.map(|cell| cell.trim().replace('|', "\\|")).join(" | "))
}

/// What a word may hold, where that is short: its own example, else what it holds in one of the object, else what its
/// definition says, where that says what the word means, too.
fn example<'a>(schema: &Schema<'a>, word: &SchemaWord<'a>) -> Option<&'a Value<'a>> {
    let own = word.views.iter().find_map(|view| items(member(view, "examples")?).first());
    let short = |value: &&Value<'_>| compact(value).chars().count() <= BESIDE;
    let has_meaning = word.views.iter().any(|view| member(view, "description").is_some());
    let of_definition = || items(schema.word_says(word, "examples")?).first();
    let other = if has_meaning { None } else { of_definition() };
    own.or(word.example).or(other).filter(short)
}

/// A value between backticks, texts too as JSON writes them.
fn code(value: &Value<'_>) -> String {
    let text = compact(value);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A definition's name as people say it: `sourceName` is a source name.
fn spoken(name: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_uppercase() {
            format!(" {}", letter.to_ascii_lowercase())
        } else {
            letter.to_string()
        }
    };
    name.chars().map(letter).collect()
}

fn link_to(name: &str) -> String {
    let elsewhere =
        ELSEWHERE.iter().find(|(address, _)| *address == name).map(|(_, link)| (*link).to_owned());
    elsewhere.unwrap_or_else(|| format!("[{0}](#{1})", spoken(name), anchor(&spoken(name))))
}

/// Where a heading is found, as hosts of repositories make it.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
