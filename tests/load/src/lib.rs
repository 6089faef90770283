//! Servers to be loaded, and clients that load them and know what was acknowledged: for the fault tests and the benches.
//!
//! Everything goes over HTTP and the command line, as anybody's would.

pub mod client;
pub mod ledger;
pub mod live;
pub mod server;
pub mod traffic;

pub use client::Client;
pub use ledger::Ledger;
pub use live::LivePage;
pub use server::{Place, Server};
pub use traffic::Traffic;
