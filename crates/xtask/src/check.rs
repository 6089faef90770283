//! The checks that run nothing of the product but its own description of its API.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::cmd::Cmd;
use crate::report::step;
use crate::{dependencies, paths, server, tools, wasm_target};

/// A check and what it is called.
type Check = (&'static str, fn() -> Result<()>);

/// The cheap ones first.
const ALL: [Check; 5] = [
    ("formatting", formatting),
    ("crate boundaries", dependencies::check),
    ("clippy", clippy),
    ("clippy for wasm32", clippy_wasm),
    ("OpenAPI description", openapi),
];

/// The crates that the browser runs.
const FOR_WASM: [&str; 6] = [
    "--package",
    "case-core",
    "--package",
    "case-wire",
    "--package",
    "case-web",
];

/// The verb `check`: all of them, and all of their complaints.
pub fn run() -> Result<()> {
    let mut failed = Vec::new();
    for (name, check) in ALL {
        if let Err(error) = step(name, check) {
            eprintln!("{error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

pub fn formatting() -> Result<()> {
    tools::ensure_component("fmt", "rustfmt")?;
    Cmd::cargo().args(["fmt", "--all", "--check"]).run()
}

pub fn clippy() -> Result<()> {
    tools::ensure_component("clippy", "clippy")?;
    Cmd::cargo()
        .args(["clippy", "--workspace", "--all-targets"])
        .args(["--", "--deny", "warnings"])
        .run()
}

pub fn clippy_wasm() -> Result<()> {
    tools::ensure_component("clippy", "clippy")?;
    wasm_target::ensure()?;
    Cmd::cargo()
        .arg("clippy")
        .args(FOR_WASM)
        .args(["--target", wasm_target::TRIPLE, "--", "--deny", "warnings"])
        .run()
}

/// The committed description must be the one that the code generates.
pub fn openapi() -> Result<()> {
    let committed = "crates/case-api/openapi.json";
    let file = paths::root().join(committed);
    let found = fs::read_to_string(&file).with_context(|| format!("cannot read {committed}"))?;
    server::build_debug()?;
    let command = server::debug_command(&["openapi"]);
    let to_type = format!("{command} > {committed}");
    let generated = command.read()?;
    if let Some((line, expected, found)) = first_difference(&generated, &found) {
        bail!(
            "{committed} is stale: line {line} should be {expected:?} but is {found:?}. Type:  {to_type}"
        );
    }
    Ok(())
}

/// The number of the first line that differs, and the line in either text; an empty text where one has ended.
fn first_difference<'a>(expected: &'a str, found: &'a str) -> Option<(usize, &'a str, &'a str)> {
    let (mut expected, mut found) = (expected.trim_end().lines(), found.trim_end().lines());
    (1..).find_map(|number| match (expected.next(), found.next()) {
        (None, None) => Some(None),
        (expected, found) if expected == found => None,
        (expected, found) => Some(Some((
            number,
            expected.unwrap_or_default(),
            found.unwrap_or_default(),
        ))),
    })?
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_difference_is_named_by_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb"), None);
        assert_eq!(first_difference("a\nb", "a\nc"), Some((2, "b", "c")));
        assert_eq!(first_difference("a", "a\nb"), Some((2, "", "b")));
        assert_eq!(first_difference("a", ""), Some((1, "a", "")));
    }
}
