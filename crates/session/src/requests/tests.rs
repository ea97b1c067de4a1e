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
fn a_connection_waits_for_no_turn_and_takes_no_place() {
    let mut queue = RequestQueue::default();
    let request = wire::RequestId { socket: SocketId(1), number: 7 };
    let sent = queue.connection(SOURCE, request, "/io".to_owned(), Some("2".to_owned()));
    assert_eq!((sent.id, sent.body, sent.method), (RequestId(1), Body::Text("2".to_owned()), Method::Post));
    queue.push(get("/a"), Purpose::Measure);
    queue.push(get("/b"), Purpose::Measure);
    assert_eq!(popped(&mut queue), ["/a", "/b"]);
    assert_eq!(queue.abort(SourceId(1), request), None, "another source's");
    assert_eq!(queue.abort(SOURCE, request), Some(RequestId(1)));
    assert_eq!(queue.ended(RequestId(1)), None, "forgotten");
}
