//! Why a request brought nothing, in words that stand inside a sentence.

use session::RequestFailure;

use super::{DeferredMsg, Lang};

/// Why a request brought nothing that can be used, without a full stop.
pub fn request_failure_text(lang: Lang, fault: &RequestFailure) -> String {
    lang.text(&match fault {
        RequestFailure::TimedOut { after_ms } => DeferredMsg::AnswerTooLate { seconds: after_ms / 1_000 },
        // The browser's own words are for the console.
        RequestFailure::Unreachable(_) => DeferredMsg::NoConnection,
        RequestFailure::Http { status, words } if words.is_empty() => return format!("HTTP {status}"),
        RequestFailure::Http { status, words } => return format!("HTTP {status}: {}", without_stop(words)),
        RequestFailure::Refused(words) => return without_stop(words).to_owned(),
        RequestFailure::Html => DeferredMsg::AnswerIsHtml,
        RequestFailure::NotJson(_) => DeferredMsg::AnswerNotJson,
        RequestFailure::NotText => DeferredMsg::AnswerNotText,
        RequestFailure::TooLarge => DeferredMsg::AnswerTooLarge,
        // Why in English, which the diagnostics quote.
        RequestFailure::Unfit(_) => DeferredMsg::AnswerUnfit,
        RequestFailure::PathLacks(problem) => {
            DeferredMsg::PathLacks { name: &problem.pointer, found: &problem.found }
        }
    })
}

/// The hub's own words without their full stop: they stand inside a sentence.
pub fn without_stop(words: &str) -> &str {
    words.trim_end().trim_end_matches('.')
}
