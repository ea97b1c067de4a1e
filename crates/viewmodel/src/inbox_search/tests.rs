#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;

struct NoZones;

impl model::Zones for NoZones {
    fn to_utc(&self, local: Millis, _: &model::Zone) -> Millis {
        local
    }
}

/// Days begin at multiples of a thousand; months have 30 of them.
fn read(text: &str) -> InboxSearch {
    InboxSearch::read(text, &|year, month, day| {
        let exists = (1..=12).contains(&month) && (1..=30).contains(&day);
        let days = i64::from(year) * 360 + i64::from(month) * 30 + i64::from(day);
        exists.then_some(Millis(days * 1_000))
    })
}

fn words(text: &str) -> Vec<String> {
    let search = read(text);
    assert!(search.from.is_empty() && search.unknown.is_empty(), "{search:?}");
    search.words
}

#[test]
fn words_are_parted_by_spaces_and_phrases_are_not() {
    assert_eq!(words("  nodo\tperdido "), ["nodo", "perdido"]);
    assert_eq!(words(r#"el "nodo perdido" ayer"#), ["el", "nodo perdido", "ayer"]);
    assert_eq!(words(r#""sin cerrar del todo"#), ["sin cerrar del todo"]);
    assert_eq!(words(r#""" " ""#), Vec::<String>::new());
    assert_eq!(words("http://hub:8080/x a:"), ["http://hub:8080/x", "a:"], "no filters");
    assert_eq!(words(r#""kind:error""#), ["kind:error"], "in quotation marks it is a phrase");
    assert!(read("").is_empty() && read("   ").is_empty());
}

#[test]
fn filters_are_read_and_may_be_combined() {
    let search = read(
        r#"kind:Error KIND:warning is:unread from:"Portal de datos" after:2026-11-24 before:2026-12-01 disco"#,
    );
    assert_eq!(search.kinds, [Severity::Error, Severity::Warning]);
    assert_eq!((search.unread, search.from.as_slice()), (Some(true), &["Portal de datos".to_owned()][..]));
    assert_eq!(
        (search.after, search.before),
        (read("after:2026-11-24").after, read("before:2026-12-01").before)
    );
    assert!(search.after.unwrap() < search.before.unwrap());
    assert_eq!(search.words, ["disco"]);
    assert_eq!(read("is:read is:unread").unread, Some(true), "the last one counts");
}

#[test]
fn a_filter_that_means_nothing_is_named_and_looks_for_nothing() {
    let text = "is:pinned kind:fatal after:ayer before:2026-13-01 before:2026-11 after:2026-11-24-1 x";
    let search = read(text);
    assert_eq!(search.unknown.join(" ") + " x", text);
    assert_eq!(
        (search.words, search.kinds.len(), search.after, search.before),
        (vec!["x".to_owned()], 0, None, None)
    );
}

#[test]
fn notifications_are_let_through_by_kind_reading_and_time() {
    let mut inbox = model::Inbox::new();
    for (id, kind, at) in [("a", Severity::Error, 5), ("b", Severity::Info, 15)] {
        let mut notification = model::Notification::new(model::EventId::from(id), kind);
        notification.stamp = Some(model::Stamp::At(Millis(at)));
        inbox.notify(notification, Millis(at), &NoZones);
    }
    let found = |search: InboxSearch| {
        let all = model::Filter::default();
        let ids = inbox.newest(&all).filter(|entry| search.lets_through(entry));
        ids.map(|entry| entry.notification.id.to_string()).collect::<String>()
    };
    assert_eq!(found(InboxSearch::default()), "ba");
    assert_eq!(found(InboxSearch { kinds: vec![Severity::Error], ..Default::default() }), "a");
    assert_eq!(
        found(InboxSearch { after: Some(Millis(15)), ..Default::default() }),
        "b",
        "from that moment on"
    );
    assert_eq!(found(InboxSearch { before: Some(Millis(15)), ..Default::default() }), "a", "before it");
    assert_eq!(found(InboxSearch { unread: Some(false), ..Default::default() }), "");
}
