//! The verb `torture`: the fault tests again, for as long as it takes to believe them.

use anyhow::{Context, Result, bail};

use crate::cmd::Cmd;
use crate::test::servers::Servers;
use crate::{server, spa};

/// A file of tests, and how many rounds of each are the long form.
type Fault = (&'static str, u32);

const ALL: [Fault; 8] = [
    ("kill", 200),
    ("power", 200),
    ("disk", 20),
    ("mounts", 10),
    ("objects", 1),
    ("clients", 1),
    ("cluster", 20),
    ("moves", 1),
];

/// Runs one file of tests, or all of them, in their long form or in so many rounds.
pub fn run(args: &[&str]) -> Result<()> {
    let (word, rounds) = match args {
        [] => (None, None),
        [word] => (Some(*word), None),
        [word, rounds] => {
            let rounds: u32 = rounds
                .parse()
                .with_context(|| format!("{rounds:?} is no number of rounds"))?;
            (Some(*word), Some(rounds))
        }
        _ => bail!("cargo xtask torture [{}] [ROUNDS]", words().join("|")),
    };
    let chosen = ALL
        .iter()
        .filter(|(name, _)| word.is_none_or(|word| word == *name));
    let chosen: Vec<&Fault> = chosen.collect();
    if chosen.is_empty() {
        bail!(
            "there is no fault {word:?}; choose one of {}",
            words().join("|")
        );
    }
    spa::build()?;
    server::build()?;
    let servers = Servers::start()?;
    for (name, long) in chosen {
        let rounds = rounds.unwrap_or(*long);
        println!("==> cargo xtask torture {name} {rounds}");
        let command = Cmd::cargo()
            .args(["test", "--package", "fault-tests", "--test", name])
            .args(["--", "--nocapture", "--test-threads", "1"])
            .env("CASEWORK_BIN", server::binary())
            .env("CASEWORK_TORTURE_ROUNDS", rounds.to_string());
        servers.known_to(command).run()?;
    }
    Ok(())
}

/// The words that choose faults.
pub fn words() -> Vec<&'static str> {
    ALL.iter().map(|(name, _)| *name).collect()
}
