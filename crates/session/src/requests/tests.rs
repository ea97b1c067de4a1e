#![allow(clippy::unwrap_used)]
use super::*;

const SOURCE: SourceId = SourceId(0);

fn get(path: &str) -> HttpRequest {
    HttpRequest::get(SOURCE, path.to_owned(), 1_000)
}

fn popped(queue: &mut RequestQueue) -> Vec<String> {
    popped_at(queue, 0)
}

fn popped_at(queue: &mut RequestQueue, now: u64) -> Vec<String> {
    std::iter::from_fn(|| queue.pop(Mono(now), &|_| false)).map(|request| request.path_and_query).collect()
}

#[test]
fn two_are_in_flight_and_what_the_user_wants_goes_first() {
    let mut queue = RequestQueue::default();
    for path in ["/a", "/b", "/c"] {
        queue.push(Mono(0), get(path), Purpose::Poll(PollId(0)));
    }
    queue.push(Mono(0), get("/user"), Purpose::Run(RunId(1)));
    queue.push(Mono(0), get("/user2"), Purpose::Run(RunId(2)));
    assert_eq!(popped(&mut queue), ["/user", "/user2"]);
    assert_eq!(queue.ended(RequestId(4)), Some((SOURCE, Purpose::Run(RunId(1)))));
    assert_eq!(queue.ended(RequestId(4)), None, "it ended once");
    assert_eq!(popped(&mut queue), ["/a"]);
}

#[test]
fn a_run_takes_its_request_back_wherever_it_is() {
    let mut queue = RequestQueue::default();
    queue.push(Mono(0), get("/a"), Purpose::Run(RunId(1)));
    queue.push(Mono(0), get("/b"), Purpose::Run(RunId(2)));
    assert_eq!(queue.withdraw(RunId(2)), None, "it waits: nothing is to be aborted");
    assert_eq!(popped(&mut queue), ["/a"]);
    assert_eq!(queue.withdraw(RunId(1)), Some(RequestId(1)));
    assert_eq!(queue.ended(RequestId(1)), None, "forgotten");
}

/// Sources 0 and 1 share a base, 0 is primary; 2 has a base of its own.
fn of_three_sources() -> RequestQueue {
    let lane = |base, primary| Lane { base, primary };
    RequestQueue::new(vec![lane(0, true), lane(0, false), lane(2, true)])
}

fn ask(queue: &mut RequestQueue, now: u64, source: usize, path: &str) {
    let request = HttpRequest::get(SourceId(source), path.to_owned(), 1_000);
    queue.push(Mono(now), request, Purpose::Poll(PollId(0)));
}

#[test]
fn a_server_that_hangs_keeps_no_other_waiting_and_a_primary_source_always_has_a_place() {
    let mut queue = of_three_sources();
    for path in ["/hangs", "/hangs", "/hangs"] {
        ask(&mut queue, 0, 1, path);
    }
    assert_eq!(popped(&mut queue), ["/hangs", "/hangs"]);
    ask(&mut queue, 0, 2, "/elsewhere");
    ask(&mut queue, 0, 0, "/primary");
    ask(&mut queue, 0, 0, "/primary2");
    assert_eq!(popped(&mut queue), ["/elsewhere", "/primary"]);
}

#[test]
fn files_take_no_place() {
    let mut queue = of_three_sources();
    for run in 1..=2 {
        let body = RequestBody::Multipart(Vec::new());
        queue.push(Mono(0), HttpRequest { body, ..get("/upload") }, Purpose::Run(RunId(run)));
    }
    queue.push(Mono(0), HttpRequest { file: Some(1), ..get("/download") }, Purpose::Run(RunId(3)));
    for path in ["/a", "/b", "/c"] {
        ask(&mut queue, 0, 0, path);
    }
    assert_eq!(popped(&mut queue), ["/upload", "/upload", "/download", "/a", "/b"]);
}

#[test]
fn a_poll_waits_for_the_user_at_most_five_seconds() {
    let mut queue = of_three_sources();
    ask(&mut queue, 0, 1, "/poll");
    for run in 1..=10 {
        queue.push(Mono(0), HttpRequest { source: SourceId(1), ..get("/row") }, Purpose::Run(RunId(run)));
    }
    assert_eq!(popped(&mut queue), ["/row", "/row"]);
    assert_eq!(queue.poll_timeout(), Some((Timer::Queue, Mono(5_000))));
    assert_eq!(popped_at(&mut queue, 4_999), [] as [&str; 0]);
    assert_eq!(popped_at(&mut queue, 5_000), ["/poll"]);
    assert_eq!(queue.poll_timeout(), None);
}
