#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use model::{Kinds, Notification, Severity, Stamp, Zone, Zones};
use proptest::prelude::*;
use session::{Mono, Reason};

struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

const NOW: Millis = Millis(1_700_000_000_000);

fn notification(id: &str, at: Millis) -> Notification {
    let stamp = Some(Stamp::At(at));
    Notification { stamp, ..Notification::new(EventId::from(id), Severity::Info) }
}

/// An inbox with a notification at each of these moments, named by the hub and the moment.
fn inbox(hub: &str, moments: &[i64]) -> (HubId, Inbox) {
    let mut inbox = Inbox::new();
    for at in moments {
        inbox.notify(notification(&format!("{hub}{at}"), Millis(*at)), NOW, &Utc);
    }
    (HubId::from(hub), inbox)
}

fn window(inboxes: &[(HubId, Inbox)], filter: &Filter, offset: usize) -> Vec<InboxLine> {
    let read = |(hub, inbox): &(HubId, Inbox)| HubLines::read(hub, inbox, filter, offset);
    merge(inboxes.iter().map(read).collect(), offset)
}

fn names(lines: &[InboxLine]) -> Vec<String> {
    let name = |line: &InboxLine| match line {
        InboxLine::Notification { id, .. } => id.to_string(),
        InboxLine::Gap { hub, gap } => format!("{hub}!{}-{}", gap.from.0, gap.to.0),
    };
    lines.iter().map(name).collect()
}

#[test]
fn several_inboxes_are_one_list_newest_first() {
    let all = [inbox("a", &[10, 30, 50]), inbox("b", &[20, 60]), inbox("c", &[])];
    let lines = window(&all, &Filter::default(), 0);
    assert_eq!(names(&lines), ["b60", "a50", "a30", "b20", "a10"]);
    assert_eq!(window(&[], &Filter::default(), 0), []);
    assert_eq!(window(&all[2..], &Filter::default(), 0), []);
}

#[test]
fn at_one_moment_the_last_hub_comes_first() {
    let all = [inbox("a", &[10, 20]), inbox("b", &[10, 20])];
    assert_eq!(names(&window(&all, &Filter::default(), 0)), ["b20", "a20", "b10", "a10"]);
}

#[test]
fn a_gap_stands_where_it_ended() {
    let mut all = [inbox("a", &[10, 40]), inbox("b", &[20])];
    all[0].1.add_gap(Gap { from: Millis(15), to: Millis(30) });
    all[1].1.add_gap(Gap { from: Millis(50), to: Millis(70) });
    assert_eq!(names(&window(&all, &Filter::default(), 0)), ["b!50-70", "a40", "a!15-30", "b20", "a10"]);
}

#[test]
fn a_clock_that_is_ahead_sorts_as_now() {
    let all = [inbox("a", &[NOW.0 + 10_800_000]), inbox("b", &[NOW.0 - 5])];
    let lines = window(&all, &Filter::default(), 0);
    assert_eq!(lines[0].hub().as_str(), "a");
    assert_eq!(lines.len(), 2);
}

#[test]
fn only_what_is_wanted_is_listed() {
    let mut all = [inbox("a", &[10, 30]), inbox("b", &[20])];
    all[0].1.hub_read(&EventId::from("a30"));
    let unread = Filter { unread: true, ..Filter::default() };
    assert_eq!(names(&window(&all, &unread, 0)), ["b20", "a10"]);
    let errors = Filter { kinds: Kinds::only(Severity::Error), ..Filter::default() };
    assert_eq!(window(&all, &errors, 0), []);
}

#[test]
fn the_window_holds_sixty_lines_from_its_offset_on() {
    let moments: Vec<i64> = (0..100).collect();
    let all = [inbox("a", &moments)];
    for (offset, count, first) in [(0, 60, "a99"), (20, 60, "a79"), (40, 60, "a59"), (60, 40, "a39")] {
        let lines = window(&all, &Filter::default(), offset);
        assert_eq!((lines.len(), names(&lines)[0].as_str()), (count, first), "{offset}");
    }
    assert_eq!(window(&all, &Filter::default(), 100), []);
    assert_eq!(window(&all, &Filter::default(), usize::MAX), []);
    let exact = [inbox("a", &moments[..WINDOW])];
    assert_eq!(window(&exact, &Filter::default(), 0).len(), WINDOW);
}

