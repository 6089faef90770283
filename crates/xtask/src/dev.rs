//! The verb `dev`: the debug server, and in front of it the SPA, rebuilt and reloaded at each change.

use anyhow::{Result, bail};

use crate::report::step;
use crate::{cmd, server, spa};

/// Where the browser goes.
const SPA_PORT: u16 = 8080;
/// Where the server behind it listens.
const SERVER: &str = "127.0.0.1:8081";
/// The path under which every request is the server's, not the SPA's.
const API: &str = "/api/";

/// Runs until one of the two ends or the person presses Ctrl-C, which reaches all three of us.
pub fn run() -> Result<()> {
    let spa = step("making the tools ready", || {
        spa::serve_command(SPA_PORT, &format!("http://{SERVER}{API}"))
    })?;
    server::build_debug()?;
    let server = server::debug_command(&["demo", "--listen", SERVER]).spawn()?;
    println!(
        "==> open http://127.0.0.1:{SPA_PORT} (the API behind it: http://{SERVER}); Ctrl-C ends both"
    );
    let ended = cmd::first_to_end(vec![server, spa.spawn()?])?;
    if !ended.success() {
        bail!("the server or trunk ended ({ended})");
    }
    Ok(())
}
