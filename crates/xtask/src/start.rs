//! The verb `start`: from whatever state the checkout is in to a running server.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::cmd::Cmd;
use crate::{report, server, spa};

/// Builds what has changed and then becomes the server.
pub fn run(args: &[&str]) -> Result<()> {
    let begun = Instant::now();
    let casework = arguments(args)?;
    spa::build()?;
    server::build()?;
    let command = Cmd::new(server::binary()).args(casework);
    println!(
        "==> starting `{command}` after {}",
        report::seconds(begun.elapsed())
    );
    Err(command.exec())
}

/// What casework is started with: `demo`, unless the arguments begin with another of its commands.
fn arguments<'a>(args: &[&'a str]) -> Result<Vec<&'a str>> {
    match args {
        [] => Ok(vec!["demo"]),
        ["--", rest @ ..] => {
            let has_command = rest.first().is_some_and(|first| !first.starts_with('-'));
            let command = if has_command { None } else { Some("demo") };
            Ok(command.into_iter().chain(rest.iter().copied()).collect())
        }
        _ => bail!(
            "arguments for casework stand after `--`:  cargo xtask start -- {}",
            args.join(" ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn the_demo_is_started_unless_another_command_is_named() {
        assert_eq!(arguments(&[]).unwrap(), ["demo"]);
        assert_eq!(
            arguments(&["--", "--listen", "127.0.0.1:0"]).unwrap(),
            ["demo", "--listen", "127.0.0.1:0"]
        );
        assert_eq!(
            arguments(&["--", "serve", "--data", "d"]).unwrap(),
            ["serve", "--data", "d"]
        );
        let refusal = arguments(&["--listen"]).unwrap_err().to_string();
        assert!(
            refusal.ends_with("cargo xtask start -- --listen"),
            "{refusal}"
        );
    }
}
