#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use crate::{AlertOrigin, DedupKey, Severity, Stamp, Zone};

/// A hub at a fixed offset.
struct Offset(i64);

impl Zones for Offset {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        Millis(local.0 - self.0)
    }
}

const NOW: Millis = Millis(1_000_000_000);

fn notification(id: &str, at: Option<i64>) -> Notification {
    Notification {
        title: Some(id.into()),
        stamp: at.map(|at| Stamp::At(Millis(at))),
        ..Notification::new(EventId::from(id), Severity::Info)
    }
}

fn ids(inbox: &Inbox) -> Vec<String> {
    inbox.newest(&Filter::default()).map(|entry| entry.notification.id.to_string()).collect()
}

fn with(list: &[(&str, i64)]) -> Inbox {
    let mut inbox = Inbox::new();
    for (id, at) in list {
        inbox.notify(notification(id, Some(*at)), NOW, &Offset(0));
    }
    inbox
}

/// hub 002 §2.3: frames overtake each other.
#[test]
fn order_is_by_event_time_and_ties_by_arrival() {
    let inbox = with(&[("b", 20), ("c", 30), ("a", 10), ("c2", 30)]);
    assert_eq!(ids(&inbox), ["c2", "c", "b", "a"]);
}

#[test]
fn a_list_newest_first_keeps_its_order_where_stamps_are_equal() {
    let mut inbox = Inbox::new();
    inbox.merge(
        vec![notification("new", Some(5)), notification("mid", Some(5)), notification("old", Some(5))],
        NOW,
        &Offset(0),
    );
    assert_eq!(ids(&inbox), ["new", "mid", "old"]);
}

#[test]
fn a_missing_time_is_the_arrival_and_one_far_ahead_sorts_as_now() {
    let mut inbox = Inbox::new();
    inbox.notify(notification("future", Some(NOW.0 + 60_001)), NOW, &Offset(0));
    inbox.notify(notification("timeless", None), NOW, &Offset(0));
    inbox.notify(notification("soon", Some(NOW.0 + 60_000)), NOW, &Offset(0));
    assert_eq!(ids(&inbox), ["soon", "timeless", "future"]);
}

#[test]
fn lists_merge_by_id_and_never_remove() {
    let mut inbox = with(&[("a", 1), ("b", 2)]);
    let again = inbox.merge(vec![notification("b", Some(2)), notification("c", Some(3))], NOW, &Offset(0));
    assert_eq!(again, Added { added: 1, changed: 0 });
    assert_eq!(ids(&inbox), ["c", "b", "a"]);
    assert_eq!(inbox.unread(), 3);
}

#[test]
fn read_is_what_was_done_here_else_what_any_message_of_the_hub_said() {
    let mut inbox = with(&[("a", 1), ("b", 2)]);
    let a = EventId::from("a");
    inbox.merge(vec![Notification { read: true, ..notification("a", Some(1)) }], NOW, &Offset(0));
    assert_eq!(inbox.unread(), 1);
    inbox.merge(vec![notification("a", Some(1))], NOW, &Offset(0));
    assert_eq!(inbox.unread(), 1, "a hub that forgets changes nothing");
    inbox.set_local_read(&a, LocalRead::Unread);
    assert_eq!(inbox.unread(), 2);
    inbox.hub_read(&a);
    assert_eq!(inbox.unread(), 2, "what was done here wins");
    inbox.set_local_read(&a, LocalRead::Read);
    inbox.hub_read_all();
    assert_eq!(inbox.unread(), 0);
    assert!(!inbox.hub_read(&EventId::from("unknown")));
}

#[test]
fn a_clear_covers_what_was_known_and_can_be_taken_back() {
    let mut inbox = with(&[("a", 1), ("b", 2)]);
    let (clear, _) = inbox.clear().unwrap();
    assert_eq!((inbox.len(), inbox.unread()), (0, 0));
    inbox.merge(vec![notification("b", Some(2)), notification("c", Some(3))], NOW, &Offset(0));
    assert_eq!(ids(&inbox), ["c"], "a late list brings nothing back");
    assert!(inbox.undo(clear).is_some());
    assert_eq!(ids(&inbox), ["c", "b", "a"]);
    assert_eq!(inbox.unread(), 3);
    assert!(inbox.undo(clear).is_none(), "only once");
}

/// hub 002 §2.3: naive local stamps; the zone may be found out after the first list.
#[test]
fn a_zone_found_out_later_places_everything_anew() {
    let mut inbox = Inbox::new();
    let naive = Stamp::Naive { local: Millis(NOW.0 - 3_600_000), zone: Zone::Hub };
    inbox.notify(Notification { stamp: Some(naive), ..notification("naive", None) }, NOW, &Offset(0));
    inbox.notify(notification("aware", Some(NOW.0 - 1_000_000)), NOW, &Offset(0));
    assert_eq!(ids(&inbox), ["aware", "naive"]);
    inbox.rezone(&Offset(-3_600_000));
    assert_eq!(ids(&inbox), ["naive", "aware"]);
    assert_eq!(inbox.kept(&EventId::from("naive")).unwrap().at, NOW);
}