#[test]
fn every_line_has_its_own_key() {
    let mut all = [inbox("a", &[10]), inbox("b", &[10])];
    let gap = Gap { from: Millis(1), to: Millis(2) };
    for (_, inbox) in &mut all {
        inbox.notify(notification("ñ/🏰", Millis(5)), NOW, &Utc);
        inbox.notify(notification("1-2", Millis(5)), NOW, &Utc);
        inbox.add_gap(gap);
    }
    let lines = window(&all, &Filter::default(), 0);
    let mut keys: Vec<String> = lines.iter().map(InboxLine::key).collect();
    assert_eq!(keys.len(), 8);
    assert!(keys.contains(&"b/ñ/🏰".to_owned()));
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 8);
}

#[test]
fn the_window_moves_when_an_end_is_near() {
    let down = Some::<usize>;
    let up = Some::<usize>;
    let table = [
        // offset, drawn, top, scroll height; 500 pixels are seen
        (0, WINDOW, 0, 6_000, None),
        (0, WINDOW, 4_900, 6_000, None),
        (0, WINDOW, 4_901, 6_000, down(20)),
        (20, WINDOW, 5_500, 6_000, down(40)),
        (20, WINDOW, 599, 6_000, up(0)),
        (20, WINDOW, 600, 6_000, None),
        (40, 45, 4_000, 4_500, None),
        (40, 45, 100, 4_500, up(20)),
        (10, WINDOW, 0, 6_000, up(0)),
        // All of it is seen.
        (0, WINDOW - 1, 0, 500, None),
        (0, 0, 0, 0, None),
        // Overscrolled.
        (20, WINDOW, -30, 6_000, up(0)),
        (usize::MAX, WINDOW, i32::MAX, i32::MIN, down(usize::MAX)),
    ];
    for (offset, drawn, top, scroll_height, moved) in table {
        let scroll = ScrollMetrics { top, client_height: 500, scroll_height };
        assert_eq!(scrolled(offset, drawn, scroll), moved, "{drawn} lines from {offset} at {top}");
    }
}

#[test]
fn an_empty_list_says_why() {
    let online = State::Online { since: Mono(0), rtt: None };
    let waiting = State::Waiting { until: Mono(0), attempt: 2, reason: Reason::Unreachable };
    let connecting = |attempt| State::Connecting { attempt };
    let all = Filter::default();
    let unread = Filter { unread: true, ..Filter::default() };
    let errors = Filter { kinds: Kinds::only(Severity::Error), ..Filter::default() };
    let of = |view, unread| Filter { view, unread, ..Filter::default() };
    let (archived, snoozed) = (of(InboxView::Archived, false), of(InboxView::Snoozed, false));
    let warnings = Filter { kinds: Kinds::only(Severity::Warning), ..Filter::default() };
    let table: [(&Filter, bool, &[State], EmptyInbox); 15] = [
        (&archived, true, &[], EmptyInbox::NothingArchived),
        (&snoozed, true, &[], EmptyInbox::NothingSnoozed),
        (&warnings, true, &[], EmptyInbox::NothingFound),
        (&unread, false, &[], EmptyInbox::NothingUnread),
        (&unread, true, std::slice::from_ref(&online), EmptyInbox::NothingUnread),
        (&errors, true, std::slice::from_ref(&waiting), EmptyInbox::NoErrors),
        (&all, false, &[], EmptyInbox::Loading),
        (&all, true, &[], EmptyInbox::Unreached),
        (&all, true, &[State::Idle], EmptyInbox::Loading),
        (&all, true, &[connecting(1)], EmptyInbox::Loading),
        (&all, true, &[connecting(2)], EmptyInbox::Unreached),
        (&all, true, &[waiting.clone(), connecting(0)], EmptyInbox::Loading),
        (&all, true, &[waiting.clone(), State::Stopped], EmptyInbox::Unreached),
        (&all, true, &[waiting.clone(), online.clone()], EmptyInbox::NothingYet),
        (&all, false, std::slice::from_ref(&online), EmptyInbox::NothingYet),
    ];
    for (filter, loaded, states, why) in table {
        assert_eq!(EmptyInbox::of(filter, loaded, states), why, "{filter:?} {loaded} {states:?}");
    }
}

