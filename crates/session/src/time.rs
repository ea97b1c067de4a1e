//! The two clocks.

use connection::Mono;
use model::{Millis, Moment};

/// The moment of an input, on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// What orders, times out and ages goes by this one.
    pub mono: Mono,
    /// Milliseconds since the Unix epoch, UTC: for what users read.
    pub wall: Millis,
}

impl Now {
    /// The same, as the model keeps it.
    #[must_use]
    pub fn moment(self) -> Moment {
        Moment { mono: self.mono.0, wall: self.wall }
    }
}