#[test]
fn gaps_stand_where_nothing_was_heard() {
    let mut inbox = with(&[("a", 10), ("b", 50)]);
    inbox.add_gap(Gap { from: Millis(20), to: Millis(40) });
    inbox.add_gap(Gap { from: Millis(1), to: Millis(5) });
    let filter = Filter::default();
    let words = |offset, count| -> Vec<String> {
        let lines = inbox.lines(&filter, offset, count);
        lines
            .into_iter()
            .map(|item| match item {
                InboxItem::Entry(entry) => entry.notification.id.to_string(),
                InboxItem::Gap(gap) => format!("{}-{}", gap.from.0, gap.to.0),
            })
            .collect()
    };
    assert_eq!(words(0, 10), ["b", "20-40", "a", "1-5"]);
    assert_eq!(words(1, 2), ["20-40", "a"]);
    assert_eq!(inbox.unread(), 2, "a gap is never unread");
}

#[test]
fn filters_choose_by_read_mark_and_kind() {
    let mut inbox = with(&[("a", 1), ("b", 2)]);
    inbox.notify(Notification { kind: Severity::Error, ..notification("e", Some(3)) }, NOW, &Offset(0));
    inbox.set_local_read(&EventId::from("e"), LocalRead::Read);
    assert_eq!(inbox.newest(&Filter { unread: true, ..Filter::default() }).count(), 2);
    assert_eq!(inbox.newest(&Filter { kinds: Kinds::only(Severity::Error), ..Filter::default() }).count(), 1);
    assert_eq!(
        inbox
            .newest(&Filter { unread: true, kinds: Kinds::only(Severity::Error), ..Filter::default() })
            .count(),
        0
    );
}

#[test]
fn memory_is_bounded_the_oldest_read_go_first_and_are_counted() {
    let mut inbox = Inbox::new();
    for number in 0..KEPT + SLACK {
        inbox.notify(notification(&format!("n{number:06}"), Some(number as i64)), NOW, &Offset(0));
    }
    assert_eq!((inbox.len(), inbox.unread(), inbox.dropped()), (KEPT + SLACK, KEPT + SLACK, 0));
    let read = EventId::from("n015000");
    inbox.set_local_read(&read, LocalRead::Read);
    inbox.notify(notification("last", Some(99_999_999)), NOW, &Offset(0));
    assert_eq!((inbox.len(), inbox.unread()), (KEPT, KEPT));
    assert_eq!(inbox.dropped(), (SLACK + 1) as u64);
    assert!(inbox.kept(&read).is_none());
    assert!(inbox.kept(&EventId::from("n001000")).is_some());
    assert!(inbox.kept(&EventId::from("n000999")).is_none());
}

/// Who reports: the hub, or an alert by its place.
const HUB: Option<usize> = None;

fn report(inbox: &mut Inbox, id: &str, by: Option<usize>, key: &str, now: i64, at: Option<i64>) -> bool {
    let dedup_keys = vec![DedupKey { key: key.to_owned(), within_ms: 120_000 }];
    let alert = by.map(|alert| AlertOrigin::Watch { place: alert, unnamed: 0 });
    let reported = Notification { dedup_keys, alert, ..notification(id, at) };
    inbox.notify(reported, Millis(now), &Offset(0)).added > 0
}

/// hub 000 §4: the hub's own event and the alert on its table report one loss.
#[test]
fn two_reports_of_one_event_are_one_if_they_are_near_each_other() {
    let mut inbox = Inbox::new();
    for (id, by, key, now, shown) in [
        ("seen", Some(0), "lost:n1", 1_000_000, true),
        ("sent", HUB, "lost:n1", 1_038_000, false),
        ("other", HUB, "lost:n2", 1_038_000, true),
        ("other alert", Some(1), "lost:n1", 1_040_000, false),
        ("later", Some(2), "lost:n1", 1_500_000, true),
    ] {
        assert_eq!(report(&mut inbox, id, by, key, now, None), shown, "{id}");
    }
    inbox.merge(vec![notification("sent", Some(1_038_000))], NOW, &Offset(0));
    assert_eq!(ids(&inbox), ["later", "other", "seen"]);
    assert_eq!(
        inbox.hub_ids(&EventId::from("seen")),
        [EventId::from("sent")],
        "what the hub is asked to mark"
    );
    assert_eq!(inbox.hub_ids(&EventId::from("other")), [EventId::from("other")]);
    assert!(inbox.hub_ids(&EventId::from("later")).is_empty());
    assert!(inbox.hub_read(&EventId::from("sent")), "read elsewhere");
    assert_eq!(inbox.unread(), 2);
}

