#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
use model::{Act, Marks, Notification, Severity, Zone, Zones};

use super::*;

struct Utc;

impl Zones for Utc {
    fn to_utc(&self, local: Millis, _: &Zone) -> Millis {
        local
    }
}

const NOW: Millis = Millis(1_800_000_000_000);

fn notification(id: &str) -> Notification {
    Notification::new(EventId::from(id), Severity::Info)
}

fn kept(id: &str, received_at: i64) -> KeptNotification {
    KeptNotification {
        notification: notification(id),
        received_at: Millis(received_at),
        marks: Marks::default(),
    }
}

fn puts(batch: &Batch) -> Vec<&str> {
    batch.puts.iter().map(|(id, _)| id.as_str()).collect()
}

fn later(ms: i64) -> Millis {
    Millis(NOW.0 + ms)
}

#[test]
fn what_is_new_or_changed_is_written_once() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds::default()));
    inbox.notify(notification("a"), NOW, &Utc);
    inbox.notify(notification("b"), NOW, &Utc);
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["a", "b"]);
    assert!(keeper.batch(&inbox, NOW).is_empty());
    inbox.act(Act::MarkRead, [EventId::from("a")]);
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["a"]);
    inbox.clear();
    let mut cleared = keeper.batch(&inbox, NOW);
    cleared.puts.sort();
    assert_eq!(puts(&cleared), ["a", "b"]);
    assert!(cleared.puts.iter().all(|(_, text)| text.contains("\"archived\":true")));
}

#[test]
fn what_came_back_is_not_written_again() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds::default()));
    inbox.notify(notification("live"), NOW, &Utc);
    inbox.restore(vec![kept("old", NOW.0 - 1)], &Utc);
    keeper.found([EventId::from("old")]);
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["live"]);
    keeper.lost();
    let all = keeper.batch(&inbox, NOW);
    assert_eq!(all.puts.len(), 2);
}

#[test]
fn a_burst_is_written_in_parts_and_no_part_is_left() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds::default()));
    for number in 0..250 {
        inbox.notify(notification(&number.to_string()), NOW, &Utc);
    }
    let mut sizes = Vec::new();
    loop {
        let batch = keeper.batch(&inbox, NOW);
        if batch.is_empty() {
            break;
        }
        sizes.push(batch.puts.len());
    }
    assert_eq!(sizes, [100, 100, 50]);
    assert_eq!(keeper.len(), 250);
    keeper.lost();
    assert_eq!(keeper.batch(&inbox, NOW).puts.len(), 100);
    inbox.act(Act::MarkRead, [EventId::from("0")]);
    assert_eq!(
        [keeper.batch(&inbox, NOW), keeper.batch(&inbox, NOW)].map(|batch| batch.puts.len()),
        [100, 50]
    );
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["0"]);
}

#[test]
fn what_is_too_old_or_too_much_goes_the_oldest_first_and_what_is_pinned_stays() {
    let bounds = Bounds { count: 3, days: 1 };
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(bounds));
    let old = kept("old", NOW.0 - 2 * DAY_MS);
    assert!(!keeper.keeps(&old, NOW));
    let pinned = KeptNotification { marks: Marks { pinned: true, ..Marks::default() }, ..kept("pin", 5) };
    assert!(keeper.keeps(&pinned, NOW));
    inbox.restore(vec![pinned, kept("x", NOW.0 - 3), kept("y", NOW.0 - 2)], &Utc);
    keeper.found(["old", "pin", "x", "y"].map(EventId::from));
    assert_eq!(keeper.batch(&inbox, NOW).deletes, [EventId::from("old")]);
    inbox.notify(notification("z"), NOW, &Utc);
    inbox.notify(notification("zz"), later(1), &Utc);
    let batch = keeper.batch(&inbox, later(SWEEP_MS));
    assert_eq!(puts(&batch), ["z", "zz"]);
    assert_eq!(batch.deletes, [EventId::from("x")]);
    assert_eq!(keeper.len(), 4, "the three newest, and what is pinned");
    assert!(keeper.batch(&inbox, later(SWEEP_MS)).is_empty());
}

#[test]
fn of_more_than_there_is_room_for_only_the_newest_are_written() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds { count: 3, days: 1 }));
    for number in 0..9 {
        inbox.notify(notification(&number.to_string()), later(number), &Utc);
    }
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["6", "7", "8"]);
    assert!(keeper.batch(&inbox, NOW).is_empty());
}

#[test]
fn what_the_user_forgets_is_not_written_again() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds::default()));
    inbox.notify(notification("a"), NOW, &Utc);
    keeper.batch(&inbox, NOW);
    keeper.forgotten(&inbox);
    assert!(keeper.is_empty() && keeper.batch(&inbox, NOW).is_empty());
    inbox.notify(notification("b"), NOW, &Utc);
    assert_eq!(puts(&keeper.batch(&inbox, NOW)), ["b"]);
}

#[test]
fn the_clock_may_be_set_back() {
    let (mut inbox, mut keeper) = (Inbox::new(), Keeper::new(Bounds::default()));
    inbox.notify(notification("a"), NOW, &Utc);
    keeper.batch(&inbox, NOW);
    inbox.notify(notification("b"), Millis(NOW.0 - 40 * DAY_MS), &Utc);
    assert_eq!(puts(&keeper.batch(&inbox, Millis(NOW.0 - 40 * DAY_MS))), ["b"]);
}

#[test]
fn bounds_are_read_as_they_are_written() {
    let bounds = Bounds { count: 7, days: 3 };
    assert_eq!(Bounds::read(&bounds.write()), Some(bounds));
    for text in ["", "off", "{}", r#"{"count":-1,"days":3}"#, r#"{"count":1,"days":9e99}"#] {
        assert_eq!(Bounds::read(text), None, "{text}");
    }
}
