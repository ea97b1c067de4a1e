//! What words of statuses mean, as colours.

use crate::draft::Level;
use crate::words::{self, ERROR_STATUSES, INFO_STATUSES, NEUTRAL_STATUSES, OK_STATUSES, WARNING_STATUSES};

/// Words in lists by how serious they are, the worst first.
const LEVELS: [(Level, &str); 5] = [
    (Level::Error, ERROR_STATUSES),
    (Level::Warning, WARNING_STATUSES),
    (Level::Info, INFO_STATUSES),
    (Level::Ok, OK_STATUSES),
    (Level::Neutral, NEUTRAL_STATUSES),
];

/// Grades, where the name says that it is one.
const GRADES: [(Level, &str); 3] = [
    (Level::Error, "high highest urgent alta alto urgente blocker p0 p1 sev0 sev1"),
    (Level::Warning, "medium elevated media medio p2 sev2"),
    (Level::Info, "low lowest baja bajo baixa baixo p3 p4 sev3"),
];

/// What turns a good word into a bad one.
const NOT: &str = "not no non nao sin sem";

/// How serious a status is; nothing where no word of it is known. `graded`: high is bad.
pub(crate) fn level(status: &str, graded: bool) -> Option<Level> {
    let words = words::words(status);
    if words == ["on", "time"] {
        return Some(Level::Ok);
    }
    let grades = GRADES.iter().filter(|_| graded);
    let found = grades.chain(&LEVELS).find(|(_, list)| words::any(&words, list)).map(|(level, _)| *level);
    match found {
        Some(Level::Ok) if words::any(&words, NOT) => Some(Level::Warning),
        found => found,
    }
}

/// The word of profiles for a column.
pub(crate) fn column_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
        Level::Ok => "ok",
        Level::Neutral => "neutral",
    }
}

/// The word of profiles for a notification.
pub(crate) fn kind_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Ok => "success",
        Level::Info | Level::Neutral => "info",
    }
}

#[cfg(test)]
mod tests;
