//! What an operator does at the command line: making accounts, users and agents.

mod account;
mod agent;
mod input;
mod user;

pub use account::NewAccountInput;
pub use agent::NewAgentInput;
pub use user::NewUserInput;
