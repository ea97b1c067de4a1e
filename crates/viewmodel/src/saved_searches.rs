//! What the user looks for again and again in the inbox, under names.

use serde_json::{Value, json};

/// So many are kept at most.
const MOST: usize = 50;
/// A name has so many characters at most.
const NAME_CHARS: usize = 60;

/// What is looked for, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// What the user calls it.
    pub name: String,
    /// The query of the inbox's address ([`crate::routes::write_inbox_query`]).
    pub query: String,
}

/// All of them, in the order in which they were saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedSearches(Vec<SavedSearch>);

impl SavedSearches {
    /// What [`SavedSearches::write`] wrote; what cannot be read is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let value = json::strict(text).unwrap_or_default();
        let text = |one: &Value, member: &str| one.get(member).and_then(Value::as_str).map(str::to_owned);
        let search = |one: &Value| Some(SavedSearch { name: text(one, "name")?, query: text(one, "query")? });
        let mut read = Self::default();
        for SavedSearch { name, query } in value.as_array().into_iter().flatten().filter_map(search) {
            read.save(&name, query);
        }
        read
    }

    /// As text, for [`SavedSearches::read`].
    #[must_use]
    pub fn write(&self) -> String {
        let one = |search: &SavedSearch| json!({ "name": search.name, "query": search.query });
        json::text(&self.0.iter().map(one).collect())
    }

    /// Save what is looked for under a name, in place of what had it. False where the name is none, or where there is no
    /// room.
    pub fn save(&mut self, name: &str, query: String) -> bool {
        let name: String = name.trim().chars().take(NAME_CHARS).collect();
        if name.is_empty() {
            return false;
        }
        if let Some(search) = self.0.iter_mut().find(|search| search.name == name) {
            search.query = query;
            return true;
        }
        let has_room = self.0.len() < MOST;
        if has_room {
            self.0.push(SavedSearch { name, query });
        }
        has_room
    }

    /// Forget one.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|search| search.name != name);
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[SavedSearch] {
        &self.0
    }
}

#[cfg(test)]
mod tests;
