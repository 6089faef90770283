//! `cargo xtask`: sets Casework up, builds, starts, checks, tests and measures it.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal talks to the terminal"
)]

mod bench;
mod check;
mod cmd;
mod compress;
mod dependencies;
mod dev;
mod lock;
mod paths;
mod report;
mod server;
mod spa;
mod stamp;
mod start;
mod supply_chain;
mod test;
mod tools;
mod torture;
mod wasm_target;

use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<ExitCode> {
    match args {
        ["start", rest @ ..] => start::run(rest)?,
        ["build"] => {
            spa::build()?;
            server::build()?;
        }
        ["build", "spa"] => spa::build()?,
        ["build", "language-more"] => {
            spa::language_more::build()?;
        }
        ["dev"] => dev::run()?,
        ["check"] => check::run()?,
        // Its last line is its sum, so a failure there is told by the exit code alone.
        ["test"] => return test::run("all"),
        ["test", word] => return test::run(word),
        ["torture", rest @ ..] => torture::run(rest)?,
        ["bench"] => bench::run(None)?,
        ["bench", word] => bench::run(Some(word))?,
        ["tools"] => tools::install_all()?,
        [] | ["help" | "--help" | "-h", ..] => print!("{}", usage()),
        _ => bail!(
            "`cargo xtask {}` is not known\n\n{}",
            args.join(" "),
            usage()
        ),
    }
    Ok(ExitCode::SUCCESS)
}

fn usage() -> String {
    format!(
        "\
cargo xtask start [-- ARGUMENTS]   install what is missing, build, and start `casework demo`;
                                   ARGUMENTS go to casework and may begin with another of its commands
cargo xtask build [spa]            the SPA and the server, in release mode, or the SPA alone
cargo xtask build language-more    the SPA with one file more in its locales, as the browser tests have it
cargo xtask dev                    the server in debug mode and the SPA with live reload
cargo xtask check                  formatting, clippy, crate boundaries, OpenAPI description
cargo xtask test [PART]            PART: {tests}
cargo xtask bench [FIGURE]         FIGURE: {figures}
cargo xtask torture [FAULT] [ROUNDS]
                                   the long forms of the fault tests; FAULT: {faults}
cargo xtask tools                  install what is missing and say where everything is
",
        tests = test::WORDS,
        faults = torture::words().join("|"),
        figures = bench::words().join("|")
    )
}
