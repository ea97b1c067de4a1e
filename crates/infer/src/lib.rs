//! A draft of a profile out of what a hub sends, for hubs that nobody wrote one for.
//!
//! [`Evidence`] gathers: for each path how often it was there, of which types and shapes, in which range, how many
//! different values. From that it concludes a [`Draft`]: a profile as any other, and a [`Guess`] for everything in it
//! that might be otherwise, with its proof. Guesses are eliminated and never promoted: what one value refutes is gone.
//! docs/inference.md says how it concludes.
//!
//! ```
//! use infer::{Evidence, KnownHub, Origin};
//! use serde_json::json;
//!
//! let mut evidence = Evidence::new(KnownHub { name: "farm".into(), title: "Farm".into(), ..KnownHub::default() });
//! let origin = Origin::Answer { source: "rest".into(), path: "/tanks".into() };
//! evidence.observe(1_795_687_200_000, origin, json!([
//!     { "id": 1, "level_pct": 80, "seen_at": "2026-11-26T10:00:00Z" },
//!     { "id": 2, "level_pct": 75, "seen_at": "2026-11-26T09:59:12Z" },
//! ]));
//! // Any monotonic clock will do; in a browser it is `performance.now()`.
//! let mut now = 0.0;
//! while !evidence.learn(&mut || { now += 0.1; now }).done {}
//!
//! let draft = evidence.draft();
//! assert_eq!(draft.profile["tables"][0]["key"], "/id");
//! assert_eq!(draft.profile["tables"][0]["columns"][1]["type"], "percent");
//! ```
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod conclude;
mod draft;
mod evidence;
mod leaf;
mod origin;
mod stream;
mod text_shape;
mod tree;
mod words;

#[cfg(test)]
mod testing;

pub use draft::{
    Alternative, Claim, ColumnType, Confidence, Draft, Envelope, Guess, Level, Proof, Unused, Why,
};
pub use evidence::{Evidence, Learned, SLICE_MS};
pub use leaf::{Sample, Was};
pub use origin::{KnownHub, Origin};
pub use tree::Bound;
