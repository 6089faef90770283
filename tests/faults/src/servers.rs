//! The database server and the S3 server that `cargo xtask` starts for these tests.

use std::{env, net::SocketAddr};

use anyhow::{Context, Result, ensure};
use tokio_postgres::NoTls;

use crate::PATIENCE;

/// The address in the variable of this name, and what stands before and after it.
fn address(variable: &str) -> Result<(String, SocketAddr)> {
    let url = env::var(variable)
        .with_context(|| format!("{variable} is not set: type `cargo xtask test faults`"))?;
    let host = url.rsplit(['/', '@']).next().context("an empty address")?;
    let address = host
        .parse()
        .with_context(|| format!("{variable} names no loopback address"))?;
    Ok((
        url.strip_suffix(host).unwrap_or_default().to_owned(),
        address,
    ))
}

/// The database server.
pub struct Postgres {
    before: String,
    pub address: SocketAddr,
    database: String,
}

impl Postgres {
    /// With a new, empty database.
    pub async fn new(name: &str) -> Result<Self> {
        let (before, address) = address("CASEWORK_TEST_POSTGRES")?;
        let database = format!("casework_{name}_{}", std::process::id());
        let postgres = Self {
            before,
            address,
            database,
        };
        let create = format!("CREATE DATABASE {}", postgres.database);
        postgres.execute("postgres", &create).await?;
        Ok(postgres)
    }

    /// The database's address, where the server is reached at `address`.
    pub fn url_at(&self, address: SocketAddr) -> String {
        format!("{}{address}/{}", self.before, self.database)
    }

    async fn execute(&self, database: &str, sql: &str) -> Result<()> {
        let url = format!("{}{}/{database}", self.before, self.address);
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
        let connection = tokio::spawn(connection);
        client.batch_execute(sql).await?;
        drop(client);
        Ok(connection.await??)
    }

    /// Makes the server fall over and rise again: a process of it is killed, upon which it ends all others, recovers from
    /// its log, and takes connections again.
    pub async fn crash(&self) -> Result<()> {
        let url = self.url_at(self.address);
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
        let connection = tokio::spawn(connection);
        let row = client.query_one("SELECT pg_backend_pid()", &[]).await?;
        let process = row.get::<_, i32>(0).to_string();
        let script = "kill -KILL \"$1\"";
        let killed = tokio::process::Command::new("sh")
            .args(["-c", script, "sh", &process])
            .status();
        ensure!(
            killed.await?.success(),
            "cannot kill the process {process} of PostgreSQL"
        );
        // It ends with an error: that is what was wanted.
        drop(connection.await?);
        Ok(())
    }
}

/// The S3 server.
pub struct S3 {
    pub address: SocketAddr,
    bucket: String,
}

impl S3 {
    /// With a new, empty bucket.
    pub async fn new(name: &str) -> Result<Self> {
        let (_, address) = address("AWS_ENDPOINT_URL")?;
        let bucket = format!("casework-{name}-{}", std::process::id());
        let made = load::client::http(PATIENCE)?.put(format!("http://{address}/{bucket}"));
        made.send().await?.error_for_status()?;
        Ok(Self { address, bucket })
    }

    /// The bucket's address.
    pub fn url(&self) -> String {
        format!("s3://{}", self.bucket)
    }
}
