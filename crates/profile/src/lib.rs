//! What a hub's messages mean: messages to changes, intents to requests.
//!
//! A [`Profile`] is read from JSON with every mistake reported at once. It selects with JSON Pointers,
//! translates with tables and writes with templates; it has no loops and no scripts.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod alert;
mod auth;
mod call;
mod compiled;
mod effect;
mod extras;
mod figure;
mod forms;
mod intent;
mod markup;
mod matching;
pub mod node;
mod notification;
mod offer;
mod origin;
mod pointer;
mod poll;
mod problem;
mod profile;
mod recognise;
mod request;
mod rule;
mod selector;
mod source;
mod stamp;
mod table;
mod template;
mod texts;
mod vars;
mod word_map;

pub use alert::{AlertKind, AlertSpec, AlertTrigger, Bounds, ColumnSeverity, RowTemplate};
pub use auth::{Attached, Auth, Credentials, SocketLogin};
pub use call::Call;
pub use effect::{Interpretation, Reply};
pub use extras::{
    Attachment, Deed, ExtrasReader, NotificationAction, NotificationExtras, NotificationIcon, Post, Priority,
};
pub use figure::{FigureOf, FigureSpec};
pub use forms::{
    Action, ActionAnswer, ActionPlace, ActionRequest, Choice, Confirm, Content, Details, Field, FieldKind,
    File, FormPart, FormValues, Forms, Invalid, Login, LoginCall, LoginRequest, Lookup, Refusal, Save,
};
pub use intent::{IntentKind, IntentRequest, IntentSpec, Intents, MarkAll};
pub use notification::is_web;
pub use offer::Offer;
pub use poll::{Pages, Poll, ReadSoFar};
pub use problem::Problem;
pub use profile::{MeasureSpec, Profile, Settings};
pub use recognise::{AddressSign, AnswerSign, FoundVar, FrameSign, HubKind, NamespaceAt, RefusalSign, Sign};
pub use request::{Method, Retry, Vars, with_query};
pub use rule::RowNames;
pub use source::{
    EventStream, FrameMeaning, HeartbeatSpec, NumberedFrame, PingSpec, Source, SourceKind, WebSocket,
};
pub use stamp::aware_time;
pub use table::{Column, ColumnKind, Elsewhere, Says, StatusLabel, StatusLevel, TableSpec, is_number};
