#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

fn event(name: &str, data: &str) -> StreamEvent {
    StreamEvent { name: name.to_owned(), data: data.to_owned() }
}

/// What a text says in one piece, and in pieces of every length.
fn read(text: &str) -> Vec<StreamEvent> {
    let whole = EventStream::default().read(text).events;
    let characters: Vec<char> = text.chars().collect();
    for length in 1..=characters.len() {
        let mut stream = EventStream::default();
        let pieces = characters.chunks(length).map(|piece| piece.iter().collect::<String>());
        let events: Vec<_> = pieces.flat_map(|piece| stream.read(&piece).events).collect();
        assert_eq!(events, whole, "cut after every {length} characters");
    }
    whole
}

#[test]
fn events_have_a_name_and_lines_of_data() {
    assert_eq!(read("data: uno\n\n"), [event("message", "uno")]);
    assert_eq!(read("event: update\ndata: {\"a\":1}\n\n"), [event("update", "{\"a\":1}")]);
    assert_eq!(read("data: uno\ndata:dos\ndata:  tres\n\n"), [event("message", "uno\ndos\n tres")]);
    assert_eq!(read("data\n\ndata\ndata\n\n"), [event("message", ""), event("message", "\n")]);
    assert_eq!(read("event: ñandú\ndata: año: nuevo\n\n"), [event("ñandú", "año: nuevo")]);
}

#[test]
fn lines_end_as_any_system_ends_them() {
    for end in ["\n", "\r", "\r\n"] {
        let text = ["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].join(end);
        assert_eq!(read(&text), [event("a", "1\n2"), event("message", "3")], "{end:?}");
    }
}

#[test]
fn what_is_no_event_gives_none() {
    for text in
        ["", "\n\n\n", ": comment\n\n", ":\n\n", "event: a\n\n", "id: 1\n\n", "data: no end", "odd: 1\n\n"]
    {
        assert_eq!(read(text), [], "{text:?}");
    }
    // A name without data does not stand for the event after it.
    assert_eq!(read("event: a\n\ndata: 1\n\n"), [event("message", "1")]);
}

#[test]
fn a_piece_says_the_last_id_and_an_empty_one_takes_back_those_before() {
    let mut stream = EventStream::default();
    for (text, wanted) in [
        ("data: 1\n\n", None),
        ("id: 7\n\nid: 8\n\nid: a\0b\n\n", Some("8")),
        ("data: 1\n\n", None),
        ("id\n\n", Some("")),
    ] {
        assert_eq!(stream.read(text).last_id.as_deref(), wanted, "{text:?}");
    }
}

#[test]
fn the_hub_says_how_long_to_wait() {
    for (text, wanted) in [
        ("retry: 2500\n", Some(2_500)),
        ("retry: 2500\nretry: soon\n", Some(2_500)),
        ("retry: -1\n", None),
        ("retry:\n", None),
        ("retry: 2500\nretry:0\n", Some(0)),
    ] {
        assert_eq!(EventStream::default().read(text).retry_ms, wanted, "{text:?}");
    }
}

#[test]
fn what_is_too_large_is_left_out_and_what_follows_is_not() {
    let long = "x".repeat(LARGEST_EVENT);
    let many = "data: 0123456789\n".repeat(500_000);
    for text in [format!("data: {long}"), many] {
        let mut stream = EventStream::default();
        let mut pieces: Vec<_> = text
            .as_bytes()
            .chunks(65_536)
            .map(|piece| stream.read(std::str::from_utf8(piece).unwrap()))
            .collect();
        pieces.push(stream.read("\n\ndata: after\n\n"));
        let said: Vec<_> = pieces.iter().filter_map(|piece| piece.too_large.as_ref()).collect();
        assert!(!said.is_empty() && said.iter().all(|it| it.len() <= 200));
        assert!(stream.line.len() + stream.data.len() < LARGEST_EVENT);
        let events: Vec<_> = pieces.into_iter().flat_map(|piece| piece.events).collect();
        assert!(events == [event("message", "after")], "{} events", events.len());
    }
}
