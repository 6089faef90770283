//! Data that move: from the embedded defaults to PostgreSQL and a bucket, for several servers, and back.

use std::path::Path;

use anyhow::Result;
use fault_tests::{
    Customers, seed,
    servers::{Postgres, S3},
    tell,
};
use load::{Place, Server, Traffic};

/// Takes a backup of one place, restores it in another, and compares everything there.
async fn move_to(
    customers: &mut Customers,
    from: &Place,
    to: &Place,
    backup: &Path,
) -> Result<Server> {
    let file = backup.to_string_lossy();
    let written = from.run(&["backup", &file], "").await?;
    let restored = to.run(&["restore", &file], "").await?;
    tell(&format!("{}; {}", written.trim(), restored.trim()));
    let server = Server::start(to).await?;
    for writer in &mut customers.writers {
        writer.client.go_to(&[server.address()]);
        // Sessions do not move.
        writer.client.sign_in_again().await?;
    }
    customers.verify().await?;
    Ok(server)
}

/// Customers work for a while, and are then asked to wait.
async fn work(customers: Customers) -> Result<Customers> {
    let traffic = Traffic::start(customers.writers);
    traffic.until_more(60).await;
    Ok(Customers {
        writers: traffic.stop().await?,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn data_move_to_postgresql_and_a_bucket_and_back_with_every_byte() -> Result<()> {
    let seed = seed()?;
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    let small = Place::embedded(&path("small"));
    let server = Server::start(&small).await?;
    let mut customers = Customers::create(&small, &[server.address()], 2, seed).await?;
    customers = work(customers).await?;
    server.terminate().await?;

    let (postgres, s3) = (Postgres::new("moves").await?, S3::new("moves").await?);
    let large = Place::embedded(&path("large"))
        .option("--database", &postgres.url_at(postgres.address))
        .option("--attachments", &format!("{}/support", s3.url()));
    let server = move_to(&mut customers, &small, &large, &path("small.tar")).await?;
    customers = work(customers).await?;
    server.terminate().await?;
    large.check().await?;

    let back = Place::embedded(&path("back"));
    let server = move_to(&mut customers, &large, &back, &path("large.tar")).await?;
    customers = work(customers).await?;
    let verified = customers.verify().await?;
    tell(&format!("{verified:?}"));
    server.terminate().await?;
    back.check().await
}
