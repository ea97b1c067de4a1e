//! What the user wants of a hub, sent when it can be reached: contract 002.
use super::*;
use model::Act;

/// hub 002 §5: over REST, so that other tabs hear of it; §3: 404 for what a restarted hub forgot.
#[test]
fn mark_read_is_shown_at_once_and_sent_over_rest() {
    for status in [200, 404] {
        let mut world = World::connected();
        world.notified("a b");
        world.give(Input::from(Intent::MarkRead(EventId::from("a b"))));
        assert_eq!(world.session.inbox().unread(), 0);
        let request = world.take("/api/notifications/a%20b/read");
        assert_eq!(request.method, crate::Method::Post);
        world.answer(&request, status, r#"{"error":"Notification not found"}"#);
        assert_eq!(world.notices(), [], "{status} means done");
        assert_eq!(world.session.waiting_reads(), 0);
    }
}

#[test]
fn a_safe_intent_waits_for_the_hub_and_is_sent_again_until_it_is_heard() {
    let mut world = World::connected();
    world.notified("a");
    world.cut();
    world.give(Input::from(Intent::MarkRead(EventId::from("a"))));
    assert_eq!((world.asked("/api/notifications/a/read"), world.session.waiting_reads()), (0, 1));
    world.reconnect();
    let list = world.take("/api/notifications?");
    world.answer(&list, 200, r#"{"notifications":[{"id":"a"}],"unread_count":1}"#);
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 500, "<html>");
    assert_eq!(world.session.waiting_reads(), 1);
    world.wait_heard(6_000);
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 200, "{}");
    assert_eq!(world.session.waiting_reads(), 0);
}

