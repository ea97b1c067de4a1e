//! Logins that end: they are renewed once for all, before they end or when the hub no longer takes them.
use std::cell::Cell;
use std::rc::Rc;

use super::runs::{Question, log_in};
use super::*;
use crate::{
    Access, Credentials, LoginRenewal, Outcome, RenewalState, Run, RunAnswer, RunId, RunKind, RunStatus,
    RunStep,
};

/// Sources of the profile, in their order: by name.
const REST: SourceId = SourceId(2);

fn world(credentials: Option<Credentials>) -> World {
    let list =
        |id: &str| json!({ "source": "rest", "get": format!("/{id}"), "every_s": 5, "do": [{ "rows": id }] });
    let table = |id: &str| json!({ "id": id, "title": id, "key": "/id", "columns": [{ "id": "id", "title": "I", "at": "/id" }] });
    let profile = json!({
        "name": "a", "title": "A",
        "sources": {
            "live": { "kind": "websocket", "primary": true, "refused": { "codes": [4401] } },
            "rest": { "kind": "rest" },
            "open": { "kind": "rest", "base": "other" }
        },
        "poll": [
            list("a"), list("b"), list("c"),
            { "source": "open", "get": "/open", "every_s": 5, "do": [{ "rows": "open" }] }
        ],
        "tables": [table("a"), table("b"), table("c"), table("open")],
        "auth": {
            "ask": ["token"],
            "attach": [
                { "source": "rest", "as": "header", "name": "T", "value": "{auth.token}" },
                { "source": "live", "as": "query", "name": "t", "value": "{auth.token}" }
            ],
            "refresh": { "source": "rest", "post": "/renew", "keep": { "token": "/token" } },
            "expires": { "in_s": "/in" }
        },
        "errors": ["/error"]
    });
    let config = Config { credentials, ..config(&profile.to_string()) };
    let mut world = World::of(Session::new(config, Box::new(Utc)));
    world.give(Input::Start);
    world
}

fn token(token: &str) -> Credentials {
    json!({ "token": token }).as_object().cloned().unwrap()
}

/// A page that asks for renewals, and the run that it would start.
struct Renewer {
    world: World,
    state: Rc<Cell<RenewalState>>,
    asked: Rc<Cell<usize>>,
}

/// What renews: the token that it brings, or what it fails with.
struct Renews(Result<Credentials, RenewalState>, Rc<Cell<RenewalState>>);

impl Run for Renews {
    fn kind(&self) -> RunKind {
        RunKind::Renewal
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(Question::post(RunKind::Renewal, REST.0, "/renew").1)
    }

    fn handle(&mut self, _: &RunAnswer) -> RunStep {
        match (self.1.get(), &self.0) {
            (RenewalState::UnderWay, Ok(credentials)) => RunStep::LogIn(credentials.clone(), true),
            (RenewalState::UnderWay, Err(state)) => {
                self.1.set(*state);
                match state {
                    RenewalState::Refused => RunStep::Refuse("used twice".to_owned()),
                    _ => RunStep::End(Outcome::Unsent),
                }
            }
            _ => RunStep::End(Outcome::Unsent),
        }
    }
}

impl Renewer {
    fn new(credentials: Option<Credentials>) -> Self {
        let (state, asked) = (Rc::new(Cell::default()), Rc::new(Cell::new(0)));
        let mut world = world(credentials);
        let count = Rc::clone(&asked);
        let renewal = LoginRenewal::new(Rc::clone(&state), move || count.set(count.get() + 1));
        world.give(Input::Renewal(Box::new(renewal)));
        Self { world, state, asked }
    }

    /// How often a renewal was asked for since the last look.
    fn asked(&self) -> usize {
        self.asked.take()
    }

    fn begin(&mut self, result: Result<Credentials, RenewalState>) -> HttpRequest {
        let run = self.world.session.next_run();
        self.world.give(Input::StartRun(run, Box::new(Renews(result, Rc::clone(&self.state)))));
        self.world.take("/renew")
    }

    fn renew(&mut self, result: Result<Credentials, RenewalState>) {
        let request = self.begin(result);
        assert_eq!(request.headers, [], "it says itself what goes along");
        self.world.answer(&request, 200, "{}");
    }
}

