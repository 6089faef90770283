//! Lists, views and searches of two servers at once: one with few cases, one with many. Requests go to both in turn, so that
//! whatever else the machine does falls on both.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use serde_json::Value;

use crate::{
    http::{Connection, Session, escaped},
    measure::{Limit, Times, float, head, millis, ratio, tell},
    texts::{self, Texts},
};

/// Each request is made so many times, after a tenth of that to warm up.
const REQUESTS: usize = 500;

/// What one asks for.
pub struct Question {
    name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Lists and views: about as quick whatever there is.
    Read,
    Search,
}

/// A server with so many cases, and what its list tells of them.
pub struct Side {
    pub cases: u64,
    connection: Connection,
    /// Where pages begin.
    cursors: Vec<String>,
    ids: Vec<String>,
}

impl Side {
    /// Walks through the whole list.
    pub async fn new(session: &Session, cases: u64) -> Result<Self> {
        let mut side = Self {
            cases,
            connection: session.connect().await?,
            cursors: Vec::new(),
            ids: Vec::new(),
        };
        let mut path = "/api/cases?limit=100".to_owned();
        loop {
            let page = side.connection.get(&path).await?.is(200)?;
            let rows = page["cases"].as_array().context("no cases")?;
            // A few of each page are enough to choose from.
            let some = rows.iter().step_by(20);
            let ids = some.filter_map(|case| case["caseId"].as_str());
            side.ids.extend(ids.map(str::to_owned));
            let Some(cursor) = page["nextCursor"].as_str() else {
                ensure!(!side.ids.is_empty(), "there are no cases: {page}");
                return Ok(side);
            };
            side.cursors.push(cursor.to_owned());
            path = format!("/api/cases?limit=100&cursor={cursor}");
        }
    }

    /// A path for this question.
    fn path(&self, question: &str, random: &mut Rng, texts: &Texts) -> Result<String> {
        let search = |text: &str| format!("/api/cases?search={}", escaped(text));
        let some = |list: &[String], random: &mut Rng| {
            let all = list.len();
            list.get(random.usize(0..all.max(1)))
                .cloned()
                .context("nothing to choose from")
        };
        let beginning = |chars: usize, random: &mut Rng| -> String {
            // A word without accents, so that its bytes are its characters.
            texts
                .ranked(random, 48..4_000)
                .chars()
                .take(chars)
                .collect()
        };
        Ok(match question {
            "list, all" => "/api/cases".to_owned(),
            "list, open" => "/api/cases?open=true".to_owned(),
            "list, a page in the middle" => {
                format!("/api/cases?cursor={}", some(&self.cursors, random)?)
            }
            "view" => format!("/api/cases/{}", some(&self.ids, random)?),
            "a word of one case" => search(&texts::own_word(random.u64(1..=self.cases))),
            "a word of few cases" => search(texts.ranked(random, 3_000..4_000)),
            "a word of one case in twenty" => search(texts.ranked(random, 150..250)),
            "a common word" => search(texts.ranked(random, 0..10)),
            "a common word of more than three letters" => search(texts.ranked(random, 20..40)),
            "a common word, open cases" => {
                format!("{}&open=true", search(texts.ranked(random, 0..10)))
            }
            "a common word and one of few" => search(&format!(
                "{} {}",
                texts.ranked(random, 0..10),
                texts.ranked(random, 3_000..4_000)
            )),
            "one character" => search(&beginning(1, random)),
            "two characters" => search(&beginning(2, random)),
            "three characters" => search(&beginning(3, random)),
            "four characters" => search(&beginning(4, random)),
            "two Japanese characters" => search(&texts::pair(random)),
            "one Japanese character" => {
                search(&texts::pair(random).chars().take(1).collect::<String>())
            }
            "a Japanese phrase" => search(&texts::phrase(random)),
            _ => anyhow::bail!("{question}?"),
        })
    }

    async fn ask(&mut self, question: &str, random: &mut Rng, texts: &Texts) -> Result<Asked> {
        let path = self.path(question, random, texts)?;
        let begun = Instant::now();
        let answer = self.connection.get(&path).await?;
        let took = begun.elapsed();
        Ok(Asked {
            took,
            answer: answer.is(200)?,
        })
    }
}

struct Asked {
    took: std::time::Duration,
    answer: Value,
}

/// All questions, in the order in which they are told.
fn all() -> impl Iterator<Item = Question> {
    let of = |kind| move |name| Question { name, kind };
    let reads = [
        "list, all",
        "list, open",
        "list, a page in the middle",
        "view",
    ];
    let searches = [
        "a word of one case",
        "a word of few cases",
        "a word of one case in twenty",
        "a common word",
        "a common word of more than three letters",
        "a common word, open cases",
        "a common word and one of few",
        "one character",
        "two characters",
        "three characters",
        "four characters",
        "two Japanese characters",
        "one Japanese character",
        "a Japanese phrase",
    ];
    reads
        .into_iter()
        .map(of(Kind::Read))
        .chain(searches.into_iter().map(of(Kind::Search)))
}

/// Asks everything of both, and tells it.
pub async fn run(few: &mut Side, many: &mut Side, texts: &Texts) -> Result<()> {
    head(&format!(
        "Reads over HTTP, one client: {} cases and {} cases, {REQUESTS} requests each, in turn",
        few.cases, many.cases
    ));
    println!(
        "{:<42}{:>10}{:>10}{:>10}{:>10}{:>8}{:>8}",
        "ms", "p50", "p99", "p50 many", "p99 many", "ratio", "found"
    );
    let mut worst_ratio = Vec::new();
    let mut worst_search = Vec::new();
    for Question { name, kind } in all() {
        let mut random = Rng::with_seed(7);
        let (mut short, mut long) = (Times::default(), Times::default());
        let mut found = 0_usize;
        for number in 0..REQUESTS + REQUESTS / 10 {
            let one = few.ask(name, &mut random, texts).await?;
            let other = many.ask(name, &mut random, texts).await?;
            found += other.answer["cases"].as_array().map_or(1, Vec::len);
            if number >= REQUESTS / 10 {
                short.add(one.took);
                long.add(other.took);
            }
        }
        let times = ratio(long.p99(), short.p99());
        let found = float(found) / float(REQUESTS + REQUESTS / 10);
        println!(
            "{name:<42}{:>10.2}{:>10.2}{:>10.2}{:>10.2}{times:>8.2}{found:>8.1}",
            millis(short.median()),
            millis(short.p99()),
            millis(long.median()),
            millis(long.p99()),
        );
        match kind {
            Kind::Read => worst_ratio.push(times),
            Kind::Search => worst_search.push(millis(long.p99())),
        }
    }
    let worst = |all: Vec<f64>| all.into_iter().fold(0.0, f64::max);
    tell(
        "p99 of lists and views, many cases over few, the worst",
        worst(worst_ratio),
        "",
        Limit::AtMost(2.0),
    );
    tell(
        "p99 of searches in many cases, the worst",
        worst(worst_search),
        " ms",
        Limit::AtMost(50.0),
    );
    Ok(())
}
