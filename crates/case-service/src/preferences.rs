//! How a user likes the pages, on every device.

use case_core::account::Preferences;

use crate::{Principal, Service, ServiceError, account::is_time_zone};

impl Service {
    /// How the principal likes the pages.
    pub async fn preferences(&self, principal: &Principal) -> Result<Preferences, ServiceError> {
        Ok(self.ports.store.preferences(principal.user.id).await?)
    }

    /// Saves what `changes` choose, and leaves the rest; answers all of it. It is one's own: no permission is asked for.
    pub async fn save_preferences(
        &self,
        principal: &Principal,
        changes: Preferences,
    ) -> Result<Preferences, ServiceError> {
        let violations = case_core::check_preferences(&changes, &is_time_zone);
        if !violations.is_empty() {
            return Err(ServiceError::InvalidSettings(violations));
        }
        let (store, user) = (&self.ports.store, principal.user.id);
        Ok(store.save_preferences(user, changes).await?)
    }
}
