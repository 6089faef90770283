//! Who makes a request, and what they may do.

use case_core::{Actor, permission::Action};
use case_store::{Account, Identity, SessionRecord, User};

use crate::ServiceError;

/// Someone who is signed in, and the account they act for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    pub(crate) user: User,
    pub(crate) account: Account,
    actor: Actor,
}

impl Principal {
    pub(crate) fn new(session: SessionRecord) -> Self {
        let actor = match &session.user.identity {
            Identity::Root { .. } => Actor::Root,
            Identity::User { email, .. } => Actor::User {
                email: email.clone(),
            },
        };
        Self {
            user: session.user,
            account: session.account,
            actor,
        }
    }

    /// The account acted for.
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// Root or user, as the rules see it.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The user's name, or the root user's e-mail address.
    pub fn display_name(&self) -> &str {
        match &self.user.identity {
            Identity::Root { email } => email,
            Identity::User { name, .. } => name,
        }
    }

    /// X2: whether they may do this.
    pub fn may(&self, action: Action) -> bool {
        self.actor.is_root() || self.user.permissions.allows(action)
    }

    /// X2: fails where they may not.
    pub(crate) fn require(&self, action: Action) -> Result<(), ServiceError> {
        if self.may(action) {
            Ok(())
        } else {
            Err(ServiceError::NotPermitted(action))
        }
    }
}
