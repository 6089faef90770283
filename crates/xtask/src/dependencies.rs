//! The arrows between the crates: which must never be reached from where, and by which way it was if it is.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::cmd::Cmd;
use crate::wasm_target;

/// What one crate must not depend on, neither directly nor through others (tests excepted).
struct Boundary {
    of: &'static str,
    never: &'static [&'static str],
    because: &'static str,
}

const BOUNDARIES: [Boundary; 5] = [
    Boundary {
        of: "case-core",
        never: &[
            "axum",
            "case-api",
            "case-service",
            "case-store",
            "case-wire",
            "rusqlite",
            "sqlx",
            "tokio",
            "tokio-postgres",
            "web-sys",
        ],
        because: "the rules are pure: they run unchanged in the browser and on the server",
    },
    Boundary {
        of: "case-wire",
        never: &[
            "axum",
            "case-api",
            "case-service",
            "case-store",
            "rusqlite",
            "sqlx",
            "tokio",
            "web-sys",
        ],
        because: "the contract is shared by the browser and the server",
    },
    Boundary {
        of: "case-store",
        never: &["axum", "case-api", "case-service", "case-wire"],
        because: "persistence knows neither use cases nor HTTP",
    },
    Boundary {
        of: "case-service",
        never: &["axum", "case-api", "case-wire"],
        because: "use cases know no HTTP",
    },
    Boundary {
        of: "case-web",
        never: &[
            "case-api",
            "case-service",
            "case-store",
            "rusqlite",
            "sqlx",
            "tokio",
        ],
        because: "the browser's part reaches the server only over the contract",
    },
];

/// Fails with every forbidden dependency and the way it comes in.
pub fn check() -> Result<()> {
    let mut faults = Vec::new();
    for boundary in &BOUNDARIES {
        let tree = tree(boundary.of, &["--prefix", "none", "--format", "{p}"])?;
        for name in forbidden(&tree, boundary.never) {
            let way = tree_to(boundary.of, name)?;
            faults.push(format!(
                "{} must not depend on {name}: {}. It does so by:\n{way}",
                boundary.of, boundary.because
            ));
        }
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!("{} crates keep to their boundaries", BOUNDARIES.len());
    Ok(())
}

fn tree_to(package: &str, dependency: &str) -> Result<String> {
    tree(package, &["--invert", dependency])
}

/// Cargo's tree of one package with every feature, for this machine and for the browser.
fn tree(package: &str, args: &[&str]) -> Result<String> {
    let host = wasm_target::host()?;
    let mut text = String::new();
    for target in [host.as_str(), wasm_target::TRIPLE] {
        text += &Cmd::cargo()
            .args([
                "tree",
                "--quiet",
                "--package",
                package,
                "--edges",
                "normal,build",
                "--all-features",
            ])
            .args(["--target", target])
            .args(args)
            .read()?;
    }
    Ok(text)
}

/// The forbidden names among lines such as `tokio v1.52.0`.
fn forbidden<'a>(tree: &str, never: &[&'a str]) -> Vec<&'a str> {
    let reached: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    never
        .iter()
        .copied()
        .filter(|name| reached.contains(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn only_the_whole_name_counts() {
        let tree = "case-core v0.1.0 (/x)\ntokio-util v0.7.0\nserde v1.0.0\n\nweb-sys v0.3.0 (*)\n";
        assert_eq!(forbidden(tree, &["tokio", "web-sys"]), ["web-sys"]);
        assert!(forbidden(tree, &["sqlx"]).is_empty());
    }
}
