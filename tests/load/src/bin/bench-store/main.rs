//! Figures of the store: durable creations beside a bare loop, reads of few and of many cases, memory, start, and files.
//!
//! `bench-store FOLDER` measures the server that `CASEWORK_BIN` names, on the disk of that folder, in which it leaves nothing.
//! `CASEWORK_BENCH_CASES` says how many cases are many.
//!
//! `bench-store FOLDER CASES` only generates so many there, and tells who signs in. `CASEWORK_BENCH_DATA` names such a folder
//! to be measured instead of a new one; cases are added to it.

#![expect(clippy::print_stdout, reason = "figures are told there")]

mod bare;
mod creations;
mod files;
mod generate;
mod http;
mod measure;
mod reads;
mod texts;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use case_store::sqlite::SqliteStore;
use load::{Client, Place, Server, client::Identity};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    http::Session,
    measure::{Limit, Times, float, head, megabytes, millis, ratio, resident, syncs, tell},
    reads::Side,
    texts::Texts,
};

const FEW: u64 = 10_000;
const MANY: u64 = 1_000_000;

/// So many starts; the median is told.
const STARTS: usize = 11;

/// The server counts as idle so long after its first answer.
const SETTLED: Duration = Duration::from_secs(3);

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let folder = folder.context("say in which folder to measure")?;
    let texts = Texts::new(2026);
    if let Some(cases) = arguments.next() {
        let root = generated(&Place::embedded(&folder), cases.parse()?, &texts).await?;
        println!("{root:?}");
        return Ok(());
    }
    std::fs::create_dir_all(&folder)?;
    let folder = tempfile::Builder::new()
        .prefix("bench-store-")
        .tempdir_in(folder)?;
    measure(&folder, &texts).await
}

async fn measure(folder: &TempDir, texts: &Texts) -> Result<()> {
    let cases = match std::env::var("CASEWORK_BENCH_CASES") {
        Ok(number) => number.parse().context("CASEWORK_BENCH_CASES")?,
        Err(_) => MANY,
    };
    of_creations(folder, texts).await?;
    let few = Place::embedded(&folder.path().join("few"));
    let there = std::env::var_os("CASEWORK_BENCH_DATA").map(PathBuf::from);
    let at = there.clone().unwrap_or_else(|| folder.path().join("many"));
    let many = Place::embedded(&at);
    head("Generated data, by way of the store's own restore, checked as `casework check` does");
    let few_root = generated(&few, FEW, texts).await?;
    let many_root = match there {
        Some(_) => few_root.clone(),
        None => generated(&many, cases, texts).await?,
    };
    few.check().await?;
    of_starts(&few, FEW).await?;
    of_starts(&many, cases).await?;
    of_reads((&few, FEW, &few_root), (&many, cases, &many_root), texts).await
}

async fn generated(place: &Place, cases: u64, texts: &Texts) -> Result<Identity> {
    let made = generate::generate(place, cases, texts).await?;
    println!(
        "{cases} cases: {:.0} MB, made in {:.0} s",
        megabytes(&place.data)?,
        made.took.as_secs_f64()
    );
    Ok(made.root)
}

