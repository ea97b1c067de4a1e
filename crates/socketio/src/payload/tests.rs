#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]
use super::*;
use proptest::prelude::*;

fn text(text: &str) -> EngineFrame {
    EngineFrame::Text(text.to_owned())
}

#[test]
fn packets_are_joined_with_the_record_separator_and_binary_is_base64() {
    let frames = [text("42[\"a\"]"), EngineFrame::Binary(vec![1, 2, 3, 4]), text("2")];
    let payload = join(&frames);
    assert_eq!(payload, "42[\"a\"]\u{1e}bAQIDBA==\u{1e}2");
    assert_eq!(split(&payload).collect::<Result<Vec<_>, _>>().unwrap(), frames);
}

#[test]
fn one_bad_packet_does_not_take_the_others_with_it() {
    let read: Vec<_> = split("2\u{1e}b!!\u{1e}\u{1e}6").collect();
    assert_eq!(read.len(), 3);
    assert!(read.first().unwrap().is_ok() && read.get(1).unwrap().is_err() && read.get(2).unwrap().is_ok());
}

#[test]
fn what_fits_into_a_payload_is_taken_but_at_least_one_frame() {
    let mut queue = vec![text("aaaa"), text("bbbb"), text("cccc")];
    assert_eq!(take_fitting(&mut queue, 9).len(), 2, "4 + separator + 4");
    assert_eq!(take_fitting(&mut queue, 1).len(), 1, "one alone is sent even when it is too large");
    assert!(queue.is_empty());
}

fn frame() -> impl Strategy<Value = EngineFrame> {
    prop_oneof![
        "[0-6][^\u{1e}]{0,40}".prop_map(EngineFrame::Text),
        proptest::collection::vec(any::<u8>(), 0..64).prop_map(EngineFrame::Binary),
    ]
}

proptest! {
    #[test]
    fn splitting_undoes_joining(frames in proptest::collection::vec(frame(), 0..10)) {
        let payload = join(&frames);
        prop_assert_eq!(split(&payload).collect::<Result<Vec<_>, _>>().unwrap(), frames.clone());
        let lengths: usize = frames.iter().map(EngineFrame::payload_len).sum();
        prop_assert_eq!(payload.len(), lengths + frames.len().saturating_sub(1));
    }

    #[test]
    fn no_payload_panics(payload in any::<String>()) {
        for _ in split(&payload) {}
    }
}
