//! X6: making an agent of the support centre.

use case_store::{AgentId, NewAgent};

use super::input;
use crate::{Service, ServiceError};

/// An agent as an operator enters it.
#[derive(Debug, Clone)]
pub struct NewAgentInput {
    /// The name that customers see.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
}

impl Service {
    /// X6: makes an agent.
    pub async fn create_agent(&self, typed: NewAgentInput) -> Result<AgentId, ServiceError> {
        let (name, email) = (
            input::name(&typed.name)?,
            input::address("email", &typed.email)?,
        );
        input::new_password(&typed.password)?;
        let password_hash = self
            .passwords
            .hash(typed.password, self.ports.random.array())
            .await?;
        let agent = NewAgent {
            name,
            email,
            password_hash,
            created_at: self.ports.clock.now(),
        };
        Ok(self.ports.store.add_agent(agent).await?)
    }
}
