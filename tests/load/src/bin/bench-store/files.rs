//! Files over HTTP, beside the same file copied on the same disk.

use std::{
    fs::{self, File},
    path::Path,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;

use crate::{
    http::Session,
    measure::{Limit, Times, float, head, tell},
};

/// The largest file that a case takes.
const SIZE: usize = 5_000_000;

const ROUNDS: usize = 60;

pub async fn run(session: &Session, folder: &Path) -> Result<()> {
    let mut bytes = vec![0; SIZE];
    Rng::with_seed(1).fill(&mut bytes);
    let (file, copy) = (folder.join("file"), folder.join("copy"));
    fs::write(&file, &bytes)?;
    File::open(&file)?.sync_all()?;
    let mut connection = session.connect().await?;
    let [mut uploads, mut downloads, mut durable, mut plain] = [(); 4].map(|()| Times::default());
    for round in 0..=ROUNDS {
        let begun = Instant::now();
        let sent = connection
            .upload("/api/attachments?name=file.bin", &bytes)
            .await?;
        let upload = begun.elapsed();
        let sent = sent.is(201)?;
        let path = format!("/api/attachments/{}", sent["id"].as_str().context("no id")?);
        let begun = Instant::now();
        let got = connection.get(&path).await?;
        let download = begun.elapsed();
        ensure!(got.body == bytes, "what came back is something else");
        let removed = connection.delete(&path).await?;
        ensure!(
            removed.status == 204,
            "cannot remove the file: {}",
            removed.status
        );
        let begun = Instant::now();
        fs::copy(&file, &copy)?;
        let copied = begun.elapsed();
        File::open(&copy)?.sync_all()?;
        File::open(folder)?.sync_all()?;
        let synced = begun.elapsed();
        fs::remove_file(&copy)?;
        // The first round warms up.
        if round > 0 {
            uploads.add(upload);
            downloads.add(download);
            plain.add(copied);
            durable.add(synced);
        }
    }
    fs::remove_file(&file)?;
    head(&format!(
        "Files of {} MB, one after the other, {ROUNDS} times",
        SIZE / 1_000_000
    ));
    for (name, times) in [
        ("upload, durable", &uploads),
        (
            "copy of the file, durable (copy, fsync of file and folder)",
            &durable,
        ),
        ("download", &downloads),
        ("copy of the file, not durable", &plain),
    ] {
        tell(name, megabytes_a_second(times), " MB/s", Limit::None);
    }
    Ok(())
}

/// By the median.
fn megabytes_a_second(times: &Times) -> f64 {
    float(SIZE) / 1e6 / times.median().as_secs_f64()
}
