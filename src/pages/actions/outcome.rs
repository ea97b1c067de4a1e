//! The outcome of an action in words.

use profile::Action;
use session::Outcome;

use crate::i18n::{DeferredMsg, Lang, format, request_failure_text};

/// The name of an outcome for tests and scripts.
pub fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) | Outcome::Saved(_) => "done",
        Outcome::Short { .. } => "short",
        Outcome::Refused(..) => "refused",
        Outcome::NotDone(_) => "not-done",
        Outcome::Indeterminate(_) => "unknown",
        Outcome::Failed(_) => "failed",
        Outcome::Unsent => "unsent",
        // Outcomes of logins and opened rows.
        Outcome::LoggedIn | Outcome::Lacks(_) | Outcome::Rows(_) => "",
    }
}

/// That an action is done, in a sentence; nothing where it is not. `file` is the name of a file that came.
pub fn done_text(lang: Lang, action: &Action, file: &str, outcome: &Outcome) -> Option<String> {
    let action = lang.label(&action.title);
    match outcome {
        Outcome::Done(None) => Some(lang.text(&DeferredMsg::Done { action: &action })),
        Outcome::Done(Some(said)) => Some(lang.text(&DeferredMsg::DoneSaying { action: &action, said })),
        Outcome::Saved(size) => {
            let size = format::bytes(lang, *size as f64);
            Some(lang.text(&DeferredMsg::Saved { name: file, size: &size }))
        }
        _ => None,
    }
}

/// Why an action is not done, in a sentence; empty where it is.
pub fn failure_text(lang: Lang, action: &Action, outcome: &Outcome) -> String {
    let bytes = |count: &u64| format::bytes(lang, *count as f64);
    match outcome {
        Outcome::Done(_) | Outcome::Saved(_) => String::new(),
        // Outcomes of logins and opened rows.
        Outcome::LoggedIn | Outcome::Lacks(_) | Outcome::Rows(_) => String::new(),
        Outcome::Short { expected, found } => {
            lang.text(&DeferredMsg::Short { expected: &bytes(expected), found: &bytes(found) })
        }
        Outcome::Refused(status, refusal) => {
            // Problems of the form's own fields are shown beside them.
            let own = |id: &str| action.fields.iter().any(|field| field.id == id);
            let others = refusal.fields.iter().filter(|(id, _)| !own(id)).map(|(_, text)| text.as_str());
            let why = std::iter::once(refusal.text.as_str()).chain(others).collect::<Vec<_>>().join(" ");
            match why.trim() {
                "" if !refusal.fields.is_empty() => lang.text(&DeferredMsg::RefusedFields),
                why => lang.text(&DeferredMsg::Refused { status: *status, why }),
            }
        }
        Outcome::NotDone(fault) => {
            let why = &request_failure_text(lang, fault);
            lang.text(&match fault.is_answer() {
                true => DeferredMsg::AnsweredNotDone { why },
                false => DeferredMsg::NotDone { why },
            })
        }
        Outcome::Indeterminate(fault) => {
            lang.text(&DeferredMsg::Unknown { why: &request_failure_text(lang, fault) })
        }
        Outcome::Failed(fault) => lang.text(&DeferredMsg::Failed { why: &request_failure_text(lang, fault) }),
        Outcome::Unsent => lang.text(&DeferredMsg::Unsent),
    }
}
