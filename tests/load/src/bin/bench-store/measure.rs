//! Times, the disk's own speed, memory, and how a figure is told beside its limit.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// So many small durable writes tell how long one takes.
const SYNCS: usize = 300;

/// What a small database writes at least.
const PAGE: [u8; 4096] = [7; 4096];

/// How long each of many took.
#[derive(Debug, Default, Clone)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a thousand do not exceed.
    pub fn at(&self, permille: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * permille / 1_000).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.at(500)
    }

    pub fn p99(&self) -> Duration {
        self.at(990)
    }

    pub fn sum(&self) -> Duration {
        self.0.iter().sum()
    }
}

/// How long it takes to append 4 kB to a file in this folder so that they are on the disk.
pub fn syncs(folder: &Path) -> Result<Times> {
    let path = folder.join("syncs");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let mut times = Times::default();
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        times.add(begun.elapsed());
    }
    fs::remove_file(path)?;
    Ok(times)
}

/// The memory that a process has now, and the most that it has had, in MB.
pub fn resident(process: u32) -> Result<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let of = |name: &str| -> Result<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next());
        Ok(number.context("no such line")?.parse::<f64>()? / 1024.0)
    };
    Ok((of("VmRSS:")?, of("VmHWM:")?))
}

/// The size of everything in a folder, in MB.
pub fn megabytes(folder: &Path) -> Result<f64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            bytes += usize::try_from(entry.metadata()?.len())?;
        }
    }
    Ok(float(bytes) / 1e6)
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How many times `one` goes into `time`.
pub fn ratio(time: Duration, one: Duration) -> f64 {
    time.as_secs_f64() / one.as_secs_f64()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nobody counts to 2^52 in a measurement"
)]
pub fn float(number: usize) -> f64 {
    number as f64
}

/// So many in that time, a second.
pub fn rate(number: usize, time: Duration) -> f64 {
    float(number) / time.as_secs_f64()
}

/// What a figure must keep to.
#[derive(Clone, Copy)]
pub enum Limit {
    None,
    AtLeast(f64),
    AtMost(f64),
}

/// Prints a figure beside its limit.
pub fn tell(name: &str, figure: f64, unit: &str, limit: Limit) {
    let verdict = |within| if within { "within" } else { "MISSED" };
    let beside = match limit {
        Limit::None => String::new(),
        Limit::AtLeast(least) => {
            format!("limit >= {least}{unit}  {}", verdict(figure >= least))
        }
        Limit::AtMost(most) => format!("limit <= {most}{unit}  {}", verdict(figure <= most)),
    };
    let figure = format!("{figure:.2}{unit}");
    println!("{name:<66} {figure:>14}  {beside}");
}

/// Prints what the figures after it are of.
pub fn head(text: &str) {
    println!("\n{text}");
}
