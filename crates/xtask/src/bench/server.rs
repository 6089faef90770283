//! From exec to the first answered request, and what the idle server holds in memory.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::running::Running;
use crate::{server, spa};

/// So many starts; the median is told.
const STARTS: usize = 11;
/// The server counts as idle so long after its first answer.
const SETTLED: Duration = Duration::from_secs(3);

pub fn run() -> Result<()> {
    spa::build()?;
    server::build()?;
    let mut answered = Vec::new();
    let mut ready = Vec::new();
    for _ in 0..STARTS {
        let running = Running::start()?;
        let asked = Instant::now();
        running.get("/ready")?;
        answered.push(running.ready_after + asked.elapsed());
        ready.push(running.ready_after);
    }
    println!(
        "from exec to the ready line: {} ms; to the first answered request: {} ms (median of {STARTS} starts)",
        median(&mut ready).as_millis(),
        median(&mut answered).as_millis()
    );
    let running = Running::start()?;
    running.get("/ready")?;
    std::thread::sleep(SETTLED);
    println!(
        "resident memory, idle: {:.1} MB",
        resident_kb(running.process())? / 1024.0
    );
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn resident_kb(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line
        .and_then(|line| line.split_whitespace().next())
        .context("no VmRSS")?;
    Ok(number.parse()?)
}
