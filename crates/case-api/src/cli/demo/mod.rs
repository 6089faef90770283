//! `casework demo`: a data folder of its own, filled with something to try.

mod accounts;
mod clock;
mod fill;

use std::sync::Arc;

use anyhow::Result;

use self::{
    accounts::{ACCOUNTS, AGENTS, PASSWORD, USER},
    clock::LateClock,
};
use super::{
    data::{self, Place, Stores},
    options::Common,
    output,
    serve::{self, Serving},
};

/// The demo's data folder, beside the real one.
const FOLDER: &str = "casework-demo";

/// Fills the demo's data folder unless it has something in it, tells who may sign in, and serves it.
///
/// `common` must not name a real installation's data folder: were it empty, everybody would know its passwords.
pub async fn demo(common: &Common, serving: Serving) -> Result<()> {
    let policies = Arc::new(data::policies(common)?);
    let stores = Stores::open(&Place::of(common, FOLDER)?).await?;
    let clock = Arc::new(LateClock::default());
    let filling = Arc::new(data::service(
        stores.clone(),
        Arc::clone(&policies),
        Arc::<LateClock>::clone(&clock),
        None,
    ));
    if filling.is_empty().await? {
        let refused = fill::fill(&filling, &clock).await?;
        if refused > 0 {
            tracing::warn!(
                refused,
                "the policy in force refuses some of the demo's cases"
            );
        }
    }
    drop(filling);
    if !serving.listen.ip().is_loopback() {
        tracing::warn!(listen = %serving.listen, "the demo's passwords are known to everybody: do not let others reach it");
    }
    output::line(&sign_ins());
    serve::run(stores, policies, serving).await
}

/// Everybody who may sign in, and the agents.
fn sign_ins() -> String {
    let mut text = format!("The password of each root user and user in this demo: {PASSWORD}\n\n");
    let mut row = |columns: [&str; 4]| {
        let [plan, root, account, user] = columns;
        let line = format!("{plan:<20}{root:<30}{account:<16}{user}");
        text.push_str(line.trim_end());
        text.push('\n');
    };
    row(["Plan", "Root user: e-mail", "User: account", "User: name"]);
    for account in &ACCOUNTS {
        row([
            account.plan.code(),
            &account.email("root"),
            account.id,
            USER,
        ]);
    }
    text.push_str("\nAn account's plan is also its alias.\n");
    text.push_str("Agents, who answer cases in a later version and cannot sign in yet: ");
    let agents = AGENTS.map(|(name, email)| format!("{name} ({email})"));
    text.push_str(&agents.join(", "));
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_and_agent_is_told() {
        let text = sign_ins();
        for account in &ACCOUNTS {
            assert!(
                text.contains(account.id) && text.contains(&account.email("root")),
                "{text}"
            );
        }
        for (_, email) in AGENTS {
            assert!(text.contains(email), "{text}");
        }
    }
}
