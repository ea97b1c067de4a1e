#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use session::Mono;

const ONLINE: State = State::Online { since: Mono(5), rtt: Some(12) };

#[test]
fn all_is_well_in_a_number() {
    assert_eq!(HubsSummary::of([]), HubsSummary::NoHubs);
    assert_eq!(HubsSummary::of([ONLINE]), HubsSummary::AllOnline { count: 1 });
    assert_eq!(HubsSummary::of([ONLINE, ONLINE, ONLINE]), HubsSummary::AllOnline { count: 3 });
}

#[test]
fn the_first_hub_that_is_not_heard_is_named() {
    let summary = HubsSummary::of([ONLINE, State::Stopped, ONLINE, State::Connecting { attempt: 3 }]);
    assert_eq!(summary, HubsSummary::Away { hub: 1, state: State::Stopped });
    let stale = State::Stale { since: Mono(1), overdue_by: 2 };
    assert_eq!(HubsSummary::of([stale.clone()]), HubsSummary::Away { hub: 0, state: stale });
}

#[test]
fn the_indicator_has_the_word_of_its_state() {
    assert_eq!(HubsSummary::of([]).word(), "idle");
    assert_eq!(HubsSummary::of([ONLINE]).word(), "online");
    assert_eq!(HubsSummary::of([ONLINE, State::Offline { until: Mono(9) }]).word(), "offline");
}

#[test]
fn the_badge_is_capped_and_the_title_is_not() {
    for (unread, badge) in [(0, "0"), (1, "1"), (99, "99"), (100, "99+"), (usize::MAX, "99+")] {
        assert_eq!(badge_text(unread), badge);
    }
    assert_eq!(window_title(0, "Atalaya"), "Atalaya");
    assert_eq!(window_title(3, "Sala de operación 🏰"), "(3) Sala de operación 🏰");
    assert_eq!(window_title(1_000, "(1) X"), "(1000) (1) X");
}
