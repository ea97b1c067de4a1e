use super::*;

#[test]
fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
    let cursor = Cursor { mark: Mark { epoch: "6f1c".to_owned(), version: 41 }, notification: 7, event: 0 };
    assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
    for other in ["", "6f1c", "6f1c.1.2", "6f1c.1.2.3.4", ".1.2.3", "6f1c.-1.2.3", "6f1c.1.x.3", "null"] {
        assert_eq!(Cursor::parse(other), None, "{other}");
    }
}

#[test]
fn a_frame_is_the_payload_with_its_type() {
    assert_eq!(frame("a", json!({ "b": 1, "type": "c" })), json!({ "type": "a", "b": 1 }));
    assert_eq!(frame("a", Value::Null), json!({ "type": "a" }));
}
