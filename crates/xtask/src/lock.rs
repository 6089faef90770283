//! `Cargo.lock` as data: enough of it to know versions, origins, and what depends on what.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use crate::paths;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// Where it comes from; none for a crate of this workspace.
    pub source: Option<String>,
    pub checksum: Option<String>,
    /// Each `name`, or `name version` where the name alone is ambiguous.
    dependencies: Vec<String>,
}

#[derive(Debug)]
pub struct Lock {
    pub packages: Vec<Package>,
}

impl Lock {
    pub fn read() -> Result<Self> {
        let file = paths::root().join("Cargo.lock");
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Self::parse(&text))
    }

    /// Cargo writes the file itself, always one key to a line and one list item to a line.
    fn parse(text: &str) -> Self {
        let mut packages: Vec<Package> = Vec::new();
        for line in text.lines() {
            if line == "[[package]]" {
                packages.push(Package::default());
            }
            let Some(package) = packages.last_mut() else {
                continue;
            };
            if let Some((key, value)) = line.split_once(" = ") {
                let value = value.trim_matches('"').to_owned();
                match key {
                    "name" => package.name = value,
                    "version" => package.version = value,
                    "source" => package.source = Some(value),
                    "checksum" => package.checksum = Some(value),
                    _ => {}
                }
            } else if let Some(item) = line.strip_prefix(" \"") {
                package
                    .dependencies
                    .push(item.trim_end_matches("\",").to_owned());
            }
        }
        Self { packages }
    }

    /// Every locked version of a package.
    pub fn versions<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self
            .packages
            .iter()
            .filter(move |package| package.name == name);
        named.map(|package| package.version.as_str())
    }

    /// The crates of this workspace that `name` is built from, itself included.
    pub fn workspace_crates_of(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            let local = |package: &&Package| package.name == name && package.source.is_none();
            let Some(package) = self.packages.iter().find(local) else {
                continue;
            };
            if found.insert(package.name.as_str()) {
                open.extend(package.dependencies.iter().map(String::as_str));
            }
        }
        found
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const LOCK: &str = r#"# generated
version = 4

[[package]]
name = "core"
version = "0.1.0"
dependencies = [
 "serde",
]

[[package]]
name = "serde"
version = "1.0.2"
source = "registry+index"
checksum = "ab12"

[[package]]
name = "serde"
version = "0.9.0"
source = "registry+index"
checksum = "cd34"

[[package]]
name = "store"
version = "0.1.0"
dependencies = [
 "core",
 "serde 0.9.0",
]

[[package]]
name = "web"
version = "0.1.0"
dependencies = [
 "core",
 "wire",
]

[[package]]
name = "wire"
version = "0.1.0"
dependencies = [
 "core",
]
"#;

    pub fn parsed(text: &str) -> Lock {
        Lock::parse(text)
    }

    #[test]
    fn packages_keep_their_versions_and_origins() {
        let lock = Lock::parse(LOCK);
        assert_eq!(lock.packages.len(), 6);
        assert_eq!(
            lock.versions("serde").collect::<Vec<_>>(),
            ["1.0.2", "0.9.0"]
        );
        assert_eq!(lock.packages[1].checksum.as_deref(), Some("ab12"));
        assert_eq!(lock.packages[3].dependencies, ["core", "serde 0.9.0"]);
    }

    #[test]
    fn a_crate_is_built_from_the_workspace_crates_that_it_reaches() {
        let lock = Lock::parse(LOCK);
        let crates = lock.workspace_crates_of("web");
        assert_eq!(
            crates.into_iter().collect::<Vec<_>>(),
            ["core", "web", "wire"]
        );
    }
}
