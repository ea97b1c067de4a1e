//! What the deferred parts say: it comes with their module, so that the first load does not wait for it.

/// A text of what loads later, with what varies in it. Numbers and times come formatted.
#[derive(Clone, Debug, PartialEq)]
pub enum DeferredMsg<'a> {
    // Inbox
    Unread {
        count: usize,
    },
    All,
    AllHubs,
    OnlyUnread,
    OnlyErrors,
    MarkAll,
    Clear,
    Untitled,
    Undo,
    NothingYet,
    NothingUnread,
    NoErrors,
    InboxUnreached,
    Gap {
        hub: &'a str,
        from: &'a str,
        to: &'a str,
    },
    Dropped {
        count: u64,
    },
    More {
        count: &'a str,
    },
    OpenLink,
    ShowAll,
    ShowLess,
    Severity(model::Severity),
    // Inbox
    TableUnread,
    // Tables
    DetailsFailed {
        why: &'a str,
    },
    Columns,
    ColumnUp {
        column: &'a str,
    },
    ColumnDown {
        column: &'a str,
    },
    ColumnAt {
        column: &'a str,
        at: usize,
        of: usize,
    },
    AllColumns,
    Export,
    Exported {
        rows: &'a str,
    },
    // Connection
    Stop,
    RoundTrip,
    Since,
    Transport,
    Recovered,
    Replay,
    Resync,
    GapLevel,
    HubUnread,
    Zone,
    ZoneGuessed,
    ZoneMeasured {
        offset: &'a str,
    },
    ZoneOfNow {
        zone: &'a str,
    },
    OnClock {
        zone: &'a str,
    },
    Rejected {
        count: u64,
    },
    LooseJson,
    Repaired {
        count: usize,
    },
    NoAddress {
        base: &'a str,
    },
    // Hubs
    NoHubs,
    AddHub,
    AddHubHint,
    HubAddress,
    HubName,
    HubProfile,
    Add,
    BadAddress,
    ChangeHub,
    Save,
    OwnHubs,
    Change,
    Remove,
    RemoveSure,
    OtherProfile,
    OtherProfileHint,
    Trying,
    KeepAnyway,
    Problems,
    Problem {
        place: &'a str,
        expected: &'a str,
        found: &'a str,
    },
    // Settings
    Language,
    Theme,
    ThemeAuto,
    ThemeLight,
    ThemeDark,
    Version {
        version: &'a str,
    },
    // Actions
    Cancel,
    Again,
    LookAgain,
    Sure {
        action: &'a str,
        name: &'a str,
    },
    TypeName {
        name: &'a str,
    },
    NotThatName,
    Sending,
    Sent {
        done: &'a str,
        all: &'a str,
    },
    Looking {
        why: &'a str,
    },
    Done {
        action: &'a str,
    },
    DoneSaying {
        action: &'a str,
        said: &'a str,
    },
    Saved {
        name: &'a str,
        size: &'a str,
    },
    Short {
        expected: &'a str,
        found: &'a str,
    },
    Refused {
        status: u16,
        why: &'a str,
    },
    RefusedFields,
    NotDone {
        why: &'a str,
    },
    AnsweredNotDone {
        why: &'a str,
    },
    Unknown {
        why: &'a str,
    },
    Failed {
        why: &'a str,
    },
    Unsent,
    BadPath {
        what: &'a str,
    },
    Choose,
    Required,
    Dismiss,
    RowGone,
    // What is wrong with a field
    Missing,
    NotInteger,
    NotNumber,
    NotTime,
    TooShort {
        least: &'a str,
    },
    TooLong {
        most: &'a str,
    },
    TooSmall {
        least: &'a str,
    },
    FileTooSmall {
        least: &'a str,
    },
    FileTooLarge {
        most: &'a str,
    },
    TooLarge {
        most: &'a str,
    },
    // Login
    LogOut,
    LogInTo {
        hub: &'a str,
    },
    LogInWhy,
    LoginRefused {
        why: &'a str,
    },
    LoginLacks {
        name: &'a str,
    },
    KeepLonger,
    LoggedIn {
        who: &'a str,
    },
    // What became of what the user did
    Cleared {
        count: usize,
    },
    ClearStaysLocal,
    RefusedBecause {
        hub: &'a str,
        why: &'a str,
    },
    RefusedStatus {
        hub: &'a str,
        status: u16,
    },
    InDoubt {
        hub: &'a str,
    },
    // Why a source is not heard
    WhyTimeout {
        seconds: u64,
    },
    WhyUnreachable {
        url: &'a str,
    },
    WhyUnreadable {
        url: &'a str,
    },
    WhyMixed {
        url: &'a str,
    },
    WhyBehind {
        url: &'a str,
        status: u16,
    },
    WhyNoEndpoint {
        url: &'a str,
    },
    WhyNoUpgrade {
        url: &'a str,
    },
    WhyChecking,
    WhyClosed {
        code: u16,
        reason: &'a str,
    },
    WhyHttp {
        status: u16,
        words: &'a str,
    },
    WhyUnusable,
    WhyHubLeft,
    WhyNotWanted,
    WhySilent {
        seconds: u64,
    },
    WhyRefused {
        why: &'a str,
    },
    WhyRefusedForNow {
        why: &'a str,
    },
    WhyPutOut {
        why: &'a str,
    },
    WhyForgottenSession,
    WhyProtocol {
        found: &'a str,
    },
    WhyOffline,
    WhyStopped,
    WhyLogin,
    WhyLoginEnded {
        why: &'a str,
    },
    NotHeardSince {
        time: &'a str,
    },
    // What is wrong with a table
    UnreadableRows {
        count: usize,
    },
    OnlyKnown,
    TableNoAddress,
    TableFailed {
        why: &'a str,
    },
    TableUnreached,
    UnknownSince {
        time: &'a str,
    },
    TableStopped,
    // Why a request brought nothing
    AnswerTooLate {
        seconds: u64,
    },
    NoConnection,
    AnswerIsHtml,
    AnswerNotJson,
    AnswerNotText,
    AnswerTooLarge,
    AnswerUnfit,
    PathLacks {
        name: &'a str,
        found: &'a str,
    },
}
