//! Profiles that were read when the app was built.
//!
//! What reads a profile and names every mistake in it is a tenth of the program. The profiles that come with the app
//! have none, so the page takes them as bytes, and loads the reader only for profiles that users wrote
//! (docs/decisions/0025-compiled-profiles.md).

use compact::Compact;

use crate::origin::Origin;
use crate::{Problem, Profile, Settings};

impl Profile {
    /// Read a profile into bytes for [`Profile::from_compiled`]. They mean something only to an app that was built from
    /// the same sources.
    ///
    /// # Errors
    /// Every mistake, each with its JSON Pointer.
    pub fn compile(json: &str) -> Result<Vec<u8>, Vec<Problem>> {
        let mut compiled = digest(json).to_le_bytes().to_vec();
        Self::parse(json)?.write(&mut compiled);
        Ok(compiled)
    }

    /// The profile that stands in `json`; nothing where that is not the text that was compiled.
    #[must_use]
    pub fn from_compiled(compiled: &[u8], json: &str) -> Option<Self> {
        let (of, profile) = compiled.split_first_chunk()?;
        if u64::from_le_bytes(*of) != digest(json) {
            return None;
        }
        let mut profile: Self = compact::from_bytes(profile)?;
        profile.origin = Origin::new(json, &Settings::default());
        Some(profile)
    }
}

/// FNV-1a: tells a text that was edited from the one that was compiled.
fn digest(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests;
