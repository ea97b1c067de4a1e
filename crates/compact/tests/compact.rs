//! What is written is read again, and nothing else is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::fmt::Debug;
use std::sync::Arc;

use litemap::LiteMap;
use serde_json::{Value, json};

use compact::{Compact, from_bytes, to_bytes};

#[derive(Clone, Debug, PartialEq, Compact)]
struct Named<T> {
    name: String,
    inner: Option<T>,
}

#[derive(Clone, Debug, PartialEq, Compact)]
struct Pair(Arc<str>, Value);

#[derive(Clone, Debug, PartialEq, Compact)]
enum Kind {
    None,
    One(u64),
    Two(Named<u16>, bool),
    Many { of: Vec<Kind>, at: Box<Pair> },
}

fn all() -> Vec<Kind> {
    let pair = Pair("ñandú".into(), json!({ "a": [1.50, null, "x"], "b": 12_345_678_901_234_567_890_u64 }));
    let named = Named { name: "😀".to_owned(), inner: Some(u16::MAX) };
    let two = Kind::Two(named, true);
    let many = Kind::Many { of: vec![Kind::None, two.clone(), Kind::One(128)], at: Box::new(pair) };
    vec![Kind::One(0), Kind::One(u64::MAX), two, many, Kind::None]
}

fn comes_back<T: Compact + Debug + PartialEq>(value: &T) {
    assert_eq!(from_bytes(&to_bytes(value)).as_ref(), Some(value));
}

#[test]
fn what_was_written_is_read() {
    comes_back(&all());
    comes_back(&Named::<Kind> { name: String::new(), inner: None });
    comes_back(&LiteMap::<String, u32>::from_iter([("pt-BR".to_owned(), 1), ("es".to_owned(), u32::MAX)]));
    comes_back(&(Some(f64::MIN_POSITIVE), (usize::MAX, vec![0.1, f64::INFINITY])));
}

#[test]
fn numbers_take_what_they_need() {
    for (number, bytes) in [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (u64::MAX, 10)] {
        assert_eq!(to_bytes(&number).len(), bytes, "{number}");
    }
}

#[test]
fn bytes_that_are_too_few_or_too_many_are_nothing() {
    let whole = to_bytes(&all());
    for end in 0..whole.len() {
        assert_eq!(from_bytes::<Vec<Kind>>(&whole[..end]), None, "{end}");
    }
    assert_eq!(from_bytes::<Vec<Kind>>(&[&whole[..], &[0]].concat()), None);
    assert_eq!(from_bytes::<f64>(&[0; 7]), None);
}

#[test]
fn what_no_value_was_written_as_is_nothing() {
    assert_eq!(from_bytes::<bool>(&[2]), None);
    assert_eq!(from_bytes::<Kind>(&[4]), None);
    assert_eq!(from_bytes::<u16>(&to_bytes(&70_000_u64)), None);
    assert_eq!(from_bytes::<u64>(&[0xff; 11]), None);
    assert_eq!(from_bytes::<String>(&[2, 0xc3, 0x28]), None);
    assert_eq!(from_bytes::<Value>(&to_bytes(&"{".to_owned())), None);
}

#[test]
fn a_length_that_is_none_takes_no_memory_and_no_time() {
    let lengths = [u64::MAX, u64::from(u32::MAX), 1 << 40];
    for length in lengths {
        assert_eq!(from_bytes::<Vec<Kind>>(&to_bytes(&length)), None);
        assert_eq!(from_bytes::<String>(&to_bytes(&length)), None);
    }
}

#[test]
fn changed_bytes_are_read_as_something_or_nothing() {
    let whole = to_bytes(&all());
    for place in 0..whole.len() {
        for byte in [0, 1, 3, 0x7f, 0xff] {
            let mut changed = whole.clone();
            changed[place] = byte;
            if let Some(read) = from_bytes::<Vec<Kind>>(&changed) {
                comes_back(&read);
            }
        }
    }
}
