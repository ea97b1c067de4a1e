//! What a request brought: the headers of an answer that decide something, and why nothing of it can be used.

use connection::Reason;
use model::Millis;
use profile::{Problem, aware_time};

/// The headers of an answer that decide something; what another origin does not let the page read is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerHeaders {
    /// `Retry-After`: when the hub wants to be asked again.
    pub retry_after: Option<String>,
    /// `ETag`: the mark of what was answered.
    pub etag: Option<String>,
    /// `Link`: where a list goes on.
    pub link: Option<String>,
}

/// Why a request brought nothing that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestFailure {
    /// No answer came within this time.
    TimedOut {
        /// Milliseconds waited.
        after_ms: u64,
    },
    /// No answer came that the page may read; the browser's own words.
    Unreachable(String),
    /// The hub answered with an error.
    Http {
        /// HTTP status.
        status: u16,
        /// The hub's own words, where it had any.
        words: String,
    },
    /// The hub answered as if all were well, and says in the answer that it is not.
    Refused(String),
    /// A page of HTML came in place of data.
    Html,
    /// The answer is no JSON: why.
    NotJson(String),
    /// The answer holds bytes that are none in the character set that it names.
    NotText,
    /// The answer has no end, or one far away; it was cut.
    TooLarge,
    /// The answer is not what the profile expects: why.
    Unfit(String),
    /// Nothing was asked: a placeholder of the path has no value, or one that would lead elsewhere.
    PathLacks(Problem),
}

impl AnswerHeaders {
    /// For how long the hub asks not to be asked again, as a number of seconds or as a date (RFC 9110 §10.2.3), in
    /// milliseconds.
    #[must_use]
    pub fn retry_after_ms(&self, now: Millis) -> Option<u64> {
        let text = self.retry_after.as_deref()?.trim();
        if let Ok(seconds) = text.parse::<u64>() {
            return Some(seconds.saturating_mul(1_000));
        }
        Some(u64::try_from(aware_time(text)?.0.saturating_sub(now.0)).unwrap_or(0))
    }

    /// Where the list goes on: the target of the link of this name (RFC 8288).
    #[must_use]
    pub fn next_link(&self) -> Option<&str> {
        let links = self.link.as_deref()?.split('<').skip(1).filter_map(|link| link.split_once('>'));
        let is_next = |parameter: &str| {
            let names = parameter.trim_matches([' ', ',']).strip_prefix("rel=");
            names.is_some_and(|names| names.trim_matches('"').split(' ').any(|name| name == "next"))
        };
        let mut next = links.filter(|(_, parameters)| parameters.split(';').any(is_next));
        next.next().map(|(target, _)| target)
    }
}

impl RequestFailure {
    /// Whether the hub gave an answer: then it is there.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        !matches!(self, Self::TimedOut { .. } | Self::Unreachable(_))
    }

    /// Whether asking again soon will bring the same: what the hub says of the question, not of its own state.
    pub(crate) fn is_lasting(&self) -> bool {
        match self {
            Self::TimedOut { .. } | Self::Unreachable(_) => false,
            Self::Http { status, .. } => *status < 500 && !matches!(status, 408 | 425 | 429),
            _ => true,
        }
    }

    /// The same, of the source that does not answer.
    pub(crate) fn reason(&self) -> Reason {
        let (status, message) = match self {
            Self::TimedOut { after_ms } => return Reason::Timeout { after_ms: *after_ms },
            Self::Unreachable(_) => return Reason::Unreachable,
            Self::Http { status, words } => (*status, words.clone()),
            Self::Refused(why) | Self::NotJson(why) | Self::Unfit(why) => (200, why.clone()),
            Self::PathLacks(problem) => (200, problem.to_string()),
            Self::Html | Self::NotText | Self::TooLarge => (200, String::new()),
        };
        Reason::Http { status, message }
    }
}

#[cfg(test)]
mod tests;
