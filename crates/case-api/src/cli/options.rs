//! Options that more than one command has, and where their values come from.

use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use tracing_subscriber::filter::{LevelFilter, Targets};

/// The file with options, in the working directory.
const FILE: &str = "casework.toml";

/// Options of every command.
#[derive(Debug, Args)]
pub struct CommonOptions {
    /// File with options [default: casework.toml in the working directory, where there is one]
    #[arg(long, global = true, env = "CASEWORK_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of all data [default: `$XDG_DATA_HOME/casework` or ~/.local/share/casework]
    #[arg(long, global = true, env = "CASEWORK_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL database to use in place of the embedded one, such as <postgres://user:password@host/casework>
    // Its value is nobody's business: help would show what the environment says.
    #[arg(
        long,
        global = true,
        env = "CASEWORK_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// Bucket to keep attached files in, such as <s3://bucket/folder>, in place of the data folder; the usual variables
    /// tell how to reach it: `AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and others
    #[arg(
        long,
        global = true,
        env = "CASEWORK_ATTACHMENTS",
        value_name = "URL",
        hide_env_values = true
    )]
    pub attachments: Option<String>,
    /// Folder of a policy to use in place of the built-in one
    #[arg(long, global = true, env = "CASEWORK_POLICY", value_name = "DIR")]
    pub policy: Option<PathBuf>,
    /// What the log on stderr tells: error, warn, info, debug, or by target such as `info,case_api=debug` [default: info]
    #[arg(long, global = true, env = "CASEWORK_LOG", value_name = "FILTER")]
    pub log: Option<String>,
}

/// What every command works with.
pub struct Common {
    /// The data folder; none where neither an option nor the environment tells one.
    pub data: Option<PathBuf>,
    /// The database's address; none for the embedded one.
    pub database: Option<String>,
    /// The address of the bucket for files; none for a folder of the data folder.
    pub attachments: Option<String>,
    /// The policy's folder; none for the built-in policy.
    pub policy: Option<PathBuf>,
    /// What the log tells.
    pub log: Targets,
}

/// The keys of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FileOptions {
    pub data: Option<PathBuf>,
    pub database: Option<String>,
    pub attachments: Option<String>,
    pub policy: Option<PathBuf>,
    pub log: Option<String>,
    pub listen: Option<String>,
    pub public_url: Option<String>,
    pub allow_origin: Option<Vec<String>>,
    pub rate_limits: Option<String>,
}

impl FileOptions {
    /// Reads the file that was named, or the one in the working directory if there is one.
    pub fn read(named: Option<&Path>) -> Result<Self> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        toml::from_str(&text).with_context(|| format!("cannot use {}", path.display()))
    }
}

impl CommonOptions {
    /// Fills what is missing from the file, then from the defaults.
    pub fn resolve(&self, file: &FileOptions) -> Result<Common> {
        let log = self
            .log
            .as_deref()
            .or(file.log.as_deref())
            .unwrap_or("info");
        Ok(Common {
            data: self.data.clone().or_else(|| file.data.clone()),
            database: self.database.clone().or_else(|| file.database.clone()),
            attachments: self
                .attachments
                .clone()
                .or_else(|| file.attachments.clone()),
            policy: self.policy.clone().or_else(|| file.policy.clone()),
            log: log_filter(log)?,
        })
    }
}

impl Common {
    /// The data folder, `name` in the user's own data folder where none was told.
    pub fn data_folder(&self, name: &str) -> Result<PathBuf> {
        if let Some(folder) = &self.data {
            return Ok(folder.clone());
        }
        let absolute = |variable| {
            std::env::var_os(variable)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let base =
            absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")));
        match base {
            Some(base) => Ok(base.join(name)),
            None => {
                bail!("neither XDG_DATA_HOME nor HOME is set: name the data folder with --data")
            }
        }
    }
}

/// What the log tells. A word by itself is a level: taken as a target, a mistyped level would tell everything.
fn log_filter(text: &str) -> Result<Targets> {
    for item in text.split(',').filter(|item| !item.contains('=')) {
        if item.parse::<LevelFilter>().is_err() {
            bail!(
                "cannot use --log {text}: `{item}` is not one of error, warn, info, debug, trace, off"
            );
        }
    }
    parsed("log", text)
}

/// Reads the value of an option; the error names the option.
pub fn parsed<T>(option: &str, text: &str) -> Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse()
        .with_context(|| format!("cannot use --{option} {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_directly_wins_over_the_file_which_wins_over_the_default() {
        let none = CommonOptions {
            config: None,
            data: None,
            database: None,
            attachments: None,
            policy: None,
            log: None,
        };
        let told = CommonOptions {
            data: Some("/told".into()),
            ..none
        };
        let none = CommonOptions {
            config: None,
            data: None,
            database: None,
            attachments: None,
            policy: None,
            log: None,
        };
        let file: FileOptions = toml::from_str("data = '/file'\nlog = 'warn'").unwrap();
        let folder = |common: Common| common.data_folder("casework").unwrap();
        assert_eq!(folder(told.resolve(&file).unwrap()), Path::new("/told"));
        assert_eq!(folder(none.resolve(&file).unwrap()), Path::new("/file"));
        assert!(folder(none.resolve(&FileOptions::default()).unwrap()).ends_with("casework"));
    }

    #[test]
    fn a_key_that_does_not_exist_is_refused() {
        let error = toml::from_str::<FileOptions>("listen-on = '127.0.0.1:1'").unwrap_err();
        assert!(
            error.to_string().contains("unknown field `listen-on`"),
            "{error}"
        );
    }
}
