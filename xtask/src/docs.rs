//! What the documents name is there: files, functions and sections. After a rename the check names the document to mend.
use std::path::{Path, PathBuf};

use crate::workspace::{Workspace, files, read};

/// A link of a document.
#[derive(Debug, PartialEq, Eq)]
struct DocLink {
    /// What is read.
    label: String,
    /// Where it leads, without the part after `#`.
    target: String,
}

/// Links of every document that lead nowhere, and functions that are not where a document says.
fn broken_links(workspace: &Workspace) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for file in documents(workspace)? {
        let folder = file.parent().unwrap_or(&workspace.root);
        let shown = shown(workspace, &file);
        let found = links(&read(&file)?).into_iter().filter_map(|link| fault(folder, &link));
        faults.extend(found.map(|fault| format!("{shown}: {fault}")));
    }
    Ok(faults)
}

/// Every `Type::name` of a document that no code defines.
fn unknown_names(workspace: &Workspace) -> Result<Vec<String>, String> {
    let rooms = ["src", "crates", "hub/src", "xtask/src"].map(|room| workspace.root.join(room));
    let sources: Vec<String> = files(&rooms)?.iter().filter_map(|file| read(file).ok()).collect();
    let mut faults = Vec::new();
    for file in documents(workspace)? {
        let text = read(&file)?;
        let unknown = paths(&text).into_iter().filter(|(owner, name)| {
            let has =
                |text: &String| has_variant(text, owner, name) || defines(text, &format!("{owner}::{name}"));
            !sources.iter().any(has)
        });
        faults.extend(unknown.map(|(owner, name)| format!("{}: {owner}::{name}", shown(workspace, &file))));
    }
    Ok(faults)
}

/// Sections of hubs' contracts, and documents, that comments cite and nobody wrote.
fn broken_citations(workspace: &Workspace) -> Result<Vec<String>, String> {
    let contracts = contracts(workspace)?;
    let rooms = ["src", "crates", "hub/src", "hub/tests", "xtask/src", "e2e/specs", "e2e/support", "deploy"];
    let mut faults = Vec::new();
    for file in files(&rooms.map(|room| workspace.root.join(room)))? {
        let shown = shown(workspace, &file);
        if shown.starts_with("xtask/src/docs/") {
            continue; // examples of what is not there
        }
        let text = read(&file)?;
        let wrong = citations(&text).into_iter().filter(|cited| !contracts.contains(cited));
        faults.extend(wrong.map(|(hub, section)| format!("{shown}: hub {hub} has no §{section}")));
        let missing = cited_documents(&text).filter(|cited| !workspace.root.join(cited).exists());
        faults.extend(missing.map(|cited| format!("{shown}: there is no {cited}")));
    }
    Ok(faults)
}

/// What is wrong with a link of a document in `folder`.
fn fault(folder: &Path, link: &DocLink) -> Option<String> {
    let DocLink { label, target } = link;
    if target.is_empty() || target.contains("://") {
        return None;
    }
    let file = folder.join(target);
    if !file.exists() {
        return Some(format!("there is no {target}"));
    }
    let name = label.strip_prefix('`')?.strip_suffix('`')?;
    if !target.ends_with(".rs") || name.contains(['/', '.']) {
        return None;
    }
    let defined = read(&file).is_ok_and(|text| defines(&text, name));
    (!defined).then(|| format!("{target} does not define {name}"))
}

/// Whether a file defines the function `name`, or `Type::name` where it has an `impl` of the type. A name that begins
/// with a capital is a type, or a component.
fn defines(text: &str, name: &str) -> bool {
    let (owner, name) = name.rsplit_once("::").map_or((None, name), |(owner, name)| (Some(owner), name));
    let words = |line: &str| -> Vec<String> {
        line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_owned).collect()
    };
    let defines = |line: &str| {
        let words = words(line.trim_start());
        words.windows(2).any(|pair| {
            pair[1] == name && ["fn", "struct", "enum", "trait", "type", "const"].contains(&pair[0].as_str())
        })
    };
    let owned = owner.is_none_or(|owner| {
        let opens = |line: &&str| line.starts_with("impl") || line.starts_with("pub trait");
        text.lines().filter(opens).any(|line| words(line).iter().any(|word| word == owner))
    });
    owned && text.lines().any(defines)
}

