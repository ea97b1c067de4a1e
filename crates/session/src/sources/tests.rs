#![allow(clippy::unwrap_used, clippy::panic)]
use connection::wire::Outgoing;
use serde_json::json;

use super::*;
use crate::Reason;
use crate::poller::Failing;

const LIVE: SourceId = SourceId(0);
const LISTS: SourceId = SourceId(1);
const OTHER: SourceId = SourceId(2);

/// A primary socket, a primary REST source of the same base, and one of another base.
fn sources(missing: &[SourceId], locked: &[SourceId]) -> Sources {
    // Sources are read in the order of their names.
    let profile = json!({
        "name": "a", "title": "A",
        "sources": {
            "a": { "kind": "websocket", "primary": true },
            "b": { "kind": "rest", "primary": true },
            "c": { "kind": "rest", "base": "other" }
        }
    });
    let profile = Rc::new(Profile::parse(&profile.to_string()).unwrap());
    let setup = SourcesConfig { profile: &profile, missing, remembered: None, seed: 1 };
    Sources::new(&setup, |source| (locked.contains(&source), None))
}

fn opens(sources: &mut Sources) -> usize {
    let outputs = std::iter::from_fn(|| sources.poll_output());
    outputs
        .filter(|it| matches!(it, Output::Connection(LIVE, connection::Output::Wire(Outgoing::Open { .. }))))
        .count()
}

fn state(sources: &Sources, now: u64, health: SourceHealth) -> State {
    sources.state(Mono(now), LISTS, || health).unwrap()
}

fn health() -> SourceHealth {
    SourceHealth { judged: true, ..SourceHealth::default() }
}

#[test]
fn a_socket_connects_unless_it_has_no_address_or_lacks_its_credentials() {
    for (missing, locked, opened) in [(vec![], vec![], 1), (vec![LIVE], vec![], 0), (vec![], vec![LIVE], 0)] {
        let mut sources = sources(&missing, &locked);
        sources.handle(Mono(0), Input::Start);
        assert_eq!(opens(&mut sources), opened, "{missing:?} {locked:?}");
        assert_eq!(sources.has_connection(), opened == 1);
        assert_eq!(sources.is_off(LIVE), !missing.is_empty());
    }
}

#[test]
fn a_locked_source_is_silent_until_it_is_unlocked() {
    let mut sources = sources(&[], &[]);
    sources.handle(Mono(0), Input::Start);
    sources.handle(Mono(1), Input::Locked(LIVE));
    opens(&mut sources);
    sources.handle(Mono(2), Input::Retry);
    assert_eq!((opens(&mut sources), sources.has_connection()), (0, false));
    sources.handle(Mono(3), Input::Unlocked(LIVE, None, false));
    assert_eq!((opens(&mut sources), sources.has_connection()), (1, true));
    sources.handle(Mono(4), Input::Stop);
    sources.handle(Mono(5), Input::Locked(LIVE));
    sources.handle(Mono(6), Input::Unlocked(LIVE, None, false));
    assert_eq!(opens(&mut sources), 0, "the user asked for silence");
}

#[test]
fn the_state_of_a_source_that_is_only_asked() {
    let mut sources = sources(&[], &[]);
    assert_eq!(state(&sources, 0, SourceHealth::default()), State::Idle);
    assert_eq!(state(&sources, 0, health()), State::Connecting { attempt: 1 });
    sources.handle(Mono(10), Input::Polled(LISTS, &health()));
    assert_eq!(sources.poll_output(), Some(Output::Heard));
    sources.handle(Mono(20), Input::Polled(LISTS, &health()));
    assert_eq!(sources.poll_output(), None, "it is heard still");
    let heard = SourceHealth { rtt: Some(7), ..health() };
    assert_eq!(state(&sources, 30, heard), State::Online { since: Mono(10), rtt: Some(7) });
    let late = SourceHealth { late_since: Some((Mono(25), Mono(12))), ..health() };
    assert_eq!(state(&sources, 30, late), State::Stale { since: Mono(25), silent_ms: 18 });
    let failing = |due| {
        let failing = Failing { failures: 2, reason: Reason::Unreachable, due };
        SourceHealth { unanswered: true, failing: Some(failing), ..health() }
    };
    sources.handle(Mono(40), Input::Polled(LISTS, &failing(Some(Mono(99)))));
    assert_eq!(sources.poll_output(), Some(Output::Lost));
    let waiting = State::Waiting { until: Mono(99), attempt: 3, reason: Reason::Unreachable };
    assert_eq!(state(&sources, 41, failing(Some(Mono(99)))), waiting);
    assert_eq!(state(&sources, 41, failing(None)), State::Connecting { attempt: 3 });
    sources.handle(Mono(42), Input::Network { online: false });
    assert_eq!(state(&sources, 43, failing(Some(Mono(99)))), State::Offline { until: Mono(99) });
    sources.handle(Mono(44), Input::Stop);
    assert_eq!(state(&sources, 45, failing(None)), State::Stopped);
}

#[test]
fn a_readable_answer_is_news_once_for_all_sources_of_its_base() {
    let mut sources = sources(&[], &[]);
    assert!(sources.answered(LISTS));
    assert!(!sources.answered(LIVE));
    assert_eq!([LIVE, LISTS, OTHER].map(|id| sources.is_readable(id)), [true, true, false]);
    assert!(sources.share_base(LIVE, LISTS) && !sources.share_base(LIVE, OTHER));
    assert_eq!(sources.primary().collect::<Vec<_>>(), [LIVE, LISTS]);
}

#[test]
fn a_connection_names_its_timer() {
    let mut sources = sources(&[], &[]);
    assert_eq!(sources.poll_timeout(), None);
    sources.handle(Mono(5), Input::Start);
    assert!(
        matches!(sources.poll_timeout(), Some((Timer::Connection(LIVE, connection::Timer::AttemptTimeout), at)) if at > Mono(5))
    );
}
