//! A small file system that is really full. Only root may mount one, so that this is no part of all tests: `cargo xtask torture
//! mounts` runs it.

use std::{fs, io::Write, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use fault_tests::{Customers, PATIENCE, rounds, seed, tell};
use load::{Place, Server, Traffic};

/// A file system of 32 MB in memory. It is unmounted when this is dropped.
struct Mounted<'p>(&'p Path);

impl<'p> Mounted<'p> {
    fn at(folder: &'p Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=32m,mode=0700", "tmpfs"])
            .arg(folder)
            .status();
        ensure!(
            mounted.context("cannot start mount")?.success(),
            "cannot mount a file system: are you root?"
        );
        Ok(Self(folder))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        // Whoever still uses it is about to end.
        drop(Command::new("umount").arg("--lazy").arg(self.0).status());
    }
}

/// Takes all room that is left.
fn fill(file: &Path) -> Result<()> {
    let mut filler = fs::File::create(file)?;
    for size in [1 << 20, 1 << 12, 1] {
        while filler.write_all(&vec![0; size]).is_ok() {}
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_system_that_is_full_is_told_and_forgotten_when_there_is_room() -> Result<()> {
    let seed = seed()?;
    let parent = tempfile::tempdir()?;
    let folder = parent.path().join("data");
    let _mounted = Mounted::at(&folder)?;
    let place = Place::embedded(&folder);
    let server = Server::start(&place).await?;
    let mut customers = Customers::create(&place, &[server.address()], 2, seed).await?;
    let client = customers.writers[0].client.clone();
    for round in 1..=rounds(3)? {
        let traffic = Traffic::start(customers.writers);
        traffic.until_more(10).await;
        let filler = folder.join("filler");
        fill(&filler)?;
        tokio::time::timeout(PATIENCE, async {
            while client.get("/ready").await?.is_success() {
                // What was freed since by a checkpoint.
                fill(&folder.join("more"))?;
            }
            anyhow::Ok(())
        })
        .await
        .context("readiness is not red")??;
        ensure!(
            client.get("/api/cases").await?.is_success(),
            "what is there cannot be read"
        );
        fs::remove_file(filler)?;
        drop(fs::remove_file(folder.join("more")));
        traffic.until_more(10).await;
        customers.writers = traffic.stop().await?;
        let verified = customers.verify().await?;
        tell(&format!(
            "round {round}: {verified:?}, failures {}",
            customers.failures()
        ));
    }
    server.terminate().await?;
    place.check().await
}
