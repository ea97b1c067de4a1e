//! `cargo xtask reference`: the reference of the profile language and that of `hubs.json`, made from their schemas.
use std::path::PathBuf;

use crate::json_text::{JsonText, Ranged, compact};
use crate::workspace::{Workspace, read, write};

use document::{Outline, document};
use schema::Schema;

mod document;
mod kind;
mod schema;

/// A schema, and the document that is made of it.
struct ReferenceDoc {
    schema: &'static str,
    document: &'static str,
    outline: Outline,
}

const REFERENCES: [ReferenceDoc; 2] = [
    ReferenceDoc {
        schema: "profiles/profile.schema.json",
        document: "docs/reference.md",
        outline: Outline {
            head: include_str!("reference/profile.md"),
            whole: "The profile",
            object: "profile",
            chapters: &[
                ("sources", "Sources"),
                ("time", "Time"),
                ("define", "Notifications"),
                ("on", "Messages"),
                ("poll", "Lists"),
                ("tables", "Tables"),
                ("watch", "Alerts"),
                ("intents", "Intents"),
                ("actions", "Actions"),
                ("auth", "Auth"),
                ("errors", "Errors"),
                ("figures", "Figures"),
            ],
            homes: &[("match", "on"), ("field", "actions")],
        },
    },
    ReferenceDoc {
        schema: HUBS,
        document: "docs/hubs-json.md",
        outline: Outline {
            head: include_str!("reference/hubs.md"),
            whole: "The file",
            object: "file",
            chapters: &[("hubs", "Hubs")],
            homes: &[],
        },
    },
];

/// The schema of `hubs.json`, and where in it the profiles stand that come with the app: editors offer their names.
const HUBS: &str = "profiles/hubs.schema.json";
const NAMES: &str = "/$defs/hub/properties/profile/then/anyOf/0/enum";

/// Write the references anew, and first the names of the profiles that come with the app into the schema of `hubs.json`.
///
/// # Errors
/// When a schema is no JSON, or a file cannot be read or written.
pub fn write_all(workspace: &Workspace) -> Result<(), String> {
    write(&workspace.root.join(HUBS), hubs_schema(workspace)?)?;
    for reference in REFERENCES {
        let file = workspace.root.join(reference.document);
        write(&file, reference.text(workspace)?)?;
        println!("   {}", reference.document);
    }
    Ok(())
}

/// The schema of `hubs.json` with the names of all profiles in `profiles/index.json`.
fn hubs_schema(workspace: &Workspace) -> Result<String, String> {
    let (text, index) =
        (read(&workspace.root.join(HUBS))?, read(&workspace.root.join("profiles/index.json"))?);
    let json = JsonText::parse(&text).map_err(|(place, why)| format!("{HUBS}:{place}: {why}"))?;
    let index = JsonText::parse(&index).map_err(|(place, why)| format!("index.json:{place}: {why}"))?;
    let names = json.get(NAMES).ok_or_else(|| format!("{HUBS}: there is no {NAMES}"))?.range();
    Ok([&text[..names.start], &compact(&index.value), &text[names.end..]].concat())
}

impl ReferenceDoc {
    /// The document as it should be.
    fn text(&self, workspace: &Workspace) -> Result<String, String> {
        let file: PathBuf = workspace.root.join(self.schema);
        let text = read(&file)?;
        let json =
            JsonText::parse(&text).map_err(|(place, why)| format!("{}:{place}: {why}", self.schema))?;
        Ok(document(&Schema::new(&json), &self.outline))
    }
}

#[cfg(test)]
mod tests;
