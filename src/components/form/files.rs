//! Files that a request sends or is answered with.

use leptos::prelude::*;

use crate::browser::transfer::{self, Progress};

/// Files that are kept for a request, until this is dropped.
pub struct HeldFiles {
    numbers: Vec<u64>,
    progress: RwSignal<Progress>,
}

impl HeldFiles {
    /// None yet. `progress` follows how far each of them is.
    pub fn new(progress: RwSignal<Progress>) -> Self {
        Self { numbers: Vec::new(), progress }
    }

    /// Keep a file that is sent, or a place for one that comes. Gives the number that a request names it by.
    pub fn hold(&mut self, file: Option<web_sys::File>) -> u64 {
        let number = transfer::hold(file, self.progress);
        self.numbers.push(number);
        number
    }
}

impl Drop for HeldFiles {
    fn drop(&mut self) {
        for number in &self.numbers {
            transfer::drop_held(*number);
        }
    }
}
