//! The servers that Casework can use in place of its own files, for the tests.

use anyhow::Result;

use crate::cmd::Cmd;
use crate::tools::{Postgres, S3};

/// A database server and an S3 server of the tests' own, gone with this.
pub struct Servers {
    postgres: Postgres,
    s3: S3,
}

impl Servers {
    pub fn start() -> Result<Self> {
        Ok(Self {
            postgres: Postgres::start()?,
            s3: S3::start()?,
        })
    }

    /// Tells a command where they are, and nothing of the real ones that the environment may know.
    pub fn known_to(&self, command: Cmd) -> Cmd {
        let inherited = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        inherited
            .filter(|name| name.starts_with("AWS_"))
            .fold(command, |command, name| command.without_env(&name))
            .env("CASEWORK_TEST_POSTGRES", self.postgres.url())
            .env(
                "CASEWORK_TEST_POSTGRES_CERTIFICATE",
                self.postgres.certificate(),
            )
            .env("AWS_ENDPOINT_URL", self.s3.url())
            .env("AWS_ALLOW_HTTP", "true")
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "tests")
            .env("AWS_SECRET_ACCESS_KEY", "tests")
    }
}
