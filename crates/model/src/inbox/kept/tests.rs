#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use crate::EventId;
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

fn changed(inbox: &Inbox, edits: u64) -> String {
    let changed = inbox.changed_since(Some(edits));
    let mut ids: Vec<_> = changed.map(|entry| entry.notification.id.to_string()).collect();
    ids.sort();
    ids.join(" ")
}

fn kept(notification: Notification, received_at: i64, marks: Marks) -> KeptNotification {
    KeptNotification { notification, received_at: Millis(received_at), marks }
}

fn shown(inbox: &Inbox, view: InboxView) -> String {
    let filter = Filter { view, ..Filter::default() };
    inbox.newest(&filter).map(|entry| entry.notification.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn it_knows_what_is_new_changed_or_marked() {
    let mut inbox = Inbox::new();
    inbox.notify(note("a", 1), NOW, &Utc);
    assert_eq!(changed(&inbox, 0), "a");
    let edits = inbox.edits();
    inbox.merge(vec![note("b", 2), note("a", 1)], NOW, &Utc);
    assert_eq!(changed(&inbox, edits), "b", "what says the same again has not changed");
    let edits = inbox.edits();
    inbox.hub_read(&EventId::from("a"));
    inbox.act(Act::Archive, [EventId::from("b")]);
    assert_eq!(changed(&inbox, edits), "a b");
    let edits = inbox.edits();
    inbox.notify(about("c", 3, "a"), NOW, &Utc);
    assert_eq!((changed(&inbox, edits), inbox.kept(&EventId::from("a"))), ("c".to_owned(), None));
    assert_eq!(inbox.changed_since(None).count(), 2);
    assert!(inbox.kept(&EventId::from("b")).unwrap().marks.archived);
}

#[test]
fn what_was_kept_comes_below_what_is_known() {
    let mut inbox = Inbox::new();
    inbox.notify(Notification { title: Some("newer".into()), ..note("a", 5) }, NOW, &Utc);
    inbox.notify(note("b", 5), NOW, &Utc);
    inbox.act(Act::Pin, [EventId::from("b")]);
    let mark = inbox.mark().unwrap();
    let edits = inbox.edits();
    let read = Marks { read: Some(LocalRead::Read), ..Marks::default() };
    let archived = Marks { archived: true, ..Marks::default() };
    let all = vec![
        kept(note("x", 5), 5, Marks::default()),
        kept(note("y", 5), 5, archived),
        kept(note("a", 5), 5, read),
        kept(Notification { read: true, ..note("b", 5) }, 5, Marks::default()),
    ];
    inbox.restore(all, &Utc);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("b a x".to_owned(), 1));
    assert_eq!(shown(&inbox, InboxView::Archived), "y");
    let a = inbox.kept(&EventId::from("a")).unwrap();
    assert_eq!((a.notification.title.clone(), a.read(), a.received_at), (Some("newer".into()), true, NOW));
    assert!(inbox.kept(&EventId::from("b")).unwrap().marks.pinned);
    assert!(inbox.was_known(&EventId::from("x"), mark), "it was before the page");
    assert_eq!(changed(&inbox, edits), "a b", "what is kept as it was need not be kept again");
    inbox.merge(vec![note("y", 5), note("x", 5)], NOW, &Utc);
    assert_eq!(inbox.len(), 3);
}

#[test]
fn what_has_a_successor_is_gone_and_other_words_keep_their_own_marks() {
    let mut inbox = Inbox::new();
    inbox.notify(about("new", 9, "t"), NOW, &Utc);
    inbox.notify(about("same", 9, "same"), NOW, &Utc);
    let edits = inbox.edits();
    let read = Marks { read: Some(LocalRead::Read), ..Marks::default() };
    let all = vec![kept(about("old", 1, "t"), 1, read), kept(about("same", 1, "same"), 1, read)];
    inbox.restore(all, &Utc);
    assert_eq!((shown(&inbox, InboxView::Inbox), inbox.unread()), ("same new".to_owned(), 2));
    assert_eq!(changed(&inbox, edits), "same");
    assert_eq!(inbox.kept(&EventId::from("old")), None);
}

#[test]
fn another_event_under_the_id_of_an_old_one_is_news() {
    let words = |text: &str, at: i64| Notification { title: Some(text.into()), ..note("1", at) };
    let archived = Marks { archived: true, read: Some(LocalRead::Read), ..Marks::default() };
    let restored = || {
        let mut inbox = Inbox::new();
        inbox.restore(vec![kept(words("disk full", 10), 10, archived)], &Utc);
        inbox
    };
    // The hub keeps nothing: it began to count anew.
    let mut listed = restored();
    listed.merge(vec![words("node lost", 90)], NOW, &Utc);
    assert_eq!((shown(&listed, InboxView::Inbox), listed.unread()), ("1".to_owned(), 1));
    let mut said_again = restored();
    assert_eq!(said_again.notify(words("disk full", 90), NOW, &Utc).added, 1);
    assert_eq!(said_again.unread(), 1);
    // The same one, as it was or in better words.
    for (text, at) in [("disk full", 10), ("the disk is full", 10)] {
        let mut same = restored();
        same.notify(words(text, at), NOW, &Utc);
        assert_eq!((same.len(), same.unread()), (0, 0), "{text} {at}");
    }
    let mut touched = restored();
    touched.merge(vec![words("disk full", 90)], NOW, &Utc);
    assert_eq!(touched.len(), 0, "its hub only says another time of it");
    // What the hub says came first, and what was kept is about something else.
    let mut first = Inbox::new();
    first.merge(vec![words("node lost", 90)], NOW, &Utc);
    first.restore(vec![kept(words("disk full", 10), 10, archived)], &Utc);
    assert_eq!((first.len(), first.unread()), (1, 1));
}

#[test]
fn what_the_user_did_in_another_page_is_done_here_and_not_passed_back() {
    let (mut here, mut there) = (Inbox::new(), Inbox::new());
    for inbox in [&mut here, &mut there] {
        inbox.merge(vec![note("a", 1), note("b", 2)], NOW, &Utc);
    }
    let of = |inbox: &Inbox, edits| {
        let marked = inbox.marked_since(edits).map(|entry| (entry.notification.id.clone(), entry.marks));
        marked.collect::<Vec<_>>()
    };
    assert_eq!(of(&here, 0), []);
    let (undo, _) = here.act(Act::Archive, [EventId::from("a")]).unwrap();
    let shared = here.marked();
    there.follow(of(&here, 0));
    assert_eq!((shown(&there, InboxView::Inbox), there.unread()), ("b".to_owned(), 1));
    assert_eq!(of(&there, 0), [], "it would go back and forth");
    here.undo(undo);
    let undone = of(&here, shared);
    assert_eq!(undone.len(), 1);
    there.follow([undone, vec![(EventId::from("unknown"), Marks::default())]].concat());
    assert_eq!((shown(&there, InboxView::Inbox), there.unread()), ("b a".to_owned(), 2));
}

#[test]
fn a_snooze_that_is_over_wakes_at_once() {
    let mut inbox = Inbox::new();
    let snoozed = Marks { snoozed_until: Some(Millis(7)), ..Marks::default() };
    inbox.restore(vec![kept(note("a", 1), 1, snoozed)], &Utc);
    assert_eq!((inbox.len(), inbox.lapse(NOW, &Utc), inbox.unread()), (0, Some(1), 1));
}

#[test]
fn ten_thousand_are_restored_in_their_order_and_bounded() {
    let mut inbox = Inbox::new();
    inbox.notify(note("live", 10_000), NOW, &Utc);
    let many =
        |from: i64| (from..from + 15_000).map(|n| kept(note(&format!("n{n}"), n / 2), n, Marks::default()));
    inbox.restore(many(0).collect(), &Utc);
    assert_eq!((inbox.len(), inbox.unread()), (15_001, 15_001));
    let filter = Filter::default();
    let newest: Vec<_> = inbox.newest(&filter).take(3).map(|it| it.notification.id.to_string()).collect();
    assert_eq!(newest, ["live", "n14999", "n14998"]);
    inbox.restore(many(15_000).collect(), &Utc);
    assert_eq!((inbox.len(), inbox.unread(), inbox.dropped()), (20_000, 20_000, 10_001));
}
