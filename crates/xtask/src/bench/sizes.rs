//! What a first visit transfers: `index.html` and every file that it leads to, raw and compressed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::AddAssign;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::running::Running;
use crate::report::bytes;
use crate::{compress, paths, server, spa};

/// The sizes of one file, or of several together, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

impl AddAssign for Sizes {
    fn add_assign(&mut self, more: Self) {
        self.raw += more.raw;
        self.gzip += more.gzip;
        self.brotli += more.brotli;
    }
}

/// The files of the SPA that a first visit loads, by their path in the folder.
pub struct FirstLoad(BTreeMap<String, Sizes>);

impl FirstLoad {
    pub fn total(&self) -> Sizes {
        let mut total = Sizes::default();
        for sizes in self.0.values() {
            total += *sizes;
        }
        total
    }

    pub fn print(&self) {
        let row = |name: &str, raw: &str, gzip: &str, brotli: &str| {
            println!("{name:<52} {raw:>11} {gzip:>11} {brotli:>11}");
        };
        row("first load, bytes", "raw", "gzip -9", "brotli -q11");
        for (name, sizes) in &self.0 {
            row(
                name,
                &bytes(sizes.raw),
                &bytes(sizes.gzip),
                &bytes(sizes.brotli),
            );
        }
        let total = self.total();
        row(
            "total",
            &bytes(total.raw),
            &bytes(total.gzip),
            &bytes(total.brotli),
        );
    }
}

/// The measurement: builds the SPA and the server if need be.
pub fn run() -> Result<()> {
    spa::build()?;
    measure(&paths::dist())?.print();
    server::build()?;
    for (language, bytes_sent) in policies()? {
        println!(
            "policy and catalogue in one language ({language}), as sent: {}",
            bytes(bytes_sent)
        );
    }
    Ok(())
}

/// What the policy and its catalogue add to a first visit, in bytes as the server sends them, for each language.
pub fn policies() -> Result<Vec<(&'static str, u64)>> {
    let running = Running::start()?;
    let size_of = |language| {
        for _ in 0..PATIENCE {
            let (head, policy) = running.get(&format!("/api/policy?language={language}"))?;
            // What is compressed as it is sent has no length yet: the server packs the policy well once, after its start.
            if head.contains("content-length") && head.contains("content-encoding: br") {
                return Ok((language, policy.len() as u64));
            }
            thread::sleep(PAUSE);
        }
        bail!("the server never sent the policy ({language}) packed once")
    };
    ["en", "ja"].into_iter().map(size_of).collect()
}

/// Measures what a first visit to the SPA in `dist` loads.
pub fn measure(dist: &Path) -> Result<FirstLoad> {
    let mut contents = BTreeMap::new();
    for file in compress::originals(dist)? {
        let name = file
            .strip_prefix(dist)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        contents.insert(name, content);
    }
    ensure!(
        contents.contains_key("index.html"),
        "{} has no index.html",
        dist.display()
    );
    let mut sizes = BTreeMap::new();
    for name in reached(&contents) {
        sizes.insert(name.to_owned(), sizes_of(&contents[name])?);
    }
    Ok(FirstLoad(sizes))
}

fn sizes_of(content: &[u8]) -> Result<Sizes> {
    Ok(Sizes {
        raw: content.len() as u64,
        gzip: compress::gzip(content)?.len() as u64,
        brotli: compress::brotli(content)?.len() as u64,
    })
}

/// How often, and how far apart, the server is asked for its packed policy after its start.
const PATIENCE: usize = 300;
const PAUSE: Duration = Duration::from_millis(100);

/// The languages that a visitor has to choose: a first visit is in the one that comes with the program.
const CHOSEN: &str = "locales/";

/// The files that `index.html` leads to: those that it names, and those that these name in turn. The names carry a hash
/// of the content, so one that stands in a text is meant.
fn reached(contents: &BTreeMap<String, Vec<u8>>) -> BTreeSet<&str> {
    let mut reached = BTreeSet::new();
    let mut open = vec!["index.html"];
    while let Some(name) = open.pop() {
        if !reached.insert(name) {
            continue;
        }
        let text = String::from_utf8_lossy(&contents[name]);
        open.extend(
            contents
                .keys()
                .map(String::as_str)
                .filter(|other| text.contains(other) && !other.starts_with(CHOSEN)),
        );
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_index_html_leads_to() {
        let files = [
            (
                "index.html",
                "<link href=/app-1.css><script src=/boot.js data-js=/app-2.js data-wasm=/app-3.wasm>",
            ),
            ("app-1.css", "@import '/dark-4.css'"),
            ("dark-4.css", "dark"),
            ("boot.js", "import"),
            ("app-2.js", "import './snippets/a/inline.js'"),
            ("snippets/a/inline.js", "1"),
            ("app-3.wasm", "\0asm /locales/ja.toml?v=1"),
            ("locales/ja.toml", "fetched when it is chosen"),
            ("licence.txt", "never loaded"),
        ];
        let contents = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let contents = BTreeMap::from(contents);
        let reached = reached(&contents);
        assert_eq!(reached.len(), contents.len() - 2);
        assert!(!reached.contains("licence.txt") && !reached.contains("locales/ja.toml"));
    }

    #[test]
    fn the_total_adds_up() {
        let one = Sizes {
            raw: 100,
            gzip: 40,
            brotli: 30,
        };
        let other = Sizes {
            raw: 1,
            gzip: 2,
            brotli: 3,
        };
        let load = FirstLoad(BTreeMap::from([
            ("a".to_owned(), one),
            ("b".to_owned(), other),
        ]));
        assert_eq!(
            load.total(),
            Sizes {
                raw: 101,
                gzip: 42,
                brotli: 33
            }
        );
    }
}
