//! What the fault tests share.
//!
//! `cargo xtask torture` runs their long forms; `cargo xtask test faults` the short ones.

pub mod disk;
pub mod power;
pub mod proxy;
pub mod servers;

use std::{collections::BTreeSet, env, net::SocketAddr, time::Duration};

use anyhow::{Context, Result, ensure};
use load::{
    Client, LivePage, Place,
    ledger::{Ledger, Verified, verify_account},
    traffic::Writer,
};

/// A client believes that a request has failed after this time.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How many rounds a test makes: `CASEWORK_TORTURE_ROUNDS`, or so few that all tests can have them.
pub fn rounds(short: u32) -> Result<u32> {
    match env::var("CASEWORK_TORTURE_ROUNDS") {
        Ok(number) => number
            .parse()
            .context("CASEWORK_TORTURE_ROUNDS is no number"),
        Err(_) => Ok(short),
    }
}

/// What random decisions follow from: `CASEWORK_TORTURE_SEED`, or a new one, which is told.
pub fn seed() -> Result<u64> {
    let seed = match env::var("CASEWORK_TORTURE_SEED") {
        Ok(number) => number
            .parse()
            .context("CASEWORK_TORTURE_SEED is no number")?,
        Err(_) => fastrand::u64(..),
    };
    tell(&format!("CASEWORK_TORTURE_SEED={seed}"));
    Ok(seed)
}

/// Waits until readiness is as it should be; fails when it never is.
pub async fn until_ready(client: &Client, ready: bool) -> Result<()> {
    let turns = async {
        while client.get("/ready").await?.is_success() != ready {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    };
    let turned = tokio::time::timeout(Duration::from_mins(1), turns).await;
    turned.with_context(|| format!("readiness did not become {ready}"))?
}

/// Says how a test goes on.
#[expect(
    clippy::print_stdout,
    reason = "whoever runs a test with --nocapture waits for minutes"
)]
pub fn tell(line: &str) {
    println!("{line}");
}

/// Customers: the root user and a user of each account, account by account.
pub struct Customers {
    pub writers: Vec<Writer>,
}

impl Customers {
    /// Makes accounts in a place, and signs their users in at its servers.
    pub async fn create(
        place: &Place,
        servers: &[SocketAddr],
        accounts: usize,
        seed: u64,
    ) -> Result<Self> {
        let mut writers = Vec::new();
        for account in 0..accounts {
            for (user, identity) in place.create_account(account).await?.iter().enumerate() {
                let client = Client::sign_in(servers, identity, PATIENCE).await?;
                let number = account * 2 + user;
                let seed = seed.wrapping_add(number as u64);
                writers.push(Writer::new(client, &format!("writer-{number}"), seed).await?);
            }
        }
        Ok(Self { writers })
    }

    /// Compares everything that was acknowledged with what is there, and what is there with what was acknowledged.
    pub async fn verify(&mut self) -> Result<Verified> {
        let mut verified = Verified::default();
        for writer in &mut self.writers {
            verified += writer.ledger.verify(&writer.client).await?;
        }
        let listed = self.verify_lists().await?;
        ensure!(
            listed == verified.cases,
            "{listed} cases are listed, not {}",
            verified.cases
        );
        Ok(verified)
    }

    /// The same for what was acknowledged since the last time; that the rest is there is told by the lists.
    pub async fn verify_new(&mut self) -> Result<Verified> {
        let mut verified = Verified::default();
        for writer in &mut self.writers {
            verified += writer.ledger.verify_new(&writer.client).await?;
        }
        self.verify_lists().await?;
        Ok(verified)
    }

    /// Each account has the cases that its users were told of, each once; how many that are.
    async fn verify_lists(&self) -> Result<u64> {
        let mut listed = 0;
        for account in self.writers.chunks(2) {
            let ledgers = account.iter().map(|writer| &writer.ledger);
            listed += verify_account(&account[0].client, ledgers).await? as u64;
        }
        Ok(listed)
    }

    /// How many requests failed or got no answer.
    pub fn failures(&self) -> u64 {
        let ledgers = self.writers.iter().map(|writer| &writer.ledger);
        ledgers.map(|ledger: &Ledger| ledger.failures).sum()
    }
}

/// Live pages: one of each customer.
pub struct LivePages(Vec<LivePage>);

impl LivePages {
    /// Begin to follow what happens in the customers' accounts.
    pub fn open(customers: &Customers) -> Self {
        let writers = customers.writers.iter();
        Self(writers.map(|one| LivePage::open(&one.client)).collect())
    }

    /// Each page sees every case that was acknowledged in its account, and each once and in order; how often the pages were
    /// connected. Their accounts have no other events than these, and two for the account and its user.
    pub async fn verify(&self, customers: &Customers) -> Result<u64> {
        for (account, pages) in customers.writers.chunks(2).zip(self.0.chunks(2)) {
            let ledgers = account.iter().map(|writer| &writer.ledger);
            let cases = ledgers.flat_map(Ledger::acknowledged);
            let cases = cases.filter_map(|case| case["caseId"].as_str());
            let cases: BTreeSet<&str> = cases.collect();
            for page in pages {
                let seen = page.caught_up(cases.len()).await?;
                ensure!(
                    seen.iter()
                        .map(|(number, _)| *number)
                        .eq((3..).take(cases.len())),
                    "a live page has missed an event or seen it twice: {seen:?}"
                );
                let seen: BTreeSet<&str> = seen.iter().map(|(_, case)| &**case).collect();
                ensure!(
                    seen == cases,
                    "a live page has seen {:?} alone, and not {:?}",
                    seen.difference(&cases).collect::<Vec<_>>(),
                    cases.difference(&seen).collect::<Vec<_>>()
                );
            }
        }
        Ok(self.0.iter().map(LivePage::connections).sum())
    }
}
