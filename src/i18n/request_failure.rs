//! Why a request brought nothing, in words that stand inside a sentence.

use session::RequestFailure;

use super::{Lang, Msg};

/// Why a request brought nothing that can be used, without a full stop.
pub fn request_failure_text(lang: Lang, fault: &RequestFailure) -> String {
    lang.text(&match fault {
        RequestFailure::TimedOut { after_ms } => Msg::AnswerTooLate { seconds: after_ms / 1_000 },
        // The browser's own words are for the console.
        RequestFailure::Unreachable(_) => Msg::NoConnection,
        RequestFailure::Http { status, words } if words.is_empty() => return format!("HTTP {status}"),
        RequestFailure::Http { status, words } => return format!("HTTP {status}: {}", without_stop(words)),
        RequestFailure::Refused(words) => return without_stop(words).to_owned(),
        RequestFailure::Html => Msg::AnswerIsHtml,
        RequestFailure::NotJson(_) => Msg::AnswerNotJson,
        RequestFailure::NotText => Msg::AnswerNotText,
        RequestFailure::TooLarge => Msg::AnswerTooLarge,
        // Why in English, which the diagnostics quote.
        RequestFailure::Unfit(_) => Msg::AnswerUnfit,
        RequestFailure::PathLacks(problem) => {
            Msg::PathLacks { name: &problem.pointer, found: &problem.found }
        }
    })
}

/// The hub's own words without their full stop: they stand inside a sentence.
pub fn without_stop(words: &str) -> &str {
    words.trim_end().trim_end_matches('.')
}
