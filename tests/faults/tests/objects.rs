//! An object store that cannot be reached, is silent or fails: files are refused, and everything else goes on.

use anyhow::{Result, ensure};
use fault_tests::{
    Customers,
    proxy::{Network, Proxy},
    seed,
    servers::S3,
    tell, until_ready,
};
use load::{Place, Server, Traffic};

async fn files_alone_are_refused_while(network: Network, name: &str) -> Result<()> {
    let seed = seed()?;
    let folder = tempfile::tempdir()?;
    let s3 = S3::new(name).await?;
    let proxy = Proxy::before(s3.address).await?;
    let place = Place::embedded(&folder.path().join("data"))
        .option("--attachments", &s3.url())
        // A store that says nothing is given up sooner than after half a minute.
        .variable("AWS_TIMEOUT", "2s");
    let reached = place
        .clone()
        .variable("AWS_ENDPOINT_URL", &format!("http://{}", proxy.address()));
    let server = Server::start(&reached).await?;
    let mut customers = Customers::create(&place, &[server.address()], 1, seed).await?;

    let traffic = Traffic::start(customers.writers);
    traffic.until_more(20).await;
    customers.writers = traffic.stop().await?;

    proxy.set(network);
    let writer = &mut customers.writers[0];
    let client = writer.client.clone();
    let upload = client.upload("a.bin", vec![1; 30_000]).await?.is(503)?;
    ensure!(upload["type"] == "/problems/unavailable", "{upload}");
    until_ready(&client, false).await?;
    writer.open_cases(3).await?;

    proxy.set(Network::Works);
    until_ready(&client, true).await?;
    let traffic = Traffic::start(customers.writers);
    traffic.until_more(20).await;
    customers.writers = traffic.stop().await?;
    let verified = customers.verify().await?;
    tell(&format!(
        "{network:?}: {verified:?}, failures {}",
        customers.failures()
    ));
    server.terminate().await?;
    place.check().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_reached() -> Result<()> {
    files_alone_are_refused_while(Network::Refuses, "refuses").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_silent() -> Result<()> {
    files_alone_are_refused_while(Network::IsSilent, "silent").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails() -> Result<()> {
    files_alone_are_refused_while(Network::Answers500, "fails").await
}