impl std::ops::Deref for Renewer {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl std::ops::DerefMut for Renewer {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

fn until(name: &str, ms: i64) -> Credentials {
    let mut ends = token(name);
    ends.insert("@until".to_owned(), json!(ms));
    ends
}

/// The requests to the source that needs the login, each with the token that goes along.
fn tokens(world: &World) -> Vec<(String, String)> {
    let with_token = |request: &HttpRequest| {
        let token = request.headers.iter().find(|(name, _)| name == "T");
        (request.path_and_query.clone(), token.map(|(_, token)| token.clone()).unwrap_or_default())
    };
    world.requests.iter().filter(|request| request.source == REST).map(with_token).collect()
}

fn with<const N: usize>(paths: [&str; N], token: &str) -> Vec<(String, String)> {
    paths.iter().map(|path| ((*path).to_owned(), token.to_owned())).collect()
}

fn given(world: &World) -> &str {
    match world.session.access() {
        Access::Given(given) => given["token"].as_str().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refusal_renews_once_for_all_and_what_was_refused_is_sent_again() {
    let mut world = Renewer::new(Some(token("old")));
    // What went out before that was decided is not kept: it may be refused, and nobody is logged out.
    for path in ["/b", "/c", "/a"] {
        let list = world.take(path);
        world.answer(&list, if path == "/a" { 401 } else { 200 }, "[]");
    }
    assert_eq!(world.asked(), 1);
    world.renew(Ok(token("one")));
    world.wait(250);
    let a = world.take("/a");
    assert_eq!(a.headers, [("T".to_owned(), "one".to_owned())], "what failed is asked for soon");
    world.answer(&a, 200, "[]");
    world.requests.clear();
    world.wait(5_000);
    for path in ["/c", "/a"] {
        let list = world.take(path);
        world.answer(&list, 200, "[]");
    }
    let action = Question::post(RunKind::Action("act".to_owned(), None), REST.0, "/act");
    world.give(Input::StartRun(RunId(9), Box::new(action)));
    let (b, act) = (world.take("/b"), world.take("/act"));
    world.answer(&act, 401, r#"{"error":"expired"}"#);
    world.answer(&b, 401, "{}");
    world.requests.clear();
    world.wait(4_000);
    assert_eq!(world.asked(), 1, "one is under way");
    assert_eq!(tokens(&world), Vec::new(), "what needs the login waits");
    world.renew(Ok(token("two")));
    assert_eq!((given(&world), &world.stored), ("two", &Some((token("two"), true))));
    assert_eq!(tokens(&world), with(["/act", "/b"], "two"));
    let act = world.take("/act");
    world.answer(&act, 200, "{}");
    assert_eq!(world.session.run(RunId(9)), Some(&RunStatus::Ended(Outcome::Done(None))));
}

#[test]
fn what_went_out_before_a_renewal_and_is_refused_after_it_is_sent_again() {
    let mut world = Renewer::new(Some(token("old")));
    for path in ["/a", "/b", "/c"] {
        let list = world.take(path);
        world.answer(&list, 200, "[]");
    }
    world.wait(5_000);
    let (a, b) = (world.take("/a"), world.take("/b"));
    world.answer(&a, 401, "{}");
    world.renew(Ok(token("new")));
    for path in ["/c", "/a"] {
        let list = world.take(path);
        world.answer(&list, 200, "[]");
    }
    world.answer(&b, 401, "{}");
    assert_eq!((world.asked(), tokens(&world)), (1, with(["/b"], "new")));
}

#[test]
fn a_login_is_renewed_before_it_ends() {
    for (lasts, due) in [(2_000, 1_500), (100_000, 75_000), (3_600_000, 3_540_000)] {
        let mut world = Renewer::new(None);
        log_in(&mut world, until("old", WALL + lasts), true);
        let mut ends = WALL + lasts;
        for name in ["one", "two"] {
            world.wait(due - 1);
            assert_eq!(world.asked(), 0, "{lasts}");
            world.wait(1);
            assert_eq!(world.asked(), 1, "{lasts}");
            ends = ends - lasts + i64::try_from(due).unwrap() + lasts;
            world.renew(Ok(until(name, ends)));
            assert_eq!(given(&world), name);
        }
    }
}

#[test]
fn what_ended_while_no_page_was_open_is_renewed_at_once_and_nobody_is_logged_out() {
    let mut world = world(Some(until("old", WALL - 1)));
    for _ in 0..3 {
        for request in std::mem::take(&mut world.requests) {
            world.answer(&request, 401, "{}");
        }
        world.wait(4_000);
    }
    assert_eq!(given(&world), "old", "what renews is not there yet");
    let mut late = Renewer::new(Some(until("old", WALL - 1)));
    assert_eq!(late.asked(), 1);
    late.requests.clear();
    late.renew(Ok(token("new")));
    assert_eq!(given(&late), "new");
}

#[test]
fn a_renewal_that_is_refused_asks_for_the_login_and_says_why() {
    let mut world = Renewer::new(Some(token("old")));
    let a = world.take("/a");
    world.answer(&a, 401, "{}");
    world.renew(Err(RenewalState::Refused));
    assert_eq!(world.session.access(), &Access::Refused("used twice".to_owned()));
    assert_eq!(world.stored, None);
    world.requests.clear();
    world.wait(120_000);
    assert_eq!((tokens(&world), world.asked()), (Vec::new(), 1));
    log_in(&mut world, token("again"), true);
    world.wait(1);
    let a = world.take("/a");
    world.answer(&a, 401, "{}");
    assert_eq!(world.asked(), 1, "the next login is renewed as well");
}

#[test]
fn a_renewal_that_fails_or_never_begins_is_tried_again() {
    let mut world = Renewer::new(Some(token("old")));
    let a = world.take("/a");
    world.answer(&a, 401, "{}");
    assert_eq!(world.asked(), 1);
    world.renew(Err(RenewalState::Failed));
    assert_eq!(given(&world), "old", "a hub that is away refuses nobody");
    world.requests.clear();
    world.wait(10_000);
    assert_eq!(world.asked(), 1);
    world.wait(29_999);
    assert_eq!(world.asked(), 0, "somebody may still begin");
    world.wait(10_001);
    assert_eq!(world.asked(), 1);
}

/// A hub that renews and still refuses: not the age of the login is what it minds.
#[test]
fn what_is_refused_right_after_a_renewal_renews_no_more() {
    let mut world = Renewer::new(Some(token("old")));
    let a = world.take("/a");
    world.answer(&a, 401, "{}");
    world.renew(Ok(token("new")));
    for _ in 0..20 {
        for request in std::mem::take(&mut world.requests) {
            world.answer(&request, 401, r#"{"error":"not you"}"#);
        }
        world.wait(200);
    }
    assert_eq!(world.asked(), 1);
    assert_eq!(world.session.access(), &Access::Refused("not you".to_owned()));
}

#[test]
fn what_another_page_renewed_is_taken_and_a_logout_ends_a_renewal() {
    let mut world = Renewer::new(Some(token("old")));
    let a = world.take("/a");
    world.answer(&a, 401, "{}");
    world.give(Input::Access(Some(token("theirs"))));
    assert_eq!((given(&world), world.session.renewing()), ("theirs", None));
    let c = world.take("/c");
    assert_eq!(c.headers, [("T".to_owned(), "theirs".to_owned())]);
    world.wait(5_000);
    world.answer(&c, 401, "{}");
    let request = world.begin(Ok(token("new")));
    world.give(Input::from(Intent::LogOut));
    world.answer(&request, 200, "{}");
    assert_eq!((world.session.access(), &world.stored), (&Access::NeedsLogin, &None));
}

/// A hub that closes its sockets when a login ends lets in who comes with the next.
#[test]
fn a_socket_that_is_refused_comes_back_with_what_was_renewed() {
    let mut world = Renewer::new(Some(token("old")));
    let socket = world.socket.take().unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Opened { socket }));
    let closed = Incoming::Closed { socket, code: 4401, reason: "expired", clean: true };
    world.give(Input::Wire(SourceId(0), closed));
    assert_eq!((world.asked(), world.socket), (1, None));
    world.renew(Ok(token("new")));
    assert!(world.socket.is_some(), "it tries at once");
}
