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
        RequestFailure::Http { status, words } => return format!("HTTP {status}: {words}"),
        RequestFailure::Refused(words) => return words.clone(),
        RequestFailure::Html => Msg::AnswerIsHtml,
        RequestFailure::NotJson(_) => Msg::AnswerNotJson,
        RequestFailure::NotText => Msg::AnswerNotText,
        RequestFailure::TooLarge => Msg::AnswerTooLarge,
        RequestFailure::Unfit(why) => Msg::AnswerUnfit { why },
    })
}
