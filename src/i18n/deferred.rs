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
    Priority(profile::Priority),
    Attachments,
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
    // A draft of a profile
    DraftMade {
        tables: usize,
        notifications: usize,
    },
    DraftUnused {
        count: usize,
    },
    GuessSure,
    GuessLikely,
    GuessAsked,
    GuessYes,
    GuessList,
    GuessMap,
    GuessRecord,
    GuessKey {
        key: &'a str,
    },
    GuessNoKey,
    GuessLabel {
        column: &'a str,
    },
    GuessNoLabel,
    GuessPages,
    GuessUpserts,
    GuessPatches,
    GuessRemoves,
    GuessNotification,
    GuessLog,
    GuessHeartbeat,
    GuessFacts,
    GuessIgnore,
    TypeText,
    TypeInteger,
    TypeNumber,
    TypeCents,
    TypeBytes,
    TypeDuration {
        unit: &'a str,
    },
    TypePercent,
    TypeTime,
    TypeStatus,
    TypeBoolean,
    TypeList,
    TypeLink,
    TypeJson,
    DraftMuted,
    DraftStopped,
    // The workbench
    /// The words of its editor: a JSON object of them by the English ones.
    EditorPhrases,
    Workbench,
    Messages,
    NoMessages,
    Pause,
    GoOn,
    Rules,
    ColumnValues,
    NoTables,
    NoRule,
    MakeRule,
    NothingMatched,
    MadeNothing,
    TryProfile,
    ExportProfile,
    OpenProfile,
    DiscardChanges,
    TrialRuns,
    StopTrial,
    WorkbenchOwn,
    WorkbenchConfigured,
    Matched {
        count: usize,
    },
    MadeNotifications {
        count: usize,
    },
    MadeOthers {
        count: usize,
    },
    MadeReplies {
        count: usize,
    },
    MadeRejected {
        count: usize,
    },
    RowCount {
        count: usize,
    },
    MadeRows {
        table: &'a str,
        count: usize,
    },
    Filled {
        count: usize,
        rows: usize,
    },
    // Looking at an address
    LookAt,
    LookEnough,
    LookRunning,
    LookListening {
        count: &'a str,
    },
    LookSteps {
        count: usize,
    },
    LookKnown {
        hub: &'a str,
    },
    LookAlso {
        hubs: &'a str,
    },
    LookAsksWho,
    LookAsUser,
    LookNotLetIn,
    LookAsUserHint,
    LookUser,
    LookPassword,
    LookUnknown,
    LookDrafted,
    LookNothing,
    LookLocalNetwork {
        url: &'a str,
    },
    LookPolicy {
        url: &'a str,
    },
    LookRedirected {
        url: &'a str,
    },
    SeenList {
        count: &'a str,
        at: &'a str,
    },
    SeenObject,
    SeenPage {
        title: &'a str,
    },
    SeenStream {
        count: &'a str,
    },
    SeenEvents {
        count: usize,
        names: &'a str,
    },
    SeenSocket {
        path: &'a str,
        count: &'a str,
    },
    SeenDocument {
        path: &'a str,
    },
    CameText,
    CameEmpty,
    CameEvents,
    CameSocketIo,
    CameRedirected,
    CameNothing,
    CameUnreadable,
    CameNobody,
    CameLate,
    CameUnusable,
    CameHeard {
        count: usize,
    },
    CameRefused,
    CameDropped,
    CamePending,
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
    // Toasts
    NewNotifications {
        count: usize,
        hub: &'a str,
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
