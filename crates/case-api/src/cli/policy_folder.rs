//! Reads the files of a policy's folder.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use case_core::policy::files::PolicyFile;

/// What the files of a policy end in: its own, and calendars with holidays.
const ENDINGS: [&str; 2] = ["toml", "ics"];

/// Every file of a policy in `folder` and the folders in it.
pub fn read(folder: &Path) -> Result<Vec<PolicyFile>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    if files.is_empty() {
        bail!(
            "{} has no policy: there is no file that ends in .toml",
            folder.display()
        );
    }
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<PolicyFile>) -> Result<()> {
    let unreadable = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{prefix}{}", name.to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if path
            .extension()
            .is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
        {
            let content = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            files.push(PolicyFile {
                path: name,
                content,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_folders_by_their_ending() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("catalogue")).unwrap();
        for (path, content) in [
            ("policy.toml", "a"),
            ("catalogue/billing.toml", "b"),
            ("us.ics", "c"),
            ("README.md", "d"),
        ] {
            fs::write(folder.path().join(path), content).unwrap();
        }
        let mut found: Vec<_> = read(folder.path())
            .unwrap()
            .into_iter()
            .map(|file| (file.path, file.content))
            .collect();
        found.sort();
        let pair = |path: &str, content: &str| (path.to_owned(), content.to_owned());
        assert_eq!(
            found,
            [
                pair("catalogue/billing.toml", "b"),
                pair("policy.toml", "a"),
                pair("us.ics", "c")
            ]
        );
    }

    #[test]
    fn a_folder_without_a_policy_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            read(folder.path())
                .unwrap_err()
                .to_string()
                .contains("has no policy")
        );
        let missing = folder.path().join("missing");
        assert!(read(&missing).unwrap_err().to_string().contains("missing"));
    }
}
