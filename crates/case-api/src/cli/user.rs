//! `casework user create`.

use anyhow::Result;
use case_core::{
    AccountId,
    permission::{ActionPattern, Permissions},
};
use case_service::NewUserInput;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{data, options::Common, output};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make a user of an account, whose password is read from stdin.
    Create(CreateUser),
}

/// Options of `user create`.
#[derive(Debug, Args)]
pub struct CreateUser {
    /// The account's ID
    #[arg(long, value_name = "ID")]
    account: AccountId,
    /// The name to sign in with
    #[arg(long)]
    name: String,
    /// The user's own e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Actions that the user may take, such as support:CreateCase or 'support:*'; may be given more than once
    #[arg(long, value_name = "ACTION", required = true, value_delimiter = ',')]
    allow: Vec<ActionPattern>,
    /// Actions that the user may not take, whatever is allowed; may be given more than once
    #[arg(long, value_name = "ACTION", value_delimiter = ',')]
    deny: Vec<ActionPattern>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreatedUser {
    account_id: String,
    user_name: String,
}

/// Runs a `user` command.
pub async fn run(common: &Common, UserCommand::Create(options): UserCommand) -> Result<()> {
    let service = data::open(common).await?;
    let user_name = service
        .create_user(NewUserInput {
            account: options.account,
            name: options.name,
            email: options.email,
            password: data::read_password()?,
            permissions: Permissions {
                allow: options.allow,
                deny: options.deny,
            },
        })
        .await?;
    let created = CreatedUser {
        account_id: options.account.to_string(),
        user_name,
    };
    if options.json {
        return output::json(&created);
    }
    output::line(&format!(
        "made user {} of account {}",
        created.user_name, created.account_id
    ));
    Ok(())
}
