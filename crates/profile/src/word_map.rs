//! Maps from a hub's words: one word, a range of whole numbers (`0..3`, `8..`), or `*` for all others.

use crate::node::Node;

/// Stands for every word that no other key is for.
const ANY: &str = "*";

/// The place of the key that a word belongs to: the word itself, a range that holds it, or the one for all others.
pub(crate) fn place_of<'a>(keys: impl Iterator<Item = &'a str> + Clone, word: &str) -> Option<usize> {
    let place = |is_it: &dyn Fn(&str) -> bool| keys.clone().position(is_it);
    let in_range = || {
        // 5.0 is how some programs write 5.
        let number: i64 = word.trim().split('.').next()?.parse().ok()?;
        place(&|key| range(key).is_some_and(|(from, to)| (from..=to).contains(&number)))
    };
    place(&|key| key == word).or_else(in_range).or_else(|| place(&|key| key == ANY))
}

/// Report ranges that are empty or that hold what another one holds.
pub(crate) fn check_ranges(map: &Node<'_>) {
    let ranges: Vec<_> =
        map.members().into_iter().filter_map(|(key, node)| Some((range(key)?, node))).collect();
    for (place, ((from, to), node)) in ranges.iter().enumerate() {
        let overlaps =
            |((other_from, other_to), _): &((i64, i64), Node<'_>)| from <= other_to && other_from <= to;
        if from > to {
            node.wrong::<()>("a range from the lower number to the higher one, as in 0..3");
        } else if ranges.iter().take(place).any(overlaps) {
            node.wrong::<()>("a range that shares no number with another one");
        }
    }
}

/// `0..3` with both ends in it; without one of them there is no bound on that side.
fn range(key: &str) -> Option<(i64, i64)> {
    let end = |text: &str, open: i64| if text.is_empty() { Some(open) } else { text.parse().ok() };
    let (from, to) = key.split_once('.')?;
    let to = to.strip_prefix('.').filter(|to| !(from.is_empty() && to.is_empty()))?;
    Some((end(from, i64::MIN)?, end(to, i64::MAX)?))
}

#[cfg(test)]
mod tests;
