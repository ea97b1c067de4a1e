//! `cargo xtask reference`: the reference of the profile language and that of `hubs.json`, made from their schemas.
use std::path::PathBuf;

use crate::json_text::JsonText;
use crate::workspace::{Workspace, read, write};

use document::{Outline, document};
use schema::Schema;

mod document;
mod kind;
mod schema;

/// A schema, and the document that is made of it.
struct Reference {
    schema: &'static str,
    document: &'static str,
    outline: Outline,
}

const REFERENCES: [Reference; 2] = [
    Reference {
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
    Reference {
        schema: "profiles/hubs.schema.json",
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

/// Write the references anew.
///
/// # Errors
/// When a schema is no JSON, or a file cannot be read or written.
pub fn write_all(workspace: &Workspace) -> Result<(), String> {
    for reference in REFERENCES {
        let file = workspace.root.join(reference.document);
        write(&file, reference.text(workspace)?)?;
        println!("   {}", reference.document);
    }
    Ok(())
}

impl Reference {
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