/// Creations over HTTP, and the same rows by a bare loop.
async fn of_creations(folder: &TempDir, texts: &Texts) -> Result<()> {
    let place = Place::embedded(&folder.path().join("created"));
    let [root, _] = place.create_account(0).await?;
    let server = Server::start(&place).await?;
    let (session, patterns) = signed_in(&server, &root).await?;
    let mut disk = syncs(folder.path())?;
    let database = SqliteStore::file_in(&place.data);
    let created = creations::run(&session, &patterns, texts, &database).await?;
    server.terminate().await?;
    disk.extend(syncs(folder.path())?);
    let rows = bare::read(&place.data)?;
    let loop_folder = folder.path().join("bare");
    let written = bare::write(&rows, &loop_folder, created.group(), created.before)?;
    disk.extend(syncs(folder.path())?);
    std::fs::remove_dir_all(&place.data)?;
    std::fs::remove_dir_all(loop_folder)?;

    head(&format!(
        "Cases opened over HTTP by {} connections, from an empty database on",
        creations::CONNECTIONS
    ));
    let fsync = disk.median();
    tell(
        "one fsync (4 kB appended), median",
        millis(fsync),
        " ms",
        Limit::None,
    );
    tell("one fsync, p99", millis(disk.p99()), " ms", Limit::None);
    tell("creations", created.rate(), " /s", Limit::None);
    tell(
        "creations that share a transaction, on average",
        float(created.group()),
        "",
        Limit::None,
    );
    tell(
        "bare loop, as many in a transaction",
        written.rate(),
        " /s",
        Limit::None,
    );
    tell(
        "creations over the loop's",
        created.rate() / written.rate(),
        "",
        Limit::AtLeast(0.5),
    );
    tell(
        "one creation, p50",
        millis(created.times.median()),
        " ms",
        Limit::None,
    );
    tell(
        "one creation, p99",
        millis(created.times.p99()),
        " ms",
        Limit::None,
    );
    tell(
        "one creation, p99, in fsyncs",
        ratio(created.times.p99(), fsync),
        "",
        Limit::AtMost(3.0),
    );
    let transaction = &written.transactions;
    tell(
        "a transaction of the bare loop, p50",
        millis(transaction.median()),
        " ms",
        Limit::None,
    );
    tell(
        "a transaction of the bare loop, p99",
        millis(transaction.p99()),
        " ms",
        Limit::None,
    );
    tell(
        "a transaction of the bare loop, p99, in fsyncs",
        ratio(transaction.p99(), fsync),
        "",
        Limit::None,
    );
    tell(
        "one creation, p99, over a transaction of the loop, p99",
        ratio(created.times.p99(), transaction.p99()),
        "",
        Limit::None,
    );
    Ok(())
}

/// A session of a root user, and drafts to open cases with.
async fn signed_in(server: &Server, root: &Identity) -> Result<(Session, Vec<Value>)> {
    let client = Client::sign_in(&[server.address()], root, PATIENCE).await?;
    let patterns = generate::drafts(&client, "", "").await?;
    Ok((Session::of(server.address(), root).await?, patterns))
}

/// From exec to the first answer.
async fn of_starts(place: &Place, cases: u64) -> Result<()> {
    let mut times = Times::default();
    let mut idle = 0.0;
    for start in 0..STARTS {
        let begun = Instant::now();
        let server = Server::start(place).await?;
        let mut connection = Session::anonymous(server.address()).connect().await?;
        let answer = connection.get("/ready").await?;
        ensure!(answer.status == 200, "it is not ready: {}", answer.status);
        times.add(begun.elapsed());
        if start + 1 == STARTS {
            tokio::time::sleep(SETTLED).await;
            idle = resident(server.process()?)?.0;
        }
        server.terminate().await?;
    }
    head(&format!("Start, at {cases} cases"));
    tell(
        "from exec to the first answer, median",
        millis(times.median()),
        " ms",
        Limit::None,
    );
    tell("resident memory, idle", idle, " MB", Limit::None);
    Ok(())
}

async fn of_reads(
    (few, few_cases, few_root): (&Place, u64, &Identity),
    (many, many_cases, many_root): (&Place, u64, &Identity),
    texts: &Texts,
) -> Result<()> {
    let few_server = Server::start(few).await?;
    let server = Server::start(many).await?;
    let few_session = Session::of(few_server.address(), few_root).await?;
    let (session, patterns) = signed_in(&server, many_root).await?;
    let mut few_side = Side::new(&few_session, few_cases).await?;
    let mut many_side = Side::new(&session, many_cases).await?;
    reads::run(&mut few_side, &mut many_side, texts).await?;
    few_server.terminate().await?;
    let after_reads = resident(server.process()?)?.0;
    let database = SqliteStore::file_in(&many.data);
    let created = creations::run(&session, &patterns, texts, &database).await?;
    let (loaded, most) = resident(server.process()?)?;
    head(&format!("Under load, at {many_cases} cases"));
    tell(
        "creations by as many connections",
        created.rate(),
        " /s",
        Limit::None,
    );
    tell(
        "one creation, p50",
        millis(created.times.median()),
        " ms",
        Limit::None,
    );
    tell(
        "one creation, p99",
        millis(created.times.p99()),
        " ms",
        Limit::None,
    );
    tell(
        "resident memory after the reads",
        after_reads,
        " MB",
        Limit::None,
    );
    tell(
        "resident memory after the creations",
        loaded,
        " MB",
        Limit::None,
    );
    tell("the most that it was", most, " MB", Limit::None);
    let folder = many.data.parent().unwrap_or(Path::new("."));
    files::run(&session, folder).await?;
    server.terminate().await
}
