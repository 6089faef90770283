//! Everything that the rules ask about the world, once all of it has arrived.

use std::sync::Arc;

use case_core::{Context, Policy};
use case_wire::{Hours, Session};
use chrono::{DateTime, Utc};

use super::{hours, policy, session};

/// What a check needs besides the draft and the time.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The policy, in the language shown.
    pub policy: Arc<Policy>,
    /// Who is signed in.
    pub session: Arc<Session>,
    /// When somebody is there.
    pub hours: Arc<Hours>,
}

/// The facts; none before all have arrived. Follows changes of each.
pub fn current() -> Option<Facts> {
    let (session, policy, hours) = (session::current(), policy::current(), hours::current());
    Some(Facts {
        policy: policy?,
        session: session?,
        hours: hours?,
    })
}

impl Facts {
    /// The world as `case_core` sees it at `now`.
    pub fn context(&self, now: DateTime<Utc>) -> Context<'_> {
        Context {
            policy: &self.policy,
            account: &self.session.account.facts,
            actor: &self.session.actor,
            business_hours: &self.hours.business,
            channel_hours: &self.hours.channels,
            uploads: None,
            now,
        }
    }
}
