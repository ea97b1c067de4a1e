//! The names of files.
use super::hashed;

#[test]
fn a_name_changes_with_the_bytes() {
    assert_eq!(hashed("a", b"one", "css"), hashed("a", b"one", "css"));
    assert_ne!(hashed("a", b"one", "css"), hashed("a", b"two", "css"));
}
