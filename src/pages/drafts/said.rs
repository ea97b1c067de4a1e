//! What was drawn up, in words.

use infer::{Alternative, Claim, ColumnType, Confidence, Draft, Guess};
use serde_json::Value;
use workbench::entry_name;

use crate::i18n::{DeferredMsg, Lang};

/// What there is in a draft, and what of what came is not.
pub fn summary(lang: Lang, draft: &Draft) -> String {
    let tables = draft.profile.get("tables").and_then(Value::as_array).map_or(0, Vec::len);
    let notifications =
        draft.guesses.iter().filter(|guess| matches!(guess.claim, Claim::Notification(_))).count();
    let mut said = lang.text(&DeferredMsg::DraftMade { tables, notifications });
    if !draft.unused.is_empty() {
        said = format!("{said} {}", lang.text(&DeferredMsg::DraftUnused { count: draft.unused.len() }));
    }
    if !draft.stopped.is_empty() {
        said = format!("{said} {}", lang.text(&DeferredMsg::DraftStopped));
    }
    said
}

/// What a guess is about: the title, the event or the match of what it stands in.
pub fn subject(lang: Lang, profile: &Value, at: &str) -> String {
    let mut at = at;
    loop {
        let named = profile.pointer(at).and_then(|it| name(lang, it));
        match (named, at.rsplit_once('/')) {
            (Some(name), _) => return name,
            (None, Some((above, _))) => at = above,
            (None, None) => return String::new(),
        }
    }
}

fn name(lang: Lang, value: &Value) -> Option<String> {
    let own = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let by_language = || {
        let titles = value.get("title")?;
        let title = titles.get(lang.tag()).or_else(|| titles.get("en"))?;
        title.as_str().map(str::to_owned)
    };
    let named = || Some(entry_name(value)).filter(|name| !name.is_empty());
    own("title").or_else(by_language).or_else(named)
}
/// All that is said of a guess, and which one it is.
pub fn all(lang: Lang, guess: &Guess, confidence: Confidence) -> String {
    let mut said = vec![guess.id.clone(), confidence_text(lang, confidence), guess_text(lang, &guess.claim)];
    said.extend(guess.alternatives.iter().map(|choice| alternative_text(lang, choice)));
    said.join("\n")
}

/// How sure a guess is, in a word for scripts.
pub fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Sure => "sure",
        Confidence::Likely => "likely",
        Confidence::Asked => "asked",
    }
}

/// How sure a guess is.
pub fn confidence_text(lang: Lang, confidence: Confidence) -> String {
    lang.text(&match confidence {
        Confidence::Sure => DeferredMsg::GuessSure,
        Confidence::Likely => DeferredMsg::GuessLikely,
        Confidence::Asked => DeferredMsg::GuessAsked,
    })
}

/// What was concluded.
pub fn guess_text(lang: Lang, claim: &Claim) -> String {
    let joined;
    lang.text(&match claim {
        Claim::List => DeferredMsg::GuessList,
        Claim::Map => DeferredMsg::GuessMap,
        Claim::Record => DeferredMsg::GuessRecord,
        Claim::Key(pointers) => {
            joined = pointers.join(", ");
            DeferredMsg::GuessKey { key: &joined }
        }
        Claim::NoKey => DeferredMsg::GuessNoKey,
        Claim::Label(column) => DeferredMsg::GuessLabel { column },
        Claim::Column { kind, .. } => type_message(kind),
        Claim::Pages => DeferredMsg::GuessPages,
        Claim::Upserts => DeferredMsg::GuessUpserts,
        Claim::Patches => DeferredMsg::GuessPatches,
        Claim::Removes => DeferredMsg::GuessRemoves,
        Claim::Notification(_) => DeferredMsg::GuessNotification,
        Claim::Log => DeferredMsg::GuessLog,
        Claim::Heartbeat { .. } => DeferredMsg::GuessHeartbeat,
        Claim::Facts => DeferredMsg::GuessFacts,
    })
}

/// What else it may be.
pub fn alternative_text(lang: Lang, choice: &Alternative) -> String {
    let joined;
    lang.text(&match choice {
        Alternative::Yes => DeferredMsg::GuessYes,
        Alternative::Map => DeferredMsg::GuessMap,
        Alternative::Record => DeferredMsg::GuessRecord,
        Alternative::Key(pointers) => {
            joined = pointers.join(", ");
            DeferredMsg::GuessKey { key: &joined }
        }
        Alternative::Label(Some(at)) => DeferredMsg::GuessLabel { column: at },
        Alternative::Label(None) => DeferredMsg::GuessNoLabel,
        Alternative::Column(kind) => type_message(kind),
        Alternative::Notification => DeferredMsg::GuessNotification,
        Alternative::Rows => DeferredMsg::GuessLog,
        Alternative::Ignore => DeferredMsg::GuessIgnore,
    })
}

fn type_message(kind: &ColumnType) -> DeferredMsg<'static> {
    match kind {
        ColumnType::Text => DeferredMsg::TypeText,
        ColumnType::Integer => DeferredMsg::TypeInteger,
        ColumnType::Number { cents: false } => DeferredMsg::TypeNumber,
        ColumnType::Number { cents: true } => DeferredMsg::TypeCents,
        ColumnType::Bytes => DeferredMsg::TypeBytes,
        ColumnType::Duration(unit) => DeferredMsg::TypeDuration { unit },
        ColumnType::Percent { .. } => DeferredMsg::TypePercent,
        ColumnType::Time(_) => DeferredMsg::TypeTime,
        ColumnType::Status(_) => DeferredMsg::TypeStatus,
        ColumnType::Boolean => DeferredMsg::TypeBoolean,
        ColumnType::List => DeferredMsg::TypeList,
        ColumnType::Link => DeferredMsg::TypeLink,
        ColumnType::Json => DeferredMsg::TypeJson,
    }
}
