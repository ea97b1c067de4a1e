//! Files that a server can send as they are: `.br` and `.gz` beside each text and wasm file.
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::workspace::{bytes, cannot, files};

const WORTH_IT: [&str; 7] = ["wasm", "js", "css", "html", "svg", "json", "bin"];

/// Write the compressed neighbours of every file below a folder, and remove those that lost their source.
///
/// # Errors
/// Names the file that could not be read or written.
pub fn folder(folder: &Path) -> Result<(), String> {
    let all = files(&[folder.to_path_buf()])?;
    for file in all.iter().filter(|file| is(file, &["br", "gz"])) {
        std::fs::remove_file(file).map_err(|error| format!("cannot remove {}: {error}", file.display()))?;
    }
    let sources: Vec<&PathBuf> = all.iter().filter(|file| is(file, &WORTH_IT)).collect();
    // Brotli at its best is slow, and the largest file takes almost all of the time.
    std::thread::scope(|scope| {
        let done: Vec<_> = sources.iter().map(|file| scope.spawn(move || neighbours(file))).collect();
        done.into_iter().try_for_each(|one| one.join().map_err(|_| "a compressor panicked".to_owned())?)
    })
}

/// A file's size in bytes as brotli 11 sends it, or as it is when that is no use.
///
/// # Errors
/// Names the file that could not be read.
pub fn brotli_size(file: &Path) -> Result<u64, String> {
    let modified = |file: &Path| file.metadata().and_then(|meta| Ok((meta.modified()?, meta.len())));
    let (changed, raw) = modified(file).map_err(|error| cannot("read", file, &error))?;
    if !is(file, &WORTH_IT) {
        return Ok(raw);
    }
    match modified(&with_ending(file, "br")) {
        Ok((compressed, size)) if compressed >= changed => Ok(size),
        _ => Ok(brotli(&bytes(file)?)?.len() as u64),
    }
}

fn neighbours(file: &Path) -> Result<(), String> {
    let raw = bytes(file)?;
    let write = |ending: &str, bytes: Vec<u8>| {
        let file = with_ending(file, ending);
        std::fs::write(&file, bytes).map_err(|error| cannot("write", &file, &error))
    };
    write("br", brotli(&raw)?)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zipped = gzip.write_all(&raw).and_then(|()| gzip.finish());
    write("gz", zipped.map_err(|error| format!("gzip: {error}"))?)
}

fn brotli(raw: &[u8]) -> Result<Vec<u8>, String> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut input = raw;
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut input, &mut output, &parameters)
        .map_err(|error| format!("brotli: {error}"))?;
    Ok(output)
}

fn is(file: &Path, endings: &[&str]) -> bool {
    file.extension().is_some_and(|found| endings.iter().any(|ending| found == *ending))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
