//! What was seen, in words.

use look::{Came, Cause, Finding, Question, Recognised, Seen, Shape, Step};

use crate::i18n::{DeferredMsg, Lang, format};

/// So many names of events are said.
const NAMES: usize = 8;

/// A hub with its version.
pub fn hub_name(lang: Lang, known: &Recognised) -> Option<String> {
    let title = lang.label(&known.title);
    Some(match &known.version {
        Some(version) => format!("{title} {version}"),
        None => title,
    })
}

/// What it comes to, in a word for scripts.
pub fn outcome(finding: &Finding) -> &'static str {
    match finding.cause {
        _ if finding.own_profile.is_some() => "own",
        _ if !finding.recognised.is_empty() => "known",
        None if finding.seen.is_empty() => "nothing",
        None => "unknown",
        Some(Cause::Nobody | Cause::Gateway { .. }) => "nobody",
        Some(Cause::Unreadable) => "unreadable",
        Some(Cause::Mixed) => "mixed",
        Some(Cause::LocalNetwork) => "local-network",
        Some(Cause::Redirected) => "redirected",
        Some(Cause::Policy) => "policy",
    }
}

/// What goes on while it looks.
pub fn running(lang: Lang, steps: &[Step]) -> String {
    let heard = steps.iter().find_map(|step| match step.came {
        Came::Listening { messages } => Some(messages),
        _ => None,
    });
    match heard {
        Some(messages) => lang.text(&DeferredMsg::LookListening { count: &count(lang, messages) }),
        None => lang.text(&DeferredMsg::LookRunning),
    }
}

/// Why the hub is not known, and what to do.
pub fn cause_text(lang: Lang, finding: &Finding, url: &str) -> String {
    lang.text(&match finding.cause {
        None if finding.seen.is_empty() => DeferredMsg::LookNothing,
        None if finding.observations.is_empty() => DeferredMsg::LookUnknown,
        None => DeferredMsg::LookDrafted,
        Some(Cause::Nobody) => DeferredMsg::WhyUnreachable { url },
        Some(Cause::Gateway { status }) => DeferredMsg::WhyBehind { url, status },
        Some(Cause::Unreadable) => DeferredMsg::WhyUnreadable { url },
        Some(Cause::Mixed) => DeferredMsg::WhyMixed { url },
        Some(Cause::LocalNetwork) => DeferredMsg::LookLocalNetwork { url },
        Some(Cause::Redirected) => DeferredMsg::LookRedirected { url },
        Some(Cause::Policy) => DeferredMsg::LookPolicy { url },
    })
}

/// What there is to say below the verdict.
pub fn lines(lang: Lang, finding: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    if !finding.is_known() {
        lines.extend(finding.seen.iter().map(|seen| seen_text(lang, seen)));
        return lines;
    }
    if let Some(var) = finding.recognised.first().and_then(|known| known.var.as_ref()) {
        let path = if var.value.is_empty() { "/" } else { &var.value };
        lines.push(lang.text(&DeferredMsg::LookFoundAt { path, setting: &var.name }));
    }
    if finding.own_profile.is_some() {
        lines.push(lang.text(&DeferredMsg::LookOwnFilled));
    }
    if finding.asks_who {
        lines.push(lang.text(&DeferredMsg::LookAsksWho));
    }
    let others: Vec<String> = finding.recognised.iter().skip(1).map(|it| lang.label(&it.title)).collect();
    if !others.is_empty() {
        lines.push(lang.text(&DeferredMsg::LookAlso { hubs: &others.join(", ") }));
    }
    lines
}

/// One thing that was seen.
pub fn seen_text(lang: Lang, seen: &Seen) -> String {
    let path = |path: &str| if path.is_empty() { "/".to_owned() } else { bare(path).to_owned() };
    match seen {
        Seen::List { pointer, count: many } => {
            lang.text(&DeferredMsg::SeenList { count: &count(lang, *many), at: pointer })
        }
        Seen::Object => lang.text(&DeferredMsg::SeenObject),
        Seen::Page { title } => lang.text(&DeferredMsg::SeenPage { title }),
        Seen::EventStream { count: many } => {
            lang.text(&DeferredMsg::SeenStream { count: &count(lang, *many) })
        }
        Seen::SocketIo { events } => {
            let mut names: Vec<&str> = events.iter().take(NAMES).map(String::as_str).collect();
            if events.len() > NAMES {
                names.push("…");
            }
            lang.text(&DeferredMsg::SeenEvents { count: events.len(), names: &names.join(", ") })
        }
        Seen::Socket { path: at, frames } => {
            lang.text(&DeferredMsg::SeenSocket { path: &path(at), count: &count(lang, *frames) })
        }
        Seen::Document { path } => lang.text(&DeferredMsg::SeenDocument { path }),
    }
}

/// A question as a developer would write it.
pub fn step_name(question: &Question) -> String {
    let how = match question {
        Question::SocketIo { .. } | Question::Namespace { .. } => "Socket.IO",
        Question::Socket { .. } => "WebSocket",
        Question::Reach => "EventSource",
        _ => "GET",
    };
    format!("{how} {}", question.shown())
}

/// What came, in a word for scripts.
pub fn came_word(came: &Came) -> &'static str {
    match came {
        Came::Pending => "pending",
        Came::Answer { .. } => "answer",
        Came::SpeaksSocketIo => "socketio",
        Came::Redirected => "redirected",
        Came::Nothing => "nothing",
        Came::Unreadable => "unreadable",
        Came::Nobody => "nobody",
        Came::Late => "late",
        Came::Unusable => "unusable",
        Came::Listening { .. } => "listening",
        Came::Heard { .. } => "heard",
        Came::Refused => "refused",
        Came::Dropped => "dropped",
    }
}

/// What came.
pub fn came_text(lang: Lang, came: &Came) -> String {
    lang.text(&match came {
        Came::Pending => DeferredMsg::CamePending,
        Came::Answer { status, shape } => return format!("{status} · {}", shape_text(lang, *shape)),
        Came::SpeaksSocketIo => DeferredMsg::CameSocketIo,
        Came::Redirected => DeferredMsg::CameRedirected,
        Came::Nothing => DeferredMsg::CameNothing,
        Came::Unreadable => DeferredMsg::CameUnreadable,
        Came::Nobody => DeferredMsg::CameNobody,
        Came::Late => DeferredMsg::CameLate,
        Came::Unusable => DeferredMsg::CameUnusable,
        Came::Listening { messages } | Came::Heard { messages } => {
            DeferredMsg::CameHeard { count: *messages }
        }
        Came::Refused => DeferredMsg::CameRefused,
        Came::Dropped => DeferredMsg::CameDropped,
    })
}

fn shape_text(lang: Lang, shape: Shape) -> String {
    match shape {
        Shape::Json => "JSON".to_owned(),
        Shape::Html => "HTML".to_owned(),
        Shape::Events => lang.text(&DeferredMsg::CameEvents),
        Shape::Text => lang.text(&DeferredMsg::CameText),
        Shape::Empty => lang.text(&DeferredMsg::CameEmpty),
    }
}

fn bare(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

#[allow(clippy::cast_possible_wrap)] // a count of messages
fn count(lang: Lang, count: usize) -> String {
    format::integer(lang, count as i128)
}
