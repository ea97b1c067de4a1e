#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use super::*;
use fake::{BrowserCall, FakeBrowser};
use model::{EventId, HubId, Millis, Zone, Zones};
use serde_json::json;
use session::{
    Access, AnswerHeaders, Config, Credentials, Diagnosis, Intent, Notice, Outcome, Run, RunAnswer, RunId,
    RunKind, RunRequest, RunStatus, RunStep, Transport,
};

mod commands;
mod fake;

const PORTAL: &str = include_str!("../../../profiles/open-data-portal.json");
const OPEN: &str =
    r#"0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

/// A hub in UTC.
struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

fn text(status: u16, body: &str) -> Fetched {
    Fetched::Text { status, headers: AnswerHeaders::default(), body: body.to_owned() }
}

fn credentials() -> Credentials {
    json!({ "token": "t" }).as_object().unwrap().clone()
}

fn bases() -> Bases {
    Bases::new([0, 1].map(|source| Some(format!("http://hub-{source}.example"))).to_vec())
}

/// Asks one question, and ends with what is answered.
struct Question;

impl Run for Question {
    fn kind(&self) -> RunKind {
        RunKind::Details
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(RunRequest::get(SourceId(1), "/asked".to_owned()))
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        RunStep::End(match answer {
            RunAnswer::Done(status, body) => Outcome::Done(Some(format!("{status} {body}"))),
            RunAnswer::File(length) => Outcome::Saved(*length),
            RunAnswer::Failed(why) => Outcome::Failed(why.clone()),
            RunAnswer::Unsent => Outcome::Unsent,
        })
    }
}

/// A driver of one hub, with what it published.
struct Page {
    browser: FakeBrowser,
    driver: Rc<Driver<FakeBrowser>>,
    deltas: Rc<RefCell<Vec<Delta>>>,
}

impl Page {
    fn new() -> Self {
        Self::of(PORTAL)
    }

    fn of(profile: &str) -> Self {
        let browser = FakeBrowser::default();
        let config = Config {
            profile: profile::Profile::parse(profile).unwrap(),
            time_zone: Some("UTC".to_owned()),
            remembered: None,
            unacknowledged: Vec::new(),
            missing: Vec::new(),
            credentials: None,
            seed: 1,
        };
        let deltas = Rc::<RefCell<Vec<_>>>::default();
        let published = Rc::clone(&deltas);
        let storage = HubStorage::new(&HubId::from("h"));
        let session = Session::new(config, Box::new(Utc));
        let on_delta = move |delta| published.borrow_mut().push(delta);
        let driver = Driver::new(browser.clone(), session, bases(), storage, on_delta);
        Self { browser, driver, deltas }
    }

