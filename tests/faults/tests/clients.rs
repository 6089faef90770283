//! Clients that are slow on purpose: they take no more than a bounded part of the server, and everybody else is served.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use fault_tests::{Customers, seed, tell};
use futures_util::StreamExt;
use load::{Client, Place, Server, Traffic};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// So many of each kind.
const MANY: usize = 200;

/// How much more memory the server may take for all of them together, in kilobytes.
const ROOM: u64 = 100_000;

/// One letter of an endless head, now and then.
async fn slow_head(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /api/policy HTTP/1.1\r\nX: ").await?;
    loop {
        stream.write_all(b"x").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// One letter of an announced body, now and then.
async fn slow_body(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let head = "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000000\r\n\r\n{";
    stream.write_all(head.as_bytes()).await?;
    loop {
        stream.write_all(b" ").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Asks for much, reads nothing, and stays.
async fn deaf(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let request = "GET /api/policy?language=ja HTTP/1.1\r\nHost: x\r\n\r\n";
    stream.write_all(request.repeat(20).as_bytes()).await?;
    std::future::pending().await
}

/// Says nothing at all.
async fn silent(address: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.read_u8().await?;
    Ok(())
}

fn resident(server: &Server) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process()?))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("no VmRSS")?.parse()?)
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_are_slow_hold_nobody_up() -> Result<()> {
    let seed = seed()?;
    let folder = tempfile::tempdir()?;
    let place = Place::embedded(&folder.path().join("data"));
    let server = Server::start(&place).await?;
    let address = server.address();
    let mut customers = Customers::create(&place, &[address], 3, seed).await?;
    let before = resident(&server)?;

    let mut slow = JoinSet::new();
    for _ in 0..MANY {
        slow.spawn(slow_head(address));
        slow.spawn(slow_body(address));
        slow.spawn(deaf(address));
        slow.spawn(silent(address));
    }
    // Files without end, of an account of their own: an account's share of the memory is its own matter. Of these, some dozen
    // are received at a time, and the others are told that there is no room.
    let slow_account = customers.writers.split_off(4);
    let client = slow_account[0].client.clone();
    let mut halves = JoinSet::new();
    for _ in 0..MANY {
        halves.spawn(half_a_file(client.clone()));
    }
    let traffic = Traffic::start(customers.writers);
    traffic.until_more(200).await;
    customers.writers = traffic.stop().await?;
    ensure!(
        customers.failures() == 0,
        "{} requests of others failed",
        customers.failures()
    );
    let after = resident(&server)?;
    ensure!(
        after < before + ROOM,
        "{before} kB before, {after} kB with the slow clients"
    );
    ensure!(slow.try_join_next().is_none(), "some of them have ended");
    slow.shutdown().await;
    halves.shutdown().await;

    let verified = customers.verify().await?;
    tell(&format!(
        "{verified:?}; resident {before} kB before, {after} kB with {} slow clients",
        5 * MANY
    ));
    server.terminate().await?;
    place.check().await
}

/// Begins a file, and sends a letter of it now and then.
async fn half_a_file(client: Client) -> Result<()> {
    let letters = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>("x"));
    let letters = letters.then(|letter| async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        letter
    });
    let request = client.request(reqwest::Method::POST, "/api/attachments?name=a.bin");
    let request = request.header("content-type", "application/octet-stream");
    Client::send(request.body(reqwest::Body::wrap_stream(letters)))
        .await
        .map(drop)
}
