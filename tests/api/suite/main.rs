//! The API as a client sees it: JSON over HTTP, no type of ours.
//!
//! `cargo test -p api-tests` starts the binary named by `CASEWORK_BIN` (default: the workspace's release build) on a
//! fresh data folder. With `CASEWORK_BASE_URL` and `CASEWORK_ACCOUNTS` (a JSON file, see `accounts.rs`) it runs against
//! a server that already runs: that is what "compatible API" means.

mod account;
mod accounts;
mod attachments;
mod cases;
mod check;
mod client;
mod contract;
mod drafts;
mod events;
mod hostile;
mod policy;
mod server;
mod session;

use std::sync::Arc;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};

/// What every test gets: where the API is, and who may sign in.
pub struct Target {
    pub base_url: String,
    pub accounts: accounts::Accounts,
    /// Drafts that pass under the policy in force.
    pub drafts: drafts::Drafts,
}

impl Target {
    fn of(running: &server::Running) -> Result<Self> {
        let (base_url, accounts) = (running.base_url.clone(), running.accounts.clone());
        let root = client::Client::new(&base_url)?;
        root.sign_in(&client::root(&accounts.business))?.is(200)?;
        let policy = root.get("/api/policy?language=en")?.is(200)?;
        Ok(Self {
            drafts: drafts::Drafts::under(&policy)?,
            base_url,
            accounts,
        })
    }
}

/// One test: its name, `module::what_holds`, and its body.
pub type Test = (&'static str, fn(&Target) -> Result<()>);

fn main() -> Result<()> {
    let arguments = Arguments::from_args();
    let running = server::start_or_find()?;
    let target = Arc::new(Target::of(&running)?);
    let all = [
        session::TESTS,
        account::TESTS,
        policy::TESTS,
        check::TESTS,
        attachments::TESTS,
        cases::TESTS,
        events::TESTS,
        hostile::TESTS,
        contract::TESTS,
    ];
    let trials = all.concat().into_iter().map(|(name, body)| {
        let target = Arc::clone(&target);
        Trial::test(name, move || {
            body(&target).map_err(|error| format!("{error:?}").into())
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    drop(running);
    conclusion.exit();
}
