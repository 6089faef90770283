//! Making an account with its root user.

use case_core::{AccountFacts, AccountId, Plan, account::ContactsDraft};
use case_store::{Account, NewAccount};

use super::input;
use crate::{Service, ServiceError, account};

/// An account as an operator enters it.
#[derive(Debug, Clone)]
pub struct NewAccountInput {
    /// Its number; a random one where none is given.
    pub id: Option<AccountId>,
    /// Its name.
    pub name: String,
    /// T3.
    pub plan: Plan,
    /// X1: the root user's e-mail address.
    pub email: String,
    /// The root user's password.
    pub password: String,
    /// X5: ISO 3166-1 alpha-2.
    pub country: String,
    /// X5: an IANA name.
    pub time_zone: String,
    /// T5.
    pub resold: bool,
    /// X1: what users may type in place of the number.
    pub alias: Option<String>,
    /// X5.
    pub billing_contact: Option<String>,
    /// X5, C7.
    pub operations_contact: Option<String>,
    /// X5.
    pub security_contact: Option<String>,
}

impl Service {
    /// Makes an account with its root user.
    pub async fn create_account(&self, typed: NewAccountInput) -> Result<Account, ServiceError> {
        let contacts = account::checked(&ContactsDraft {
            country: typed.country,
            time_zone: typed.time_zone,
            billing: typed.billing_contact.unwrap_or_default(),
            operations: typed.operations_contact.unwrap_or_default(),
            security: typed.security_contact.unwrap_or_default(),
        })?;
        let text = |contact: Option<&str>| contact.map(str::to_owned);
        let account = Account {
            id: typed
                .id
                .unwrap_or_else(|| AccountId::from_random(self.ports.random.bits())),
            name: input::name(&typed.name)?,
            alias: typed.alias.as_deref().map(input::alias).transpose()?,
            facts: AccountFacts {
                plan: typed.plan,
                closed: false,
                resold: typed.resold,
                operations_contact: text(contacts.operations()),
                quotas: Vec::new(),
            },
            billing_contact: text(contacts.billing()),
            security_contact: text(contacts.security()),
            country: contacts.country().to_owned(),
            time_zone: contacts.time_zone().to_owned(),
            created_at: self.ports.clock.now(),
        };
        let root_email = input::address("email", &typed.email)?;
        input::new_password(&typed.password)?;
        let root_password_hash = self
            .passwords
            .hash(typed.password, self.ports.random.array())
            .await?;
        self.ports
            .store
            .add_account(NewAccount {
                account: account.clone(),
                root_email,
                root_password_hash,
            })
            .await?;
        Ok(account)
    }
}