#[test]
fn a_safe_intent_survives_a_reload() {
    let mut before = World::connected();
    before.notified("a");
    before.notified("b");
    before.cut();
    before.give(Input::from(Intent::MarkRead(EventId::from("a"))));
    assert_eq!(before.reads, [EventId::from("a")]);

    let mut after = World::after_reload(before.reads);
    after.frame(OPEN);
    after.frame(r#"40{"sid":"s"}"#);
    assert_eq!(after.asked("/api/notifications/a/read"), 0, "nothing of this hub was readable yet");
    for path in ["/status", "/health"] {
        let request = after.take(path);
        after.answer(&request, 404, "{}");
    }
    let sent = after.take("/api/notifications/a/read");
    let list = after.take("/api/notifications?");
    after.answer(&list, 200, r#"{"notifications":[{"id":"b"},{"id":"a"}],"unread_count":2}"#);
    assert_eq!(after.session.inbox().unread(), 1, "it stays read though the hub does not know");
    after.reads = vec![EventId::from("a")];
    after.answer(&sent, 200, "{}");
    assert_eq!((after.reads, after.session.waiting_reads()), (Vec::new(), 0));
}

#[test]
fn a_refused_intent_is_said_in_the_hubs_words() {
    let mut world = World::connected();
    world.notified("a");
    world.give(Input::from(Intent::MarkRead(EventId::from("a"))));
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 403, r#"{"error":"Not yours"}"#);
    assert_eq!(world.notices(), [Notice::Refused { status: 403, text: "Not yours".to_owned() }]);
}

#[test]
fn mark_all_asks_only_for_what_the_hub_still_lists_two_at_a_time() {
    let mut world = World::connected();
    for id in ["a", "b", "c", "d"] {
        world.notified(id);
    }
    world.cut();
    world.reconnect();
    world.answer_all(&["d", "c", "b"]);
    world.give(Input::from(Intent::MarkAll));
    assert_eq!(world.session.inbox().unread(), 0);
    assert_eq!(world.requests.len(), 2, "at most two in flight");
    let mut asked = Vec::new();
    while !world.requests.is_empty() {
        let request = world.requests.remove(0);
        asked.push(request.path_and_query.clone());
        world.answer(&request, 200, "{}");
    }
    asked.sort();
    assert_eq!(asked, ["b", "c", "d"].map(|id| format!("/api/notifications/{id}/read")));
}

#[test]
fn a_clear_acts_at_once_and_is_sent_after_the_undo_time() {
    let mut world = World::connected();
    world.notified("a");
    world.give(Input::from(Intent::Clear));
    assert!(world.session.inbox().is_empty());
    let [Notice::Done { undo: clear, count: 1, within_ms: 5_000, .. }] = world.notices()[..] else {
        panic!("{:?}", world.notices())
    };
    world.wait_heard(4_000);
    assert_eq!(world.asked("/api/notifications/clear"), 0);
    world.wait_heard(2_000);
    assert_eq!(world.asked("/api/notifications/clear"), 1);
    world.give(Input::from(Intent::Undo(clear)));
    assert_eq!(world.ids(), ["a"], "ours comes back all the same");
}

#[test]
fn an_undone_clear_is_never_sent() {
    let mut world = World::connected();
    world.notified("a");
    world.give(Input::from(Intent::Clear));
    let [Notice::Done { undo: clear, .. }] = world.notices()[..] else { panic!() };
    world.give(Input::from(Intent::Undo(clear)));
    world.wait_heard(8_000);
    assert_eq!((world.asked("/api/notifications/clear"), world.ids()), (0, vec!["a".to_owned()]));
}

#[test]
fn a_clear_stays_local_when_newer_ones_came_or_the_hub_is_away() {
    for newer in [true, false] {
        let mut world = World::connected();
        world.notified("a");
        world.give(Input::from(Intent::Clear));
        if newer {
            world.notified("b");
            world.wait_heard(6_000);
        } else {
            world.cut();
            world.wait(6_000);
        }
        assert_eq!(world.asked("/api/notifications/clear"), 0);
        assert!(world.notices().contains(&Notice::ClearStaysLocal));
        assert_eq!(world.ids(), if newer { vec!["b"] } else { vec![] });
    }
}

#[test]
fn a_page_that_goes_says_its_clear_at_once_and_outlives_itself() {
    let mut world = World::connected();
    world.notified("a");
    world.give(Input::from(Intent::Clear));
    world.give(Input::Leaving);
    assert!(world.take("/api/notifications/clear").keepalive);
}

/// A notification may come while a list is on its way that was asked for before: the hub holds it all the same.
#[test]
fn what_came_after_a_list_was_asked_for_is_marked_with_the_others() {
    let mut world = World::new(Some("UTC"));
    world.open();
    world.frame(r#"40{"sid":"s"}"#);
    let list = world.take("/api/notifications");
    world.wait(5);
    world.notified("newest");
    let listed =
        json!({ "notifications": [{ "id": "old", "type": "info", "read": false }], "unread_count": 1 });
    world.answer(&list, 200, &listed.to_string());
    world.answer_all(&["old"]);
    world.give(Input::from(Intent::MarkAll));
    let mut marked = Vec::new();
    while !world.requests.is_empty() {
        let request = world.requests.remove(0);
        marked.push(request.path_and_query.clone());
        world.answer(&request, 200, "{}");
    }
    assert!(marked.iter().any(|path| path.contains("/newest/read")), "{marked:?}");
}

#[test]
fn what_was_read_is_sent_and_its_undo_keeps_what_waits_from_the_hub() {
    let mut world = World::connected();
    for id in ["a", "b", "c"] {
        world.notified(id);
    }
    let act = |act, ids: &[&str]| {
        let ids = ids.iter().copied().map(EventId::from).collect();
        Input::from(Intent::Act { act, ids })
    };
    world.give(act(Act::MarkRead, &["a"]));
    let request = world.take("/api/notifications/a/read");
    world.answer(&request, 200, "{}");
    world.cut();
    world.give(act(Act::MarkRead, &["b", "c"]));
    assert_eq!((world.session.inbox().unread(), world.session.waiting_reads()), (0, 2));
    let undos: Vec<_> = world
        .notices()
        .iter()
        .map(|notice| match notice {
            Notice::Done { act: Act::MarkRead, undo, count, within_ms: 10_000 } => (*undo, *count),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(undos.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 2]);
    world.give(Input::from(Intent::Undo(undos[1].0)));
    assert_eq!((world.session.inbox().unread(), world.session.waiting_reads()), (2, 0));
    world.give(act(Act::MarkUnread, &["a"]));
    assert_eq!((world.session.inbox().unread(), world.reads.len()), (3, 0));
}

#[test]
fn what_stays_in_this_browser_asks_the_hub_nothing() {
    let mut world = World::connected();
    for id in ["a", "b", "c"] {
        world.notified(id);
    }
    world.requests.clear();
    let until = Millis(world.now().wall.0 + 3_000);
    for (act, id) in [(Act::Archive, "a"), (Act::Snooze(until), "b"), (Act::Pin, "c"), (Act::Seen, "c")] {
        world.give(Input::from(Intent::Act { act, ids: vec![EventId::from(id)] }));
    }
    assert_eq!((world.ids(), world.requests.len(), world.notices().len()), (vec!["c".to_owned()], 0, 3));
    world.deltas.clear();
    world.wait(3_100);
    assert_eq!(world.ids(), ["b", "c"]);
    assert!(world.deltas.contains(&Delta::Inbox { fresh: 1 }), "it rings");
}

#[test]
fn what_an_earlier_page_kept_is_no_news() {
    let mut world = World::connected();
    world.notified("a");
    world.deltas.clear();
    let old = model::Notification::new(EventId::from("old"), model::Severity::Info);
    world.give(Input::Deferred(Box::new(|session, _| {
        let marks = model::Marks::default();
        session.restore(vec![model::KeptNotification { notification: old, received_at: Millis(1), marks }]);
    })));
    assert_eq!(
        (world.session.inbox().unread(), world.deltas.as_slice()),
        (2, &[Delta::Inbox { fresh: 0 }][..])
    );
    assert_eq!(world.session.inbox().changed_since(Some(0)).count(), 1);
}
