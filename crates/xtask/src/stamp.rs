//! Fingerprints of files, to know cheaply whether something has to be built again.
//!
//! Contents are hashed, not times: a fresh checkout of the same files needs no build, a restored old file does. A few
//! megabytes take milliseconds.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The fingerprint of some files and facts. Only good for telling a change from no change on one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// Of the names and contents of files. The order does not matter; a file that is missing counts as such.
    pub fn of_files(files: &[PathBuf]) -> Result<Self> {
        let mut sorted: Vec<&PathBuf> = files.iter().collect();
        sorted.sort();
        let mut hasher = DefaultHasher::new();
        for file in sorted {
            file.hash(&mut hasher);
            match fs::read(file) {
                Ok(content) => content.hash(&mut hasher),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    "missing".hash(&mut hasher);
                }
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot read {}", file.display()));
                }
            }
        }
        Ok(Self(format!("{:016x}", hasher.finish())))
    }

    /// Of one file's content, wherever it is.
    pub fn of_contents(file: &Path) -> Result<Self> {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        Ok(Self(format!("{:016x}", hasher.finish())))
    }

    /// This fingerprint with one more fact in it, such as a tool's version or another fingerprint.
    pub fn with(&self, fact: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (&self.0, fact).hash(&mut hasher);
        Self(format!("{:016x}", hasher.finish()))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    pub fn is_recorded_in(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|recorded| recorded == self.0)
    }

    pub fn record_in(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, &self.0).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// Every file under `folder`, without the entries of that folder itself that are named in `except`. A folder that is
/// not there has no files.
pub fn files_under(folder: &Path, except: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        if !current.is_dir() {
            continue;
        }
        for entry in
            fs::read_dir(&current).with_context(|| format!("cannot list {}", current.display()))?
        {
            let entry = entry?;
            let name = entry.file_name();
            if current == folder && except.iter().any(|except| name == **except) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self, name: &str, content: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn a_stamp_changes_with_content_name_and_absence_only() {
        let folder = Folder::new("stamp");
        let (a, b) = (folder.file("a", "one"), folder.file("b", "two"));
        let stamp = |files: &[&PathBuf]| {
            let files: Vec<PathBuf> = files.iter().map(|file| (*file).clone()).collect();
            Stamp::of_files(&files).unwrap()
        };
        let before = stamp(&[&a, &b]);
        assert_eq!(before, stamp(&[&b, &a]));
        folder.file("a", "one");
        assert_eq!(before, stamp(&[&a, &b]));
        assert_ne!(before, stamp(&[&a]));
        assert_ne!(before, before.with("trunk 2"));
        folder.file("a", "One");
        assert_ne!(before, stamp(&[&a, &b]));
        folder.file("a", "one");
        fs::remove_file(&b).unwrap();
        assert_ne!(before, stamp(&[&a, &b]));
    }

    #[test]
    fn a_record_is_recognised_until_something_changes() {
        let folder = Folder::new("record");
        let stamp = Stamp::of_files(&[folder.file("a", "one")]).unwrap();
        let record = folder.0.join("deep/record");
        assert!(!stamp.is_recorded_in(&record));
        stamp.record_in(&record).unwrap();
        assert!(stamp.is_recorded_in(&record));
        assert!(!stamp.with("more").is_recorded_in(&record));
    }

    #[test]
    fn exceptions_hold_for_the_top_of_the_folder() {
        let folder = Folder::new("walk");
        let kept = [
            folder.file("src/lib.rs", ""),
            folder.file("src/tests/mod.rs", ""),
        ];
        folder.file("tests/vectors.json", "");
        let mut found = files_under(&folder.0, &["tests"]).unwrap();
        found.sort();
        assert_eq!(found, kept);
        assert!(
            files_under(&folder.0.join("absent"), &[])
                .unwrap()
                .is_empty()
        );
    }
}
