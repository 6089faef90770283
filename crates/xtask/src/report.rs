//! What the person at the terminal sees: a line when a step begins, a line with its time when it ends.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one step, saying what begins and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let begun = Instant::now();
    let done = work()?;
    println!("    {what}: done in {}", seconds(begun.elapsed()));
    Ok(done)
}

/// Something worth knowing that is not a failure.
pub fn note(text: &str) {
    println!("NOTE: {text}");
}

/// A duration as a person reads it: `0.4 s`, `3 min 05 s`.
pub fn seconds(time: Duration) -> String {
    if time < Duration::from_mins(1) {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

/// A number of bytes with its thousands apart: `181_204`.
pub fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(seconds(Duration::from_millis(440)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn byte_counts_are_grouped_by_thousands() {
        assert_eq!(bytes(0), "0");
        assert_eq!(bytes(999), "999");
        assert_eq!(bytes(1_000), "1_000");
        assert_eq!(bytes(12_345_678), "12_345_678");
    }
}