    /// Connected by a socket, and every list answered; gives the number of requests so far.
    fn connected() -> (Self, usize) {
        let page = Self::new();
        page.driver.dispatch(Input::Start);
        page.browser.report(0, |socket| Incoming::Opened { socket });
        page.browser.report(0, |socket| Incoming::Text { socket, text: OPEN });
        page.browser.report(0, |socket| Incoming::Text { socket, text: r#"40{"sid":"s"}"# });
        let mut answered = 0;
        loop {
            let requests = page.browser.requests();
            if requests.is_empty() {
                return (page, answered);
            }
            for request in requests {
                let body = match request.url.contains("/api/notifications") {
                    true => json!({ "notifications": [{ "id": "a", "type": "info" }], "unread_count": 1 }),
                    false => json!({}),
                };
                page.browser.answer(answered, text(200, &body.to_string()));
                answered += 1;
            }
        }
    }

    /// Ask the hub something.
    fn ask(&self) -> RunId {
        let run = self.driver.read(Session::next_run);
        self.driver.dispatch(Input::StartRun(run, Box::new(Question)));
        run
    }

    /// How far it is.
    fn run(&self, run: RunId) -> Option<RunStatus> {
        self.driver.read(|session| session.run(run).cloned())
    }

    fn notices(&self) -> Vec<Notice> {
        let deltas = self.deltas.take().into_iter();
        let notices = deltas.filter_map(|delta| match delta {
            Delta::Notice(notice) => Some(notice),
            _ => None,
        });
        notices.collect()
    }
}

#[test]
fn a_clear_is_posted_when_the_page_goes_and_outlives_it() {
    let (page, _) = Page::connected();
    page.driver.dispatch(Input::from(Intent::Clear));
    assert!(matches!(page.notices()[..], [Notice::Done { count: 1, .. }]));
    assert_eq!(page.browser.requests(), [], "it can still be taken back");
    page.driver.dispatch(Input::Leaving);
    let requests = page.browser.requests();
    let [clear] = &requests[..] else { panic!("one request: {requests:?}") };
    assert_eq!((clear.method, clear.url.as_str()), ("POST", "http://hub-1.example/api/notifications/clear"));
    assert!(clear.keepalive);
}

#[test]
fn a_clear_whose_time_is_over_outlives_the_page_that_closes_right_after() {
    let (page, _) = Page::connected();
    page.driver.dispatch(Input::from(Intent::Clear));
    page.browser.wait(5_000);
    let requests = page.browser.requests();
    let clear = requests.iter().find(|request| request.url.ends_with("/api/notifications/clear")).unwrap();
    assert!(clear.keepalive);
}

#[test]
fn whatever_is_fetched_reaches_the_session() {
    let table = [
        (text(404, "gone"), Outcome::Done(Some("404 gone".to_owned()))),
        (Fetched::File(9), Outcome::Saved(9)),
        (Fetched::Failed(RequestFailure::Html), Outcome::Failed(RequestFailure::Html)),
    ];
    for (fetched, outcome) in table {
        let (page, requests) = Page::connected();
        let run = page.ask();
        assert_eq!(page.run(run), Some(RunStatus::Sending));
        page.browser.answer(requests, fetched);
        assert_eq!(page.run(run), Some(RunStatus::Ended(outcome)));
    }
}

#[test]
fn nothing_is_reported_of_an_aborted_request() {
    let (page, requests) = Page::connected();
    let run = page.ask();
    let keys = page.driver.requests.borrow().iter().map(|(key, _)| *key).collect::<Vec<_>>();
    let [RequestKey::Session(id)] = keys[..] else { panic!("one request: {keys:?}") };
    page.driver.execute(Command::Abort(id));
    page.browser.answer(requests, Fetched::Failed(RequestFailure::Unreachable("AbortError".to_owned())));
    assert_eq!(page.run(run), Some(RunStatus::Sending));
}

#[test]
fn a_refused_address_is_a_socket_that_closed_before_it_opened() {
    let page = Page::new();
    page.browser.refuse_sockets("mixed content");
    page.driver.dispatch(Input::Start);
    let connecting = page.driver.read(|session| session.state(page.browser.now()).word());
    assert_eq!(
        connecting, "connecting",
        "the session is not entered again while its commands are carried out"
    );
    page.browser.run_tasks();
    assert!(page.driver.sockets.borrow().iter().next().is_none());
    assert!(page.browser.requests().iter().any(|request| request.url.contains("transport=polling")));
}

#[test]
fn a_socket_that_closed_is_let_go_and_another_is_opened() {
    let (page, _) = Page::connected();
    page.browser.report(0, |socket| Incoming::Closed { socket, code: 1001, reason: "", clean: true });
    assert!(page.browser.calls().contains(&BrowserCall::Close(0)));
    page.browser.wait(2_000);
    let opened = |call: &BrowserCall| matches!(call, BrowserCall::Open(url) if url.starts_with("ws://hub-0.example/socket.io/"));
    assert!(page.browser.calls().iter().any(opened));
}

#[test]
fn a_timer_never_sleeps_for_long_nor_not_at_all() {
    let page = Page::new();
    page.driver.dispatch(Input::Visible(true));
    assert_eq!(page.browser.last_timer(), Some(LONGEST_SLEEP_MS), "a sleep of the machine is noticed");
    let (page, _) = Page::connected();
    page.browser.wait(60_000);
    assert!((1..=LONGEST_SLEEP_MS).contains(&page.browser.last_timer().unwrap()));
}

/// A hub that says a lot would have a timer set, and the last one taken back, with each word.
#[test]
fn what_only_puts_off_what_is_due_sets_no_timer() {
    let (page, _) = Page::connected();
    page.browser.calls();
    for _ in 0..20 {
        page.browser.report(0, |socket| Incoming::Text { socket, text: "2" });
    }
    assert_eq!(page.browser.timers(), 0);
    page.browser.wait(LONGEST_SLEEP_MS);
    assert_eq!(page.browser.timers(), 1, "it fires all the same, and is set anew");
}

#[test]
fn the_answer_to_a_probe_becomes_a_diagnosis() {
    for diagnosis in [Diagnosis::Unreadable, Diagnosis::Unreachable, Diagnosis::Answers(502)] {
        let page = Page::new();
        page.driver.dispatch(Input::from(Intent::Stop));
        page.driver.execute(Command::Probe(SourceId(0)));
        page.browser.answer_probe(diagnosis);
        let found = page.driver.read(|session| session.faults().first().and_then(|fault| fault.diagnosis));
        assert_eq!(found, Some(diagnosis));
    }
}

#[test]
fn what_is_stored_comes_back_to_the_same_hub() {
    let page = Page::new();
    let storage = HubStorage::new(&HubId::from("h"));
    let reads = vec![EventId::from("a"), EventId::from("b\"")];
    for transport in [Transport::Polling, Transport::WebSocket] {
        page.driver.execute(Command::RememberTransport(SourceId(0), transport));
        assert_eq!(storage.transport(&page.browser), Some(transport));
    }
    page.driver.execute(Command::RememberReads(reads.clone()));
    page.driver.execute(Command::StoreCredentials(Some((credentials(), true))));
    assert_eq!(storage.reads(&page.browser), reads);
    assert_eq!(storage.credentials(&page.browser, &bases()), Some(credentials()));
    let elsewhere = Bases::new(vec![Some("http://other.example".to_owned()), None]);
    assert_eq!(storage.credentials(&page.browser, &elsewhere), None, "given for other addresses");
    page.driver.execute(Command::StoreCredentials(None));
    assert_eq!(storage.credentials(&page.browser, &bases()), None);
    let other = HubStorage::new(&HubId::from("other"));
    assert_eq!((other.transport(&page.browser), other.reads(&page.browser)), (None, Vec::new()));
}

#[test]
fn credentials_stand_in_one_place_only() {
    let page = Page::new();
    page.driver.execute(Command::StoreCredentials(Some((credentials(), true))));
    page.driver.execute(Command::StoreCredentials(Some((credentials(), false))));
    let kept = |lifetime| page.browser.read_stored(lifetime, "atalaya.access.h").is_some();
    assert!(kept(Lifetime::Tab) && !kept(Lifetime::Browser));
}

#[test]
fn a_login_in_another_page_is_followed() {
    let page = Page::of(include_str!("../../../profiles/raft-agenda.json"));
    let storage = HubStorage::new(&HubId::from("h"));
    let access = || {
        page.driver.follow_access();
        page.driver.read(|session| session.access().clone())
    };
    assert_eq!(access(), Access::NeedsLogin);
    storage.store_credentials(&page.browser, Lifetime::Browser, &credentials(), &bases());
    assert_eq!(access(), Access::Given(credentials()));
    storage.remove_credentials(&page.browser);
    assert_eq!(access(), Access::NeedsLogin);
}
