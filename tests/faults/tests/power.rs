//! A server that loses its power at any moment has lost nothing that it acknowledged.

use std::{fs, time::Duration};

use anyhow::{Result, ensure};
use fastrand::Rng;
use fault_tests::{Customers, disk::Faults, power, rounds, seed, tell};
use load::{Place, Server, Traffic, server::free_address};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_a_power_cut() -> Result<()> {
    let seed = seed()?;
    let mut random = Rng::with_seed(seed);
    let folder = tempfile::tempdir()?;
    let disk = folder.path().join("disk");
    fs::create_dir(&disk)?;
    let place = Place {
        log: folder.path().join("log"),
        ..Place::embedded(&disk.join("support/data"))
    };
    let address = free_address()?;
    let journal = folder.path().join("journal");
    fs::write(&journal, "")?;
    // From the first start on: also the folders that it makes have to be there.
    let journaled = Faults::in_folder(folder.path())?.with_journal(&place, &disk, &journal);
    let server = Server::start_at(&journaled, address).await?;
    let mut customers = Customers::create(&journaled, &[address], 2, seed).await?;
    server.kill().await?;
    power::cut(&journal, &mut random)?;

    let mut undone = 0;
    for round in 1..=rounds(10)? {
        let server = Server::start_at(&journaled, address).await?;
        let new = customers.verify_new().await?;
        let traffic = Traffic::start(customers.writers);
        traffic.until_more(1).await;
        tokio::time::sleep(Duration::from_millis(random.u64(0..300))).await;
        server.kill().await?;
        customers = Customers {
            writers: traffic.stop().await?,
        };
        let cut = power::cut(&journal, &mut random)?;
        undone += cut.undone;
        place.check().await?;
        tell(&format!(
            "round {round}: {cut:?}; of the round before {new:?}"
        ));
    }
    ensure!(undone > 0, "no power cut took anything back");
    let server = Server::start_at(&place, address).await?;
    tell(&format!("all: {:?}", customers.verify().await?));
    server.terminate().await?;
    place.check().await
}
