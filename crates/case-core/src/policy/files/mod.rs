//! Reads a policy's files, checks them as a whole and names every fault: file, line, what was found, what is wanted.
//!
//! A policy is a set of TOML files that are read as one document, and iCalendar files with holidays (S4). [`load`]
//! knows no file system: the caller reads the files. [`embedded`] are those that the program brings along.

mod catalogue;
mod document;
mod embedded;
mod fault;
mod fields;
mod holidays;
mod hours;
mod icalendar;
mod limits;
mod node;
mod plans;
mod reader;
mod set;
mod source;

pub use embedded::embedded;
pub use fault::PolicyFault;
pub use set::{PolicySet, load};

/// A file of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// The path inside the policy's folder, with `/` between folders: `catalogue/quotas.toml`.
    pub path: String,
    /// The file's text.
    pub content: String,
}
