//! What an element holds while something stays as it is.

use leptos::prelude::*;

use super::{El, Node};

/// What an element holds, as long as it is not made anew. It outlives the runs of the effect that decides.
pub struct Inside {
    node: Node,
    around: Owner,
    owner: Option<Owner>,
}

impl Inside {
    /// Of an element; for as long as the view that asks for it lives.
    pub fn of(El(node): &El) -> Self {
        Self { node: node.clone(), around: Owner::current().unwrap_or_default(), owner: None }
    }

    /// Draw it anew, in place of what is there.
    pub fn renew(&mut self, draw: &dyn Fn(El) -> El) {
        if let Some(old) = self.owner.take() {
            old.cleanup();
        }
        self.node.set_text("");
        let new = self.around.child();
        new.with(|| untrack(|| draw(El(self.node.clone()))));
        self.owner = Some(new);
    }
}
