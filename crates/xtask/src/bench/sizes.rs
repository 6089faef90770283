//! What a first visit transfers: `index.html`, every file that it leads to, and the parts of the program that the page
//! needs; raw and compressed.

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

/// What one may visit first, and the parts of the program that it shows (`crates/case-web/parts.toml`).
const VISITS: [(&str, &[&str]); 5] = [
    ("home", &[]),
    ("sign-in", &["sign-in"]),
    ("a list, a case, the plans", &["cases"]),
    ("the form that opens a case", &["form"]),
    ("the account", &["account"]),
];

/// The files of the SPA that a first visit may load, by their path in the folder.
pub struct FirstLoad {
    /// What every visit loads.
    always: BTreeMap<String, Sizes>,
    /// The parts of the program, by their names.
    parts: BTreeMap<String, Sizes>,
}

impl FirstLoad {
    /// What each kind of visit transfers before its page is there.
    pub fn visits(&self) -> Result<Vec<(&'static str, Sizes)>> {
        VISITS
            .into_iter()
            .map(|(visit, parts)| {
                let mut total = total(self.always.values());
                for part in parts {
                    let sizes = self.parts.get(*part);
                    total += *sizes.with_context(|| format!("there is no part {part}"))?;
                }
                Ok((visit, total))
            })
            .collect()
    }

    pub fn print(&self) -> Result<()> {
        let row = |name: &str, raw: &str, gzip: &str, brotli: &str| {
            println!("{name:<52} {raw:>11} {gzip:>11} {brotli:>11}");
        };
        let sized = |name: &str, sizes: Sizes| {
            let [raw, gzip, brotli] = [sizes.raw, sizes.gzip, sizes.brotli].map(bytes);
            row(name, &raw, &gzip, &brotli);
        };
        row("first load, bytes", "raw", "gzip -9", "brotli -q11");
        for (name, sizes) in &self.always {
            sized(name, *sizes);
        }
        for (name, sizes) in &self.parts {
            sized(&format!("part: {name}"), *sizes);
        }
        for (visit, sizes) in self.visits()? {
            sized(&format!("first visit: {visit}"), sizes);
        }
        let mut all = total(self.always.values());
        all += total(self.parts.values());
        sized("everything", all);
        Ok(())
    }
}

fn total<'a>(all: impl Iterator<Item = &'a Sizes>) -> Sizes {
    let mut total = Sizes::default();
    for sizes in all {
        total += *sizes;
    }
    total
}

/// The measurement: builds the SPA and the server if need be.
pub fn run() -> Result<()> {
    spa::build()?;
    measure(&paths::dist())?.print()?;
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
    let mut parts = BTreeMap::new();
    for (part, file) in parts_of(&contents["index.html"])? {
        let content = contents.remove(file.trim_start_matches('/'));
        let content = content.with_context(|| format!("there is no {file}"))?;
        parts.insert(part, sizes_of(&content)?);
    }
    let mut always = BTreeMap::new();
    for name in reached(&contents) {
        always.insert(name.to_owned(), sizes_of(&contents[name])?);
    }
    Ok(FirstLoad { always, parts })
}

/// The addresses of the program's parts by their names, as `index.html` tells them.
fn parts_of(index: &[u8]) -> Result<BTreeMap<String, String>> {
    let index = String::from_utf8_lossy(index);
    let (_, rest) = index.split_once(PARTS).context("index.html has no parts")?;
    let (parts, _) = rest.split_once('\'').context("index.html has no parts")?;
    Ok(serde_json::from_str(parts)?)
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

/// Where `index.html` tells the parts.
const PARTS: &str = "data-parts='";

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
    fn a_visit_is_what_every_page_loads_and_the_parts_of_its_own() {
        let sizes = |brotli| Sizes {
            raw: 4 * brotli,
            gzip: 2 * brotli,
            brotli,
        };
        let load = FirstLoad {
            always: BTreeMap::from([("a".to_owned(), sizes(30)), ("b".to_owned(), sizes(3))]),
            parts: BTreeMap::from([
                ("cases".to_owned(), sizes(5)),
                ("form".to_owned(), sizes(9)),
                ("sign-in".to_owned(), sizes(2)),
                ("account".to_owned(), sizes(7)),
            ]),
        };
        let visits = load.visits().unwrap();
        let totals: Vec<Sizes> = visits.into_iter().map(|(_, sizes)| sizes).collect();
        assert_eq!(
            totals,
            [sizes(33), sizes(35), sizes(38), sizes(42), sizes(40)]
        );
    }

    #[test]
    fn the_parts_are_what_index_html_says() {
        let index =
            br#"<meta name=program data-parts='{"form":"/form-1.wasm"}' data-wasm=/first-1.wasm>"#;
        let parts = parts_of(index).unwrap();
        let form = ("form".to_owned(), "/form-1.wasm".to_owned());
        assert_eq!(parts, BTreeMap::from([form]));
    }
}
