//! Three servers on one database and one bucket: one is killed, PostgreSQL falls over, the network is cut, and nobody's work is
//! lost or done twice; pages that follow it miss nothing and see nothing twice.

use std::time::Duration;

use anyhow::{Result, ensure};
use fault_tests::{
    Customers, LivePages,
    proxy::{Network, Proxy},
    rounds, seed,
    servers::{Postgres, S3},
    tell,
};
use load::{Place, Server, Traffic};

#[tokio::test(flavor = "multi_thread")]
async fn three_servers_lose_nothing_when_one_is_killed_and_postgresql_restarts() -> Result<()> {
    let seed = seed()?;
    let folder = tempfile::tempdir()?;
    let (postgres, s3) = (Postgres::new("cluster").await?, S3::new("cluster").await?);
    let proxy = Proxy::before(postgres.address).await?;
    let place = |name: &str, address| {
        Place::embedded(&folder.path().join(name))
            .option("--database", &postgres.url_at(address))
            .option("--attachments", &s3.url())
    };
    // They start at once, on an empty database: it is migrated once.
    let places = ["one", "two", "three"].map(|name| place(name, proxy.address()));
    let [one, two, three] = &places;
    let (one, two, three) =
        tokio::try_join!(Server::start(one), Server::start(two), Server::start(three))?;
    let mut servers = vec![one, two, three];
    let addresses: Vec<_> = servers.iter().map(Server::address).collect();
    let direct = place("direct", postgres.address);
    let mut customers = Customers::create(&direct, &addresses, 3, seed).await?;
    let pages = LivePages::open(&customers);

    let rounds = rounds(1)?;
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 1..=rounds {
        let traffic = Traffic::start(customers.writers);
        traffic.until_more(60).await;
        let killed = random.usize(0..servers.len());
        let address = addresses[killed];
        servers.swap_remove(killed).kill().await?;
        traffic.until_more(30).await;
        postgres.crash().await?;
        traffic.until_more(30).await;
        proxy.set(Network::Refuses);
        tokio::time::sleep(Duration::from_millis(500)).await;
        proxy.set(Network::Works);
        traffic.until_more(30).await;
        servers.push(Server::start_at(&places[killed], address).await?);
        let last = servers.len() - 1;
        servers.swap(killed, last);
        traffic.until_more(60).await;
        customers.writers = traffic.stop().await?;
        let verified = customers.verify().await?;
        ensure!(verified.files > 0, "no file was sent");
        let connections = pages.verify(&customers).await?;
        tell(&format!(
            "round {round}: {verified:?}, failures {}, connections of live pages {connections}",
            customers.failures()
        ));
    }
    direct.check().await?;
    for server in servers {
        server.terminate().await?;
    }
    direct.check().await
}
