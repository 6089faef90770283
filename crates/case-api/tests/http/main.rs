//! The HTTP API over a real connection: every operation, every kind of problem.

mod account;
mod attachments;
mod cases;
mod check;
mod client;
mod connections;
mod contract;
mod drafts;
mod envelope;
mod events;
mod hostile;
mod hours;
mod list;
mod origin;
mod policy;
mod saved_drafts;
mod server;
mod sign_in;
mod site;
