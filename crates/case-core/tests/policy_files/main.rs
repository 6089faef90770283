//! The policy's files: what a right policy is read as, and every fault of a wrong one, by file and line.
#![cfg(not(target_arch = "wasm32"))]

mod catalogue;
mod document;
mod embedded;
mod embedded_days;
mod fields;
mod forms;
mod hours;
mod icalendar;
mod plans;
mod right;
mod right_hours;

use std::collections::BTreeMap;

use case_core::policy::files::{PolicyFault, PolicyFile, PolicySet, load};

const CATALOGUE: &str = "catalogue.toml";
const HOURS: &str = "hours.toml";
const PLANS: &str = "plans.toml";
const POLICY: &str = "policy.toml";

/// A policy as a map from path to content, to be changed before it is loaded.
#[derive(Clone)]
struct Files(BTreeMap<&'static str, String>);

impl Files {
    /// A small policy without faults.
    fn small() -> Self {
        Self(BTreeMap::from([
            (CATALOGUE, include_str!("small/catalogue.toml").to_owned()),
            (HOURS, include_str!("small/hours.toml").to_owned()),
            ("jp.ics", include_str!("small/jp.ics").to_owned()),
            (PLANS, include_str!("small/plans.toml").to_owned()),
            (POLICY, include_str!("small/policy.toml").to_owned()),
        ]))
    }

    /// With the first `old` in the file replaced by `new`.
    fn with(mut self, path: &'static str, old: &str, new: &str) -> Self {
        let content = self
            .0
            .get_mut(path)
            .unwrap_or_else(|| panic!("no file {path}"));
        assert!(content.contains(old), "{path} has no `{old}`");
        *content = content.replacen(old, new, 1);
        self
    }

    /// With another file, or another content of one.
    fn and(mut self, path: &'static str, content: &str) -> Self {
        self.0.insert(path, content.to_owned());
        self
    }

    fn load(&self) -> Result<PolicySet, Vec<PolicyFault>> {
        let file = |(path, content): (&&str, &String)| PolicyFile {
            path: (*path).to_owned(),
            content: content.clone(),
        };
        // Out of order: the order of the files must not matter.
        let files: Vec<_> = self.0.iter().rev().map(file).collect();
        load(&files, &|name| name.parse::<chrono_tz::Tz>().is_ok())
    }

    /// The policy, which must be right.
    fn read(&self) -> PolicySet {
        self.load()
            .unwrap_or_else(|faults| panic!("{}", lines(&faults).join("\n")))
    }

    /// The faults as an operator sees them.
    fn faults(&self) -> Vec<String> {
        lines(&self.load().expect_err("the policy should be refused"))
    }
}

fn lines(faults: &[PolicyFault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// A change of the small policy that makes it wrong, and every fault that it makes.
struct Wrong {
    path: &'static str,
    old: &'static str,
    new: &'static str,
    faults: &'static [&'static str],
}

const fn wrong(
    path: &'static str,
    old: &'static str,
    new: &'static str,
    faults: &'static [&'static str],
) -> Wrong {
    Wrong {
        path,
        old,
        new,
        faults,
    }
}

/// Makes each change on its own and compares all faults.
fn check(table: &[Wrong]) {
    for Wrong {
        path,
        old,
        new,
        faults,
    } in table
    {
        let found = Files::small().with(path, old, new).faults();
        assert_eq!(found, *faults, "\n{path}: {old:?} -> {new:?}");
    }
}
