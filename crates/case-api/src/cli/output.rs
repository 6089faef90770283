//! What people and scripts read: results on stdout, the log and errors on stderr.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program talks to its terminal"
)]

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use serde::Serialize;
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// Writes a line.
pub fn line(text: &str) {
    println!("{text}");
}

/// Writes a text that has its own line ends.
pub fn text(text: &str) -> Result<()> {
    io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Writes a value as one line of JSON.
pub fn json(value: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// Writes an error with what caused it.
pub fn error(error: &anyhow::Error) {
    eprintln!("casework: {error:#}");
}

/// Sends the log to stderr.
pub fn start_log(filter: &Targets) -> Result<()> {
    let colours = io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(colours);
    tracing_subscriber::registry()
        .with(lines)
        .with(filter.clone())
        .try_init()?;
    Ok(())
}
