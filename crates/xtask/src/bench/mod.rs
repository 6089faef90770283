//! The verb `bench`: figures about the product, each printed with what was measured and how.
//!
//! To add one, write a module with a function that measures and prints, and name it in [`ALL`].

mod browser;
mod check;
mod running;
mod server;
pub mod sizes;
mod store;

use anyhow::{Result, bail};

/// A measurement and the word that chooses it.
type Bench = (&'static str, fn() -> Result<()>);

const ALL: [Bench; 8] = [
    ("sizes", sizes::run),
    ("check", check::run),
    ("server", server::run),
    ("store", store::run),
    ("keystroke", browser::keystroke),
    ("interaction", browser::interaction),
    ("memory", browser::memory),
    ("lighthouse", browser::lighthouse),
];

/// Runs the measurement that a word chooses, or all of them.
pub fn run(word: Option<&str>) -> Result<()> {
    let chosen: Vec<&Bench> = ALL
        .iter()
        .filter(|(name, _)| word.is_none_or(|word| word == *name))
        .collect();
    if chosen.is_empty() {
        bail!(
            "there is no measurement {word:?}; choose one of {}",
            words().join("|")
        );
    }
    for (name, measure) in chosen {
        println!("==> cargo xtask bench {name}");
        measure()?;
    }
    Ok(())
}

/// The words that choose measurements.
pub fn words() -> Vec<&'static str> {
    ALL.iter().map(|(name, _)| *name).collect()
}
