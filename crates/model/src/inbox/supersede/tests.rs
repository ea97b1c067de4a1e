#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use super::*;
use crate::inbox::LocalRead;
use crate::{Filter, Notification, RawExtras, Severity, Stamp, Zone};

struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

const NOW: Millis = Millis(1_000_000_000);

/// One of a moment; about something, and until a moment.
fn note(id: &str, at: i64, about: Option<&str>, expires: Option<i64>) -> Notification {
    let extras = RawExtras {
        spec: "/define/note".into(),
        message: String::new(),
        replaces: about.map(EventId::from),
        expires: expires.map(|at| Stamp::At(Millis(at))),
    };
    Notification {
        title: Some(format!("{id} at {at}").into()),
        stamp: Some(Stamp::At(Millis(at))),
        extras: Some(Box::new(extras)),
        ..Notification::new(EventId::from(id), Severity::Info)
    }
}

fn hear(inbox: &mut Inbox, id: &str, at: i64, about: Option<&str>) -> usize {
    inbox.notify(note(id, at, about, None), NOW, &Utc).added
}

fn ids(inbox: &Inbox) -> Vec<String> {
    inbox.newest(&Filter::default()).map(|entry| entry.notification.id.to_string()).collect()
}

#[test]
fn the_latest_about_something_takes_the_place_of_the_earlier_ones_and_is_unread() {
    // Named by the id of the first, by that of the one before, or by a name that they share.
    for abouts in
        [[None, Some("a"), Some("a")], [None, Some("a"), Some("b")], [Some("t"), Some("t"), Some("t")]]
    {
        let mut inbox = Inbox::new();
        hear(&mut inbox, "other", 1, None);
        for (id, about) in ["a", "b", "c"].into_iter().zip(abouts) {
            assert_eq!(hear(&mut inbox, id, 10, about), 1);
            assert_eq!((ids(&inbox).join(" "), inbox.unread()), (format!("{id} other"), 2), "{abouts:?}");
            inbox.set_local_read(&EventId::from(id), LocalRead::Read);
        }
        assert_eq!((inbox.unread(), inbox.len()), (1, 2));
    }
}

#[test]
fn a_late_list_brings_no_earlier_one_back() {
    let list =
        || vec![note("c", 30, Some("a"), None), note("b", 30, Some("a"), None), note("a", 10, None, None)];
    let mut inbox = Inbox::new();
    inbox.merge(list(), NOW, &Utc);
    assert_eq!(ids(&inbox), ["c"]);
    inbox.set_local_read(&EventId::from("c"), LocalRead::Read);
    for _ in 0..3 {
        inbox.merge(list(), NOW, &Utc);
        assert_eq!((ids(&inbox).join(" "), inbox.unread()), ("c".to_owned(), 0));
    }
    // What overtook another stays.
    hear(&mut inbox, "late", 20, Some("a"));
    assert_eq!(ids(&inbox), ["c"]);
    // That the hub had an earlier one read says nothing of this one.
    inbox.set_local_read(&EventId::from("c"), LocalRead::Unread);
    inbox.merge(vec![Notification { read: true, ..note("b", 30, Some("a"), None) }], NOW, &Utc);
    assert_eq!(inbox.unread(), 1);
}

#[test]
fn the_same_id_with_other_words_is_unread_again() {
    let mut inbox = Inbox::new();
    let said = |at| Notification { read: false, ..note("a", at, Some("a"), None) };
    inbox.notify(said(10), NOW, &Utc);
    inbox.set_local_read(&EventId::from("a"), LocalRead::Read);
    inbox.notify(said(10), NOW, &Utc);
    assert_eq!(inbox.unread(), 0, "the same once more");
    assert_eq!(inbox.notify(said(20), NOW, &Utc).added, 1);
    assert_eq!((inbox.unread(), inbox.len()), (1, 1));
    inbox.hub_read(&EventId::from("a"));
    inbox.set_local_read(&EventId::from("a"), LocalRead::Read);
    inbox.notify(said(30), NOW, &Utc);
    assert_eq!(inbox.unread(), 1, "the hub had the earlier words read");
}

#[test]
fn the_hub_may_name_what_it_is_about_where_it_says_that_one_was_read() {
    let mut inbox = Inbox::new();
    hear(&mut inbox, "a", 10, None);
    hear(&mut inbox, "b", 20, Some("a"));
    assert!(inbox.hub_read(&EventId::from("a")));
    assert_eq!(inbox.unread(), 0);
}

#[test]
fn a_clear_and_its_undo_keep_the_latest_alone() {
    let mut inbox = Inbox::new();
    hear(&mut inbox, "a", 10, None);
    hear(&mut inbox, "x", 10, None);
    let (clear, _) = inbox.clear().unwrap();
    hear(&mut inbox, "b", 20, Some("a"));
    assert!(inbox.undo(clear).is_some());
    assert_eq!((ids(&inbox).join(" "), inbox.unread()), ("b x".to_owned(), 2));
    hear(&mut inbox, "a", 10, None);
    assert_eq!(ids(&inbox), ["b", "x"]);
}

#[test]
fn what_no_longer_holds_stays_and_is_not_unread() {
    let mut inbox = Inbox::new();
    assert_eq!(inbox.next_due(), None);
    for (id, expires) in
        [("never", None), ("late", Some(NOW.0 + 20)), ("soon", Some(NOW.0 + 10)), ("past", Some(5))]
    {
        inbox.notify(note(id, 1, None, expires), NOW, &Utc);
    }
    assert_eq!(inbox.lapse(NOW, &Utc), Some(0));
    assert_eq!((inbox.unread(), inbox.next_due()), (3, Some(Millis(NOW.0 + 10))));
    assert_eq!(inbox.lapse(Millis(NOW.0 + 9), &Utc), None);
    inbox.set_local_read(&EventId::from("soon"), LocalRead::Read);
    assert_eq!(inbox.lapse(Millis(NOW.0 + 10), &Utc), Some(0));
    assert_eq!((inbox.unread(), inbox.len()), (2, 4));
    let unread = Filter { unread: true, ..Filter::default() };
    let left: Vec<_> = inbox.newest(&unread).map(|entry| entry.notification.id.as_str()).collect();
    assert_eq!(left, ["late", "never"]);
    // Cleared and taken back it has still expired; what the hub puts off holds again.
    let (clear, _) = inbox.clear().unwrap();
    inbox.undo(clear);
    assert_eq!(inbox.unread(), 2);
    inbox.notify(note("past", 2, None, Some(NOW.0 + 30)), NOW, &Utc);
    assert_eq!(inbox.unread(), 3);
    assert_eq!(inbox.lapse(Millis(NOW.0 + 30), &Utc), Some(0));
    assert_eq!((inbox.unread(), inbox.next_due()), (1, None));
}
