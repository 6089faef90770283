//! Fills an empty data folder, by the same use cases that serve requests.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use anyhow::{Context, Result};
use case_core::{CaseDraft, permission::Permissions};
use case_service::{
    Credentials, NewAccountInput, NewAgentInput, NewUserInput, Principal, Service, ServiceError,
};
use serde::Deserialize;
use tokio::task::JoinSet;

use super::{
    accounts::{ACCOUNTS, AGENTS, DemoAccount, PASSWORD, USER},
    clock::LateClock,
};

/// A case of the demo.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DemoCase {
    /// Whose: the account's alias.
    alias: String,
    /// By whom: `root`, or the user's name.
    r#as: String,
    minutes_ago: u32,
    draft: CaseDraft,
}

const CASES: &str = include_str!("cases.json");

/// Makes the demo's accounts, users, agents and cases. Answers how many cases the policy in force refused: it need not
/// be the built-in one, which the demo's cases are written for.
pub async fn fill(service: &Arc<Service>, clock: &LateClock) -> Result<u32> {
    people(service).await?;
    let cases: Vec<DemoCase> =
        serde_json::from_str(CASES).context("the demo's cases cannot be read")?;
    let mut refused = 0;
    for (number, case) in cases.iter().enumerate() {
        clock.set(case.minutes_ago);
        let principal = sign_in(service, case).await?;
        match service
            .create_case(&principal, &case.draft, None, &format!("demo-{number}"))
            .await
        {
            Ok(_) => {}
            Err(ServiceError::InvalidCase(violations)) => {
                tracing::warn!(
                    subject = case.draft.subject,
                    ?violations,
                    "left out a demo case"
                );
                refused += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(refused)
}

/// All at once: each of them waits for the hash of a password.
async fn people(service: &Arc<Service>) -> Result<()> {
    let mut tasks = JoinSet::new();
    for account in &ACCOUNTS {
        let service = Arc::clone(service);
        tasks.spawn(async move { add_account(&service, account).await });
    }
    for (name, email) in AGENTS {
        let service = Arc::clone(service);
        let agent = NewAgentInput {
            name: name.to_owned(),
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
        };
        tasks.spawn(async move { Ok(service.create_agent(agent).await.map(drop)?) });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

async fn add_account(service: &Service, account: &DemoAccount) -> Result<()> {
    let id = account.id.parse()?;
    service
        .create_account(NewAccountInput {
            id: Some(id),
            name: account.name.to_owned(),
            plan: account.plan,
            email: account.email("root"),
            password: PASSWORD.to_owned(),
            country: account.country.to_owned(),
            time_zone: account.time_zone.to_owned(),
            resold: false,
            alias: Some(account.alias().to_owned()),
            billing_contact: Some(account.email("billing")),
            operations_contact: Some(account.email("operations")),
            security_contact: Some(account.email("security")),
        })
        .await?;
    service
        .create_user(NewUserInput {
            account: id,
            name: USER.to_owned(),
            email: Some(account.email(USER)),
            password: PASSWORD.to_owned(),
            permissions: Permissions {
                allow: vec!["support:*".parse()?],
                deny: Vec::new(),
            },
        })
        .await?;
    Ok(())
}

async fn sign_in(service: &Service, case: &DemoCase) -> Result<Principal> {
    let account = ACCOUNTS
        .iter()
        .find(|account| account.alias() == case.alias);
    let account = account.with_context(|| format!("the demo has no account {}", case.alias))?;
    let password = PASSWORD.to_owned();
    let credentials = if case.r#as == "root" {
        Credentials::Root {
            email: account.email("root"),
            password,
        }
    } else {
        Credentials::User {
            account: account.id.to_owned(),
            user_name: case.r#as.clone(),
            password,
        }
    };
    let signed_in = service
        .sign_in(credentials, IpAddr::V4(Ipv4Addr::LOCALHOST))
        .await?;
    service.sign_out(&signed_in.token, |_| true).await?;
    Ok(signed_in.principal)
}

#[cfg(test)]
mod tests {
    use case_core::CaseSort;
    use case_service::{ListInput, ListedBy, Policies, Ports, SystemRandomness};
    use case_store::{CaseFilter, Objects, sqlite::SqliteStore};

    use super::*;

    #[tokio::test]
    async fn the_built_in_policy_takes_every_case_of_the_demo() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(LateClock::default());
        let ports = Ports {
            store: Arc::new(SqliteStore::open(folder.path()).unwrap()),
            objects: Objects::in_folder(&folder.path().join("attachments")).unwrap(),
            clock: Arc::<LateClock>::clone(&clock),
            random: Arc::new(SystemRandomness),
        };
        let service = Arc::new(Service::new(
            ports,
            Arc::new(Policies::embedded().unwrap()),
            None,
        ));
        assert!(service.is_empty().await.unwrap());
        assert_eq!(fill(&service, &clock).await.unwrap(), 0);
        assert!(!service.is_empty().await.unwrap());
        let root = |email: String| Credentials::Root {
            email,
            password: PASSWORD.to_owned(),
        };
        for account in &ACCOUNTS {
            let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
            let principal = service
                .sign_in(root(account.email("root")), from)
                .await
                .unwrap()
                .principal;
            let list = ListInput {
                filter: CaseFilter::OPEN,
                by: ListedBy::Order(CaseSort::Newest),
                cursor: None,
                limit: 10,
            };
            assert!(
                !service
                    .list_cases(&principal, list)
                    .await
                    .unwrap()
                    .rows
                    .is_empty(),
                "{}",
                account.name
            );
        }
    }
}
