//! Saving: the profiles that come with the app are read when it is built.
//!
//! What reads a profile then loads later, for profiles that users wrote and for those that a configuration changes.
//! The page looks whether a file holds the text that was compiled: operators may edit the profiles where they stand.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use profile::{HubKind, Profile};
use serde_json::Value;

use crate::profiles;
use crate::workspace::{Workspace, read, write};

/// Tells the app, when it is compiled, what the names of the files end in.
pub const VARIABLE: &str = "ATALAYA_PROFILES";

/// All profiles of the app as bytes.
pub struct CompiledProfiles {
    /// What the names end in: another one for other bytes.
    pub build: String,
    files: Vec<(String, Vec<u8>)>,
    /// How the hubs of each are recognised: all in one file, which the page fetches when it looks at an address.
    kinds: String,
}

impl CompiledProfiles {
    /// Compile all of them.
    ///
    /// # Errors
    /// Names the profile that cannot be read, with its mistakes.
    pub fn of(workspace: &Workspace) -> Result<Self, String> {
        let compile = |file: &Path| {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let compiled = Profile::compile(&read(file)?).map_err(|problems| {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                format!("{}: {}", file.display(), problems.join("; "))
            })?;
            let kind = HubKind::of_profile(&name, &read(file)?);
            Ok(((name, compiled), kind))
        };
        let files = profiles::built_in(workspace)?;
        let both = files.iter().map(|file| compile(file)).collect::<Result<Vec<_>, String>>()?;
        let (files, kinds): (Vec<_>, Vec<_>) = both.into_iter().unzip();
        let kinds = Value::Array(kinds.into_iter().flatten().collect()).to_string();
        let mut hasher = DefaultHasher::new();
        (&files, &kinds).hash(&mut hasher);
        Ok(Self { build: format!("{:016x}", hasher.finish()), files, kinds })
    }

    /// Write them beside the profiles that the page was given.
    ///
    /// # Errors
    /// Of the file system.
    pub fn write(&self, dist: &Path) -> Result<(), String> {
        self.files.iter().try_for_each(|(name, compiled)| {
            write(&dist.join(format!("profiles/{name}-{}.bin", self.build)), compiled)
        })?;
        write(&dist.join(format!("profiles/recognise-{}.json", self.build)), &self.kinds)
    }
}
