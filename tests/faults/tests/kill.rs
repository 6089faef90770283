//! A server that is killed at any moment has lost nothing that it acknowledged.

use std::time::Duration;

use anyhow::{Result, ensure};
use fastrand::Rng;
use fault_tests::{Customers, LivePages, rounds, seed, tell};
use load::{Place, Server, Traffic, server::free_address};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_kill_9() -> Result<()> {
    let rounds = rounds(10)?;
    let seed = seed()?;
    let mut random = Rng::with_seed(seed);
    let folder = tempfile::tempdir()?;
    let place = Place::embedded(&folder.path().join("data"));
    let address = free_address()?;
    let mut server = Server::start_at(&place, address).await?;
    let mut customers = Customers::create(&place, &[address], 3, seed).await?;
    let pages = LivePages::open(&customers);
    for round in 1..=rounds {
        let traffic = Traffic::start(customers.writers);
        traffic.until_more(1).await;
        tokio::time::sleep(Duration::from_millis(random.u64(0..300))).await;
        server.kill().await?;
        customers = Customers {
            writers: traffic.stop().await?,
        };
        place.check().await?;
        server = Server::start_at(&place, address).await?;
        let new = customers.verify_new().await?;
        tell(&format!(
            "round {round}: {new:?}, failures so far {}",
            customers.failures()
        ));
    }
    let all = customers.verify().await?;
    let connections = pages.verify(&customers).await?;
    tell(&format!(
        "all: {all:?}, connections of live pages {connections}"
    ));
    ensure!(
        all.files > 0 && all.cases > all.files / 2,
        "too little happened: {all:?}"
    );
    server.terminate().await?;
    place.check().await
}
