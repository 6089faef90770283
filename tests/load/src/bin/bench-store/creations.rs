//! Cases that many clients open at once over HTTP.

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use serde_json::Value;

use crate::{
    http::{Connection, Session},
    measure::{Times, rate},
    texts::Texts,
};

/// Clients, each with a connection of its own.
pub const CONNECTIONS: usize = 64;

/// What is opened before anything is measured.
const WARM_UP: Duration = Duration::from_secs(3);

/// So long is measured.
const MEASURED: Duration = Duration::from_secs(10);

/// So many drafts there are to choose from, so that nobody writes texts while others are measured.
const DRAFTS: u64 = 2_000;

/// What came of it.
pub struct Created {
    /// So many cases, each acknowledged.
    pub cases: usize,
    /// So many were opened before them.
    pub before: usize,
    pub took: Duration,
    pub times: Times,
    /// So many transactions were committed meanwhile.
    pub commits: u32,
}

impl Created {
    pub fn rate(&self) -> f64 {
        rate(self.cases, self.took)
    }

    /// So many cases share a transaction, on average.
    pub fn group(&self) -> usize {
        let commits = usize::try_from(self.commits).unwrap_or(1).max(1);
        ((self.cases + commits / 2) / commits).max(1)
    }
}

/// Opens cases as fast as the server takes them.
pub async fn run(
    session: &Session,
    patterns: &[Value],
    texts: &Texts,
    database: &Path,
) -> Result<Created> {
    let bodies = Arc::new(bodies(patterns, texts)?);
    let begun = Instant::now();
    let (from, until) = (begun + WARM_UP, begun + WARM_UP + MEASURED);
    let mut clients = Vec::new();
    for number in 0..CONNECTIONS {
        let client = Client {
            connection: session.connect().await?,
            bodies: Arc::clone(&bodies),
            number,
        };
        clients.push(tokio::spawn(client.work(from, until)));
    }
    tokio::time::sleep_until(from.into()).await;
    let before = commits(database)?;
    tokio::time::sleep_until(until.into()).await;
    let commits = commits(database)?.wrapping_sub(before);
    let mut created = Created {
        cases: 0,
        before: 0,
        took: MEASURED,
        times: Times::default(),
        commits,
    };
    for client in clients {
        let (times, before) = client.await.context("a client has panicked")??;
        created.before += before;
        created.times.extend(times);
    }
    created.cases = created.times.len();
    Ok(created)
}

fn bodies(patterns: &[Value], texts: &Texts) -> Result<Vec<Vec<u8>>> {
    let bodies = (0..DRAFTS).map(|number| {
        let text = texts.of(u64::MAX - number);
        let mut draft = patterns[usize::try_from(number)? % patterns.len()].clone();
        draft["subject"] = text.subject.into();
        draft["description"] = text.description.into();
        if text.is_japanese {
            draft["contact"]["language"] = "ja".into();
        }
        Ok(serde_json::to_vec(&draft)?)
    });
    bodies.collect()
}

struct Client {
    connection: Connection,
    bodies: Arc<Vec<Vec<u8>>>,
    number: usize,
}

impl Client {
    /// How long each case took whose answer came in the measured time, and how many came before it.
    async fn work(mut self, from: Instant, until: Instant) -> Result<(Times, usize)> {
        let mut random = Rng::new();
        let (mut times, mut before) = (Times::default(), 0);
        loop {
            let body = random.choice(&*self.bodies).context("no drafts")?;
            let key = format!(
                "Idempotency-Key: {}-{:016x}\r\n",
                self.number,
                random.u64(..)
            );
            let begun = Instant::now();
            let answer = self.connection.post("/api/cases", &key, body).await?;
            let answered = Instant::now();
            ensure!(
                answer.status == 201,
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
            if answered >= until {
                return Ok((times, before));
            }
            if answered < from {
                before += 1;
            } else {
                times.add(answered - begun);
            }
        }
    }
}

/// How often a database was written to, by the counter of its write-ahead log's index: `iChange` of
/// <https://sqlite.org/walformat.html>, which every transaction raises by one.
fn commits(database: &Path) -> Result<u32> {
    let mut index = database.as_os_str().to_owned();
    index.push("-shm");
    let mut counter = [0; 4];
    let index = File::open(index).context("no write-ahead log")?;
    index.read_exact_at(&mut counter, 8)?;
    Ok(u32::from_ne_bytes(counter))
}
