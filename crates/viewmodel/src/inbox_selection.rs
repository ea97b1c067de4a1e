//! The notifications that the user selected, of any hub.

use model::{EventId, HubId};

/// Names a notification among those of all hubs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteKey {
    /// Whose.
    pub hub: HubId,
    /// Which one.
    pub id: EventId,
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In order, so that it is found fast.
    keys: Vec<NoteKey>,
    /// Where a range begins.
    anchor: Option<NoteKey>,
}

impl Selection {
    /// How many are selected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether this one is.
    #[must_use]
    pub fn holds(&self, key: &NoteKey) -> bool {
        self.keys.binary_search(key).is_ok()
    }

    /// What is selected, hub by hub.
    pub fn keys(&self) -> impl Iterator<Item = &NoteKey> {
        self.keys.iter()
    }

    /// Select one, or no longer; a range begins there.
    pub fn toggle(&mut self, key: NoteKey) {
        match self.keys.binary_search(&key) {
            Ok(place) => drop(self.keys.remove(place)),
            Err(place) => self.keys.insert(place, key.clone()),
        }
        self.anchor = Some(key);
    }

    /// A range may begin here: the user went there.
    pub fn set_anchor(&mut self, key: NoteKey) {
        self.anchor = Some(key);
    }

    /// Select all from where the range begins to this one, in the order of the list.
    pub fn select_to(&mut self, key: &NoteKey, list: &[NoteKey]) {
        let place = |wanted: &NoteKey| list.iter().position(|key| key == wanted);
        let end = place(key);
        let begin = self.anchor.as_ref().and_then(place).or(end);
        if let (Some(begin), Some(end)) = (begin, end)
            && let Some(range) = list.get(begin.min(end)..=begin.max(end))
        {
            self.add(range.iter().cloned());
        }
    }

    /// Select all of these.
    pub fn add(&mut self, keys: impl IntoIterator<Item = NoteKey>) {
        self.keys.extend(keys);
        self.keys.sort_unstable();
        self.keys.dedup();
    }

    /// Select nothing any more.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> NoteKey {
        NoteKey { hub: HubId::from("h"), id: EventId::from(id) }
    }

    fn ids(selection: &Selection) -> String {
        selection.keys().map(|key| key.id.as_str()).collect()
    }

    #[test]
    fn one_is_selected_and_no_longer() {
        let mut selection = Selection::default();
        for (id, selected) in [("b", "b"), ("a", "ab"), ("b", "a"), ("a", "")] {
            selection.toggle(key(id));
            assert_eq!(ids(&selection), selected);
        }
        assert!(selection.is_empty());
    }

    #[test]
    fn a_range_goes_either_way_from_the_one_before_and_adds_to_what_is_selected() {
        let list = ["e", "d", "c", "b", "a"].map(key);
        let mut selection = Selection::default();
        selection.select_to(&key("c"), &list);
        assert_eq!(ids(&selection), "c", "nothing before it");
        selection.set_anchor(key("d"));
        selection.select_to(&key("b"), &list);
        assert_eq!(ids(&selection), "bcd");
        selection.select_to(&key("e"), &list);
        assert_eq!(ids(&selection), "bcde");
        selection.select_to(&key("gone"), &list);
        assert!(selection.holds(&key("e")) && !selection.holds(&key("a")));
        assert_eq!(selection.len(), 4);
        selection.clear();
        selection.add([key("a"), key("a")]);
        assert_eq!(selection.len(), 1);
    }
}
