//! Checks the locale files against each other and turns them into the tables and names that the SPA uses.
//!
//! A language is one file, `locales/<code>.toml`. A text that a file lacks, has beyond the English one, or whose
//! placeholders differ fails the build with the file and the key.

#[path = "build/locale_files.rs"]
mod locale_files;

use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build/locale_files.rs");
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
    let out = Path::new(&out);
    for locale in &locales {
        fs::write(out.join(format!("{}.texts", locale.code)), locale.joined()).map_err(one)?;
    }
    fs::write(out.join("texts.rs"), locale_files::rust(&locales)).map_err(one)
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}
