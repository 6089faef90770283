//! The policy that the program brings along.

use super::PolicyFile;

/// The files as compiled in, by their paths in `crates/case-core/policy`.
macro_rules! files {
    ($($path:literal,)+) => {
        &[$(($path, include_str!(concat!("../../../policy/", $path)))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "policy.toml",
    "plans.toml",
    "hours.toml",
    "holidays.toml",
    "countries.toml",
    "regions.toml",
    "catalogue/account-and-billing.toml",
    "catalogue/quotas.toml",
    "catalogue/shared.toml",
    "catalogue/technical-compute.toml",
    "catalogue/technical-data.toml",
    "catalogue/technical-network.toml",
    "catalogue/technical-other.toml",
];

/// The files of the default policy, which are also the example that an operator starts from.
pub fn embedded() -> Vec<PolicyFile> {
    let file = |(path, content): &(&str, &str)| PolicyFile {
        path: (*path).to_owned(),
        content: (*content).to_owned(),
    };
    FILES.iter().map(file).collect()
}
