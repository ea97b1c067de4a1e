//! English: the texts of the second and the third module.

use model::Severity;
use profile::Priority;

use crate::i18n::DeferredMsg;

#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn deferred_text(message: &DeferredMsg<'_>) -> String {
    match *message {
        DeferredMsg::Lately { count: 0, .. } => "No notifications in the last 2 hours".into(),
        DeferredMsg::Lately { count, most } => {
            format!("Notifications of the last 2 hours: {count}; in 5 minutes, {most} at the most")
        }
        DeferredMsg::Attention => "Tables that need attention".into(),
        DeferredMsg::TablesCurrent { count: "1" } => "1 table is up to date".into(),
        DeferredMsg::TablesCurrent { count } => format!("{count} tables are up to date"),
        DeferredMsg::MoreTables { count } => format!("and {count} more"),
        DeferredMsg::TableFailing => "cannot be fetched".into(),
        DeferredMsg::RowsInError { count: "1" } => "1 row in error".into(),
        DeferredMsg::RowsInError { count } => format!("{count} rows in error"),
        DeferredMsg::RowsUnread { count: "1" } => "1 row cannot be read".into(),
        DeferredMsg::RowsUnread { count } => format!("{count} rows cannot be read"),
        DeferredMsg::Newest => "Latest".into(),
        DeferredMsg::AllNotifications => "All notifications".into(),
        DeferredMsg::TableUnread => "It cannot be read for a while: the table says why. What it shows may no longer hold; it is tried again by itself.".into(),
        DeferredMsg::Unread { count } => format!("{count} unread"),
        DeferredMsg::All => "All".into(),
        DeferredMsg::AllHubs => "All hubs".into(),
        DeferredMsg::OnlyUnread => "Unread".into(),
        DeferredMsg::MarkAll => "Mark all read".into(),
        DeferredMsg::Clear => "Clear".into(),
        DeferredMsg::Untitled => "Notification without a title".into(),
        DeferredMsg::Undo => "Undo".into(),
        DeferredMsg::NothingYet => {
            "No notifications yet. They will arrive here as soon as the hub sends them.".into()
        }
        DeferredMsg::NothingUnread => "Everything is read.".into(),
        DeferredMsg::NoErrors => "There are no errors.".into(),
        DeferredMsg::NothingFound => "Nothing has what is looked for.".into(),
        DeferredMsg::SearchInbox => "Search".into(),
        DeferredMsg::SearchHelp => {
            "Words, \"a phrase\", from:hub, is:unread, is:read, kind:error, after:2026-11-24, before:2026-12-01".into()
        }
        DeferredMsg::UnknownFilters { filters } => {
            format!("Means nothing here: {filters}. Known are from:, is:unread, is:read, kind:, after: and before: with a day such as 2026-11-24.")
        }
        DeferredMsg::InboxUnreached => {
            "No hub has been heard yet. Open the connection indicator to see why.".into()
        }
        DeferredMsg::Gap { hub, from, to } => format!("Nothing heard from {hub} between {from} and {to}"),
        DeferredMsg::Dropped { count } => {
            format!("{count} older notifications are no longer kept in this page.")
        }
        DeferredMsg::More { count } => format!("and {count} more"),
        DeferredMsg::OpenLink => "Open link".into(),
        DeferredMsg::ShowAll => "Show all".into(),
        DeferredMsg::ShowLess => "Show less".into(),
        DeferredMsg::Severity(Severity::Info) => "Information".into(),
        DeferredMsg::Severity(Severity::Success) => "Success".into(),
        DeferredMsg::Severity(Severity::Warning) => "Warning".into(),
        DeferredMsg::Severity(Severity::Error) => "Error".into(),
        DeferredMsg::Priority(Priority::Min) => "Lowest priority".into(),
        DeferredMsg::Priority(Priority::Low) => "Low priority".into(),
        DeferredMsg::Priority(Priority::Default) => "Usual priority".into(),
        DeferredMsg::Priority(Priority::High) => "High priority".into(),
        DeferredMsg::Priority(Priority::Max) => "Highest priority".into(),
        DeferredMsg::Attachments => "Attachments".into(),
        DeferredMsg::Expired => "Expired".into(),
        DeferredMsg::Stop => "Stop".into(),
        DeferredMsg::DetailsFailed { why } => {
            format!("Could not be read: {why}. Close and open it again to retry.")
        }
        DeferredMsg::RoundTrip => "Round trip".into(),
        DeferredMsg::Since => "Online since".into(),
        DeferredMsg::Transport => "Transport".into(),
        DeferredMsg::Recovered => "Recovered".into(),
        DeferredMsg::Replay => "the hub replayed what was missed".into(),
        DeferredMsg::Resync => "by resynchronising".into(),
        DeferredMsg::GapLevel => "with a gap".into(),
        DeferredMsg::HubUnread => "Unread as the hub counts".into(),
        DeferredMsg::Zone => "Time zone".into(),
        DeferredMsg::ZoneGuessed => "this browser's (a guess)".into(),
        DeferredMsg::ZoneMeasured { offset } => format!("UTC{offset} (measured)"),
        DeferredMsg::ZoneOfNow { zone } => {
            format!("{zone}; times from before a clock change may be an hour off")
        }
        DeferredMsg::OnClock { zone } => format!("on the hub’s clock: {zone}"),
        DeferredMsg::NoAddress { base } => format!("off: hubs.json gives no urls.{base}"),
        DeferredMsg::LooseJson => "Faulty JSON".to_owned(),
        DeferredMsg::Repaired { count } => {
            format!(
                "{count} values of the hub are no JSON (NaN, infinity or half a character) and are shown empty or with “\u{fffd}”"
            )
        }
        DeferredMsg::Rejected { count } => format!("{count} messages were not understood"),
        DeferredMsg::NoHubs => {
            "There is no hub yet. Add one here, or write hubs.json beside this page.".into()
        }
        DeferredMsg::AddHub => "Add a hub".into(),
        DeferredMsg::AddHubHint => "It is kept in this browser.".into(),
        DeferredMsg::HubAddress => "Address".into(),
        DeferredMsg::HubName => "Name".into(),
        DeferredMsg::HubProfile => "Profile".into(),
        DeferredMsg::Add => "Add".into(),
        DeferredMsg::BadAddress => {
            "Write an address such as http://127.0.0.1:5001 or a path such as /hubs/portal.".into()
        }
        DeferredMsg::ChangeHub => "Change a hub".into(),
        DeferredMsg::Save => "Save".into(),
        DeferredMsg::OwnHubs => "Hubs added in this browser".into(),
        DeferredMsg::Change => "Change".into(),
        DeferredMsg::Remove => "Remove".into(),
        DeferredMsg::RemoveSure => "Remove for good?".into(),
        DeferredMsg::OtherProfile => "Another profile…".into(),
        DeferredMsg::OtherProfileHint => {
            "The address of a .json file beside hubs.json, such as /my.json, or the profile itself: { … }."
                .into()
        }
        DeferredMsg::Trying => "Asking the hub whether it is there…".into(),
        DeferredMsg::KeepAnyway => "Keep it anyway".into(),
        DeferredMsg::DraftMade { tables, notifications } => format!("Draft of the profile. Tables: {tables}. Kinds of notifications: {notifications}."),
        DeferredMsg::DraftUnused { count: 1 } => "One thing that came is not used.".into(),
        DeferredMsg::DraftUnused { count } => format!("{count} things that came are not used."),
        DeferredMsg::GuessSure => "sure".into(),
        DeferredMsg::GuessLikely => "likely".into(),
        DeferredMsg::GuessAsked => "to confirm".into(),
        DeferredMsg::GuessYes => "Yes".into(),
        DeferredMsg::GuessList => "a list of rows".into(),
        DeferredMsg::GuessMap => "a map of rows by their keys".into(),
        DeferredMsg::GuessRecord => "a single object".into(),
        DeferredMsg::GuessKey { key } => format!("a row's key is {key}"),
        DeferredMsg::GuessNoKey => "no key: each message is a row".into(),
        DeferredMsg::GuessLabel { column } => format!("a row is called by its {column}"),
        DeferredMsg::GuessNoLabel => "rows have no name".into(),
        DeferredMsg::GuessPages => "the list comes in pages".into(),
        DeferredMsg::GuessUpserts => "its messages bring rows of this table".into(),
        DeferredMsg::GuessPatches => "its messages change rows of this table".into(),
        DeferredMsg::GuessRemoves => "its messages remove rows of this table".into(),
        DeferredMsg::GuessNotification => "notifications".into(),
        DeferredMsg::GuessLog => "rows of a table".into(),
        DeferredMsg::GuessHeartbeat => "signs of life only".into(),
        DeferredMsg::GuessFacts => "single facts".into(),
        DeferredMsg::GuessIgnore => "not needed".into(),
        DeferredMsg::TypeText => "text".into(),
        DeferredMsg::TypeInteger => "whole number".into(),
        DeferredMsg::TypeNumber => "number".into(),
        DeferredMsg::TypeCents => "number in hundredths".into(),
        DeferredMsg::TypeBytes => "bytes".into(),
        DeferredMsg::TypeDuration { unit } => format!("duration in {unit}"),
        DeferredMsg::TypePercent => "percent".into(),
        DeferredMsg::TypeTime => "date and time".into(),
        DeferredMsg::TypeStatus => "status".into(),
        DeferredMsg::TypeBoolean => "yes or no".into(),
        DeferredMsg::TypeList => "list".into(),
        DeferredMsg::TypeLink => "link".into(),
        DeferredMsg::TypeJson => "JSON".into(),
        DeferredMsg::DraftMuted => "None of this notifies before you confirm it. The profile below can be corrected before the hub is added.".into(),
        DeferredMsg::DraftStopped => "More came than is looked at.".into(),
        DeferredMsg::LookAt => "See what is there".into(),
        DeferredMsg::LookEnough => "That is enough".into(),
        DeferredMsg::LookRunning => "Looking, without changing anything…".into(),
        DeferredMsg::LookListening { count: "1" } => "Listening for some seconds… 1 message".into(),
        DeferredMsg::LookListening { count } => format!("Listening for some seconds… {count} messages"),
        DeferredMsg::LookSteps { count: 1 } => "What was asked: 1 question".into(),
        DeferredMsg::LookSteps { count } => format!("What was asked: {count} questions"),
        DeferredMsg::LookOwn { hub } => format!("It brings a profile of its own: “{hub}”"),
        DeferredMsg::LookOwnFilled => "It is filled in below: read what it does before you add the hub.".into(),
        DeferredMsg::LookKnown { hub } => format!("Recognised: {hub}"),
        DeferredMsg::LookAlso { hubs } => format!("It might also be: {hubs}."),
        DeferredMsg::LookAsksWho => "It will ask who you are as soon as you add it.".into(),
        DeferredMsg::LookFoundAt { path, setting } => {
            format!("It is read at {path} below this address (its setting “{setting}”).")
        }
        DeferredMsg::LookAsUser => "Look as a user…".into(),
        DeferredMsg::LookNotLetIn => "That does not let you in, either. Another user…".into(),
        DeferredMsg::LookAsUserHint => "It goes by HTTP Basic to this address and to no other, and is not kept.".into(),
        DeferredMsg::LookUser => "User".into(),
        DeferredMsg::LookPassword => "Password".into(),
        DeferredMsg::Workbench => "Profile workbench".into(),
        DeferredMsg::Messages => "Messages".into(),
        DeferredMsg::NoMessages => "Nothing has come from this hub yet. Messages appear here as they come; \"Try\" connects anew and shows the first ones, too.".into(),
        DeferredMsg::Pause => "Pause".into(),
        DeferredMsg::GoOn => "Go on".into(),
        DeferredMsg::Rules => "Rules and lists".into(),
        DeferredMsg::ColumnValues => "Columns and their values".into(),
        DeferredMsg::NoTables => "The profile has no tables.".into(),
        DeferredMsg::NoRule => "no rule".into(),
        DeferredMsg::MakeRule => "Make a rule".into(),
        DeferredMsg::NothingMatched => "nothing yet".into(),
        DeferredMsg::MadeNothing => "no effect".into(),
        DeferredMsg::TryProfile => "Try".into(),
        DeferredMsg::ExportProfile => "Export JSON".into(),
        DeferredMsg::OpenProfile => "Open a file…".into(),
        DeferredMsg::DiscardChanges => "Discard changes".into(),
        DeferredMsg::TrialRuns => "The hub, by this profile:".into(),
        DeferredMsg::StopTrial => "End the trial".into(),
        DeferredMsg::WorkbenchOwn => "What is written is kept in this browser; the hub uses it once it is saved.".into(),
        DeferredMsg::WorkbenchConfigured => "What is written is kept in this browser. This hub stands in hubs.json: export the profile and put it beside that file.".into(),
        DeferredMsg::Matched { count: 1 } => "1 message".into(),
        DeferredMsg::Matched { count } => format!("{count} messages"),
        DeferredMsg::MadeNotifications { count: 1 } => "1 notification".into(),
        DeferredMsg::MadeNotifications { count } => format!("{count} notifications"),
        DeferredMsg::MadeOthers { count: 1 } => "1 fact or signal".into(),
        DeferredMsg::MadeOthers { count } => format!("{count} facts or signals"),
        DeferredMsg::MadeReplies { count: 1 } => "1 reply to the hub".into(),
        DeferredMsg::MadeReplies { count } => format!("{count} replies to the hub"),
        DeferredMsg::MadeRejected { count: 1 } => "1 effect failed".into(),
        DeferredMsg::MadeRejected { count } => format!("{count} effects failed"),
        DeferredMsg::RowCount { count: 1 } => "1 row".into(),
        DeferredMsg::RowCount { count } => format!("{count} rows"),
        DeferredMsg::MadeRows { table, count: 1 } => format!("1 row · {table}"),
        DeferredMsg::MadeRows { table, count } => format!("{count} rows · {table}"),
        DeferredMsg::Filled { count, rows } => format!("{count} of {rows}"),
        DeferredMsg::EditorPhrases => "{}".into(),
        DeferredMsg::LookDrafted => "None of the hubs that this page knows. What it sends makes a draft of a profile.".into(),
        DeferredMsg::LookUnknown => {
            "None of the hubs that this page knows. Choose a profile below, or write your own.".into()
        }
        DeferredMsg::LookNothing => {
            "Something answers, but nothing that says which hub it is. Check the address, or choose a profile below.".into()
        }
        DeferredMsg::LookLocalNetwork { url } => format!(
            "{url} is not reached: it is in your local network and this page is not. The browser must allow that (beside the page’s address, “local network access”); where it does already, nothing answers there."
        ),
        DeferredMsg::LookPolicy { url } => format!(
            "The policy of this page does not let it connect to {url}. Serve the hub behind the same nginx, or allow that address in the policy (connect-src)."
        ),
        DeferredMsg::LookRedirected { url } => {
            format!("{url} leads to another address, where nothing is asked before you say so. Write the address that it leads to.")
        }
        DeferredMsg::SeenList { count, at: "" } => format!("A list of {count} items"),
        DeferredMsg::SeenList { count, at } => format!("A list of {count} items, at {at}"),
        DeferredMsg::SeenObject => "An answer in JSON, without lists".into(),
        DeferredMsg::SeenPage { title } => format!("A web page: “{title}”"),
        DeferredMsg::SeenStream { count } => format!("An event stream (SSE): {count} within some seconds"),
        DeferredMsg::SeenEvents { count: 0, .. } => "Socket.IO, silent for some seconds".into(),
        DeferredMsg::SeenEvents { count: 1, names } => format!("Socket.IO, 1 kind of event: {names}"),
        DeferredMsg::SeenEvents { count, names } => format!("Socket.IO, {count} kinds of events: {names}"),
        DeferredMsg::SeenSocket { path, count: "0" } => format!("A WebSocket at {path}, silent for some seconds"),
        DeferredMsg::SeenSocket { path, count: "1" } => format!("A WebSocket at {path}: 1 message"),
        DeferredMsg::SeenSocket { path, count } => format!("A WebSocket at {path}: {count} messages"),
        DeferredMsg::SeenDocument { path } => format!("The description of its interface, at {path}"),
        DeferredMsg::CameText => "text".into(),
        DeferredMsg::CameEmpty => "empty".into(),
        DeferredMsg::CameEvents => "event stream".into(),
        DeferredMsg::CameSocketIo => "speaks Socket.IO".into(),
        DeferredMsg::CameRedirected => "leads elsewhere".into(),
        DeferredMsg::CameNothing => "nothing that can be read".into(),
        DeferredMsg::CameUnreadable => "answers, but may not be read (CORS)".into(),
        DeferredMsg::CameNobody => "nobody answers".into(),
        DeferredMsg::CameLate => "takes too long".into(),
        DeferredMsg::CameUnusable => "no text".into(),
        DeferredMsg::CameHeard { count: 1 } => "1 message".into(),
        DeferredMsg::CameHeard { count } => format!("{count} messages"),
        DeferredMsg::CameRefused => "does not open".into(),
        DeferredMsg::CameDropped => "not needed any more".into(),
        DeferredMsg::CamePending => "asking…".into(),
        DeferredMsg::Problems => "The configuration has mistakes".into(),
        DeferredMsg::Problem { place, expected, found } => {
            format!("{place}: expected {expected}, found {found}")
        }
        DeferredMsg::Preference(message) => super::preferences::preference_text(message),
        DeferredMsg::Language => "Language".into(),
        DeferredMsg::Theme => "Theme".into(),
        DeferredMsg::ThemeAuto => "As the system".into(),
        DeferredMsg::ThemeLight => "Light".into(),
        DeferredMsg::ThemeDark => "Dark".into(),
        DeferredMsg::Version { version } => format!("Atalaya {version}"),
        DeferredMsg::Columns => "Columns".into(),
        DeferredMsg::ColumnUp { column } => format!("Move {column} up"),
        DeferredMsg::ColumnDown { column } => format!("Move {column} down"),
        DeferredMsg::ColumnAt { column, at, of } => format!("{column}: {at} of {of}"),
        DeferredMsg::AllColumns => "All columns".into(),
        DeferredMsg::Export => "Export what is shown".into(),
        DeferredMsg::Exported { rows: "1" } => "1 row, in its order and with the chosen columns.".into(),
        DeferredMsg::Exported { rows } => format!("{rows} rows, in their order and with the chosen columns."),
        DeferredMsg::Cancel => "Cancel".into(),
        DeferredMsg::Again => "Try again".into(),
        DeferredMsg::LookAgain => "Look again".into(),
        DeferredMsg::Sure { action, name } => format!("{action}: {name}. Are you sure?"),
        DeferredMsg::TypeName { name } => format!("This cannot be undone. Type “{name}” to confirm."),
        DeferredMsg::NotThatName => "This is not the name.".into(),
        DeferredMsg::Sending => "Sending…".into(),
        DeferredMsg::Sent { done, all } => format!("{done} of {all}"),
        DeferredMsg::Looking { why } => {
            format!("No clear answer ({why}). Looking whether the hub did it…")
        }
        DeferredMsg::Done { action } => format!("{action}: done."),
        DeferredMsg::DoneSaying { action, said } => format!("{action}: {said}"),
        DeferredMsg::Saved { name, size } => format!("{name} was saved ({size})."),
        DeferredMsg::Short { expected, found } => {
            format!("Only {found} of {expected} came: the file is not complete and was not saved.")
        }
        DeferredMsg::Refused { status: 0, why: "" } => "The hub refused.".into(),
        DeferredMsg::Refused { status, why: "" } => format!("The hub refused (HTTP {status})."),
        DeferredMsg::Refused { why, .. } => format!("The hub refused: {why}"),
        DeferredMsg::RefusedFields => "The hub refused. See the marked fields.".into(),
        DeferredMsg::NotDone { why } => {
            format!(
                "The answer did not come ({why}), and the hub’s list says it was not done. You can try again."
            )
        }
        DeferredMsg::AnsweredNotDone { why } => {
            format!("The hub answered {why}; its list does not have it. You can try again.")
        }
        DeferredMsg::Unknown { why } => {
            format!("Nobody knows whether the hub did it: {why}. Check before you repeat it.")
        }
        DeferredMsg::Failed { why } => format!("It failed: {why}."),
        DeferredMsg::Unsent => {
            "Not sent: no answer of this hub could be read so far, so nobody would know whether it was done."
                .into()
        }
        DeferredMsg::BadPath { what } => format!("Not sent: {what}. Correct that value."),
        DeferredMsg::Choose => "Choose…".into(),
        DeferredMsg::RowGone => {
            "The hub no longer has this row. What was known of it last stands below.".into()
        }
        DeferredMsg::Dismiss => "Remove from the list".into(),
        DeferredMsg::Required => "required".into(),
        DeferredMsg::Missing => "A value is missing.".into(),
        DeferredMsg::NotInteger => "This must be a whole number.".into(),
        DeferredMsg::NotNumber => "This must be a number.".into(),
        DeferredMsg::NotTime => "This must be a date with a time.".into(),
        DeferredMsg::TooShort { least } => format!("This must have at least {least} characters."),
        DeferredMsg::TooLong { most } => format!("This must have at most {most} characters."),
        DeferredMsg::FileTooSmall { least } => {
            format!("The file must have at least {least}. Choose another.")
        }
        DeferredMsg::FileTooLarge { most } => format!("The file must have at most {most}. Choose another."),
        DeferredMsg::TooSmall { least } => format!("This must be {least} or more."),
        DeferredMsg::TooLarge { most } => format!("This must be {most} or less."),
        DeferredMsg::LogOut => "Log out".into(),
        DeferredMsg::LogInTo { hub } => format!("Log in to {hub}"),
        DeferredMsg::LogInWhy => "A part of this hub answers only those who say who they are.".into(),
        DeferredMsg::LoginRefused { why: "" } => "The hub did not accept this. Log in again.".into(),
        DeferredMsg::LoginRefused { why } => format!("The hub did not accept this: {why}"),
        DeferredMsg::LoginLacks { name } => format!("The hub’s answer has no “{name}”."),
        DeferredMsg::KeepLonger => "Remember in this browser (otherwise only in this tab)".into(),
        DeferredMsg::LoggedIn { who: "" } => "Logged in to this hub.".into(),
        DeferredMsg::LoggedIn { who } => format!("Logged in to this hub as {who}."),
        DeferredMsg::ClearStaysLocal => {
            "Cleared in this browser only: newer notifications came, or the hub is away.".into()
        }
        DeferredMsg::RefusedBecause { hub, why } => format!("{hub} refused: {why}"),
        DeferredMsg::RefusedStatus { hub, status } => format!("{hub} refused (HTTP {status})."),
        DeferredMsg::InDoubt { hub } => {
            format!("Nobody knows whether {hub} did it: no answer came. Check before you repeat it.")
        }
        DeferredMsg::WhyTimeout { seconds } => format!("The hub did not answer within {seconds} s. Attempts go on; if it lasts, check the hub and the network."),
        DeferredMsg::WhyUnreachable { url } => {
            format!("Nothing answers at {url}. Check that the hub is running and that the address is right.")
        }
        DeferredMsg::WhyUnreadable { url } => format!(
            "Something answers at {url}, but the browser may not read it. Allow this origin (CORS) in the hub or serve it behind the same nginx, and check the path."
        ),
        DeferredMsg::WhyMixed { url } => format!(
            "This page is served over https and cannot connect to {url}, which is not secure. Use https for the hub, or a proxy."
        ),
        DeferredMsg::WhyBehind { url, status } => format!(
            "The server at {url} answers HTTP {status}: the hub behind it does not answer. Check that the hub is running."
        ),
        DeferredMsg::WhyNoEndpoint { url } => format!(
            "The server at {url} answers, but has nothing at the profile's path. Check the path in the profile."
        ),
        DeferredMsg::WhyNoUpgrade { url } => format!(
            "The server at {url} answers, but the connection does not open. A proxy in between must let WebSockets through."
        ),
        DeferredMsg::WhyChecking => "No connection. Finding out why…".into(),
        DeferredMsg::WhyClosed { code, reason: "" } => format!("The connection closed (code {code}). It is opened again by itself."),
        DeferredMsg::WhyClosed { code, reason } => format!("The connection closed (code {code}: {reason}). It is opened again by itself."),
        DeferredMsg::WhyHttp { status, words: "" } => format!("The hub answered with HTTP {status}. It is asked again by itself; if it lasts, look at the hub."),
        DeferredMsg::WhyHttp { status, words } => format!("The hub answered with HTTP {status}: {words}. It is asked again by itself; if it lasts, look at the hub."),
        DeferredMsg::WhyUnusable => "The hub answers, but its answer cannot be used: each table and the diagnostics say why. It is asked again by itself; if it lasts, check hub and profile.".into(),
        DeferredMsg::WhyNotWanted => "The hub says that nobody is to go on listening (HTTP 204). Retry when it has something to say again.".into(),
        DeferredMsg::WhyHubLeft => "The hub said good-bye and ended the session. It is connected again by itself.".into(),
        DeferredMsg::WhySilent { seconds } => format!("The hub said nothing for {seconds} s; connecting again."),
        DeferredMsg::WhyRefused { why: "" } => "The hub refused the connection. Correct the access and retry.".into(),
        DeferredMsg::WhyRefused { why } => {
            format!("The hub refused the connection: {why}. Correct the access and retry.")
        }
        DeferredMsg::WhyRefusedForNow { why: "" } => "The hub refuses the connection for now. It is asked again by itself; if that does not help, look at the hub.".into(),
        DeferredMsg::WhyRefusedForNow { why } => format!("The hub refuses the connection for now: {why}. It is asked again by itself; if that does not help, look at the hub."),
        DeferredMsg::WhyPutOut { why: "" } => "The hub lets this page in and closes the connection right after that. It may allow only one page for each user: close the others and retry. Otherwise it is tried again in some minutes.".into(),
        DeferredMsg::WhyPutOut { why } => format!("The hub lets this page in and closes the connection right after that: {why}. It may allow only one page for each user: close the others and retry. Otherwise it is tried again in some minutes."),
        DeferredMsg::WhyForgottenSession => "The hub does not know the session that it opened the moment before. Several servers probably stand behind this address: the balancer must send a client always to the same one, or let WebSockets through.".into(),
        DeferredMsg::WhyProtocol { found } => {
            format!(
                "What answers is not the protocol that the profile expects: “{found}” came. Check profile and path."
            )
        }
        DeferredMsg::WhyOffline => "The browser says that there is no network. Attempts go on.".into(),
        DeferredMsg::WhyStopped => "The connection was stopped here. Connect to watch the hub again.".into(),
        DeferredMsg::WhyLogin => "This hub shows what it has to those who log in.".into(),
        DeferredMsg::WhyLoginEnded { why: "" } => "The hub no longer accepts this login. Log in again.".into(),
        DeferredMsg::WhyLoginEnded { why } => format!("The hub no longer accepts this login ({why}). Log in again."),
        DeferredMsg::NotHeardSince { time } => format!("Not heard since {time}."),
        DeferredMsg::UnreadableRows { count: 1 } => "1 row of the hub’s list cannot be read; the diagnostics say why.".into(),
        DeferredMsg::UnreadableRows { count } => format!("{count} rows of the hub’s list cannot be read; the diagnostics say why."),
        DeferredMsg::TableNoAddress => "hubs.json gives no address for this part of the hub. Add it under “urls” to see it.".into(),
        DeferredMsg::OnlyKnown => "Shown only to those who log in to this hub.".into(),
        DeferredMsg::TableFailed { why } => {
            format!("The table could not be read: {why}. It is tried again by itself.")
        }
        DeferredMsg::UnknownSince { time } => format!("What the rows say is unknown since {time}."),
        DeferredMsg::TableUnreached => "The hub does not answer. The table is read as soon as it is back.".into(),
        DeferredMsg::TableStopped => "The connection is stopped. Connect to read the table.".into(),
        DeferredMsg::AnswerTooLate { seconds } => format!("no answer within {seconds} s"),
        DeferredMsg::NoConnection => "no connection".into(),
        DeferredMsg::AnswerIsHtml => "a web page came in place of data".into(),
        DeferredMsg::AnswerNotJson => "the answer is not JSON".into(),
        DeferredMsg::AnswerNotText => "the answer is not written in the character set that it names".into(),
        DeferredMsg::AnswerTooLarge => "the answer is larger than 32 MB".into(),
        DeferredMsg::AnswerUnfit => "the answer is not what the profile expects; the diagnostics say why".into(),
        DeferredMsg::PathLacks { name, found } => format!("in the address, {name} cannot be {found}"),
    }
}
