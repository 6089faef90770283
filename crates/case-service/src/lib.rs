//! The use cases: authorise, load, apply the rule, save with the event.
//!
//! Knows no HTTP and no SQL. What the rules are is `case-core`'s, what is kept is `case-store`'s; here is who may do
//! what, in which order, and what the outcome is called. A use case is a method of [`Service`], one file each.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod account;
mod administration;
mod attachments;
mod cases;
mod digest;
mod drafts;
mod error;
mod hours;
mod passwords;
mod policies;
mod ports;
mod preferences;
mod principal;
mod readiness;
mod sign_in;

use std::sync::Arc;

use case_store::{Objects, Store};

pub use administration::{NewAccountInput, NewAgentInput, NewUserInput};
pub use attachments::{FileContent, IncomingFile, Room};
pub use cases::{CaseEvents, CasePage, Creation, ListInput, ListedBy, News, ViewedCase};
pub use digest::hex;
pub use drafts::SavedOn;
pub use error::ServiceError;
pub use hours::AccountHours;
pub use policies::{Policies, PolicyView, UnknownLanguage};
pub use ports::{Clock, Randomness, SystemClock, SystemRandomness};
pub use principal::Principal;
pub use sign_in::{Credentials, SESSION_LIFETIME, SignInLimits, SignedIn};

/// What the use cases need from the world outside.
#[derive(Clone)]
pub struct Ports {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// Where the bytes of files are kept.
    pub objects: Objects,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where identifiers and tokens come from.
    pub random: Arc<dyn Randomness>,
}

/// The use cases.
pub struct Service {
    ports: Ports,
    policies: Arc<Policies>,
    hours: hours::Cache,
    passwords: passwords::Passwords,
    in_transit: attachments::InTransit,
    readiness: readiness::Readiness,
    streams: cases::Streams,
    sign_in_limits: Option<SignInLimits>,
}

impl Service {
    /// The use cases on these ports, under these policies. Without `sign_in_limits` anybody may guess passwords
    /// without end: that is for tests.
    pub fn new(
        ports: Ports,
        policies: Arc<Policies>,
        sign_in_limits: Option<SignInLimits>,
    ) -> Self {
        Self {
            ports,
            policies,
            hours: hours::Cache::default(),
            passwords: passwords::Passwords::default(),
            in_transit: attachments::InTransit::default(),
            readiness: readiness::Readiness::default(),
            streams: cases::Streams::default(),
            sign_in_limits,
        }
    }

    /// The policy in force, in every language.
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// Whether there is no account yet.
    pub async fn is_empty(&self) -> Result<bool, ServiceError> {
        Ok(!self.ports.store.has_accounts().await?)
    }
}
