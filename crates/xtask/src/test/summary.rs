//! Reading how many tests passed and failed from what the test runners print themselves.

use std::ops::AddAssign;

/// What a test runner reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    /// Told to the person, since a test that does not run proves nothing.
    pub skipped: usize,
}

impl Counts {
    pub const ONE_PASSED: Self = Self::new(1, 0, 0);
    pub const ONE_FAILED: Self = Self::new(0, 1, 0);

    pub const fn new(passed: usize, failed: usize, skipped: usize) -> Self {
        Self {
            passed,
            failed,
            skipped,
        }
    }

    pub fn ran(self) -> usize {
        self.passed + self.failed
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

/// `cargo test` and `wasm-pack test`: the sum of their lines
/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`.
pub fn of_cargo(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in plain(output).lines() {
        let Some((_, result)) = line.split_once("test result: ") else {
            continue;
        };
        for part in result.split(['.', ';']) {
            match counted(part) {
                Some((count, "passed")) => sum.passed += count,
                Some((count, "failed")) => sum.failed += count,
                Some((count, "ignored")) => sum.skipped += count,
                _ => {}
            }
        }
    }
    sum
}

/// Playwright: the lines of its summary, such as `  3 failed` and `  12 passed (3.4s)`. A test that passes only at a
/// second try (`flaky`) has failed, and so has one that could not run.
pub fn of_playwright(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in plain(output).lines() {
        let line = line
            .split_once('(')
            .map_or(line, |(before_time, _)| before_time);
        match counted(line) {
            Some((count, "passed")) => sum.passed += count,
            Some((count, "failed" | "flaky" | "interrupted" | "did not run")) => {
                sum.failed += count;
            }
            Some((count, "skipped")) => sum.skipped += count,
            _ => {}
        }
    }
    sum
}

/// The text as `12 words`.
fn counted(text: &str) -> Option<(usize, &str)> {
    let (count, what) = text.trim().split_once(' ')?;
    Some((count.parse().ok()?, what.trim()))
}

/// The text without the escape sequences that colour it.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split("\u{1b}[");
    plain.extend(pieces.next());
    for piece in pieces {
        let end = piece
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(piece.len(), |at| at + 1);
        plain.push_str(&piece[end..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_are_summed_over_all_binaries() {
        let output = "\
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests case_core
test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.10s
";
        assert_eq!(of_cargo(output), Counts::new(4, 2, 1));
        assert_eq!(of_cargo("error: could not compile"), Counts::default());
    }

    #[test]
    fn playwright_counts_everything_but_a_clean_pass_as_failed() {
        let output = "
Running 19 tests using 1 worker
  ✓  1 [chromium] › sign-in.spec.ts:3:1 › 4 passed things (1.2s)

  2 failed
    [chromium] › form.spec.ts:9:1 › keeps what was typed ──────
  1 flaky
  3 skipped
  1 did not run
  \u{1b}[32m12 passed\u{1b}[39m (3.4s)
";
        assert_eq!(of_playwright(output), Counts::new(12, 4, 3));
    }

    #[test]
    fn no_summary_means_no_test_ran() {
        assert_eq!(of_playwright("Error: No tests found").ran(), 0);
    }
}
