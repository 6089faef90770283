//! What the command line will have and has not yet. It is named here, so that nobody takes what is missing for what is
//! mistyped, and nobody's data are put elsewhere than they were told to be.

use clap::{Arg, ArgMatches, Command, Error, error::ErrorKind};

/// Commands that are not there yet.
const COMMANDS: [&str; 1] = ["access-key"];

/// Options of `serve` that are not there yet, and their variables.
const SERVE_OPTIONS: [(&str, &str); 1] = [("smtp", "CASEWORK_SMTP")];

/// Makes the command line know them, without showing them.
pub fn add(command: Command) -> Command {
    let commands = COMMANDS.map(|name| {
        let anything = Arg::new("anything")
            .num_args(0..)
            .hide(true)
            .trailing_var_arg(true)
            .allow_hyphen_values(true);
        Command::new(name)
            .about("Not in this version yet")
            .hide(true)
            .disable_help_flag(true)
            .arg(anything)
    });
    let options = SERVE_OPTIONS.map(|(name, variable)| {
        Arg::new(name)
            .long(name)
            .env(variable)
            .value_name("URL")
            .hide(true)
            .value_parser(not_yet)
    });
    command
        .subcommands(commands)
        .mut_subcommand("serve", |serve| serve.args(options))
}

/// The error, where one of the commands was given. An option's error comes with its value.
pub fn refuse(command: &mut Command, matches: &ArgMatches) -> Result<(), Error> {
    match matches.subcommand_name() {
        Some(name) if COMMANDS.contains(&name) => Err(command.error(
            ErrorKind::InvalidSubcommand,
            format!("`casework {name}` is not in this version yet"),
        )),
        _ => Ok(()),
    }
}

fn not_yet(_value: &str) -> Result<String, &'static str> {
    Err("this option is not in this version yet")
}