#[test]
fn what_came_just_now_slides_in() {
    for (ago, recent) in [(0, true), (1_499, true), (1_500, false), (60_000, false), (-3_600_000, false)] {
        assert_eq!(is_recent(Millis(NOW.0 - ago), NOW), recent, "{ago}");
    }
    assert!(!is_recent(Millis(i64::MIN), Millis(i64::MAX)));
}

proptest! {
    #[test]
    fn windows_laid_end_to_end_are_the_whole_list_in_order(
        hubs in proptest::collection::vec(proptest::collection::vec(0..300_i64, 0..90), 0..4),
    ) {
        let name = |(place, moments): (usize, &Vec<i64>)| inbox(["a", "b", "c", "d"][place], moments);
        let all: Vec<_> = hubs.iter().enumerate().map(name).collect();
        let total: usize = all.iter().map(|(_, inbox)| inbox.len()).sum();
        let mut list = Vec::new();
        while list.len() < total {
            let lines = window(&all, &Filter::default(), list.len());
            prop_assert!(!lines.is_empty());
            list.extend(lines);
        }
        prop_assert_eq!(list.len(), total);
        let at = |line: &InboxLine| line.key().split_once('/').map(|(_, id)| id.trim_matches(char::is_alphabetic).parse::<i64>().unwrap());
        prop_assert!(list.is_sorted_by_key(|line| std::cmp::Reverse(at(line))));
    }
}

#[test]
fn a_long_text_is_cut_between_characters() {
    for (text, cut) in
        [("", ""), ("niño", "niño"), ("niños", "niño…"), ("dos  y", "dos…"), ("漢字漢字漢", "漢字漢字…")]
    {
        assert_eq!(excerpt(text, 4), cut, "{text}");
    }
    assert_eq!(excerpt(&"ñ".repeat(100_000), 3_000).chars().count(), 3_001);
}

#[test]
fn pinned_ones_stand_above_the_others_and_nowhere_else() {
    let mut all = [inbox("a", &[10, 30]), inbox("b", &[20, 40])];
    for ((_, inbox), id) in all.iter_mut().zip(["a10", "b20"]) {
        inbox.act(model::Act::Pin, [EventId::from(id)]);
    }
    let filter = Filter::default();
    let lines = |(hub, inbox): &(HubId, Inbox)| HubLines::read_pinned_first(hub, inbox, &filter, 0);
    let placed = merge_placed(all.iter().map(lines).collect(), 0);
    let (places, lines): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
    assert_eq!(names(&lines), ["b20", "a10", "b40", "a30"]);
    assert_eq!(places[1], (true, Millis(10)));
}

#[test]
fn a_heading_stands_above_the_first_of_its_day() {
    let asked = std::cell::Cell::new(0);
    let day_of = |at: Millis| {
        asked.set(asked.get() + 1);
        Millis(at.0 - at.0.rem_euclid(100))
    };
    let lines = [
        (true, 950),
        (true, 10),
        (false, 960),
        (false, 901),
        (false, 900),
        (false, 899),
        (false, 10),
        (false, 20),
    ];
    let found = headings(lines.into_iter().map(|(pinned, at)| (pinned, Millis(at))), &day_of);
    let day = |at| Some(Heading::Day(Millis(at)));
    assert_eq!(found, [Some(Heading::Pinned), None, day(900), None, None, day(800), day(0), None]);
    assert_eq!(asked.get(), 4, "once a day, and where the order is not that of time");
}
