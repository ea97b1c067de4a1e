#![allow(clippy::unwrap_used)]
use super::*;

const SOURCE: SourceId = SourceId(0);

fn get(path: &str) -> HttpRequest {
    HttpRequest::get(SOURCE, path.to_owned(), 1_000)
}

fn popped(queue: &mut RequestQueue) -> Vec<String> {
    std::iter::from_fn(|| queue.pop()).map(|request| request.path_and_query).collect()
}

#[test]
fn two_are_in_flight_and_what_the_user_wants_goes_first() {
    let mut queue = RequestQueue::default();
    for path in ["/a", "/b", "/c"] {
        queue.push(get(path), Purpose::Poll(PollId(0)));
    }
    queue.push(get("/user"), Purpose::Run(RunId(1)));
    queue.push(get("/user2"), Purpose::Run(RunId(2)));
    assert_eq!(popped(&mut queue), ["/user", "/user2"]);
    assert_eq!(queue.ended(RequestId(4)), Some((SOURCE, Purpose::Run(RunId(1)))));
    assert_eq!(queue.ended(RequestId(4)), None, "it ended once");
    assert_eq!(popped(&mut queue), ["/a"]);
}

#[test]
fn a_run_takes_its_request_back_wherever_it_is() {
    let mut queue = RequestQueue::default();
    queue.push(get("/a"), Purpose::Run(RunId(1)));
    queue.push(get("/b"), Purpose::Run(RunId(2)));
    assert_eq!(queue.withdraw(RunId(2)), None, "it waits: nothing is to be aborted");
    assert_eq!(popped(&mut queue), ["/a"]);
    assert_eq!(queue.withdraw(RunId(1)), Some(RequestId(1)));
    assert_eq!(queue.ended(RequestId(1)), None, "forgotten");
}
