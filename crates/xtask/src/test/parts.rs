//! The parts of `cargo xtask test`. Each returns the counts that its runner printed; a check counts as one test.

use anyhow::{Result, bail};

use super::servers::Servers;
use super::summary::{Counts, of_cargo, of_playwright};
use crate::cmd::Cmd;
use crate::tools::{self, Browser};
use crate::{
    bench, check, dependencies, paths, server, spa,
    supply_chain::{self, Advisories},
};

/// The most that a first visit may transfer, in bytes of brotli.
const BUDGET: u64 = 200_000;

/// The most that policy and catalogue in one language may add to that.
const POLICY_BUDGET: u64 = 30_000;

/// How Chromium is started for the tests in WebAssembly.
const WEBDRIVER: &str = "crates/xtask/webdriver.json";

pub fn formatting() -> Result<Counts> {
    as_one_test(check::formatting())
}

pub fn boundaries() -> Result<Counts> {
    as_one_test(dependencies::check())
}

pub fn supply_chain() -> Result<Counts> {
    as_one_test(supply_chain::check())
}

/// Told as skipped where they cannot be looked at.
pub fn advisories() -> Result<Counts> {
    Ok(match supply_chain::advisories()? {
        Advisories::Clean => Counts::ONE_PASSED,
        Advisories::NotChecked => Counts::new(0, 0, 1),
    })
}

pub fn clippy() -> Result<Counts> {
    as_one_test(check::clippy())
}

pub fn clippy_wasm() -> Result<Counts> {
    as_one_test(check::clippy_wasm())
}

pub fn openapi() -> Result<Counts> {
    as_one_test(check::openapi())
}

/// What the tests against a running server need.
pub fn release_build() -> Result<Counts> {
    spa::build()?;
    as_one_test(server::build())
}

/// Everything that needs neither a browser nor a server that was built for release.
pub fn native() -> Result<Counts> {
    let servers = Servers::start()?;
    let command = Cmd::cargo()
        .args(["test", "--no-fail-fast", "--workspace"])
        .args(["--exclude", "api-tests", "--exclude", "fault-tests"]);
    counted(servers.known_to(command), of_cargo)
}

/// The contract of stores, on each engine, and of what keeps files.
pub fn store() -> Result<Counts> {
    let servers = Servers::start()?;
    let command = Cmd::cargo().args(["test", "--no-fail-fast", "--package", "case-store"]);
    counted(servers.known_to(command), of_cargo)
}

pub fn rules() -> Result<Counts> {
    counted(
        Cmd::cargo().args(["test", "--no-fail-fast", "--package", "case-core"]),
        of_cargo,
    )
}

/// The tests of `case-core` once more, compiled to WebAssembly, in a headless browser.
pub fn wasm() -> Result<Counts> {
    let path = tools::for_wasm_tests()?;
    let browser = Browser::ensure()?;
    let command = Cmd::new("wasm-pack")
        .args([
            "test",
            "--headless",
            "--chrome",
            "--mode",
            "no-install",
            "--chromedriver",
        ])
        .arg(&browser.chromedriver)
        .arg("crates/case-core")
        // A million drafts take longer than the runner's own patience.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
        .path(&path)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            paths::root().join(WEBDRIVER),
        )
        .dir(paths::root());
    counted(command, of_cargo)
}

/// The black-box suite, which starts the release build of the server itself.
pub fn api() -> Result<Counts> {
    let command = Cmd::cargo()
        .args(["test", "--no-fail-fast", "--package", "api-tests"])
        .env("CASEWORK_BIN", server::binary());
    counted(command, of_cargo)
}

/// What becomes of acknowledged data when things fail, in so few rounds that all tests can have them.
pub fn faults() -> Result<Counts> {
    let servers = Servers::start()?;
    let command = Cmd::cargo()
        .args(["test", "--no-fail-fast", "--package", "fault-tests"])
        .env("CASEWORK_BIN", server::binary());
    counted(servers.known_to(command), of_cargo)
}

/// The browser suite, which starts the release build of the server itself.
pub fn browser() -> Result<Counts> {
    let browser = Browser::ensure()?;
    let suite = paths::root().join("tests/browser");
    tools::install_npm_packages(&suite)?;
    let language_more = spa::language_more::build()?;
    let command = Cmd::new("npm")
        .arg("test")
        .env("CASEWORK_BIN", server::binary())
        .env("CASEWORK_LANGUAGE_MORE", language_more)
        .env("CHROMIUM", &browser.chromium)
        .dir(&suite);
    counted(command, of_playwright)
}

pub fn budget() -> Result<Counts> {
    let first_load = bench::sizes::measure(&paths::dist())?;
    first_load.print()?;
    for (visit, sizes) in first_load.visits()? {
        let total = sizes.brotli;
        if total > BUDGET {
            bail!(
                "a first visit ({visit}) transfers {total} bytes of brotli; the budget is {BUDGET}"
            );
        }
    }
    for (language, sent) in bench::sizes::policies()? {
        println!("policy and catalogue in one language ({language}), as sent: {sent}");
        if sent > POLICY_BUDGET {
            bail!("the policy ({language}) takes {sent} bytes; its budget is {POLICY_BUDGET}");
        }
    }
    Ok(Counts::ONE_PASSED)
}

fn as_one_test(result: Result<()>) -> Result<Counts> {
    result.map(|()| Counts::ONE_PASSED)
}

/// Runs a test runner once and believes its own summary, unless that contradicts its exit code or counts nothing.
fn counted(runner: Cmd, count: fn(&str) -> Counts) -> Result<Counts> {
    let shown = runner.to_string();
    let recorded = runner.record()?;
    verdict(count(&recorded.text), recorded.succeeded, &shown)
}

fn verdict(mut counts: Counts, succeeded: bool, runner: &str) -> Result<Counts> {
    if succeeded && counts.ran() == 0 {
        bail!("`{runner}` ran no test at all");
    }
    // It broke beside its tests: a compilation error, a lost browser.
    if !succeeded && counts.failed == 0 {
        counts += Counts::ONE_FAILED;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_that_ran_nothing_has_failed() {
        let failure = verdict(Counts::default(), true, "npm test").unwrap_err();
        assert_eq!(failure.to_string(), "`npm test` ran no test at all");
        assert_eq!(
            verdict(Counts::default(), false, "x").unwrap(),
            Counts::ONE_FAILED
        );
    }

    #[test]
    fn an_exit_code_counts_even_when_no_test_failed() {
        let counts = verdict(Counts::new(5, 0, 0), false, "x").unwrap();
        assert_eq!(counts, Counts::new(5, 1, 0));
        let counts = verdict(Counts::new(5, 2, 0), false, "x").unwrap();
        assert_eq!(counts, Counts::new(5, 2, 0));
        let counts = verdict(Counts::new(5, 0, 1), true, "x").unwrap();
        assert_eq!(counts, Counts::new(5, 0, 1));
    }
}
