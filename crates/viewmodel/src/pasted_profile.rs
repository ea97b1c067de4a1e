//! A profile that the user wrote out, or pasted, and the places of its mistakes.

use serde_json::Value;

use crate::hubs_json::ConfigProblem;

/// What the place of a mistake begins with: the hint of the field shows it, too.
const PASTED: &str = "{ … }";
/// Where the profile stands in the `hubs.json` of the one hub that is tried.
const WITHIN: &str = "/hubs/0/profile";

/// A profile as the user wrote it: an object, or else the address of one.
///
/// # Errors
/// Where what begins as an object stops being JSON.
pub fn read(written: &str) -> Result<Value, ConfigProblem> {
    // White space before it counts among the lines that a mistake is told by.
    match json::strict(written) {
        Ok(value) if value.is_object() => Ok(value),
        Err(error) if written.trim_start().starts_with('{') => Err(not_json(&json::found(written, &error))),
        _ => Ok(Value::from(written.trim())),
    }
}

/// What the user wrote is no JSON: what stands there, and where ([`json::found`]).
#[must_use]
pub fn not_json(found: &str) -> ConfigProblem {
    ConfigProblem::of_file(PASTED, found.to_owned(), "JSON")
}

/// A mistake where the user sees it: a pointer into the profile leads there from its own beginning.
#[must_use]
pub fn placed(problem: ConfigProblem) -> ConfigProblem {
    match problem.pointer.strip_prefix(WITHIN) {
        Some(below) if below.starts_with('/') => {
            ConfigProblem { file: PASTED.to_owned(), pointer: below.to_owned(), ..problem }
        }
        _ => problem,
    }
}

#[cfg(test)]
mod tests;
