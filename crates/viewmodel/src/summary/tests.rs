#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use session::Mono;

const ONLINE: State = State::Online { since: Mono(5), rtt: Some(12) };

/// Hubs that need no login.
fn heard<const N: usize>(states: [State; N]) -> [(State, bool); N] {
    states.map(|state| (state, false))
}

#[test]
fn all_is_well_in_a_number() {
    assert_eq!(HubsSummary::of(heard([])), HubsSummary::NoHubs);
    assert_eq!(HubsSummary::of(heard([ONLINE])), HubsSummary::AllOnline { count: 1 });
    assert_eq!(HubsSummary::of(heard([ONLINE, ONLINE, ONLINE])), HubsSummary::AllOnline { count: 3 });
}

#[test]
fn the_first_hub_that_is_not_heard_is_named() {
    let summary = HubsSummary::of(heard([ONLINE, State::Stopped, ONLINE, State::Connecting { attempt: 3 }]));
    assert_eq!(summary, HubsSummary::Away { hub: 1, state: State::Stopped });
    let stale = State::Stale { since: Mono(1), silent_ms: 2 };
    assert_eq!(HubsSummary::of(heard([stale.clone()])), HubsSummary::Away { hub: 0, state: stale });
}

#[test]
fn the_indicator_has_the_word_of_its_state() {
    assert_eq!(HubsSummary::of(heard([])).word(), "idle");
    assert_eq!(HubsSummary::of(heard([ONLINE])).word(), "online");
    assert_eq!(HubsSummary::of(heard([ONLINE, State::Offline { until: Mono(9) }])).word(), "offline");
}

#[test]
fn the_badge_is_capped_and_the_title_is_not() {
    for (unread, badge) in [(0, "0"), (1, "1"), (99, "99"), (100, "99+"), (usize::MAX, "99+")] {
        assert_eq!(badge_text(unread), badge);
    }
    assert_eq!(window_title(0, None, "Atalaya"), "Atalaya");
    assert_eq!(window_title(3, None, "Sala de operación 🏰"), "(3) Sala de operación 🏰");
    assert_eq!(window_title(0, Some("Bandeja"), "Atalaya"), "Bandeja · Atalaya");
    assert_eq!(window_title(3, Some("Bandeja"), "Atalaya"), "(3) Bandeja · Atalaya");
    assert_eq!(window_title(1_000, None, "(1) X"), "(1000) (1) X");
}

#[test]
fn a_hub_that_needs_a_login_is_named_where_none_is_down() {
    let refused = || State::Refused { reason: session::Reason::Refused("expired".to_owned()) };
    let waits = [(ONLINE, false), (State::Idle, true), (refused(), true)];
    assert_eq!(HubsSummary::of(waits), HubsSummary::NeedsLogin { hub: 1, state: State::Idle });
    let down = [(refused(), true), (State::Stopped, false)];
    assert_eq!(HubsSummary::of(down), HubsSummary::Away { hub: 1, state: State::Stopped });
    assert_eq!(HubsSummary::of([(refused(), true)]).word(), "refused");
}

#[test]
fn a_login_is_needed_where_nothing_else_is_seen_or_was_refused() {
    let (needed, refused) = (Access::NeedsLogin, Access::Refused(String::new()));
    let refuses = State::Refused { reason: session::Reason::Refused("no".to_owned()) };
    for (access, state, needs) in [
        (&needed, State::Idle, true),
        (&needed, ONLINE, false),
        (&needed, State::Offline { until: Mono(1) }, false),
        (&refused, refuses.clone(), true),
        (&refused, State::Connecting { attempt: 3 }, false),
        (&Access::NotRequired, refuses, false),
        (&Access::NotRequired, State::Idle, false),
    ] {
        assert_eq!(needs_login(access, &state), needs, "{access:?} {state:?}");
    }
}
