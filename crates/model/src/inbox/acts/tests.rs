#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use crate::{Filter, Notification, Severity, Stamp, Zone, Zones};

struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

const NOW: Millis = Millis(1_000_000_000);

fn note(id: &str, at: i64) -> Notification {
    let stamp = Some(Stamp::At(Millis(at)));
    Notification { stamp, ..Notification::new(EventId::from(id), Severity::Info) }
}

/// `a`, `b` and `c`, in order of time.
fn three() -> Inbox {
    let mut inbox = Inbox::new();
    for (id, at) in [("a", 1), ("b", 2), ("c", 3)] {
        inbox.notify(note(id, at), NOW, &Utc);
    }
    inbox
}

fn ids(list: &[&str]) -> Vec<EventId> {
    list.iter().copied().map(EventId::from).collect()
}

fn shown(inbox: &Inbox, view: InboxView) -> String {
    let filter = Filter { view, ..Filter::default() };
    inbox.newest(&filter).map(|entry| entry.notification.id.as_str()).collect::<Vec<_>>().join(" ")
}

fn views(inbox: &Inbox) -> [String; 3] {
    [InboxView::Inbox, InboxView::Archived, InboxView::Snoozed].map(|view| shown(inbox, view))
}

#[test]
fn what_is_archived_is_kept_apart_and_no_list_brings_it_back() {
    let mut inbox = three();
    let (undo, count) = inbox.act(Act::Archive, ids(&["a", "c", "unknown"])).unwrap();
    assert_eq!((count, views(&inbox)), (2, ["b".into(), "c a".into(), String::new()]));
    assert_eq!((inbox.len(), inbox.unread(), inbox.set_aside()), (1, 1, (0, 2)));
    inbox.merge(vec![Notification { read: true, ..note("c", 3) }, note("a", 1)], NOW, &Utc);
    inbox.notify(note("a", 1), NOW, &Utc);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("b".to_owned(), 1));
    assert_eq!(inbox.times().collect::<Vec<_>>(), [Millis(2)]);
    assert_eq!(inbox.act(Act::Archive, ids(&["a"])), None, "it is");
    assert_eq!(inbox.undo(undo), Some(Vec::new()));
    assert_eq!((views(&inbox), inbox.unread()), (["c b a".into(), String::new(), String::new()], 2));
    inbox.act(Act::Archive, ids(&["b"]));
    inbox.act(Act::Unarchive, ids(&["b"]));
    assert_eq!(shown(&inbox, InboxView::Inbox), "c b a");
}

#[test]
fn what_is_snoozed_wakes_unread_and_says_so() {
    let mut inbox = three();
    inbox.act(Act::MarkRead, ids(&["b"]));
    let until = |ms| Act::Snooze(Millis(NOW.0 + ms));
    inbox.act(until(50), ids(&["b"]));
    inbox.act(until(20), ids(&["a"]));
    assert_eq!((views(&inbox), inbox.unread()), (["c".into(), String::new(), "b a".into()], 1));
    assert_eq!((inbox.lapse(Millis(NOW.0 + 19), &Utc), inbox.next_due()), (None, Some(Millis(NOW.0 + 20))));
    assert_eq!(
        (inbox.lapse(Millis(NOW.0 + 20), &Utc), inbox.next_due()),
        (Some(1), Some(Millis(NOW.0 + 50)))
    );
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("c a".to_owned(), 2));
    assert_eq!(
        (inbox.lapse(Millis(NOW.0 + 99), &Utc), inbox.unread()),
        (Some(1), 3),
        "read, and unread again"
    );
    let (undo, _) = inbox.act(until(20), ids(&["c"])).unwrap();
    inbox.act(Act::Wake, ids(&["c"]));
    assert_eq!(inbox.lapse(Millis(NOW.0 + 99), &Utc), None, "woken before");
    inbox.undo(undo);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("c b a".to_owned(), 3));
}

