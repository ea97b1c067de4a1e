//! Children that come, go and move one by one.

use leptos::prelude::*;

use super::{El, Item, Node};

/// The children of a list as they stand in the page.
pub struct List {
    end: Node,
    owner: Owner,
    drawn: Vec<Drawn>,
}

struct Drawn {
    key: String,
    attribute: Option<(&'static str, String)>,
    node: Node,
    owner: Owner,
}

impl List {
    /// An empty list in front of a node.
    pub fn new(end: Node) -> Self {
        Self { end, owner: Owner::current().unwrap_or_default(), drawn: Vec::new() }
    }

    /// Draw what is new, take away what is gone, and put the rest in order.
    pub fn become_these(&mut self, items: Vec<Item>) {
        let mut old: Vec<Option<Drawn>> = std::mem::take(&mut self.drawn).into_iter().map(Some).collect();
        // Most children stay in order: the next one is looked for from behind the last one found.
        let mut from = 0;
        for item in items {
            let holds = |slot: &Option<Drawn>| slot.as_ref().is_some_and(|drawn| drawn.key == item.key);
            let later = old.iter().skip(from).position(holds).map(|place| place + from);
            let place = later.or_else(|| old.iter().take(from).position(holds));
            let known = place.and_then(|place| {
                from = place + 1;
                old.get_mut(place).and_then(Option::take)
            });
            let mut drawn = known.unwrap_or_else(|| self.draw(item.key, item.draw));
            if let Some((name, value)) = item.attribute.as_ref().filter(|_| drawn.attribute != item.attribute)
            {
                drawn.node.set_attribute(name, value);
            }
            drawn.attribute = item.attribute;
            self.drawn.push(drawn);
        }
        for gone in old.into_iter().flatten() {
            gone.owner.cleanup();
            gone.node.remove();
        }
        let Some(parent) = self.end.parent() else { return };
        let mut next = self.end.clone();
        for drawn in self.drawn.iter().rev() {
            if next.previous().as_ref() != Some(&drawn.node) {
                parent.insert_before(&drawn.node, &next);
            }
            next = drawn.node.clone();
        }
    }

    fn draw(&self, key: String, draw: Box<dyn FnOnce() -> El>) -> Drawn {
        let owner = self.owner.child();
        let El(node) = owner.with(|| untrack(draw));
        Drawn { key, attribute: None, node, owner }
    }
}
