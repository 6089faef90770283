//! What every request handler can reach.

use std::sync::Arc;

use case_service::{Randomness, Service};

use super::{Origins, PolicyBodies};
use crate::site::Site;

/// What every request handler can reach.
pub struct App {
    service: Arc<Service>,
    random: Arc<dyn Randomness>,
    origins: Origins,
    policy: Arc<PolicyBodies>,
    site: Site,
}

impl App {
    /// An application of these use cases, seen from these origins, with this SPA.
    pub fn new(
        service: Arc<Service>,
        random: Arc<dyn Randomness>,
        origins: Origins,
        site: Site,
    ) -> Self {
        let policy = Arc::new(PolicyBodies::of(service.policies()));
        Self {
            service,
            random,
            origins,
            policy,
            site,
        }
    }

    /// The use cases.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The policy as it travels.
    pub const fn policy(&self) -> &Arc<PolicyBodies> {
        &self.policy
    }

    pub(super) fn random(&self) -> &dyn Randomness {
        &*self.random
    }

    pub(super) const fn origins(&self) -> &Origins {
        &self.origins
    }

    pub(super) const fn site(&self) -> &Site {
        &self.site
    }
}
