//! The verb `test`: every part in an order that fails fast and wastes no build, and at the end what passed and failed.

mod parts;
pub mod servers;
mod summary;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::report;
use summary::Counts;

/// One row of the final table.
struct Part {
    name: &'static str,
    /// The words after `cargo xtask test` that choose it.
    chosen_by: &'static [&'static str],
    /// Whether it can run only when the release build succeeded.
    needs_release: bool,
    run: fn() -> Result<Counts>,
}

/// The words that choose parts, for the usage text.
pub const WORDS: &str = "all|check|native|rules|store|wasm|api|faults|browser|budget|advisories";

const fn part(
    name: &'static str,
    chosen_by: &'static [&'static str],
    run: fn() -> Result<Counts>,
) -> Part {
    Part {
        name,
        chosen_by,
        needs_release: false,
        run,
    }
}

const fn on_release(
    name: &'static str,
    chosen_by: &'static [&'static str],
    run: fn() -> Result<Counts>,
) -> Part {
    Part {
        name,
        chosen_by,
        needs_release: true,
        run,
    }
}

/// Cheap checks first, then what shares the debug build, then what needs the release build.
const PARTS: [Part; 15] = [
    part("formatting", &["all", "check"], parts::formatting),
    part("crate boundaries", &["all", "check"], parts::boundaries),
    part("supply chain", &["all", "advisories"], parts::supply_chain),
    part("advisories", &["all", "advisories"], parts::advisories),
    part("clippy", &["all", "check"], parts::clippy),
    part("clippy for wasm32", &["all", "check"], parts::clippy_wasm),
    part("native tests", &["all", "native"], parts::native),
    // The native tests have these among them, without a build of their own.
    part("rules", &["rules"], parts::rules),
    part("store", &["store"], parts::store),
    // Among the native tests as well, where it costs no build of the server.
    part("OpenAPI description", &["check"], parts::openapi),
    part("wasm tests", &["all", "wasm"], parts::wasm),
    on_release("API tests", &["all", "api"], parts::api),
    on_release("fault tests", &["all", "faults"], parts::faults),
    on_release("browser tests", &["all", "browser"], parts::browser),
    on_release("bundle budget", &["all", "budget"], parts::budget),
];

/// How one part went.
struct Outcome {
    name: &'static str,
    counts: Counts,
    time: Duration,
}

/// Runs the parts that a word chooses. The exit code is that of a success only if nothing failed.
pub fn run(word: &str) -> Result<ExitCode> {
    let chosen: Vec<&Part> = PARTS
        .iter()
        .filter(|part| part.chosen_by.contains(&word))
        .collect();
    if chosen.is_empty() {
        bail!("there are no tests called {word:?}; choose one of {WORDS}");
    }
    let mut outcomes = Vec::new();
    let mut release: Option<bool> = None;
    for part in chosen {
        if part.needs_release && release.is_none() {
            let built = time("release build", parts::release_build);
            release = Some(built.counts.failed == 0);
            outcomes.push(built);
        }
        if part.needs_release && release == Some(false) {
            println!(
                "\n==> {}: not run, because the release build failed",
                part.name
            );
            outcomes.push(Outcome {
                name: part.name,
                counts: Counts::ONE_FAILED,
                time: Duration::ZERO,
            });
        } else {
            outcomes.push(time(part.name, part.run));
        }
    }
    let sum = conclude(&outcomes);
    Ok(ExitCode::from(u8::from(sum.failed > 0)))
}

/// Runs one part. Whatever keeps it from running counts as one failure.
fn time(name: &'static str, run: fn() -> Result<Counts>) -> Outcome {
    println!("\n==> {name}");
    let begun = Instant::now();
    let counts = run().unwrap_or_else(|error| {
        println!("{error:#}");
        Counts::ONE_FAILED
    });
    let time = begun.elapsed();
    println!(
        "    {name}: {} passed, {} failed in {}",
        counts.passed,
        counts.failed,
        report::seconds(time)
    );
    Outcome { name, counts, time }
}

/// Prints the table and, alone on the last line, the sum.
fn conclude(outcomes: &[Outcome]) -> Counts {
    let mut sum = Counts::default();
    println!(
        "\n{:<20} {:>7} {:>7} {:>8} {:>13}",
        "part", "passed", "failed", "skipped", "time"
    );
    for Outcome { name, counts, time } in outcomes {
        sum += *counts;
        let Counts {
            passed,
            failed,
            skipped,
        } = counts;
        println!(
            "{name:<20} {passed:>7} {failed:>7} {skipped:>8} {:>13}",
            report::seconds(*time)
        );
    }
    println!(
        "{} passed, {} failed, {} skipped",
        sum.passed, sum.failed, sum.skipped
    );
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_usage_chooses_something() {
        for word in WORDS.split('|') {
            assert!(
                PARTS.iter().any(|part| part.chosen_by.contains(&word)),
                "{word}"
            );
        }
        assert!(run("no-such-part").unwrap_err().to_string().contains(WORDS));
    }

    #[test]
    fn a_part_that_cannot_run_is_a_failure() {
        let outcome = time("broken", || bail!("no such program"));
        assert_eq!(outcome.counts, Counts::ONE_FAILED);
        let fine = time("fine", || Ok(Counts::new(3, 0, 0)));
        assert_eq!(conclude(&[outcome, fine]), Counts::new(3, 1, 0));
    }
}
