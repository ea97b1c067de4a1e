#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;

const OPEN: &str =
    r#"0{"sid":"e","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#;

fn config(ping: bool) -> Config {
    Config {
        path: "/socket.io/".to_owned(),
        query: Vec::new(),
        protocol: Protocol::SocketIo { namespace: "/".to_owned(), auth: None, transports: Transports::Auto },
        ping: ping.then(|| Ping { send: "ping".into(), reply: "pong".into(), every_ms: 5_000 }),
        remembered: None,
    }
}

fn text_config(text: Text, ping: bool) -> Config {
    Config {
        path: "/ws?client_name=a%20b".to_owned(),
        query: Vec::new(),
        protocol: Protocol::Text(text),
        ping: ping.then(|| Ping { send: "{}".into(), reply: String::new(), every_ms: 5_000 }),
        remembered: None,
    }
}

fn drain(link: &mut Connection) -> Vec<Output> {
    std::iter::from_fn(|| link.next_output()).collect()
}

fn opened(outputs: &[Output]) -> Option<SocketId> {
    outputs.iter().find_map(|output| match output {
        Output::Open { socket, .. } => Some(*socket),
        _ => None,
    })
}

/// Answer the attempt that is under way; returns its socket.
fn connect(link: &mut Connection, now: u64) -> SocketId {
    let socket = opened(&drain(link)).expect("an attempt");
    link.handle(now, Input::Opened(socket));
    link.handle(now, Input::Text(socket, OPEN));
    link.handle(now, Input::Text(socket, r#"40{"sid":"s"}"#));
    assert!(matches!(link.state(now), State::Online { .. }), "{:?}", link.state(now));
    socket
}

fn online(ping: bool) -> (Connection, SocketId) {
    let mut link = Connection::new(config(ping), 1);
    link.handle(0, Input::Start);
    let socket = connect(&mut link, 0);
    (link, socket)
}

/// Let the attempt that is under way fail, by WebSocket and by polling.
fn fail_attempt(link: &mut Connection, now: u64) {
    while matches!(link.state(now), State::Connecting { .. }) {
        for output in drain(link) {
            match output {
                Output::Open { socket, .. } => link.handle(now, closed(socket)),
                Output::Http { request, .. } => link.handle(now, Input::Failed { request, reason: "" }),
                _ => {}
            }
        }
    }
}

fn closed(socket: SocketId) -> Input<'static> {
    Input::Closed { socket, code: 1006, reason: "", clean: false }
}

#[test]
fn a_socket_that_opened_is_not_online_before_the_namespace_answers() {
    let mut link = Connection::new(config(false), 1);
    assert_eq!(link.state(0), State::Idle);
    link.handle(0, Input::Start);
    let socket = opened(&drain(&mut link)).unwrap();
    link.handle(1, Input::Opened(socket));
    link.handle(2, Input::Text(socket, OPEN));
    assert_eq!(link.state(2), State::Connecting { attempt: 1 });
    link.handle(3, Input::Text(socket, r#"40{"sid":"s"}"#));
    assert_eq!(link.state(3), State::Online { since: 3, rtt: None });
    assert_eq!(link.transport(), Some(Transport::WebSocket));
}

#[test]
fn a_lost_connection_waits_says_why_and_tries_again() {
    let (mut link, socket) = online(false);
    drain(&mut link);
    link.handle(1_000, closed(socket));
    let lost = Event::Lost(Reason::Closed { code: 1006, reason: String::new() });
    assert!(drain(&mut link).contains(&Output::Event(lost)));
    let State::Waiting { until, attempt: 1, reason: Reason::Closed { code: 1006, .. } } = link.state(1_000)
    else {
        panic!("{:?}", link.state(1_000))
    };
    assert!((1_050..1_550).contains(&until), "{until}");
    assert_eq!(link.deadline(1_000), Some(until));
    link.handle(until, Input::Tick);
    assert_eq!(link.state(until), State::Connecting { attempt: 1 });
    connect(&mut link, until + 5);
}

#[test]
fn every_close_but_the_users_is_retried_clean_or_not() {
    for (code, clean) in
        [(1000, true), (1001, true), (1005, true), (1006, false), (1011, false), (4000, true)]
    {
        let (mut link, socket) = online(false);
        link.handle(10, Input::Closed { socket, code, reason: "bye", clean });
        assert!(matches!(link.state(10), State::Waiting { .. }), "{code}");
    }
    let (mut link, socket) = online(false);
    link.handle(10, Input::Text(socket, "41"));
    assert!(matches!(link.state(10), State::Waiting { reason: Reason::HubLeft, .. }));
}

#[test]
fn a_refusal_waits_for_the_user() {
    let mut link = Connection::new(config(false), 1);
    link.handle(0, Input::Start);
    let socket = opened(&drain(&mut link)).unwrap();
    link.handle(1, Input::Text(socket, OPEN));
    link.handle(2, Input::Text(socket, r#"44{"message":"not authorized"}"#));
    let refused = State::Refused { reason: Reason::Refused("not authorized".to_owned()) };
    assert_eq!(link.state(2), refused);
    assert_eq!(link.deadline(2), None);
    link.handle(600_000, Input::Woke);
    assert_eq!(link.state(600_000), refused, "only the user ends it");
    link.handle(600_001, Input::Retry);
    assert_eq!(link.state(600_001), State::Connecting { attempt: 2 });
}

#[test]
fn the_user_stops_and_starts() {
    let (mut link, socket) = online(false);
    drain(&mut link);
    link.handle(10, Input::Stop);
    assert_eq!(link.state(10), State::Stopped);
    assert!(drain(&mut link).contains(&Output::Close(socket)));
    link.handle(20, closed(socket));
    link.handle(60_000, Input::Woke);
    assert_eq!(link.state(60_000), State::Stopped);
    link.handle(60_001, Input::Start);
    assert_eq!(link.state(60_001), State::Connecting { attempt: 1 });
}

/// hub 002 §4: a socket gone deaf hears nothing more, not even pings.
#[test]
fn a_deaf_socket_is_stale_within_ten_seconds_and_given_up_after_two_pings() {
    let (mut link, socket) = online(true);
    link.handle(10, Input::Text(socket, r#"42["pong",{"timestamp":"x"}]"#));
    assert_eq!(link.state(10), State::Online { since: 0, rtt: Some(10) });
    let mut now = 10;
    let mut stale_at = None;
    while let Some(deadline) = link.deadline(now) {
        now = deadline;
        link.handle(now, Input::Tick);
        match link.state(now) {
            State::Stale { .. } => stale_at = stale_at.or(Some(now)),
            State::Waiting { reason, .. } => {
                assert!(matches!(reason, Reason::Silent { silent_ms: 10_000..=15_000 }), "{reason:?}");
                break;
            }
            _ => {}
        }
        assert!(now < 60_000, "it must give up");
    }
    assert!(stale_at.unwrap() <= 10_010, "{stale_at:?}");
}

#[test]
fn without_a_ping_the_protocols_own_rule_ends_a_silent_connection() {
    let (mut link, _) = online(false);
    link.handle(37_500, Input::Tick);
    assert!(matches!(link.state(37_500), State::Stale { overdue_by: 0, .. }));
    link.handle(45_000, Input::Tick);
    assert!(matches!(
        link.state(45_000),
        State::Waiting { reason: Reason::Silent { silent_ms: 45_000 }, .. }
    ));
}

#[test]
fn polling_has_its_turn_only_after_a_websocket_failed_before_it_opened() {
    let mut link = Connection::new(config(false), 1);
    link.handle(0, Input::Start);
    let socket = opened(&drain(&mut link)).unwrap();
    link.handle(1, closed(socket));
    let outputs = drain(&mut link);
    let Some(Output::Http { request, .. }) = outputs.iter().find(|o| matches!(o, Output::Http { .. })) else {
        panic!("{outputs:?}")
    };
    link.handle(2, Input::Failed { request: *request, reason: "refused" });
    assert!(matches!(link.state(2), State::Waiting { reason: Reason::Unreachable, attempt: 2, .. }));

    let (mut link, socket) = online(false);
    link.handle(10, closed(socket));
    drain(&mut link);
    assert!(matches!(link.state(10), State::Waiting { .. }), "one that was open is not replaced by polling");
}

#[test]
fn a_hub_reached_by_websocket_before_is_most_likely_just_down() {
    let (mut link, socket) = online(false);
    link.handle(10, closed(socket));
    let mut now = 10;
    let mut polled = Vec::new();
    for attempt in 1..=8 {
        drain(&mut link);
        now = link.deadline(now).unwrap();
        link.handle(now, Input::Tick);
        let socket = opened(&drain(&mut link)).unwrap();
        link.handle(now, closed(socket));
        let outputs = drain(&mut link);
        if let Some(Output::Http { request, .. }) = outputs.iter().find(|o| matches!(o, Output::Http { .. }))
        {
            polled.push(attempt);
            link.handle(now, Input::Failed { request: *request, reason: "" });
        }
    }
    assert_eq!(polled, [4, 8]);
}

#[test]
fn network_back_page_shown_and_wake_bring_an_attempt_within_250_ms() {
    for nudge in [Input::Woke, Input::Network { online: true }] {
        let (mut link, socket) = online(false);
        link.handle(0, Input::Network { online: false });
        assert!(matches!(link.state(0), State::Online { .. }), "the browser's word closes nothing");
        link.handle(10, closed(socket));
        let mut now = 10;
        while link.deadline(now).unwrap() <= now + 1_000 {
            now = link.deadline(now).unwrap();
            link.handle(now, Input::Tick);
            fail_attempt(&mut link, now);
        }
        assert!(matches!(link.state(now), State::Offline { .. }), "the word changes, the retries go on");
        link.handle(now, nudge);
        assert!(link.deadline(now).unwrap() <= now + 250);
    }
}

#[test]
fn what_an_old_socket_still_reports_is_ignored() {
    let (mut link, old) = online(false);
    link.handle(10, closed(old));
    drain(&mut link);
    link.handle(5_000, Input::Tick);
    let new = connect(&mut link, 5_001);
    assert_ne!(old, new);
    link.handle(5_002, Input::Text(old, "42[\"late\"]"));
    link.handle(5_003, closed(old));
    let late = drain(&mut link)
        .into_iter()
        .any(|o| matches!(o, Output::Event(Event::Message { .. } | Event::Lost(_))));
    assert!(!late && matches!(link.state(5_003), State::Online { .. }));
}

#[test]
fn an_attempt_that_hangs_is_given_up() {
    let mut link = Connection::new(config(false), 1);
    link.handle(0, Input::Start);
    let socket = opened(&drain(&mut link)).unwrap();
    link.handle(1, Input::Opened(socket));
    let deadline = link.deadline(1).unwrap();
    link.handle(deadline, Input::Tick);
    assert!(matches!(link.state(deadline), State::Waiting { reason: Reason::Timeout { .. }, .. }));
    assert!(drain(&mut link).contains(&Output::Close(socket)));
}

/// budgets, "Herd": nobody comes back in step.
#[test]
fn a_herd_does_not_come_back_in_step() {
    let mut slots = std::collections::HashMap::<u64, u32>::new();
    for seed in 0..20_000_u64 {
        let mut backoff = Backoff::default();
        let mut rng = Rng::new(seed.wrapping_mul(0x9E37_79B9));
        let mut now = 0;
        while now < 10_000 {
            now += backoff.delay(now, &mut rng);
        }
        *slots.entry(now / 100).or_default() += 1;
    }
    let worst = slots.values().max().unwrap();
    assert!(*worst <= 1_000, "{worst} of 20 000 in one slot of 100 ms");
}

/// A text link whose socket has just opened.
fn text_opened(text: Text, ping: bool) -> (Connection, SocketId) {
    let mut link = Connection::new(text_config(text, ping), 1);
    link.handle(0, Input::Start);
    let outputs = drain(&mut link);
    let socket = opened(&outputs).expect("an attempt");
    let path_and_query = "/ws?client_name=a%20b".to_owned();
    assert_eq!(outputs, [Output::Open { socket, path_and_query }]);
    link.handle(0, Input::Opened(socket));
    (link, socket)
}

#[test]
fn a_text_source_says_hello_and_is_online_when_a_frame_said_so() {
    let hello = vec![r#"{"type":"auth","user_id":1}"#.to_owned()];
    let (mut link, socket) =
        text_opened(Text { hello: hello.clone(), waits: true, ..Text::default() }, false);
    assert_eq!(drain(&mut link), [Output::Text(socket, hello[0].clone())]);
    assert!(matches!(link.state(1), State::Connecting { .. }));
    link.handle(1, Input::Text(socket, "{}"));
    let frame = Output::Event(Event::Frame { socket, text: "{}".to_owned() });
    assert_eq!(drain(&mut link), [frame]);
    link.handle(1, Input::Ready(socket));
    assert!(matches!(link.state(1), State::Online { .. }));
    let ready = Event::Ready { recovered: false, transport: Transport::WebSocket };
    assert_eq!(drain(&mut link), [Output::Event(ready)]);
}

#[test]
fn a_text_source_that_promises_nothing_is_online_at_once_and_may_keep_quiet() {
    let (link, _) = text_opened(Text::default(), false);
    assert!(matches!(link.state(0), State::Online { .. }));
    assert!(matches!(link.state(3_600_000), State::Online { .. }));
}

#[test]
fn a_text_ping_shows_silence_and_gives_up_after_two_without_an_answer() {
    let (mut link, socket) = text_opened(Text::default(), true);
    link.handle(0, Input::Tick);
    assert!(drain(&mut link).contains(&Output::Text(socket, "{}".to_owned())));
    link.handle(7, Input::Text(socket, "pong"));
    link.handle(7, Input::Pong(socket));
    assert!(matches!(link.state(7), State::Online { rtt: Some(7), .. }), "{:?}", link.state(7));
    for at in (500..=13_500).step_by(500) {
        link.handle(at, Input::Tick);
    }
    assert!(matches!(link.state(13_500), State::Stale { .. }), "{:?}", link.state(13_500));
    for at in (14_000..=20_000).step_by(500) {
        link.handle(at, Input::Tick);
    }
    assert!(matches!(link.state(20_000), State::Waiting { .. } | State::Connecting { .. }));
}

/// hub 004 §1: a hub whose heartbeat task died still sends its hands.
#[test]
fn missing_heartbeats_are_looked_into_before_the_socket_is_given_up() {
    let text = || Text { heartbeat_ms: Some(30_000), ..Text::default() };
    let (mut link, socket) = text_opened(text(), false);
    drain(&mut link);
    link.handle(45_000, Input::Tick);
    assert!(matches!(link.state(45_000), State::Stale { .. }));
    assert_eq!(drain(&mut link), [Output::Event(Event::Doubtful(socket))]);
    link.handle(46_000, Input::Tick);
    assert_eq!(drain(&mut link), [], "asked once");
    link.handle(46_500, Input::Judged(socket, Judgement::KeepsQuiet));
    assert!(matches!(link.state(46_500), State::Online { .. }));
    link.handle(400_000, Input::Tick);
    assert!(matches!(link.state(400_000), State::Online { .. }));

    let (mut link, socket) = text_opened(text(), false);
    link.handle(45_000, Input::Tick);
    link.handle(45_100, Input::Judged(socket, Judgement::Deaf));
    let State::Waiting { reason, .. } = link.state(45_100) else { panic!("{:?}", link.state(45_100)) };
    assert_eq!(reason, Reason::Silent { silent_ms: 45_100 });
}

#[test]
fn only_what_the_profile_names_is_a_refusal_and_1006_never_is() {
    let text = || Text { refusals: vec![1008], ..Text::default() };
    let closed = |socket, code| Input::Closed { socket, code, reason: "no", clean: code != 1006 };
    for (code, refused) in [(1006, false), (1000, false), (1011, false), (1008, true)] {
        let (mut link, socket) = text_opened(text(), false);
        link.handle(1, closed(socket, code));
        assert_eq!(matches!(link.state(1), State::Refused { .. }), refused, "{code}");
    }
    let (mut link, socket) = text_opened(text(), false);
    link.handle(1, Input::Refused(socket, "who are you?".to_owned()));
    let State::Refused { reason } = link.state(1) else { panic!("{:?}", link.state(1)) };
    assert_eq!(reason, Reason::Refused("who are you?".to_owned()));
}
