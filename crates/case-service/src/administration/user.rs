//! Making a user of an account.

use case_core::{AccountId, permission::Permissions};
use case_store::NewUser;

use super::input;
use crate::{Service, ServiceError};

/// A user as an operator enters it.
#[derive(Debug, Clone)]
pub struct NewUserInput {
    /// The account.
    pub account: AccountId,
    /// X1: the name to sign in with.
    pub name: String,
    /// C6: the user's own address.
    pub email: Option<String>,
    /// The password.
    pub password: String,
    /// X2.
    pub permissions: Permissions,
}

impl Service {
    /// Makes a user of an account; answers the name to sign in with.
    pub async fn create_user(&self, typed: NewUserInput) -> Result<String, ServiceError> {
        let name = input::user_name(&typed.name)?;
        let email = input::optional_address("email", typed.email.as_deref())?;
        input::new_password(&typed.password)?;
        let password_hash = self
            .passwords
            .hash(typed.password, self.ports.random.array())
            .await?;
        let user = NewUser {
            account: typed.account,
            name: name.clone(),
            email,
            password_hash,
            permissions: typed.permissions,
            created_at: self.ports.clock.now(),
        };
        self.ports.store.add_user(user).await?;
        Ok(name)
    }
}
