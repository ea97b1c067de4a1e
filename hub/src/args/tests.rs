use super::*;

#[test]
fn a_number_of_bytes_is_read_with_its_unit_and_within_bounds() {
    let cases = [
        ("1024", Some(1_024)),
        ("1K", Some(1_024)),
        ("64M", Some(67_108_864)),
        ("1024G", Some(1 << 40)),
        ("1025G", None),
        ("1023", None),
        ("0", None),
        ("", None),
        ("K", None),
        ("1.5M", None),
        ("-1K", None),
        ("1k", None),
        ("1MB", None),
        ("99999999999999999999", None),
        ("99999999999999999G", None),
    ];
    for (text, expected) in cases {
        assert_eq!(bytes(text).ok(), expected, "{text}");
    }
}

#[test]
fn contents_are_beside_the_database_where_nothing_else_is_said() {
    let folder = |args: &[&str]| Args::parse_from([&["atalaya-hub"], args].concat()).folder();
    assert_eq!(folder(&[]), PathBuf::from("atalaya-hub.files"));
    assert_eq!(folder(&["--database", "/data/a.b.db"]), PathBuf::from("/data/a.b.files"));
    assert_eq!(folder(&["--files", "x"]), PathBuf::from("x"));
}