/// Whether a file has an enum of this name with this variant.
fn has_variant(text: &str, owner: &str, name: &str) -> bool {
    let begins = |line: &str| {
        let rest = line.trim_start().strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
    };
    let head = format!("enum {owner}");
    let opened = text.split(&head).skip(1);
    opened.filter_map(|rest| rest.split("\n}").next()).any(|body| body.lines().any(begins))
}

/// Every `Type::name` between backticks.
fn paths(text: &str) -> Vec<(&str, &str)> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let in_code = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let pairs = in_code.flat_map(|code| {
        code.match_indices("::").map(|(at, _)| {
            let owner = &code[code[..at].rfind(|letter| !is_name(letter)).map_or(0, |end| end + 1)..at];
            let after = &code[at + 2..];
            (owner, &after[..after.find(|letter| !is_name(letter)).unwrap_or(after.len())])
        })
    });
    let is_type = |name: &str| name.starts_with(|letter: char| letter.is_ascii_uppercase());
    pairs.filter(|(owner, name)| is_type(owner) && !name.is_empty()).collect()
}

/// Every link `[label](target)` outside of code blocks.
fn links(text: &str) -> Vec<DocLink> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if in_code || line.starts_with("    ") {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let before = &line[..at];
            let Some((target, _)) = line[at + 2..].split_once(')') else { continue };
            let label = before.rfind('[').map_or("", |begin| &before[begin + 1..]);
            let target = target.split('#').next().unwrap_or_default();
            found.push(DocLink { label: label.to_owned(), target: target.to_owned() });
        }
    }
    found
}

/// Every `hub NNN §N.N` with its number and section; further sections follow as `, §N`, `; §N` or ` and §N`.
fn citations(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("ub ") {
        let Some((hub, mut rest)) = text[at + 3..].split_at_checked(3) else { continue };
        if !hub.chars().all(|letter| letter.is_ascii_digit()) {
            continue;
        }
        while let Some(after) = [" §", ", §", "; §", " and §"].iter().find_map(|it| rest.strip_prefix(it))
        {
            let end = after.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
            let (section, next) = after.split_at(end.unwrap_or(after.len()));
            found.push((hub.to_owned(), section.trim_end_matches('.').to_owned()));
            rest = next;
        }
    }
    found
}

/// Paths below `docs/` that a text names.
fn cited_documents(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && !['/', '.', '-', '_'].contains(&letter);
    let whole = move |at: usize| !text[..at].ends_with(|letter: char| letter == '/' || !ends(letter));
    text.match_indices("docs/").filter(move |(at, _)| whole(*at)).map(move |(at, _)| {
        let path = &text[at..];
        path[..path.find(ends).unwrap_or(path.len())].trim_end_matches('.')
    })
}

/// Each hub's contract with its numbered sections.
fn contracts(workspace: &Workspace) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for file in files(&[workspace.root.join("docs/hubs")])? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let hub = name.split('-').next().unwrap_or_default().to_owned();
        let text = read(&file)?;
        let titles = text.lines().filter(|line| line.starts_with('#'));
        let numbers = titles.filter_map(|line| line.trim_start_matches('#').split_whitespace().next());
        found.extend(numbers.map(|number| (hub.clone(), number.trim_end_matches('.').to_owned())));
    }
    Ok(found)
}

/// The documents at the root and below `docs/`.
fn documents(workspace: &Workspace) -> Result<Vec<PathBuf>, String> {
    let at_root = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| workspace.root.join(name));
    let all = files(&[&at_root[..], &[workspace.root.join("docs")]].concat())?;
    Ok(all.into_iter().filter(|file| file.extension().is_some_and(|it| it == "md")).collect())
}

fn shown(workspace: &Workspace, file: &Path) -> String {
    file.strip_prefix(&workspace.root).unwrap_or(file).display().to_string()
}

mod failures;
mod tests;
