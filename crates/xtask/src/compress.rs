//! Brotli and gzip: copies beside the files of a folder for the server to send as they are, and sizes for the budget.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::stamp::files_under;

/// Endings of our own making.
const COMPRESSED: [&str; 2] = ["br", "gz"];

/// Endings of formats that are compressed already; sending them compressed again helps nobody.
const DENSE: [&str; 5] = ["avif", "jpg", "png", "webp", "woff2"];

/// Writes `<file>.br` and `<file>.gz` beside every file of a folder that gains by it.
pub fn all_in(folder: &Path) -> Result<()> {
    for file in originals(folder)? {
        if has_ending(&file, &DENSE) {
            continue;
        }
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for (ending, compressed) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
            let mut beside = file.clone().into_os_string();
            beside.push(".");
            beside.push(ending);
            fs::write(&beside, compressed)
                .with_context(|| format!("cannot write {}", beside.display()))?;
        }
    }
    Ok(())
}

/// The files of a folder without the compressed copies, sorted.
pub fn originals(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_under(folder, &[])?;
    files.retain(|file| !has_ending(file, &COMPRESSED));
    files.sort();
    Ok(files)
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension()
        .is_some_and(|ending| endings.iter().any(|known| ending == *known))
}

/// Brotli at its highest quality (11), with a window that every browser accepts.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip at its highest level (9).
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_formats_give_the_content_back() {
        let content = b"case ".repeat(1000);
        let mut from_brotli = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&content).unwrap(), &mut from_brotli).unwrap();
        assert_eq!(from_brotli, content);
        let mut from_gzip = Vec::new();
        let gzip = gzip(&content).unwrap();
        flate2::read::GzDecoder::new(&*gzip)
            .read_to_end(&mut from_gzip)
            .unwrap();
        assert_eq!(from_gzip, content);
    }

    #[test]
    fn copies_stand_beside_what_gains_by_them() {
        let folder = std::env::temp_dir().join(format!("xtask-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["app.js", "logo.png"] {
            fs::write(folder.join(name), "content").unwrap();
        }
        all_in(&folder).unwrap();
        assert!(folder.join("app.js.br").is_file() && folder.join("app.js.gz").is_file());
        assert!(!folder.join("logo.png.br").exists());
        let names = originals(&folder).unwrap();
        assert_eq!(names, [folder.join("app.js"), folder.join("logo.png")]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
