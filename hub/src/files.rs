//! The folder with the contents of files. A content is written under another name, and renamed once all of it is on disk.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::store::files::{Content, Placing};

/// Uploads at once.
const MAX_UPLOADS: usize = 16;
/// What stands behind the name of a content that is not whole.
const PARTIAL: &str = ".part";

/// Where contents are kept, and how much of them.
pub struct Folder {
    path: PathBuf,
    /// Bytes of a file.
    pub max_file: u64,
    /// How contents are placed on nodes.
    pub placing: Placing,
    uploads: Semaphore,
}

impl Folder {
    /// Take a folder, which is made where there is none, and remove from it what no file has: uploads that broke off with
    /// the hub, and removals that it did not come to. Names that are not of this database are left alone.
    ///
    /// # Errors
    /// A sentence: the folder cannot be made or read.
    pub fn open(
        path: &Path,
        epoch: &str,
        kept: &[String],
        max_file: u64,
        placing: Placing,
    ) -> Result<Self, String> {
        let failed = |error: io::Error| format!("--files {}: {error}", path.display());
        std::fs::create_dir_all(path).map_err(failed)?;
        let kept: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
        for entry in std::fs::read_dir(path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| is_of(epoch, name)) else { continue };
            if !kept.contains(name) {
                std::fs::remove_file(entry.path()).map_err(failed)?;
                tracing::info!(name, "a content that no file has was removed");
            }
        }
        Ok(Self { path: path.into(), max_file, placing, uploads: Semaphore::new(MAX_UPLOADS) })
    }

    /// Begin an upload; nothing where too many are on their way.
    pub fn begin(&self) -> Option<SemaphorePermit<'_>> {
        self.uploads.try_acquire().ok()
    }

    /// Where a content is.
    pub fn content(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Keep one of two contents that are the same, under the first name. It may be gone from there.
    pub async fn keep_one(&self, name: &str, other: &str) {
        if fs::try_exists(self.content(name)).await.unwrap_or(true) {
            self.remove(other).await;
        } else if let Err(error) = fs::rename(self.content(other), self.content(name)).await {
            tracing::error!(name, %error, "a content that was gone cannot be put back");
        }
    }

    /// Remove a content that no file has any more. What cannot be removed goes at the next start.
    pub async fn remove(&self, name: &str) {
        if let Err(error) = fs::remove_file(self.content(name)).await {
            tracing::warn!(name, %error, "a content cannot be removed");
        }
    }
}

/// Whether a name in the folder is one of the hub with this epoch.
fn is_of(epoch: &str, name: &str) -> bool {
    let number = name.strip_prefix(epoch).and_then(|rest| rest.strip_prefix('-'));
    let number = number.map(|rest| rest.strip_suffix(PARTIAL).unwrap_or(rest));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A content on its way to disk. What is not finished is removed.
pub struct Upload {
    folder: Arc<Folder>,
    file: fs::File,
    partial: Partial,
    name: String,
    size: u64,
    digest: Sha256,
}

/// A file that is removed when this is dropped.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        // It is gone already where it was renamed.
        drop(std::fs::remove_file(&self.0));
    }
}

impl Upload {
    /// An upload under this name on disk.
    pub async fn create(folder: &Arc<Folder>, name: String) -> io::Result<Self> {
        let path = folder.path.join(format!("{name}{PARTIAL}"));
        let file = fs::File::create_new(&path).await?;
        Ok(Self {
            folder: folder.clone(),
            file,
            partial: Partial(path),
            name,
            size: 0,
            digest: Sha256::new(),
        })
    }

    /// Bytes with these behind them.
    pub fn size_with(&self, chunk: &[u8]) -> u64 {
        self.size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX))
    }

    /// Write more of it.
    pub async fn write(&mut self, chunk: &[u8]) -> io::Result<()> {
        self.file.write_all(chunk).await?;
        self.digest.update(chunk);
        self.size = self.size_with(chunk);
        Ok(())
    }

    /// That was all: bring it to disk, the folder's entry too.
    pub async fn finish(mut self) -> io::Result<Content> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256 = self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        fs::rename(&self.partial.0, self.folder.content(&self.name)).await?;
        fs::File::open(&self.folder.path).await?.sync_all().await?;
        Ok(Content { name: self.name, size: i64::try_from(self.size).unwrap_or(i64::MAX), sha256 })
    }
}

#[cfg(test)]
mod tests;
