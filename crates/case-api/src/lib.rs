//! The server: the HTTP API, the SPA, and the command line of `casework`.
//!
//! `http` translates between HTTP and the use cases of `case-service`, one file for each operation. `site` answers with
//! the SPA's files. `cli` reads the command line and calls either.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod http;
pub mod server;
pub mod site;
