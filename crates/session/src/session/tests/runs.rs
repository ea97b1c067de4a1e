//! Actions, logins and opened rows, whatever the views do meanwhile.
use std::rc::Rc;

use profile::{File, FormValues, Forms, Settings};

use super::*;
use crate::{
    ActionRun, DetailsRun, LoginRun, Method, Outcome, RequestBody, Run, RunAnswer, RunId, RunKind,
    RunRequest, RunStatus, RunStep, Target,
};

const BLOCKS: &str = include_str!("../../../../../profiles/block-storage.json");
const AGENDA: &str = include_str!("../../../../../profiles/raft-agenda.json");
const RUN: RunId = RunId(1);

/// A run of one request, which ends with whatever is answered.
pub struct Question(pub RunKind, pub RunRequest);

impl Question {
    pub fn get(kind: RunKind, source: usize, path: &str) -> Self {
        Self(kind, RunRequest::get(SourceId(source), path.to_owned()))
    }

    pub fn post(kind: RunKind, source: usize, path: &str) -> Self {
        let Self(kind, request) = Self::get(kind, source, path);
        Self(kind, RunRequest { method: Method::Post, body: RequestBody::Json("{}".to_owned()), ..request })
    }
}

fn lost() -> RequestFailure {
    RequestFailure::Unreachable("TypeError: Failed to fetch".to_owned())
}

impl Run for Question {
    fn kind(&self) -> RunKind {
        self.0.clone()
    }

    fn begin(&mut self) -> RunStep {
        RunStep::Request(self.1.clone())
    }

    fn handle(&mut self, answer: &RunAnswer) -> RunStep {
        RunStep::End(match answer {
            RunAnswer::Done(200..=299, _) => Outcome::Done(None),
            RunAnswer::Done(status, body) => {
                Outcome::Failed(RequestFailure::Unfit(format!("{status} {body}")))
            }
            RunAnswer::File(length) => Outcome::Saved(*length),
            RunAnswer::Failed(why) => Outcome::Failed(why.clone()),
            RunAnswer::Unsent => Outcome::Unsent,
        })
    }
}

/// A login that asks no hub.
struct Known(Credentials, bool);

impl Run for Known {
    fn kind(&self) -> RunKind {
        RunKind::Login
    }

    fn begin(&mut self) -> RunStep {
        RunStep::LogIn(self.0.clone(), self.1)
    }

    fn handle(&mut self, _: &RunAnswer) -> RunStep {
        RunStep::End(Outcome::Unsent)
    }
}

/// The user logs in.
pub fn log_in(world: &mut World, credentials: Credentials, longer: bool) {
    let run = world.session.next_run();
    world.give(Input::StartRun(run, Box::new(Known(credentials, longer))));
}

/// An action posts something.
pub fn post(world: &mut World, run: u64, source: usize, path: &str) {
    let question = Question::post(RunKind::Action("act".to_owned(), None), source, path);
    world.give(Input::StartRun(RunId(run), Box::new(question)));
}

fn forms(profile: &str) -> Rc<Forms> {
    Rc::new(Profile::with(profile, &Settings::default()).unwrap().forms())
}

/// A hub whose lists have come.
fn ready(profile: &str) -> World {
    let mut world = World::with(profile, Some("UTC"));
    answer_lists(&mut world);
    world
}