#[test]
fn an_undo_whose_snooze_is_over_wakes_at_once() {
    let mut inbox = three();
    inbox.act(Act::Snooze(Millis(NOW.0 + 20)), ids(&["c"]));
    let (undo, _) = inbox.act(Act::Wake, ids(&["c"])).unwrap();
    inbox.lapse(Millis(NOW.0 + 30), &Utc);
    inbox.undo(undo);
    assert_eq!(inbox.lapse(Millis(NOW.0 + 30), &Utc), Some(1));
}

#[test]
fn what_was_in_sight_is_seen_and_not_read() {
    let mut inbox = three();
    assert_eq!((inbox.unread(), inbox.unseen()), (3, 3));
    assert_eq!(inbox.act(Act::Seen, ids(&["a", "b"])).map(|(_, count)| count), Some(2));
    assert_eq!(inbox.act(Act::Seen, ids(&["a", "b"])), None);
    assert_eq!((inbox.unread(), inbox.unseen()), (3, 1));
    inbox.act(Act::MarkRead, ids(&["c"]));
    assert_eq!((inbox.unread(), inbox.unseen()), (2, 0));
}

#[test]
fn an_undone_read_is_unread_whatever_the_hub_has_heard() {
    let mut inbox = three();
    inbox.hub_read(&EventId::from("a"));
    let (undo, count) = inbox.act(Act::MarkRead, ids(&["a", "b"])).unwrap();
    assert_eq!((count, inbox.unread()), (1, 1), "one was read before");
    inbox.hub_read(&EventId::from("b"));
    assert_eq!((inbox.undo(undo), inbox.unread()), (Some(ids(&["b"])), 2));
    let (undo, _) = inbox.act(Act::MarkUnread, ids(&["a", "c"])).unwrap();
    assert_eq!(inbox.unread(), 3);
    inbox.undo(undo);
    assert_eq!(inbox.unread(), 2);
}

#[test]
fn pinned_ones_are_found_first_and_only_where_there_are_some() {
    let mut inbox = three();
    let filter = Filter::default();
    let pinned =
        |inbox: &Inbox| inbox.pinned(&filter).map(|it| it.notification.id.to_string()).collect::<String>();
    assert_eq!(pinned(&inbox), "");
    inbox.act(Act::Pin, ids(&["a", "b"]));
    assert_eq!(pinned(&inbox), "ba");
    inbox.act(Act::Archive, ids(&["b"]));
    inbox.act(Act::Unpin, ids(&["a"]));
    assert_eq!(pinned(&inbox), "");
}

#[test]
fn only_the_last_acts_can_be_taken_back() {
    let mut inbox = three();
    let (first, _) = inbox.act(Act::Pin, ids(&["a"])).unwrap();
    for _ in 0..UNDOABLE {
        inbox.act(Act::Unpin, ids(&["a"]));
        inbox.act(Act::Pin, ids(&["a"]));
    }
    assert_eq!(inbox.undo(first), None);
}

#[test]
fn many_at_once_stand_in_order_wherever_they_go() {
    let mut inbox = Inbox::new();
    let name = |nr: i64| format!("n{nr:03}");
    for nr in 0..100 {
        inbox.notify(note(&name(nr), nr), NOW, &Utc);
    }
    let odd = (0..100).filter(|nr| nr % 2 == 1).map(|nr| EventId::from(name(nr)));
    let (undo, count) = inbox.act(Act::Archive, odd).unwrap();
    assert_eq!((count, inbox.len(), inbox.unread(), inbox.set_aside()), (50, 50, 50, (0, 50)));
    assert!(shown(&inbox, InboxView::Archived).starts_with("n099 n097"));
    let (all, _) = inbox.clear().unwrap();
    assert!(shown(&inbox, InboxView::Archived).starts_with("n099 n098"));
    inbox.undo(all);
    inbox.undo(undo);
    assert_eq!((inbox.len(), inbox.set_aside()), (100, (0, 0)));
    assert!(shown(&inbox, InboxView::Inbox).starts_with("n099 n098"));
}
