//! Compressed neighbours.
use std::io::Read;

use super::{brotli_size, folder};

#[test]
fn neighbours_unpack_to_their_source_and_follow_its_changes() {
    let dist = std::env::temp_dir().join(format!("atalaya-compress-{}", std::process::id()));
    std::fs::create_dir_all(&dist).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dist.join(name), text).expect("written");
    write("a.css", &"body { color: red }\n".repeat(200));
    write("b.png", "not worth it");
    write("gone.js.br", "its source is gone");
    folder(&dist).expect("compressed");

    let mut unzipped = String::new();
    let zipped = std::fs::File::open(dist.join("a.css.gz")).expect("a.css.gz");
    flate2::read::GzDecoder::new(zipped).read_to_string(&mut unzipped).expect("gzip");
    let mut unpacked = Vec::new();
    let mut packed = std::fs::File::open(dist.join("a.css.br")).expect("a.css.br");
    brotli::BrotliDecompress(&mut packed, &mut unpacked).expect("brotli");
    let source = std::fs::read_to_string(dist.join("a.css")).expect("a.css");
    assert_eq!((unzipped.as_str(), unpacked.as_slice()), (source.as_str(), source.as_bytes()));

    assert!(brotli_size(&dist.join("a.css")).expect("a size") < 100);
    assert_eq!(brotli_size(&dist.join("b.png")), Ok(12));
    assert!(!dist.join("b.png.br").exists() && !dist.join("gone.js.br").exists());
    std::fs::remove_dir_all(&dist).expect("remove the test's folder");
}
