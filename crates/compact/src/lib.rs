//! Values as bytes, for a program that was built together with them.
//!
//! Nothing says what a byte means but the type that is read, so bytes are read by what wrote them only. There is one
//! question whether all of it could be read, and it comes at the end: members are read one after the other with
//! nothing between them to go wrong, which takes a quarter of the program that reading step by step takes
//! (docs/decisions/0025-compiled-profiles.md).
//!
//! ```
//! use compact::Compact;
//!
//! #[derive(Debug, PartialEq, Compact)]
//! enum Unit {
//!     Bytes,
//!     Times { of: String, factor: f64 },
//! }
//!
//! let units = vec![Unit::Bytes, Unit::Times { of: "ms".to_owned(), factor: 0.5 }];
//! let bytes = compact::to_bytes(&units);
//! assert_eq!(compact::from_bytes(&bytes), Some(units));
//! assert_eq!(compact::from_bytes::<Vec<Unit>>(&bytes[1..]), None);
//! ```
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(clippy::string_slice, clippy::arithmetic_side_effects, clippy::unreachable)]

mod reader;
mod values;

pub use compact_derive::Compact;
pub use reader::Reader;

/// What can be written as bytes and read again.
pub trait Compact {
    /// Append the value.
    fn write(&self, out: &mut Vec<u8>);

    /// The next value. Where the bytes hold none it is anything, and the reader knows.
    fn read(bytes: &mut Reader<'_>) -> Self;
}

/// The bytes of a value.
pub fn to_bytes(value: &impl Compact) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// The value that `bytes` are; nothing where they are none, or more than one.
#[must_use]
pub fn from_bytes<T: Compact>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let value = T::read(&mut reader);
    reader.is_done().then_some(value)
}
