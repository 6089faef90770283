//! The binary `casework`.

use std::process::ExitCode;

fn main() -> ExitCode {
    case_api::cli::main()
}
