//! `casework agent create`.

use anyhow::Result;
use case_service::NewAgentInput;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{data, options::Common, output};

#[derive(Debug, Subcommand)]
pub enum AgentCommand {
    /// Make an agent, whose password is read from stdin.
    Create(CreateAgent),
}

/// Options of `agent create`.
#[derive(Debug, Args)]
pub struct CreateAgent {
    /// The name that customers see
    #[arg(long)]
    name: String,
    /// The e-mail address to sign in with
    #[arg(long)]
    email: String,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreatedAgent {
    name: String,
    email: String,
}

/// Runs an `agent` command.
pub async fn run(common: &Common, AgentCommand::Create(options): AgentCommand) -> Result<()> {
    let service = data::open(common).await?;
    let created = CreatedAgent {
        name: options.name.trim().to_owned(),
        email: options.email.trim().to_owned(),
    };
    let password = data::read_password()?;
    service
        .create_agent(NewAgentInput {
            name: options.name,
            email: options.email,
            password,
        })
        .await?;
    if options.json {
        return output::json(&created);
    }
    output::line(&format!("made agent {} ({})", created.name, created.email));
    Ok(())
}
