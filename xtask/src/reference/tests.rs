use super::kind::kind;
use super::schema::SchemaWord;
use super::*;
use crate::json_text::{items, member};
use crate::workspace::files;

fn with_each(test: impl Fn(&ReferenceDoc, &Schema<'_>)) {
    let workspace = Workspace::find().expect("cargo metadata");
    for reference in &REFERENCES {
        let text = read(&workspace.root.join(reference.schema)).expect("the schema");
        let json = JsonText::parse(&text).unwrap_or_else(|(place, why)| panic!("{place}: {why}"));
        test(reference, &Schema::new(&json));
    }
}

/// Every word of a schema, by the object that has it.
fn words<'a>(schema: &Schema<'a>) -> Vec<(String, SchemaWord<'a>)> {
    let all = std::iter::once(("the whole", schema.root())).chain(schema.definitions());
    all.flat_map(|(name, object)| {
        schema.words(object).into_iter().map(move |word| (format!("{name}: {}", word.path), word))
    })
    .collect()
}

#[test]
fn the_references_are_what_the_schemas_say() {
    let workspace = Workspace::find().expect("cargo metadata");
    let written = read(&workspace.root.join(HUBS)).expect("the schema");
    let made = hubs_schema(&workspace).expect("the schema");
    assert!(written == made, "{HUBS} lacks a profile of profiles/index.json: cargo xtask reference");
    for reference in &REFERENCES {
        let written = read(&workspace.root.join(reference.document)).unwrap_or_default();
        let made = reference.text(&workspace).expect("the schema");
        assert!(written == made, "{} is out of date: cargo xtask reference", reference.document);
    }
}

#[test]
fn every_word_and_every_definition_says_what_it_means() {
    with_each(|reference, schema| {
        let silent: Vec<String> = words(schema)
            .into_iter()
            .filter(|(_, word)| schema.word_says(word, "description").is_none())
            .map(|(name, _)| name)
            .chain(
                schema
                    .definitions()
                    .filter(|(_, definition)| member(definition, "description").is_none())
                    .map(|(name, _)| name.to_owned()),
            )
            .collect();
        assert_eq!(silent, [""; 0], "{}: without a description", reference.schema);
    });
}

/// What is one of a few words, or true or false, needs none; what holds an object has that of the object.
#[test]
fn every_word_has_an_example() {
    with_each(|reference, schema| {
        let shown = |word: &SchemaWord<'_>| {
            let own = word.views.iter().any(|view| member(view, "examples").is_some());
            let kind = kind(&word.views, &|name| name.to_owned());
            let is_plain = kind.starts_with('`') || kind == "true or false";
            let objects = || word.views.iter().flat_map(|view| schema.reached(view));
            let holds_object = || objects().any(|name| document::is_object(schema, name));
            own || is_plain || word.example.is_some() || holds_object()
        };
        let bare: Vec<String> =
            words(schema).into_iter().filter(|(_, word)| !shown(word)).map(|(name, _)| name).collect();
        assert_eq!(bare, [""; 0], "{}: without an example, here or in the object's", reference.schema);
        let values = schema
            .definitions()
            .filter(|(_, it)| member(it, "examples").is_none_or(|it| items(it).is_empty()));
        let values: Vec<&str> = values.map(|(name, _)| name).collect();
        assert_eq!(values, [""; 0], "{}: definitions without an example", reference.schema);
    });
}

/// Where a document can be entered: its headings, and the words that have a name of their own.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let headings = headings.map(|line| document::anchor(line.trim_start_matches('#').trim()));
    let named = text.split("<a id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    headings.chain(named).collect()
}

/// What links of a text to a document name in it.
fn entered<'t>(text: &'t str, document: &str) -> Vec<&'t str> {
    let begin = format!("]({document}#");
    text.split(&begin).skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).collect()
}

#[test]
fn no_two_words_have_one_name_and_every_link_to_one_leads_there() {
    let workspace = Workspace::find().expect("cargo metadata");
    for reference in &REFERENCES {
        let made = reference.text(&workspace).expect("the schema");
        let mut anchors = anchors(&made);
        let count = anchors.len();
        anchors.sort();
        anchors.dedup();
        assert_eq!(anchors.len(), count, "{}: a name that two have", reference.document);
        let name = reference.document.trim_start_matches("docs/");
        let mut links: Vec<String> = entered(&made, "").into_iter().map(str::to_owned).collect();
        assert!(!links.is_empty());
        for file in files(&[workspace.root.join("docs")]).expect("docs/") {
            if file.extension().is_some_and(|kind| kind == "md") {
                let text = read(&file).expect("a document");
                links.extend(entered(&text, name).into_iter().map(str::to_owned));
            }
        }
        let lost: Vec<&String> = links.iter().filter(|link| !anchors.contains(link)).collect();
        assert!(lost.is_empty(), "{}: links that lead nowhere: {lost:?}", reference.document);
    }
}
