//! JSON Pointers into rows and messages.

/// A path as a JSON Pointer (RFC 6901).
pub(crate) fn pointer(path: &[String]) -> String {
    let mut pointer = String::new();
    for name in path {
        pointer.push('/');
        for letter in name.chars() {
            match letter {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                letter => pointer.push(letter),
            }
        }
    }
    pointer
}

/// Whether a profile can name it: `{vars.` stands for settings everywhere in one.
pub(crate) fn can_be_named(name: &str) -> bool {
    !name.contains("{vars.")
}

/// Whether a profile can fetch it.
pub(crate) fn can_be_fetched(path: &str) -> bool {
    let (way, _) = path.split_once('?').unwrap_or((path, ""));
    let clean = !path.contains(['\\', '#', '{', '}']) && !path.chars().any(|it| it.is_control() || it == ' ');
    path.starts_with('/')
        && clean
        && !way.contains("//")
        && !way.split('/').any(|step| step == "." || step == "..")
}