fn answer_lists(world: &mut World) {
    while let Some(request) = world.requests.pop() {
        world.answer(&request, 200, r#"{"files":[],"nodes":[],"blocks":[],"events":[]}"#);
    }
}

fn ended(world: &World, run: RunId) -> Option<Outcome> {
    match world.session.run(run) {
        Some(RunStatus::Ended(outcome)) => Some(outcome.clone()),
        _ => None,
    }
}

fn runs_changed(world: &World) -> usize {
    world.deltas.iter().filter(|delta| matches!(delta, Delta::Run(_))).count()
}

fn upload() -> ActionRun {
    let forms = forms(BLOCKS);
    let action = forms.actions.iter().find(|action| action.id == "upload").cloned().unwrap();
    let mut given = FormValues::default();
    given.files.insert("file".to_owned(), File { number: 4, name: "a.bin".to_owned(), size: 9 });
    ActionRun::new(action, forms, Target::default(), &given, 3).unwrap()
}

/// The dialog of an upload is closed while it is sent: the view forgets it too early, or not at all.
#[test]
fn an_action_whose_dialog_was_closed_is_sent_once_and_its_outcome_known() {
    let mut world = ready(BLOCKS);
    world.give(Input::StartRun(RUN, Box::new(upload())));
    assert_eq!(world.session.run(RUN), Some(&RunStatus::Sending));
    let request = world.take("/api/files/upload/");
    world.give(Input::ForgetRun(RUN));
    world.give(Input::StartRun(RUN, Box::new(upload())));
    assert_eq!(world.asked("/api/files/upload/"), 0, "its name is taken");
    // hub 000 §5: 500, but the file is stored.
    world.answer(&request, 500, r#"{"error":"timed out"}"#);
    let why = RequestFailure::Http { status: 500, words: "timed out".to_owned() };
    assert_eq!(world.session.run(RUN), Some(&RunStatus::LookingUp { why }));
    world.deltas.clear();
    let look = world.take("/api/files/");
    world.answer(&look, 200, r#"{"files":[{"file_id":"a.bin_1","filename":"a.bin","size":9}]}"#);
    assert_eq!((ended(&world, RUN), runs_changed(&world)), (Some(Outcome::Done(None)), 1));
    assert_eq!(
        (world.asked("/api/files/upload/"), world.asked("/api/files/")),
        (0, 1),
        "the list is fetched again"
    );
    let kinds: Vec<_> = world.session.runs().map(|(run, kind, _)| (run, kind.clone())).collect();
    assert_eq!(
        kinds,
        [(RUN, RunKind::Action("upload".to_owned(), Some(TableId::from("files"))))],
        "a view that opens finds it"
    );
    assert_eq!(world.session.next_run(), RunId(2));
    world.give(Input::ForgetRun(RUN));
    assert_eq!(world.session.run(RUN), None);
}

#[test]
fn an_indeterminate_action_can_be_looked_up_again_without_sending_it_twice() {
    let mut world = ready(BLOCKS);
    world.give(Input::StartRun(RUN, Box::new(upload())));
    let request = world.take("/api/files/upload/");
    world.fail(&request);
    let look = world.take("/api/files/");
    world.fail(&look);
    assert_eq!(ended(&world, RUN), Some(Outcome::Indeterminate(lost())));
    world.give(Input::LookUpRun(RUN));
    assert_eq!(world.session.run(RUN), Some(&RunStatus::LookingUp { why: lost() }));
    world.give(Input::LookUpRun(RUN));
    assert_eq!(world.asked("/api/files/"), 1);
    let look = world.take("/api/files/");
    world.answer(&look, 200, r#"{"files":[]}"#);
    assert_eq!(ended(&world, RUN), Some(Outcome::NotDone(lost())));
    assert_eq!(world.asked("/api/files/upload/"), 0);
}

fn login(name: &str) -> LoginRun {
    let forms = forms(AGENDA);
    let mut given = FormValues::default();
    for field in ["username", "password"] {
        given.texts.insert(field.to_owned(), name.to_owned());
    }
    LoginRun::new(forms.login.clone().unwrap(), forms, &given, true, Millis(WALL))
}

#[test]
fn a_login_whose_form_was_left_is_sent_once_and_logs_in() {
    let mut world = World::with(AGENDA, Some("UTC"));
    answer_lists(&mut world);
    world.give(Input::StartRun(RUN, Box::new(login("ana"))));
    world.give(Input::ForgetRun(RUN));
    world.give(Input::StartRun(RunId(2), Box::new(login("ana"))));
    assert_eq!((world.requests.len(), world.session.run(RunId(2))), (1, None), "one login at a time");
    let request = world.requests.remove(0);
    assert_eq!(request.method, Method::Post);
    world.answer(&request, 401, r#"{"detail":"Credenciales inválidas"}"#);
    assert!(matches!(ended(&world, RUN), Some(Outcome::Refused(401, refusal)) if !refusal.text.is_empty()));
    world.give(Input::StartRun(RunId(3), Box::new(login("ana"))));
    assert_eq!(world.session.run(RUN), None, "the next login takes its place");
    let request = world.requests.remove(0);
    world.answer(&request, 200, r#"{"token":"t","user_id":7,"access_token":"t"}"#);
    assert_eq!(ended(&world, RunId(3)), Some(Outcome::LoggedIn));
    assert!(matches!(world.session.access(), crate::Access::Given(_)));
    assert!(world.stored.as_ref().is_some_and(|(_, longer)| *longer));
}

fn opened(path: &str) -> DetailsRun {
    let forms = forms(AGENDA);
    let details = forms.details(&TableId::from("groups")).cloned().unwrap();
    DetailsRun::new(details, forms, path.to_owned())
}

#[test]
fn a_row_that_another_one_replaces_brings_nothing_into_it() {
    let mut world = World::with(AGENDA, Some("UTC"));
    answer_lists(&mut world);
    world.give(Input::StartRun(RunId(1), Box::new(opened("/groups/1/members"))));
    let first = world.take("/groups/1/members");
    world.give(Input::ForgetRun(RunId(1)));
    assert_eq!(world.aborted, [first.id]);
    world.give(Input::StartRun(RunId(2), Box::new(opened("/groups/2/members"))));
    world.answer(&first, 200, "[]");
    assert_eq!(world.session.run(RunId(2)), Some(&RunStatus::Sending), "it comes too late");
    let second = world.take("/groups/2/members");
    world.answer(&second, 404, r#"{"detail":"No existe"}"#);
    assert!(matches!(ended(&world, RunId(2)), Some(Outcome::Refused(404, _))));
    assert_eq!(world.session.runs().count(), 1);
}

#[test]
fn what_is_wrong_with_an_answer_about_a_row_stands_in_the_diagnostics() {
    let answers = [(r#"{"members":3}"#, "expected an array of rows"), ("<p>", "`<` at line 1 column 1")];
    for (body, why) in answers {
        let mut world = World::with(AGENDA, Some("UTC"));
        answer_lists(&mut world);
        let before = world.session.rejections().count;
        world.give(Input::StartRun(RUN, Box::new(opened("/groups/1/members"))));
        let request = world.take("/groups/1/members");
        world.answer(&request, 200, body);
        assert!(matches!(ended(&world, RUN), Some(Outcome::Failed(_))), "{body}");
        let rejections = world.session.rejections();
        let sample = rejections.samples.back().unwrap();
        assert_eq!((rejections.count, sample.sample.as_str()), (before + 1, body));
        assert!(sample.why.starts_with(why), "{}", sample.why);
    }
}

#[test]
fn what_a_login_was_answered_is_kept_nowhere() {
    let mut world = World::with(AGENDA, Some("UTC"));
    answer_lists(&mut world);
    let before = world.session.rejections().count;
    world.give(Input::StartRun(RUN, Box::new(login("ana"))));
    let request = world.take("/auth/login");
    world.answer(&request, 200, r#"{"secret":"s3"}"#);
    assert!(matches!(ended(&world, RUN), Some(Outcome::Lacks(_))));
    assert_eq!(world.session.rejections().count, before);
}

#[test]
fn an_opened_row_that_waits_for_its_turn_is_not_asked_once_it_is_forgotten() {
    let mut world = World::with(AGENDA, Some("UTC"));
    world.give(Input::StartRun(RUN, Box::new(opened("/groups/1/members"))));
    world.give(Input::ForgetRun(RUN));
    answer_lists(&mut world);
    assert_eq!((world.asked("/groups/1/members"), world.session.run(RUN)), (0, None));
}
