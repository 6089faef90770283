//! Live pages: clients that follow an account's cases, and come back after every failure at any of its servers.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use reqwest::{Method, Response};
use serde_json::Value;
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::client::Client;

/// After a failure, so long until the next attempt.
const PAUSE: Duration = Duration::from_millis(100);

/// A stream that has said nothing for so long is not one any more: a server says every quarter of a minute that it is there.
const SILENCE: Duration = Duration::from_secs(40);

/// So long a page may be behind.
const STANDSTILL: Duration = Duration::from_mins(2);

/// An event of a case: its number, and the case's ID.
pub type Event = (u64, String);

/// A page that follows all cases of an account, from its first event on, until this is dropped.
pub struct LivePage {
    seen: Arc<Mutex<Seen>>,
    following: JoinHandle<()>,
}

/// What a page has seen.
#[derive(Default)]
struct Seen {
    events: Vec<Event>,
    /// The number of the last message.
    last: u64,
    /// How often it was connected.
    connections: u64,
    /// What no server may do.
    fault: Option<String>,
}

impl LivePage {
    /// Begins to follow.
    pub fn open(client: &Client) -> Self {
        let (seen, client) = (Arc::new(Mutex::new(Seen::default())), client.clone());
        let following = tokio::spawn(follow(client, Arc::clone(&seen)));
        Self { seen, following }
    }

    /// Everything that was seen, as soon as that are so many events; fails where it never is.
    pub async fn caught_up(&self, events: usize) -> Result<Vec<Event>> {
        let enough = async {
            loop {
                {
                    let seen = lock(&self.seen);
                    if let Some(fault) = &seen.fault {
                        bail!("a live page was told what is not so: {fault}");
                    }
                    if seen.events.len() >= events {
                        return Ok(seen.events.clone());
                    }
                }
                sleep(PAUSE).await;
            }
        };
        let caught_up = timeout(STANDSTILL, enough).await;
        caught_up.with_context(|| {
            let seen = lock(&self.seen);
            format!(
                "a live page has seen {} of {events} events",
                seen.events.len()
            )
        })?
    }

    /// How often it was connected.
    pub fn connections(&self) -> u64 {
        lock(&self.seen).connections
    }
}

impl Drop for LivePage {
    fn drop(&mut self) {
        self.following.abort();
    }
}

fn lock(seen: &Mutex<Seen>) -> std::sync::MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Follows, again and again, from where the last connection ended.
async fn follow(client: Client, seen: Arc<Mutex<Seen>>) {
    loop {
        let last = lock(&seen).last;
        let request = client.request(Method::GET, "/api/events");
        let request = request
            .header("Last-Event-ID", last)
            .timeout(Duration::from_hours(1));
        match request.send().await {
            Ok(response) if response.status() == 200 => {
                lock(&seen).connections += 1;
                // However it ends, the page comes back.
                if let Err(fault) = read(response, &seen).await {
                    lock(&seen).fault = Some(format!("{fault:#}"));
                    return;
                }
            }
            Ok(response) if response.status().is_client_error() => {
                lock(&seen).fault = Some(format!("refused: {response:?}"));
                return;
            }
            Ok(_) | Err(_) => {}
        }
        sleep(PAUSE).await;
    }
}

/// Reads a stream to its end; fails where it tells what cannot be.
async fn read(mut response: Response, seen: &Mutex<Seen>) -> Result<()> {
    let mut bytes = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout(SILENCE, response.chunk()).await {
        bytes.extend_from_slice(&chunk);
        while let Some(end) = bytes.windows(2).position(|pair| pair == b"\n\n") {
            let rest = bytes.split_off(end + 2);
            let message = std::mem::replace(&mut bytes, rest);
            take(&String::from_utf8(message)?, &mut lock(seen))?;
        }
    }
    Ok(())
}

fn take(message: &str, seen: &mut Seen) -> Result<()> {
    let field = |name: &str| {
        let mut lines = message.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| *found == name).map(|(_, one)| one)
    };
    let Some(id) = field("id") else { return Ok(()) };
    let id: u64 = id.parse().with_context(|| message.to_owned())?;
    if field("event") == Some("case") {
        ensure!(
            id > seen.last,
            "event {id} came after event {}: {message}",
            seen.last
        );
        let data: Value = serde_json::from_str(field("data").context("no data")?)?;
        let case = data["caseId"].as_str().context("no caseId")?;
        seen.events.push((id, case.to_owned()));
    }
    ensure!(id >= seen.last, "{message} came after {}", seen.last);
    seen.last = id;
    Ok(())
}
