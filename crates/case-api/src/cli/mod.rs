//! The command line.
//!
//! What is set there wins over the environment (`CASEWORK_LISTEN`), which wins over `casework.toml`, which wins over
//! the default.

mod account;
mod agent;
mod backup;
mod check;
mod data;
mod demo;
mod later;
mod options;
mod output;
mod policy_folder;
mod serve;
mod user;

use std::{process::ExitCode, time::Duration};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, parser::ValueSource};

use self::options::{Common, CommonOptions};

/// A support centre that you host yourself: customers open cases, agents answer them, both see the same clock.
#[derive(Debug, Parser)]
#[command(name = "casework", version, max_term_width = 120)]
struct Cli {
    #[command(flatten)]
    common: CommonOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until SIGTERM or Ctrl-C.
    Serve(serve::ServeOptions),
    /// The same on a data folder of its own, filled with accounts and cases to try.
    ///
    /// The folder is the one that --data names after `demo` or before it, else `casework-demo` beside the default data
    /// folder; never that of `CASEWORK_DATA` or the file, which is a real installation's. The same holds for --database
    /// and --attachments.
    Demo(serve::ServeOptions),
    /// Customers' accounts.
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Users of accounts.
    #[command(subcommand)]
    User(user::UserCommand),
    /// The support centre's agents.
    #[command(subcommand)]
    Agent(agent::AgentCommand),
    /// Read all data and tell what is not as it has to be.
    Check,
    /// Write everything that is kept, as of one instant, into one file; a server may go on meanwhile.
    ///
    /// Files are in it. Sessions are not: after a restore, everybody signs in again.
    Backup(backup::BackupOptions),
    /// Bring back what `casework backup` wrote, after all of it was read and compared with its sums.
    Restore(backup::RestoreOptions),
    /// Write the OpenAPI document of the API.
    Openapi,
}

/// How long what is left may take to end.
const ENDING: Duration = Duration::from_millis(500);

/// Runs what the command line says.
pub fn main() -> ExitCode {
    let (cli, matches) = parse().unwrap_or_else(|error| error.exit());
    match run(cli, &matches) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn parse() -> Result<(Cli, ArgMatches), clap::Error> {
    let mut command = later::add(Cli::command());
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    later::refuse(&mut command, &matches)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok((cli, matches))
}

fn run(cli: Cli, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let file = options::FileOptions::read(cli.common.config.as_deref())?;
    let common = cli.common.resolve(&file)?;
    output::start_log(&common.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(options) => serve::serve(&common, options.resolve(file)?).await,
            Command::Demo(options) => {
                let is_told =
                    |option| matches.value_source(option) == Some(ValueSource::CommandLine);
                let common = Common {
                    data: common.data.filter(|_| is_told("data")),
                    database: common.database.filter(|_| is_told("database")),
                    attachments: common.attachments.filter(|_| is_told("attachments")),
                    ..common
                };
                demo::demo(&common, options.resolve(file)?).await
            }
            Command::Account(command) => account::run(&common, command).await,
            Command::User(command) => user::run(&common, command).await,
            Command::Agent(command) => agent::run(&common, command).await,
            Command::Check => return check::check(&common).await,
            Command::Backup(options) => return backup::backup(&common, options).await,
            Command::Restore(options) => return backup::restore(&common, options).await,
            Command::Openapi => output::text(&crate::http::document()?),
        }?;
        Ok(ExitCode::SUCCESS)
    });
    // A disk that does not answer keeps threads that nobody waits for any more.
    runtime.shutdown_timeout(ENDING);
    done
}
