//! What a JSON Schema says of a language: its objects, and the words of each.
use crate::json_text::{JsonText, Value, items, member, members, text};

/// Where definitions stand.
const DEFINITIONS: &str = "#/$defs/";

/// A schema, as it is written.
pub struct Schema<'a> {
    root: &'a Value<'a>,
}

/// A word: a member of an object.
pub struct SchemaWord<'a> {
    /// Its name; `outer.inner` for a member of a member, `[]` for an item of a list, `*` for a name of one's own.
    pub path: String,
    /// Every schema that says something of it.
    pub views: Vec<&'a Value<'a>>,
    /// Whether the object must have it.
    pub required: bool,
    /// What it holds in an example of the object.
    pub example: Option<&'a Value<'a>>,
}

impl<'a> Schema<'a> {
    /// The schema of a text.
    pub fn new(json: &'a JsonText<'a>) -> Self {
        Self { root: &json.value }
    }

    /// The schema itself.
    pub fn root(&self) -> &'a Value<'a> {
        self.root
    }

    /// Its definitions, in the order in which they stand.
    pub fn definitions(&self) -> impl Iterator<Item = (&'a str, &'a Value<'a>)> {
        member(self.root, "$defs").into_iter().flat_map(members)
    }

    /// A definition by its name.
    pub fn definition(&self, name: &str) -> Option<&'a Value<'a>> {
        self.definitions().find(|(other, _)| *other == name).map(|(_, schema)| schema)
    }

    /// What a schema says under a keyword; where it says nothing, the definition that it refers to.
    pub fn says(&self, schema: &'a Value<'a>, keyword: &str) -> Option<&'a Value<'a>> {
        let referred = || self.definition(reference(schema)?);
        member(schema, keyword).or_else(|| self.says(referred()?, keyword))
    }

    /// What a word's views say under a keyword: their own words first.
    pub fn word_says(&self, word: &SchemaWord<'a>, keyword: &str) -> Option<&'a Value<'a>> {
        let own = word.views.iter().find_map(|view| member(view, keyword));
        own.or_else(|| {
            let parts = word.views.iter().flat_map(|view| branches(view));
            parts.filter(|part| reference(part).is_some()).find_map(|part| self.says(part, keyword))
        })
    }

    /// The words of an object, those of objects inside it after each.
    pub fn words(&self, schema: &'a Value<'a>) -> Vec<SchemaWord<'a>> {
        self.words_inside(&[schema], "", &[])
    }

    fn words_below(
        &self,
        views: &[&'a Value<'a>],
        above: &str,
        examples: &[&'a Value<'a>],
    ) -> Vec<SchemaWord<'a>> {
        let parts: Vec<&Value<'_>> = views.iter().flat_map(|view| branches(view)).collect();
        // A condition may speak of words, too; only what is closed says which there are.
        let is_main = |part: &Value<'_>| views.iter().any(|view| std::ptr::eq(*view, part));
        let main =
            parts.iter().filter(|part| is_main(part) || member(part, "additionalProperties").is_some());
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in main.filter_map(|part| member(part, "properties")).flat_map(members) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let of = |name: &str| -> Vec<&'a Value<'a>> {
            let all = parts.iter().filter_map(|part| member(member(part, "properties")?, name));
            all.filter(|view| view.as_boolean_lit().is_none()).collect()
        };
        let required = |name: &str| {
            let always = views.iter().flat_map(|view| alternatives(view));
            let mut lists = always.filter_map(|part| member(part, "required"));
            lists.any(|list| items(list).iter().any(|item| text(item) == Some(name)))
        };
        let mut words = Vec::new();
        for name in names {
            let (path, views) = (format!("{above}{name}"), of(name));
            let held: Vec<_> = examples.iter().filter_map(|example| member(example, name)).collect();
            let below = self.words_inside(&views, &path, &held);
            words.push(SchemaWord { path, views, required: required(name), example: held.first().copied() });
            words.extend(below);
        }
        words
    }

    /// The words of an object, of each item of a list, or of each member with a free name; `held` is what is known to
    /// stand there.
    fn words_inside(
        &self,
        views: &[&'a Value<'a>],
        path: &str,
        held: &[&'a Value<'a>],
    ) -> Vec<SchemaWord<'a>> {
        let own = views.iter().filter_map(|view| member(view, "examples")).flat_map(items);
        let held: Vec<_> = held.iter().copied().chain(own).collect();
        let above = if path.is_empty() { String::new() } else { format!("{path}.") };
        let mut words = self.words_below(views, &above, &held);
        let parts: Vec<&Value<'_>> = views.iter().flat_map(|view| branches(view)).collect();
        let below = |keyword: &str| -> Vec<&'a Value<'a>> {
            parts.iter().filter_map(|part| member(part, keyword)).collect()
        };
        let (listed, named) = (below("items"), below("additionalProperties"));
        if !listed.is_empty() {
            let held: Vec<_> = held.iter().flat_map(|example| items(example)).collect();
            words.extend(self.words_below(&listed, &format!("{path}[]."), &held));
        }
        if !named.is_empty() {
            let held: Vec<_> = held.iter().flat_map(|example| members(example)).map(|(_, it)| it).collect();
            words.extend(self.words_below(&named, &format!("{above}*."), &held));
        }
        words
    }

    /// Names of the definitions that a schema leads to, itself and through others, in the order in which it does.
    pub fn reached(&self, schema: &'a Value<'a>) -> Vec<&'a str> {
        let mut found = Vec::new();
        self.reach(schema, &mut found);
        found
    }

    fn reach(&self, schema: &'a Value<'a>, found: &mut Vec<&'a str>) {
        if let Some(name) = reference(schema)
            && !found.contains(&name)
        {
            found.push(name);
            if let Some(definition) = self.definition(name) {
                self.reach(definition, found);
            }
        }
        for (keyword, below) in members(schema) {
            if !["examples", "default", "$defs", "enum", "const"].contains(&keyword) {
                self.reach(below, found);
            }
        }
        items(schema).iter().for_each(|item| self.reach(item, found));
    }
}

/// The definition that a schema refers to.
pub fn reference<'v>(schema: &'v Value<'_>) -> Option<&'v str> {
    text(member(schema, "$ref")?)?.strip_prefix(DEFINITIONS)
}

/// A schema with all that it says of one value: its alternatives and conditions. What it refers to is not among it.
pub fn branches<'v, 'a>(schema: &'v Value<'a>) -> Vec<&'v Value<'a>> {
    let mut all = vec![schema];
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let parts = member(schema, keyword).map(items).unwrap_or_default();
        all.extend(parts.iter().flat_map(branches));
    }
    let conditional = ["then", "else"].into_iter().filter_map(|keyword| member(schema, keyword));
    all.extend(conditional.flat_map(branches));
    let dependent = member(schema, "dependentSchemas").into_iter().flat_map(members);
    all.extend(dependent.flat_map(|(_, part)| branches(part)));
    all
}

/// A schema, and its alternatives for values of one type: what either requires, such a value must have.
pub fn alternatives<'v, 'a>(schema: &'v Value<'a>) -> Vec<&'v Value<'a>> {
    let by_type = member(schema, "if").is_some_and(|condition| member(condition, "type").is_some());
    let conditional = ["then", "else"].into_iter().filter_map(|keyword| member(schema, keyword));
    std::iter::once(schema).chain(conditional.filter(|_| by_type)).collect()
}
