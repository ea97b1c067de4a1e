#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]
use super::*;

const ALL: Announcement = Announcement { toast: true, notification: true, sound: true };
const NONE: Announcement = Announcement { toast: false, notification: false, sound: false };

fn at(weekday: u8, clock: &str) -> LocalTime {
    LocalTime { wall: Millis(1_000_000), weekday, minute: read_clock(clock).unwrap() }
}

fn loud() -> Channels {
    let mut channels = Channels { toasts: true, desktop: true, ..Channels::default() };
    channels.sounds.on = true;
    channels.sounds.kinds = vec![Severity::Info, Severity::Success, Severity::Warning, Severity::Error];
    channels
}

fn hours(days: &[usize], from: &str, to: &str) -> QuietHours {
    let mut on = [false; 7];
    days.iter().for_each(|day| on[*day] = true);
    QuietHours { days: on, from: read_clock(from).unwrap(), to: read_clock(to).unwrap() }
}

/// How a notification of `files` is announced.
fn announced(quiet: &Quiet, now: LocalTime, kind: Severity) -> Announcement {
    let hub = HubId::from("files");
    quiet.allows(&loud(), now, &Subject { hub: &hub, title: "Disk full", kind })
}

#[test]
fn hours_over_midnight_belong_to_the_day_on_which_they_begin() {
    let night = hours(&[0, 1, 2, 3, 4], "22:00", "07:00");
    for (weekday, clock, expected) in [
        (0, "21:59", false),
        (0, "22:00", true),
        (1, "06:59", true),
        (1, "07:00", false),
        // The night from Friday to Saturday is Friday's.
        (5, "06:59", true),
        (5, "22:00", false),
        // Nothing began on Sunday evening.
        (0, "03:00", false),
        (6, "23:00", false),
    ] {
        assert_eq!(night.contain(at(weekday, clock)), expected, "day {weekday} at {clock}");
    }
}

#[test]
fn hours_of_one_day_end_before_their_last_minute_and_equal_ones_are_a_whole_day() {
    let lunch = hours(&[2], "12:00", "13:30");
    assert!(lunch.contain(at(2, "12:00")) && lunch.contain(at(2, "13:29")));
    assert!(!lunch.contain(at(2, "13:30")) && !lunch.contain(at(3, "12:00")));
    let sunday = hours(&[6], "00:00", "00:00");
    assert!(sunday.contain(at(6, "00:00")) && sunday.contain(at(6, "23:59")));
    assert!(!sunday.contain(at(0, "00:00")) && !sunday.contain(at(5, "23:59")));
    assert!(!hours(&[], "00:00", "00:00").contain(at(3, "12:00")));
}

#[test]
fn quiet_lets_nothing_through_but_errors_and_those_only_where_the_user_wants() {
    let mut quiet = Quiet { until: Some(Millis(1_000_001)), ..Quiet::default() };
    assert_eq!(announced(&quiet, at(0, "12:00"), Severity::Warning), NONE);
    assert_eq!(announced(&quiet, at(0, "12:00"), Severity::Error), ALL);
    quiet.lets_errors_through = false;
    assert_eq!(announced(&quiet, at(0, "12:00"), Severity::Error), NONE);
    // The moment itself is no longer quiet.
    quiet.until = Some(Millis(1_000_000));
    assert_eq!(announced(&quiet, at(0, "12:00"), Severity::Warning), ALL);
    quiet.hours.push(hours(&[0], "22:00", "07:00"));
    assert_eq!(announced(&quiet, at(1, "06:00"), Severity::Warning), NONE);
    assert_eq!(announced(&quiet, at(1, "08:00"), Severity::Warning), ALL);
}

#[test]
fn a_mute_covers_exactly_what_it_says() {
    let mute = |hub: &str, title: Option<&str>, kind| Mute {
        hub: HubId::from(hub),
        title: title.map(str::to_owned),
        kind,
    };
    for (mute, expected) in [
        (mute("files", None, None), NONE),
        (mute("files", Some("Disk full"), None), NONE),
        (mute("files", None, Some(Severity::Error)), NONE),
        (mute("files", Some("Disk full"), Some(Severity::Error)), NONE),
        (mute("files", Some("disk full"), None), ALL),
        (mute("files", None, Some(Severity::Info)), ALL),
        (mute("portal", None, None), ALL),
    ] {
        let quiet = Quiet { muted: vec![mute.clone()], ..Quiet::default() };
        assert_eq!(announced(&quiet, at(0, "12:00"), Severity::Error), expected, "{mute:?}");
    }
}

#[test]
fn the_same_is_muted_once() {
    let mut quiet = Quiet::default();
    let all = Mute { hub: HubId::from("files"), title: None, kind: None };
    quiet.mute(all.clone());
    quiet.mute(all);
    assert_eq!(quiet.muted.len(), 1);
}

#[test]
fn each_channel_is_the_users_choice() {
    let hub = HubId::from("files");
    let subject = |kind| Subject { hub: &hub, title: "", kind };
    let mut channels = Channels::default();
    let announced =
        |channels: &Channels, kind| Quiet::default().allows(channels, at(0, "12:00"), &subject(kind));
    assert_eq!(announced(&channels, Severity::Error), Announcement { toast: true, ..NONE });
    channels.sounds.on = true;
    assert!(announced(&channels, Severity::Error).sound && !announced(&channels, Severity::Info).sound);
    channels.sounds.set(Severity::Info, true);
    assert!(announced(&channels, Severity::Info).sound);
    channels.sounds.volume = 0;
    channels.toasts = false;
    assert_eq!(announced(&channels, Severity::Error), NONE);
}

#[test]
fn clocks_are_read_as_they_are_written() {
    for minute in 0..DAY {
        assert_eq!(read_clock(&clock_text(minute)), Some(minute));
    }
    for text in ["24:00", "12:60", "7:00", "07:0", "0700", "", "aa:bb", "-1:00", "07:00:00", "+7:00"] {
        assert_eq!(read_clock(text), None, "{text}");
    }
}
