//! The command line as others script it: the binary itself, on a data folder of its own.

mod administration;
mod backup;
mod live;
mod options;
mod program;
mod serve;
