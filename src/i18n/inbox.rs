//! What the inbox says of what can be done in it. It comes with the second module.

use model::Act;

/// A text of the inbox, with what varies in it. Numbers and times come formatted.
#[derive(Clone, Debug, PartialEq)]
pub enum InboxMsg {
    /// What was done, and to how many.
    Done { act: Act, count: usize },
}
