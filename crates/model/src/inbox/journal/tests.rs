#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use crate::inbox::Act;
use crate::{Filter, InboxView, LocalRead, RawExtras, Severity, Stamp, Zone};

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

fn about(id: &str, at: i64, about: &str) -> Notification {
    let replaces = Some(EventId::from(about));
    let extras = RawExtras { spec: "".into(), message: String::new(), replaces, expires: None };
    Notification { extras: Some(Box::new(extras)), title: Some(format!("{id}{at}").into()), ..note(id, at) }
}

fn changed(inbox: &mut Inbox) -> String {
    let mut ids: Vec<_> = inbox.take_changed().iter().map(ToString::to_string).collect();
    ids.sort();
    ids.join(" ")
}

fn shown(inbox: &Inbox, view: InboxView) -> String {
    let filter = Filter { view, ..Filter::default() };
    inbox.newest(&filter).map(|entry| entry.notification.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn it_notes_what_is_new_changed_marked_or_gone() {
    let mut inbox = Inbox::new();
    inbox.notify(note("a", 1), NOW, &Utc);
    assert_eq!(changed(&mut inbox), "", "not started");
    inbox.start_journal();
    assert_eq!(changed(&mut inbox), "a");
    inbox.merge(vec![note("b", 2), note("a", 1)], NOW, &Utc);
    assert_eq!(changed(&mut inbox), "b", "what says the same again has not changed");
    inbox.hub_read(&EventId::from("a"));
    inbox.act(Act::Archive, [EventId::from("b")]);
    assert_eq!(changed(&mut inbox), "a b");
    inbox.notify(about("c", 3, "a"), NOW, &Utc);
    assert_eq!((changed(&mut inbox), inbox.kept(&EventId::from("a"))), ("a c".to_owned(), None));
    assert!(inbox.kept(&EventId::from("b")).unwrap().marks.archived);
}

#[test]
fn what_was_kept_comes_below_what_is_known() {
    let mut inbox = Inbox::new();
    inbox.notify(Notification { title: Some("newer".into()), ..note("a", 5) }, NOW, &Utc);
    inbox.notify(note("b", 5), NOW, &Utc);
    inbox.act(Act::Pin, [EventId::from("b")]);
    let mark = inbox.mark().unwrap();
    inbox.start_journal();
    inbox.take_changed();
    let read = Marks { read: Some(LocalRead::Read), ..Marks::default() };
    let archived = Marks { archived: true, ..Marks::default() };
    let kept = vec![
        (note("x", 5), Millis(5), Marks::default()),
        (note("y", 5), Millis(5), archived),
        (note("a", 5), Millis(5), read),
        (Notification { read: true, ..note("b", 5) }, Millis(5), Marks::default()),
    ];
    inbox.restore(kept, &Utc);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("b a x".to_owned(), 1));
    assert_eq!(shown(&inbox, InboxView::Archived), "y");
    let a = inbox.kept(&EventId::from("a")).unwrap();
    assert_eq!((a.notification.title.clone(), a.read(), a.received_at), (Some("newer".into()), true, NOW));
    assert!(inbox.kept(&EventId::from("b")).unwrap().marks.pinned);
    assert!(inbox.was_known(&EventId::from("x"), mark), "it was before the page");
    assert_eq!(changed(&mut inbox), "a b", "what is kept as it was need not be kept again");
    inbox.merge(vec![note("y", 5), note("x", 5)], NOW, &Utc);
    assert_eq!(inbox.len(), 3);
}

#[test]
fn what_has_a_successor_is_gone_and_other_words_keep_their_own_marks() {
    let mut inbox = Inbox::new();
    inbox.notify(about("new", 9, "t"), NOW, &Utc);
    inbox.notify(about("same", 9, "same"), NOW, &Utc);
    inbox.start_journal();
    inbox.take_changed();
    let read = Marks { read: Some(LocalRead::Read), ..Marks::default() };
    let kept = vec![(about("old", 1, "t"), Millis(1), read), (about("same", 1, "same"), Millis(1), read)];
    inbox.restore(kept, &Utc);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("same new".to_owned(), 2));
    assert_eq!(changed(&mut inbox), "old same");
}

#[test]
fn a_snooze_that_is_over_wakes_at_once() {
    let mut inbox = Inbox::new();
    let snoozed = Marks { snoozed_until: Some(Millis(7)), ..Marks::default() };
    inbox.restore(vec![(note("a", 1), Millis(1), snoozed)], &Utc);
    assert_eq!((inbox.len(), inbox.lapse(NOW, &Utc), inbox.unread()), (0, Some(1), 1));
}

#[test]
fn ten_thousand_are_restored_in_their_order_and_bounded() {
    let mut inbox = Inbox::new();
    inbox.notify(note("live", 10_000), NOW, &Utc);
    let kept = |from: i64| {
        (from..from + 15_000).map(|n| (note(&format!("n{n}"), n / 2), Millis(n), Marks::default()))
    };
    inbox.restore(kept(0).collect(), &Utc);
    assert_eq!((inbox.len(), inbox.unread()), (15_001, 15_001));
    let filter = Filter::default();
    let newest: Vec<_> = inbox.newest(&filter).take(3).map(|it| it.notification.id.to_string()).collect();
    assert_eq!(newest, ["live", "n14999", "n14998"]);
    inbox.restore(kept(15_000).collect(), &Utc);
    assert_eq!((inbox.len(), inbox.unread(), inbox.dropped()), (20_000, 20_000, 10_001));
}
