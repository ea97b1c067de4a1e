//! Notifications of a hub that pushes them: contract 002.
use super::*;

/// hub 002 §1.1 and §5: the snapshot comes before the CONNECT answer, the list afterwards.
#[test]
fn events_before_connect_and_the_list_merge_without_doubles() {
    let mut world = World::new(Some("UTC"));
    world.open();
    let recent = json!({ "notifications": [{ "id": "b" }, { "id": "a" }], "unread_count": 2 });
    world.event("recent_notifications", recent);
    assert_eq!(world.ids(), ["a", "b"]);
    assert!(!matches!(world.session.state(world.now()), State::Online { .. }), "not ready yet");
    world.frame(r#"40{"sid":"s"}"#);
    assert!(matches!(world.session.state(world.now()), State::Online { .. }));
    world.answer_all(&["c", "b", "a"]);
    assert_eq!(world.ids(), ["a", "b", "c"]);
    assert_eq!(world.session.inbox().unread(), 3);
}

/// hub 002 §2.3: the hub's own count cannot be trusted after a burst.
#[test]
fn ten_thousand_notifications_are_counted_exactly_whatever_the_hub_says() {
    let mut world = World::connected();
    for number in 0..10_000 {
        world.notified(&format!("n{number}"));
    }
    assert_eq!(world.session.inbox().unread(), 10_000);
    assert_eq!(world.session.fact("hub_unread"), Some(&json!(100)), "shown in the connection's details only");
}

/// hub 002 §4: after a deaf socket the lost item is in the list.
#[test]
fn an_outage_is_mended_from_the_list_without_doubles() {
    let mut world = World::connected();
    world.notified("a");
    world.cut();
    assert!(matches!(world.session.state(world.now()), State::Waiting { .. }));
    world.reconnect();
    assert_eq!(world.session.recovery(), Some(Recovery::Resync));
    world.answer_all(&["b", "a"]);
    assert_eq!(world.ids(), ["a", "b"]);
    assert!(world.session.inbox().gaps().is_empty());
}

/// hub 002 §2.3: in memory only, the last 100: a list that reaches back to nothing known leaves a gap.
#[test]
fn a_list_that_does_not_reach_back_leaves_a_gap() {
    let mut world = World::connected();
    world.notified("a");
    let from = world.now().wall;
    world.cut();
    world.reconnect();
    world.answer_all(&["z"]);
    assert_eq!(world.ids(), ["a", "z"], "nothing that was known is lost");
    assert_eq!(world.session.recovery(), Some(Recovery::Gap));
    let gaps = world.session.inbox().gaps();
    assert_eq!((gaps.len(), gaps[0].from), (1, from));
    let filter = Filter::default();
    let lines = world.session.inbox().lines(&filter, 0, 10);
    assert!(
        matches!(
            lines[..],
            [InboxItem::Entry(_), InboxItem::Gap(_), InboxItem::Entry(_)] | [InboxItem::Gap(_), ..]
        ),
        "{lines:?}"
    );
}

/// hub 002 §2.3: the hub sends what is recent at each connection, before the list; 50 of 150 were lost.
#[test]
fn what_came_since_the_interruption_mends_nothing() {
    let note = |number: u32| json!({ "id": format!("n{number}"), "type": "info" });
    let recent = |world: &mut World, numbers: std::ops::Range<u32>| {
        let list: Vec<_> = numbers.rev().map(note).collect();
        world.event("recent_notifications", json!({ "notifications": list, "unread_count": 1 }));
    };
    for (listed, level, gaps) in [(51..151, Recovery::Gap, 1), (1..101, Recovery::Resync, 0)] {
        let mut world = World::connected();
        recent(&mut world, 0..2);
        world.cut();
        world.wait(2_000);
        world.open();
        recent(&mut world, 131..151);
        world.frame(r#"40{"sid":"s2"}"#);
        let ids: Vec<String> = listed.clone().rev().map(|number| format!("n{number}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        world.answer_all(&ids);
        assert_eq!(world.session.recovery(), Some(level), "{listed:?}");
        assert_eq!(world.session.inbox().gaps().len(), gaps, "{listed:?}");
    }
}

/// A data set that goes up and down: each of the hub's notifications is one, and "mark all" reaches each.
#[test]
fn a_data_set_that_flaps_is_reported_as_often_as_the_hub_says() {
    let mut world = World::connected();
    let down = |id: &str| {
        let data = json!({ "dataset_name": "a", "details": { "dataset_id": "a", "new_status": "down" } });
        json!({ "notification": { "id": id, "type": "error", "title": "a", "data": data }, "unread_count": 1 })
    };
    for id in ["1", "2", "3", "4", "5"] {
        world.event("new_notification", down(id));
        world.wait_heard(20_000);
    }
    assert_eq!(world.session.inbox().unread(), 5, "{:?}", world.ids());
    world.requests.clear();
    world.give(Input::from(Intent::MarkAll));
    let mut marked = 0;
    while world.asked("/api/notifications/") > 0 {
        let request = world.take("/api/notifications/");
        world.answer(&request, 200, "{}");
        marked += 1;
    }
    assert_eq!(marked, 5);
}

/// The hub's own notification comes after the alert that saw the same, and after the user read that.
#[test]
fn what_was_read_as_an_alert_is_read_on_the_hub() {
    let mut world = World::connected();
    let list = |world: &mut World, status: &str| {
        world.wait_heard(31_000);
        while world.asked("/status") == 0 {
            let request = world.requests.remove(0);
            world.answer(&request, 200, "{}");
        }
        let request = world.take("/status");
        let row = json!({ "id": "ine", "name": "Censo", "status": status });
        world.answer(&request, 200, &json!({ "results": [row] }).to_string());
    };
    list(&mut world, "up");
    for _ in 0..5 {
        list(&mut world, "down");
    }
    assert_eq!(world.session.inbox().unread(), 1);
    world.requests.clear();
    world.give(Input::from(Intent::MarkAll));
    assert_eq!(world.requests, [], "the hub knows of none");
    let details =
        json!({ "dataset_name": "Censo", "details": { "dataset_id": "ine", "new_status": "down" } });
    let late = json!({ "id": "n1", "type": "error", "title": "Censo", "data": details });
    world.event("new_notification", json!({ "notification": late, "unread_count": 1 }));
    assert_eq!(world.session.inbox().unread(), 0);
    world.take("/api/notifications/n1/read");
}

/// hub 002 §2.3: naive local times; the offset is measured from /health and pong.
#[test]
fn the_hubs_zone_is_measured_and_times_placed_anew() {
    let mut world = World::new(None);
    world.open();
    let recent = json!({ "notifications": [{ "id": "a", "timestamp": "2026-11-23T04:21:09.000000" }], "unread_count": 1 });
    world.event("recent_notifications", recent);
    world.frame(r#"40{"sid":"s"}"#);
    let at = |world: &World| world.session.inbox().kept(&EventId::from("a")).unwrap().at;
    assert_eq!(at(&world), Millis(WALL - 3 * 3_600_000 - 60_000), "guessed: the browser's zone");
    world.event("pong", json!({ "timestamp": "2026-11-23 04:22:09.000000" }));
    let health = world.take("/health");
    world.answer(&health, 200, &json!({ "timestamp": "2026-11-23T07:22:09.200000+00:00" }).to_string());
    assert_eq!(*world.session.zone(), HubZone::Measured(-3 * 3_600_000));
    assert_eq!(at(&world), Millis(WALL - 60_000));
}

#[test]
fn a_failing_poll_empties_nothing_is_reported_and_goes_on() {
    let mut world = World::connected();
    let table = TableId::from("datasets");
    assert_eq!(world.session.table(&table).unwrap().rows().len(), 1);
    for (status, body) in
        [(500, "{}"), (200, "<html>"), (200, "{"), (200, "{\"error\":\"x\"}"), (200, "{\"results\":{}}")]
    {
        world.wait_heard(61_000);
        let request = world.take("/status");
        world.requests.clear();
        world.answer(&request, status, body);
        assert_eq!(world.session.table(&table).unwrap().rows().len(), 1, "{body}");
        assert!(world.session.poll_error(&table).is_some(), "{body}");
    }
    assert!(world.session.is_stale(world.now(), &table));
    world.wait_heard(61_000);
    let request = world.take("/status");
    world.answer(&request, 200, "{\"results\":[]}");
    assert_eq!(world.session.table(&table).unwrap().rows().len(), 0, "truly empty");
    assert_eq!(world.session.poll_error(&table), None);
}

#[test]
fn a_poll_never_overlaps_itself() {
    let mut world = World::connected();
    world.wait_heard(120_000);
    assert_eq!(world.asked("/status"), 1);
}

/// hub 002 §4: /status is cached for 60 s, so rows are fetched a minute after a notification.
#[test]
fn a_notification_makes_the_rows_due_after_its_wait() {
    let mut world = World::with(&PORTAL.replace("\"every_s\": 30,", ""), Some("UTC"));
    world.open();
    world.frame(r#"40{"sid":"s"}"#);
    world.answer_all(&[]);
    world.wait_heard(100_000);
    assert_eq!(world.asked("/status"), 0);
    world.notified("a");
    world.wait_heard(59_000);
    assert_eq!(world.asked("/status"), 0);
    world.wait_heard(2_000);
    assert_eq!(world.asked("/status"), 1);
}

#[test]
fn an_unreachable_hub_is_probed_once_and_the_reason_known() {
    let mut world = World::new(None);
    world.cut();
    let request = world.polling.unwrap();
    world.give(Input::Wire(SourceId(0), Incoming::Failed { request, reason: "refused" }));
    assert!(matches!(world.session.state(world.now()), State::Waiting { reason: Reason::Unreachable, .. }));
    world.give(Input::Probed { source: SourceId(0), diagnosis: Diagnosis::Unreadable });
    assert_eq!(world.session.faults()[0].diagnosis, Some(Diagnosis::Unreadable));
}

#[test]
fn a_sleep_is_noticed_on_wake_and_the_hub_asked_at_once() {
    let mut world = World::connected();
    world.wait_heard(3_000);
    world.slept = 3_600_000;
    world.mono += 10;
    world.give(Input::Timeout);
    world.wait(9_500);
    assert!(matches!(world.session.state(world.now()), State::Stale { .. } | State::Waiting { .. }));
}

#[test]
fn unknown_events_are_counted_and_kept_as_samples() {
    let mut world = World::connected();
    world.event("surprise", json!(1));
    world.frame("42[");
    let rejections = world.session.rejections();
    assert_eq!((rejections.count, rejections.samples.len()), (2, 2));
}

#[test]
fn what_the_user_marked_wins_over_what_the_hub_repeats() {
    let mut world = World::connected();
    world.notified("a");
    world.give(Input::from(Intent::MarkRead(EventId::from("a"))));
    world.cut();
    world.reconnect();
    world.answer_all(&["a"]);
    let entry = world.session.inbox().kept(&EventId::from("a")).unwrap();
    assert_eq!((entry.marks.read, world.session.inbox().unread()), (Some(LocalRead::Read), 0));
}