/// A data set that goes up and down: the hub held five notifications and the page showed two.
#[test]
fn no_reporter_reports_one_event_twice() {
    let mut inbox = Inbox::new();
    for (id, by, now, shown) in [
        ("first", HUB, 1_000, true),
        ("second", HUB, 2_000, true),
        ("alert", Some(0), 3_000, false),
        ("third", HUB, 4_000, true),
        ("fourth", HUB, 5_000, true),
        ("alert again", Some(0), 6_000, false),
        ("alert of the third", Some(0), 7_000, false),
        ("alert of the first", Some(0), 7_000, false),
        ("alert of none of them", Some(0), 7_000, true),
        ("fifth", HUB, 8_000, false),
        ("sixth", HUB, 9_000, true),
    ] {
        assert_eq!(report(&mut inbox, id, by, "set:down", now, None), shown, "{id}");
    }
}

/// Without a known zone a hub's naive time may lie twelve hours off.
#[test]
fn what_comes_live_is_near_by_its_arrival_whatever_its_time_says() {
    for off in [-43_200_000, -1_800_000, 0, 1_800_000, 43_200_000] {
        let mut inbox = Inbox::new();
        let now = NOW.0;
        assert!(report(&mut inbox, "sent", HUB, "set:down", now, Some(now + off)));
        assert!(!report(&mut inbox, "seen", Some(0), "set:down", now + 90_000, None), "{off}");
        let mut inbox = Inbox::new();
        assert!(report(&mut inbox, "seen", Some(0), "set:down", now, None));
        assert!(!report(&mut inbox, "sent", HUB, "set:down", now + 1_000, Some(now + off)), "{off}");
    }
}

#[test]
fn what_a_list_brings_is_as_old_as_it_says() {
    let mut inbox = Inbox::new();
    assert!(report(&mut inbox, "seen", Some(0), "set:down", NOW.0, None));
    let dedup_keys = vec![DedupKey { key: "set:down".to_owned(), within_ms: 120_000 }];
    let listed = |id: &str, at| Notification { dedup_keys: dedup_keys.clone(), ..notification(id, Some(at)) };
    let list = vec![listed("of today", NOW.0 - 1_000), listed("of yesterday", NOW.0 - 86_400_000)];
    assert_eq!(inbox.merge(list, NOW, &Offset(0)).added, 1);
    assert_eq!(ids(&inbox), ["seen", "of yesterday"]);
}

#[test]
fn a_summary_is_nothing_new_only_where_all_of_it_is_known() {
    let mut inbox = Inbox::new();
    let summary = |id: &str, keys: &[&str]| Notification {
        dedup_keys: keys.iter().map(|key| DedupKey { key: (*key).to_owned(), within_ms: 9 }).collect(),
        alert: Some(AlertOrigin::Watch { place: 0, unnamed: 0 }),
        ..notification(id, None)
    };
    assert!(report(&mut inbox, "sent", HUB, "lost:a", NOW.0, None));
    assert_eq!(inbox.notify(summary("both", &["lost:a", "lost:b"]), NOW, &Offset(0)).added, 1);
    assert!(!report(&mut inbox, "also sent", HUB, "lost:b", NOW.0, None));
    assert!(report(&mut inbox, "lost anew", HUB, "lost:a", NOW.0, None));
}

#[test]
fn a_mark_divides_what_was_known_from_what_came_later() {
    let mut inbox = Inbox::new();
    assert_eq!(inbox.mark(), None, "nothing is known");
    inbox.notify(notification("old", None), NOW, &Offset(0));
    inbox.notify(notification("cleared", None), NOW, &Offset(0));
    let mark = inbox.mark().unwrap();
    inbox.notify(notification("new", None), NOW, &Offset(0));
    let was_known = |inbox: &Inbox, id: &str| inbox.was_known(&EventId::from(id), mark);
    assert!(was_known(&inbox, "old") && !was_known(&inbox, "new") && !was_known(&inbox, "unheard of"));
    inbox.clear();
    assert!(was_known(&inbox, "cleared"));
}

/// hub 001 §4.3: no frame has an id or a time, and the same can happen twice.
#[test]
fn what_has_no_id_is_another_event_each_time() {
    let mut inbox = Inbox::new();
    for _ in 0..3 {
        let id = inbox.unused(&EventId::from("~1"));
        inbox.notify(Notification { id, id_from_content: true, ..notification("~1", None) }, NOW, &Offset(0));
    }
    assert_eq!(ids(&inbox), ["~1#3", "~1#2", "~1"]);
    assert_eq!(inbox.unread(), 3);
}
