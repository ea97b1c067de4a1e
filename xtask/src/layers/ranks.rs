//! The rooms of `src` and their ranks: an arrow may only go down, or stay inside one room.
use std::path::Path;

/// Each room with its rank, as docs/architecture.md draws them.
const RANKS: [(&str, u8); 11] = [
    ("main", 8),
    ("deferred", 7),
    ("pages", 6),
    ("components", 5),
    ("hubs", 4),
    ("store", 3),
    ("engine", 2),
    ("config", 1),
    ("paths", 0),
    ("i18n", 0),
    ("browser", 0),
];

/// Arrows between rooms of one rank that are allowed.
const ASIDE: [(&str, &str); 1] = [
    // The language that the user chose is kept in the browser's storage.
    ("i18n", "browser"),
];

/// The arrows of one file that go up or aside.
pub fn faults(file: &Path, text: &str) -> Vec<String> {
    let Some(module) = module_path(file) else { return Vec::new() };
    let Some(room) = module.first() else { return Vec::new() };
    let shown = file.display();
    let Some(rank) = rank(room) else {
        return vec![format!("{shown}: {room} is a room without a rank")];
    };
    let mut faults = Vec::new();
    for (line, other) in imports(text, &module) {
        let goes_down = self::rank(&other).is_none_or(|of_other| of_other < rank);
        let is_allowed = ASIDE.contains(&(room, &other));
        if &other != room && !goes_down && !is_allowed {
            faults.push(format!("{shown}:{line}: {room} imports {other}, which is not below it"));
        }
    }
    faults
}

fn rank(room: &str) -> Option<u8> {
    RANKS.iter().find(|(known, _)| *known == room).map(|(_, rank)| *rank)
}

/// `src/pages/inbox.rs` is `pages::inbox`; nothing for a file outside of `src`.
fn module_path(file: &Path) -> Option<Vec<String>> {
    let inside = file.strip_prefix("src").ok()?.with_extension("");
    Some(inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect())
}

/// Every room that the code of this module names, with the line: by `crate::`, or by as many `super::` as lead
/// there. Comments may name what they like.
fn imports(text: &str, module: &[String]) -> Vec<(usize, String)> {
    let blank = |line| if str::trim_start(line).starts_with("//") { "" } else { line };
    let code: String = text.lines().flat_map(|line| [blank(line), "\n"]).collect();
    let to_root = "super::".repeat(module.len());
    let mut found = Vec::new();
    for prefix in ["crate::", &to_root] {
        for (at, _) in code.match_indices(prefix) {
            let (before, after) = (&code[..at], &code[at + prefix.len()..]);
            let goes_on = before.ends_with(|last: char| is_name(last) || last == ':');
            if goes_on || after.starts_with("super::") {
                continue;
            }
            let line = before.matches('\n').count() + 1;
            found.extend(first_names(after).into_iter().map(|name| (line, name.to_owned())));
        }
    }
    found
}

/// The first name of a path, or of each path of a group.
fn first_names(path: &str) -> Vec<&str> {
    let name = |path: &'_ str| path.find(|letter| !is_name(letter)).unwrap_or(path.len());
    let Some(group) = path.strip_prefix('{') else { return vec![&path[..name(path)]] };
    let (mut names, mut depth, mut begin) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                let part = group[begin..at].trim_start();
                names.push(&part[..name(part)]);
                begin = at + 1;
                if letter == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests;
