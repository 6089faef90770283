//! Checks the locale files against each other and turns them into the names and the table that the SPA uses.
//!
//! A language is one file, `locales/<code>.toml`; English is compiled in, the SPA fetches the others as they are. A text that a
//! file lacks, has beyond the English one, or whose placeholders differ fails the build with the file and the key.

#[path = "build/fingerprint.rs"]
mod fingerprint;
#[path = "build/locale_files.rs"]
mod locale_files;

use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let one = |error: std::io::Error| vec![format!("cannot read or write the locales: {error}")];
    let mut files = Vec::new();
    for entry in fs::read_dir("locales").map_err(one)? {
        let path = entry.map_err(one)?.path();
        if let (Some(code), Some("toml")) = (
            stem(&path),
            path.extension().and_then(|ending| ending.to_str()),
        ) {
            files.push((code.to_owned(), fs::read_to_string(&path).map_err(one)?));
        }
    }
    let locales = locale_files::read(&files)?;
    let out = env::var_os("OUT_DIR")
        .ok_or_else(|| vec!["OUT_DIR is not set; cargo sets it".to_owned()])?;
    let texts = Path::new(&out).join("texts.rs");
    fs::write(texts, locale_files::rust(&locales)).map_err(one)
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}
