//! Which parts there are, as a TOML file says.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// The name of what is loaded first.
pub const FIRST: &str = "first";

/// The parts besides the first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// Exports that nobody calls, by the beginnings of their names.
    #[serde(default)]
    pub unused_exports: Vec<String>,
    pub part: Vec<Part>,
}

/// A part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name, which its file has too.
    pub name: String,
    /// The part before it in the plan that is always there when this one is: what both have is in that one.
    pub after: Option<String>,
    /// The module paths whose functions it has. A function that several parts name is of the last of them: `a::b` may be a
    /// part, and `a::b::c` one that is loaded later still.
    pub modules: Vec<String>,
    /// The functions, by their paths, that are called from outside only when the part is there.
    #[serde(default)]
    pub entries: Vec<String>,
}

impl Plan {
    pub fn read(file: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let plan: Self = toml::from_str(&text).with_context(|| file.display().to_string())?;
        for (place, part) in plan.part.iter().enumerate() {
            let is_new = plan.part[..place].iter().all(|it| it.name != part.name);
            ensure!(
                is_new && part.name != FIRST,
                "{}: there are two parts named {:?}",
                file.display(),
                part.name
            );
        }
        for (place, part) in plan.part.iter().enumerate() {
            if let Some(after) = &part.after {
                ensure!(
                    plan.before(place).is_some(),
                    "{}: {:?} comes after {after:?}, which is no part before it",
                    file.display(),
                    part.name
                );
            }
        }
        Ok(plan)
    }

    /// The part that is always there when the part at this place is.
    pub fn before(&self, part: usize) -> Option<usize> {
        let after = self.part[part].after.as_ref()?;
        self.part[..part].iter().position(|it| it.name == *after)
    }

    /// The part itself, and those that are always there when it is, the nearest first.
    pub fn with_those_before(&self, part: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(part), |part| self.before(*part))
    }
}
