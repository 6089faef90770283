//! `casework account create`.

use anyhow::{Result, bail};
use case_core::{Plan, country};
use case_service::NewAccountInput;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{data, options::Common, output};

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account with its root user, whose password is read from stdin.
    Create(CreateAccount),
}

/// Options of `account create`.
#[derive(Debug, Args)]
pub struct CreateAccount {
    /// Its name
    #[arg(long)]
    name: String,
    /// basic, developer, business, enterprise-on-ramp or enterprise
    #[arg(long)]
    plan: Plan,
    /// The root user's e-mail address
    #[arg(long)]
    email: String,
    /// The contact address's country, ISO 3166-1 alpha-2
    #[arg(long, default_value = "US")]
    country: String,
    /// The contact address's time zone, an IANA name
    /// [default: the country's, where this program knows it: US is `America/New_York`]
    #[arg(long)]
    time_zone: Option<String>,
    /// A reseller serves the account
    #[arg(long)]
    resold: bool,
    /// What its users may type in place of its number
    #[arg(long)]
    alias: Option<String>,
    /// The Billing contact's e-mail address
    #[arg(long, value_name = "EMAIL")]
    billing_contact: Option<String>,
    /// The Operations contact's e-mail address
    #[arg(long, value_name = "EMAIL")]
    operations_contact: Option<String>,
    /// The Security contact's e-mail address
    #[arg(long, value_name = "EMAIL")]
    security_contact: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreatedAccount {
    account_id: String,
    root_email: String,
}

/// Runs an `account` command.
pub async fn run(common: &Common, AccountCommand::Create(options): AccountCommand) -> Result<()> {
    let time_zone = match &options.time_zone {
        Some(zone) => zone.clone(),
        None => default_time_zone(&options.country)?,
    };
    let service = data::open(common).await?;
    let account = service
        .create_account(NewAccountInput {
            id: None,
            name: options.name,
            plan: options.plan,
            email: options.email.clone(),
            password: data::read_password()?,
            country: options.country,
            time_zone,
            resold: options.resold,
            alias: options.alias,
            billing_contact: options.billing_contact,
            operations_contact: options.operations_contact,
            security_contact: options.security_contact,
        })
        .await?;
    let created = CreatedAccount {
        account_id: account.id.to_string(),
        root_email: options.email.trim().to_owned(),
    };
    if options.json {
        return output::json(&created);
    }
    output::line(&format!(
        "made account {} ({}) with root user {}",
        created.account_id, account.name, created.root_email
    ));
    Ok(())
}

/// The time zone of a country whose address tells none.
fn default_time_zone(country: &str) -> Result<String> {
    match capital_time_zone(country) {
        Some(zone) => Ok(zone.to_owned()),
        None if country::exists(&country.trim().to_ascii_uppercase()) => {
            bail!("give --time-zone too: it is not known for {country}")
        }
        // What is wrong with the country is told with everything else.
        None => Ok(String::new()),
    }
}

/// The time zone of a country's capital, for the countries whose holidays the built-in policy has.
fn capital_time_zone(country: &str) -> Option<&'static str> {
    let zone = match country.to_ascii_uppercase().as_str() {
        "US" => "America/New_York",
        "JP" => "Asia/Tokyo",
        "GB" => "Europe/London",
        "DE" => "Europe/Berlin",
        "IN" => "Asia/Kolkata",
        "BR" => "America/Sao_Paulo",
        _ => return None,
    };
    Some(zone)
}
