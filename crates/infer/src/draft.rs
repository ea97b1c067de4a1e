//! What was concluded.

use serde_json::Value;

use crate::Origin;
use crate::leaf::{Sample, Was};
use crate::tree::Bound;

/// A draft of a profile, with a mark for each guess in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// A profile, as JSON; it passes the check of profiles.
    pub profile: Value,
    /// What in it was guessed, in the order in which it stands there.
    pub guesses: Vec<Guess>,
    /// What was heard and is not in it.
    pub unused: Vec<Unused>,
    /// What learning stopped at: beyond it nothing is known.
    pub stopped: Vec<Bound>,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The user must say it.
    Asked,
    /// Much speaks for it.
    Likely,
    /// Everything speaks for it, or the user said so.
    Sure,
}

/// Something in the draft that was concluded.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// What the guess is about, whatever place it has in a draft: what [`crate::Evidence::answer`] wants to know.
    pub id: String,
    /// Where it stands in the draft, as a JSON Pointer.
    pub at: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What was concluded.
    pub claim: Claim,
    /// What it was concluded from.
    pub proof: Proof,
    /// What else it might be.
    pub alternatives: Vec<Alternative>,
}

/// What was concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A list of rows.
    List,
    /// A map of rows by their keys.
    Map,
    /// A record, whose members are facts.
    Record,
    /// What sets rows apart: one pointer, or several together.
    Key(Vec<String>),
    /// Rows have no key: each message is a row of its own.
    NoKey,
    /// What users call a row: a column's id.
    Label(String),
    /// A column's type.
    Column {
        /// The type.
        kind: ColumnType,
        /// What it was held for until a value contradicted, and when (milliseconds, wall clock).
        contradicted: Option<(Was, u64)>,
    },
    /// The list comes in pages.
    Pages,
    /// Messages bring rows of the table as a whole.
    Upserts,
    /// Messages bring some members of rows of the table.
    Patches,
    /// Messages say that rows of the table are gone.
    Removes,
    /// Messages are for the user.
    Notification(Envelope),
    /// Messages for the user that are too many to be read: they are rows.
    Log,
    /// Messages only say that the hub lives.
    Heartbeat {
        /// The interval where it is regular (milliseconds).
        every_ms: Option<u64>,
    },
    /// Messages hold facts.
    Facts,
}

/// What messages for the user are known as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// By their members' names alone.
    Plain,
    /// CloudEvents 1.0.
    CloudEvents,
    /// Alerts with labels and annotations.
    Labelled,
    /// Numbered priorities from 1 to 5, with a topic.
    Topic,
    /// Numbered priorities from 0 to 10, with an application.
    Application,
    /// Severities of syslog: 0 is the worst of 8.
    Syslog,
    /// Severity numbers of OpenTelemetry: 24 is the worst.
    OpenTelemetry,
}

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text as it is.
    Text,
    /// A whole number.
    Integer,
    /// A number; hundredths where `cents`.
    Number {
        /// Whether the hub counts hundredths.
        cents: bool,
    },
    /// Bytes.
    Bytes,
    /// A duration, in `ms`, `s`, `min` or `h`.
    Duration(&'static str),
    /// A share of one hundred; of one where `of_one`.
    Percent {
        /// Whether 1 is all.
        of_one: bool,
    },
    /// A moment, written in these formats.
    Time(Vec<String>),
    /// A word with a colour: the words, and how serious each is.
    Status(Vec<(String, Level)>),
    /// Yes or no.
    Boolean,
    /// Several texts.
    List,
    /// An http or https address.
    Link,
    /// Anything.
    Json,
}

/// How serious a status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
    /// Something to know.
    Info,
    /// All is well.
    Ok,
    /// Neither good nor bad, or not known.
    Neutral,
}

/// What a guess may be turned into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The guess is right.
    Yes,
    /// A map of rows.
    Map,
    /// A record.
    Record,
    /// The key: one pointer, or several together.
    Key(Vec<String>),
    /// The column whose values are rows' names, by its pointer; none where nothing is given.
    Label(Option<String>),
    /// The type of a column.
    Column(ColumnType),
    /// Messages are for the user.
    Notification,
    /// Messages are rows.
    Rows,
    /// Messages are of no use.
    Ignore,
}

/// What a guess was concluded from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many values, rows or messages speak for it.
    pub seen: u64,
    /// Of how many.
    pub of: u64,
    /// How many different values there are; nothing where they are more than 64, or not counted.
    pub distinct: Option<usize>,
    /// When the first came (milliseconds, wall clock).
    pub first_ms: u64,
    /// When the last came (milliseconds, wall clock).
    pub last_ms: u64,
    /// Some of the values.
    pub samples: Vec<Sample>,
}

/// Something that was heard and is not in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Where it was heard.
    pub origin: Origin,
    /// What sets its messages apart from others of the source: pointers and values, as JSON.
    pub by: Vec<(String, String)>,
    /// Where in the answer or message; empty for the whole of it.
    pub at: String,
    /// Why.
    pub why: Why,
    /// How often it came.
    pub seen: u64,
}

/// Why something is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is a single value, or a list of such.
    Scalar,
    /// Nothing in it sets rows apart, and no time does.
    NoKey,
    /// It tells of the list and not of what is listed.
    Envelope,
    /// A table has no more than 200 columns.
    TooMany,
    /// A profile cannot name it.
    Name,
    /// It holds nothing.
    Empty,
    /// The user said so.
    Answered,
    /// It holds what another list holds.
    Elsewhere,
}
