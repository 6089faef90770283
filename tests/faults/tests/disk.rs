//! A disk that is full, read-only, broken, slow or torn off, and a clock that jumps: whoever writes is told, whoever reads is
//! served, and nothing that was acknowledged is lost.

use anyhow::{Result, ensure};
use fastrand::Rng;
use fault_tests::{
    Customers,
    disk::{Fault, Faults, errno},
    rounds, seed, tell, until_ready,
};
use load::{Client, Place, Server, Traffic, server::free_address};
use tempfile::TempDir;

/// A server that is subject to faults, and its customers.
struct Scene {
    /// Without the faults: for commands.
    place: Place,
    faults: Faults,
    server: Server,
    customers: Customers,
    seed: u64,
    _folder: TempDir,
}

impl Scene {
    async fn new() -> Result<Self> {
        let seed = seed()?;
        let folder = tempfile::tempdir()?;
        let place = Place::embedded(&folder.path().join("data"));
        let faults = Faults::in_folder(folder.path())?;
        let server = Server::start(&faults.on(&place)).await?;
        let customers = Customers::create(&place, &[server.address()], 2, seed).await?;
        Ok(Self {
            place,
            faults,
            server,
            customers,
            seed,
            _folder: folder,
        })
    }

    /// Everything is as it was acknowledged, while the server runs and after it has ended.
    async fn conclude(mut self) -> Result<()> {
        let verified = self.customers.verify().await?;
        tell(&format!(
            "{verified:?}, failures {}",
            self.customers.failures()
        ));
        self.server.terminate().await?;
        self.place.check().await
    }
}

/// A fault that makes every change fail, begun and ended while customers write.
async fn every_change_fails(error: i32) -> Result<()> {
    let mut scene = Scene::new().await?;
    let client = scene.customers.writers[0].client.clone();
    for _ in 0..rounds(2)? {
        let traffic = Traffic::start(scene.customers.writers);
        traffic.until_more(20).await;
        scene.faults.set(Fault::every_change(error))?;
        is_told(&client).await?;
        scene.faults.set(Fault::default())?;
        // Without a restart.
        traffic.until_more(20).await;
        scene.customers.writers = traffic.stop().await?;
        until_ready(&client, true).await?;
    }
    ensure!(scene.customers.failures() > 0, "no customer noticed");
    scene.conclude().await
}

/// Changes are refused with problem details, readiness is red, and everything can be read.
async fn is_told(client: &Client) -> Result<()> {
    until_ready(client, false).await?;
    for refused in [
        client.get("/ready").await?,
        client.upload("a.bin", vec![1; 100]).await?,
        client
            .save(
                "technical",
                &serde_json::json!({"device": "told", "draft": {}}),
            )
            .await?,
    ] {
        let problem = refused.is(503)?;
        ensure!(problem["type"] == "/problems/unavailable", "{problem}");
    }
    for read in ["/health", "/api/cases", "/api/session"] {
        let answer = client.get(read).await?;
        ensure!(answer.status == 200, "GET {read}: {answer}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_forgotten_when_there_is_room_again() -> Result<()> {
    every_change_fails(errno::ENOSPC).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_disk_is_told_and_forgotten_when_it_can_be_written_again() -> Result<()> {
    every_change_fails(errno::EROFS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_disk_is_told_and_forgotten_when_it_works_again() -> Result<()> {
    every_change_fails(errno::EIO).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_writes_but_does_not_sync_acknowledges_nothing() -> Result<()> {
    let mut scene = Scene::new().await?;
    let client = scene.customers.writers[0].client.clone();
    let traffic = Traffic::start(scene.customers.writers);
    traffic.until_more(20).await;
    let fault = Fault {
        sync_error: errno::EIO,
        ..Fault::default()
    };
    scene.faults.set(fault)?;
    is_told(&client).await?;
    let acknowledged = traffic.acknowledged();
    is_told(&client).await?;
    ensure!(
        traffic.acknowledged() == acknowledged,
        "a change was acknowledged that is not on the disk"
    );
    scene.faults.set(Fault::default())?;
    traffic.until_more(20).await;
    scene.customers.writers = traffic.stop().await?;
    scene.conclude().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_disk_makes_nothing_fail() -> Result<()> {
    let mut scene = Scene::new().await?;
    let fault = Fault {
        sync_delay: 150,
        ..Fault::default()
    };
    scene.faults.set(fault)?;
    let traffic = Traffic::start(scene.customers.writers);
    traffic.until_more(30).await;
    scene.customers.writers = traffic.stop().await?;
    ensure!(scene.customers.failures() == 0, "a change failed");
    scene.faults.set(Fault::default())?;
    scene.conclude().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_is_torn_takes_nothing_with_it() -> Result<()> {
    let mut scene = Scene::new().await?;
    let mut random = Rng::with_seed(scene.seed);
    let address = free_address()?;
    for round in 1..=rounds(5)? {
        scene.server.terminate().await?;
        let faults = scene.faults.on(&scene.place);
        scene.server = Server::start_at(&faults, address).await?;
        for writer in &mut scene.customers.writers {
            writer.client.go_to(&[address]);
        }
        let fault = Fault {
            tear_after: random.i32(1..300),
            ..Fault::default()
        };
        scene.faults.set(fault)?;
        let traffic = Traffic::start(scene.customers.writers);
        let ended = scene.server.ended().await?;
        scene.customers.writers = traffic.stop().await?;
        ensure!(!ended.success(), "the server ended with {ended}");
        scene.faults.set(Fault::default())?;
        scene.place.check().await?;
        scene.server = Server::start_at(&faults, address).await?;
        let verified = scene.customers.verify().await?;
        tell(&format!(
            "round {round}: torn after {} writes: {verified:?}",
            fault.tear_after
        ));
    }
    scene.conclude().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_loses_nothing_and_signs_nobody_out() -> Result<()> {
    let mut scene = Scene::new().await?;
    let traffic = Traffic::start(scene.customers.writers);
    for hours in [0, 2, -2, 1, -30 * 24, 0] {
        let fault = Fault {
            clock_offset: hours * 3_600,
            ..Fault::default()
        };
        scene.faults.set(fault)?;
        traffic.until_more(15).await;
    }
    scene.customers.writers = traffic.stop().await?;
    ensure!(scene.customers.failures() == 0, "a change failed");
    scene.conclude().await
}
